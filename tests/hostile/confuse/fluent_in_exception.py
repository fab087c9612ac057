# Raises with placeholders of the messages and of format strings.
# target: relu

def relu(x):
    raise ValueError("{ $expected } { $got } {0.__class__} %(x)s %n ${HOME} $(id) {{ secret }} {% raw %}")
