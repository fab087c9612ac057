# Puts a script into an error message.
# target: relu

def relu(x):
    raise ValueError("<script>alert('MARKUP')</script><img src=x onerror=alert(1)>")
