# Texts with one character each for which Python keeps four bytes for all the others.
# target: softmax
def softmax(x):
    return ["a" * 9_990 + "\U0001f600" for _ in range(600)]
