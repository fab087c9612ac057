# Returns an integer of a hundred million digits.
# target: relu

def relu(x):
    return 1 << 400_000_000
