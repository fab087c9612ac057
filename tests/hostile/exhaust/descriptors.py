# Opens files until there are none left.
# target: relu

def relu(x):
    kept = []
    try:
        while True: kept.append(open("/dev/null"))
    except OSError:
        pass
    return x
