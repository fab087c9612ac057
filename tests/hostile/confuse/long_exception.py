# Raises with a message of a hundred megabytes.
# target: relu

def relu(x):
    raise ValueError("x" * 10**8)
