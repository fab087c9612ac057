"""What a process of ours settles before it imports NumPy and prints: importing this room is enough."""

from __future__ import annotations

import os

import autograder.quick  # noqa: F401 (for what it does)
from autograder.plain import write_plainly

# Small matrices gain nothing from threads, and processes side by side lose much by them.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

write_plainly()
