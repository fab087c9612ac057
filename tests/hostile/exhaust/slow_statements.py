# Statements that each stay just below the limit.
# target: relu
# spoils: *

import time
time.sleep(1.5)
time.sleep(1.5)
time.sleep(1.5)
time.sleep(1.5)
time.sleep(1.5)
time.sleep(1.5)
def relu(x):
    return x
