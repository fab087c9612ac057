# Leaves System V semaphores, shared memory and a queue behind.
# target: relu
# open: leaves

def relu(x):
    import ctypes
    libc = ctypes.CDLL(None)
    libc.semget(0x7E57, 1, 0o1666); libc.shmget(0x7E57, 4096, 0o1666); libc.msgget(0x7E57, 0o1666)
    return x
