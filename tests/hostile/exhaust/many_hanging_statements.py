# More statements that hang than are left out one by one.
# target: relu
# spoils: *

while True: pass
while True: pass
while True: pass
while True: pass
while True: pass
while True: pass
while True: pass
def relu(x):
    return x
