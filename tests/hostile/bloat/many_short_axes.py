# Returns something else each time, with so many axes of length 2 that NumPy would print every element.
# target: step_function
def step_function(x):
    return np.random.rand(*(2,) * 18)
