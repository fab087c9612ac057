# The processes of multiprocessing, each with much memory.
# target: relu

def relu(x):
    import multiprocessing, time
    def take():
        kept = np.ones(150_000_000)
        while True: kept += 1
    context = multiprocessing.get_context("fork")
    for _ in range(6): context.Process(target=take).start()
    time.sleep(100)
