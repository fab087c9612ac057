# Makes the session ignore its children and wakes it with a timer, from a cell.
# target: relu
# spoils: *

import signal
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
signal.signal(signal.SIGALRM, lambda *a: 1 / 0)
signal.setitimer(signal.ITIMER_REAL, 0.2, 0.2)
def relu(x):
    return x
