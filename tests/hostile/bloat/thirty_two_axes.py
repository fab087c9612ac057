# Returns as many elements as a message holds, over 32 axes: an index of each of them takes gigabytes.
# target: relu
def relu(x):
    return np.random.randint(0, 255, 2**21, dtype=np.uint8).reshape((2,) * 21 + (1,) * 11)
