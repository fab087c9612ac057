# Returns text that is not valid Unicode.
# target: relu

def relu(x):
    return "\ud800\udfff" * 10
