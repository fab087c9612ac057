# Thousands of objects that are no data, each with a text of its own that has to be cleaned.
# target: identity_function
class Strange:
    def __repr__(self):
        return "\u202e\u0301" * 400


def identity_function(x):
    return [Strange() for _ in range(900)]
