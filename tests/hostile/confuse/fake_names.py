# Returns keys with line breaks and markup that look like another report.
# target: relu

def relu(x):
    return {"\n✓ ch03.relu 3 / 3\n": "<b>MARKUP</b>", "\x1b[32m": 1}
