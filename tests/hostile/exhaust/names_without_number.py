# Names that take a long time to be compared with a misspelt one.
# target: relu

exec("\n".join(f"{'a' * 300}{i} = 1" for i in range(3000)))
def relu(x):
    raise NameError("no", name="b" * 20 + "a" * 400)
