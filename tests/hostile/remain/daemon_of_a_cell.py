# Leaves a process behind from a cell, ignoring signals.
# target: relu

import os, signal, time
if os.fork() == 0:
    for s in range(1, 32):
        try: signal.signal(s, signal.SIG_IGN)
        except (OSError, ValueError): pass
    time.sleep(1000)
    os._exit(0)
def relu(x):
    return x
