# Leaves System V semaphores, shared memory and a queue behind.
# target: relu
# open: leaves

def relu(x):
    import ctypes
    libc = ctypes.CDLL(None)
    libc.semget(HOSTILE_KEY, 1, 0o1666); libc.shmget(HOSTILE_KEY, 4096, 0o1666); libc.msgget(HOSTILE_KEY, 0o1666)
    return x
