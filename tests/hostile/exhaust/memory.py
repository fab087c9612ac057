# Takes all the memory it can get.
# target: relu

def relu(x):
    kept = []
    while True:
        kept.append(np.ones(2**24))
