# A statement that takes exponential time in C.
# target: relu

import re
re.match(r"(a+)+$", "a" * 40 + "b")
def relu(x):
    return x
