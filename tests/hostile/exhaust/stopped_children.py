# Children fill their memory, and are then stopped and kept.
# target: relu

def relu(x):
    import os, signal, time
    for _ in range(6):
        child = os.fork()
        if child == 0:
            kept = np.ones(100_000_000)
            os.kill(os.getpid(), signal.SIGSTOP)
    time.sleep(100)
