# Never ends, in a call that no Python signal handler interrupts.
# target: relu

def relu(x):
    return sum(range(10**14))
