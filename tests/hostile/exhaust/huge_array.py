# Returns an array that is too large to send.
# target: relu

def relu(x):
    return np.zeros((4000, 4000))
