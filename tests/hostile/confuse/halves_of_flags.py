# Raises with letters of flags, one column each by Unicode and two in a terminal.
# target: relu

def relu(x):
    raise ValueError("🇦x" * 25 + " • alice: 50 points " + "🇯" * 40 + "🏻🕱" * 20 + " ✓ all right (50)")
