# Leaves a process behind in a session of its own.
# target: relu

def relu(x):
    import os, time
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(1000)
        os._exit(0)
    return x
