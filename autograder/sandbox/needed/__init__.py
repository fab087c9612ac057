"""Which statements of a notebook the answers need: those that bind or change what a graded definition reads.

Readers leave their trials in a notebook: plots, `%timeit`, the book's training of 10,000 steps. What no
graded definition reads, directly or through other statements, need not run. What cannot be seen from the text
(`exec`, `globals()`, a magic that nobody here knows) runs, and with it what stands before it.
`read_statements` reads what each statement does, `Search` finds those that count. Both are left out where a
notebook `only_defines`. What is left may be `contained`: then its definitions keep to themselves.
"""

from autograder.sandbox.needed.contained import contained
from autograder.sandbox.needed.definitions import names_in, only_defines
from autograder.sandbox.needed.doings import Read
from autograder.sandbox.needed.notebook import read_statements
from autograder.sandbox.needed.search import Search

__all__ = ["Read", "Search", "contained", "names_in", "only_defines", "read_statements"]
