# Never ends.
# target: relu

def relu(x):
    while True:
        pass
