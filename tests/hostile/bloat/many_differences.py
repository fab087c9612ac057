# As many parts as a message may have, all of them wrong: a sentence for each takes minutes.
# target: layer
def layer(x, W, b, activation):
    return [i * 0.5 + float(np.random.rand()) for i in range(19_000)]
