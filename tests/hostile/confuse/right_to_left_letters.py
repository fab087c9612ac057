# Raises with letters that are written from the right, without marks of direction, around numbers of its own.
# target: relu

def relu(x):
    raise ValueError("אבג 50 / 50 (4) דהו 0 ✓ " + "ا" * 30 + " 3 / 3 ) 4 ( ﷽" + "𒐫" * 20 + "⸻" * 20)
