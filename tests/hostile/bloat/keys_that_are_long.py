# A dict of long keys where an array is expected.
# target: one_hot
def one_hot(t, num_classes):
    return {"k" * 500 + str(i): i for i in range(1_500)}
