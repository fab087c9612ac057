# Prints without end.
# target: relu

def relu(x):
    import os
    while True:
        print("x" * 10**6); os.write(2, b"y" * 10**6)
