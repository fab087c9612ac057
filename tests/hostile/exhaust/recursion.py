# Calls itself without end, also in C.
# target: relu

def relu(x):
    import sys
    sys.setrecursionlimit(10**9)
    return relu(x)
