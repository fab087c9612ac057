"""`zerotsuku watch`: the self-check on every save, by a process that has all that it needs loaded."""
