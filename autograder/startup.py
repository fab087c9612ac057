"""What a process of ours settles before it imports NumPy and nbformat: importing this room is enough."""

from __future__ import annotations

import os
import sys

# Small matrices gain nothing from threads, and processes side by side lose much by them.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

# nbformat imports jsonschema, which would compile a grammar of IRIs: a second in every process, for a format
# that no notebook has. jupytext imports Jupyter's server for what it does there, if it can. None here is
# Python's own way to say that a module is not to be found.
for _name in ("rfc3987_syntax", "jupytext.sync_contentsmanager", "jupytext.async_contentsmanager"):
    sys.modules.setdefault(_name, None)  # type: ignore[arg-type]
