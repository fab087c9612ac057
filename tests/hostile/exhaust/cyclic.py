# Returns a list and a dict that contain themselves.
# target: relu

def relu(x):
    cycle = {}
    cycle["again"] = [cycle, cycle]
    return cycle
