# Sleeps.
# target: relu

import time
def relu(x):
    time.sleep(10**6)
