# Returns lists nested a hundred thousand deep.
# target: relu

def relu(x):
    nested = []
    for _ in range(10**5): nested = [nested]
    return nested
