# Answers wrongly when it is called among others, and hangs when it is called alone.
# target: relu

called = []
def relu(x):
    if np.shape(x) == (3, 4) and not called:
        while True: pass
    called.append(1)
    return x
