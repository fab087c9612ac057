# A thread of a cell takes a little memory all the time, whatever exercise is run.
# target: relu
# spoils: *

import threading, time
kept = []
def leak():
    while True:
        try: kept.append(np.ones(2**20))
        except MemoryError: time.sleep(0.01)
        time.sleep(0.001)
threading.Thread(target=leak, daemon=True).start()

def relu(x):
    time.sleep(100)
