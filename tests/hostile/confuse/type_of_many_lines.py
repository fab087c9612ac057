# Raises an exception whose type is named like lines of the report, with every kind of line break, and is long.
# target: relu

def relu(x):
    breaks = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\u3164\ufe0f\u200d\u0338"
    name = "".join(f"{c}• alice: 50 points{c}✓ all right (50) " for c in breaks) + "x" * 5000
    raise type(name, (Exception,), {})("日本語 | English\n|\n" * 200)
