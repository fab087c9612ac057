# Puts a link of TeX into an error message, for pages that typeset mathematics.
# target: relu

def relu(x):
    raise ValueError("$\\href{javascript:alert(1)}{click}$ [x](javascript:alert(1))")
