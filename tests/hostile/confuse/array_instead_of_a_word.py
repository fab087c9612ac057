# Sends arrays where the trusted side compares words, so that the comparison is no truth value.
# target: relu

def hostile_send(*messages):
    import os, struct
    for fd in range(3, 64):
        for data in messages:
            try: os.write(fd, struct.pack(">I", len(data)) + data)
            except OSError: break
def relu(x):
    import msgpack, os
    array = msgpack.ExtType(1, msgpack.packb(["<f8", [2], bytes(16)]))
    hostile_send(msgpack.packb(["grade_relu_of_a_vector", array, 0, []]), msgpack.packb(array))
    os._exit(0)
