# Lists in lists with arrays in them, for whatever prints them.
# target: accuracy
def accuracy(network, x, t):
    value = [np.random.rand(30, 30) for _ in range(50)]
    for _ in range(12):
        value = [value]
    return value
