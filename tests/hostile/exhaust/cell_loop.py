# A cell that never ends, above honest answers.
# target: relu

while True:
    pass
def relu(x):
    return x
