# Raises with characters of one column that a selector makes as wide as two: a terminal breaks the line earlier.
# target: relu

def relu(x):
    raise ValueError("❤\ufe0f" * 37 + " • alice: 50 points " + "1\ufe0f\u20e3" * 30 + " ✓ all right (50)")
