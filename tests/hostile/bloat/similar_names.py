# Two thousand names that are nearly alike, and exceptions for each of which a likely one is looked for.
# target: sigmoid
# spoils: *
for i in range(2000):
    globals()["very_similar_name_" * 2 + str(i)] = 1
very_similar_name_very_similar_name_a = very_similar_name_very_similar_name_b = 1


def sigmoid(x):
    raise NameError("name", name="very_similar_name_very_similar_name_" + str(np.random.randint(10**6)))
