# Six forks, each with almost as much memory as one process may have.
# target: relu

def relu(x):
    import os, time
    for _ in range(6):
        if os.fork() == 0:
            kept = np.ones(150_000_000)
            while True: kept += 1
    time.sleep(100)
