# Puts a script into the name of a type.
# target: relu

def relu(x):
    return type("<script>alert('MARKUP')</script>", (), {})()
