# Never ends and catches every exception.
# target: relu

def relu(x):
    while True:
        try:
            while True: pass
        except BaseException:
            pass
