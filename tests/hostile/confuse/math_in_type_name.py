# Puts a link of TeX into the names of an exception's type and of the function that raises it.
# target: relu

def relu(x):
    raise type("$\\href{https://example.org}{x}$", (Exception,), {"__module__": "\\(\\style{a}{b}\\)"})("\\[x\\]")


relu.__name__ = relu.__qualname__ = "$$\\class{btn}{relu}$$"
