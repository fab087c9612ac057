# Raises an exception whose text raises.
# target: relu

class Nasty(Exception):
    def __str__(self): raise self
    __repr__ = __str__
def relu(x):
    raise Nasty
