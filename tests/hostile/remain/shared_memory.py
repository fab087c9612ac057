# Leaves POSIX shared memory and a named semaphore behind.
# target: relu
# open: leaves

def relu(x):
    import ctypes, os
    libc = ctypes.CDLL(None)
    libc.shm_open(b"/HOSTILE_TRACE-memory", os.O_CREAT | os.O_RDWR, 0o666)
    try: libc.sem_open(b"/HOSTILE_TRACE-semaphore", os.O_CREAT, 0o666, 1)
    except AttributeError: pass
    return x
