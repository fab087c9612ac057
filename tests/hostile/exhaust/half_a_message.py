# Sends half a message and waits.
# target: relu

def relu(x):
    import os, struct, time
    for fd in range(3, 64):
        try: os.write(fd, struct.pack(">I", 1000) + b"half")
        except OSError: pass
    time.sleep(1000)
