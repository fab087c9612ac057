# The same with the file of zeros.
# target: relu

def relu(x):
    import mmap, os, time
    kept = []
    at = os.open("/dev/zero", os.O_RDWR)
    for _ in range(16): kept.append(mmap.mmap(at, 2**27)); kept[-1].write(b"1" * 2**27)
    time.sleep(100)
