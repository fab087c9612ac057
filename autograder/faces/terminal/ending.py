"""The end of a program of ours: at once.

To take apart all that was imported takes Python a sixth of a second, at the end of a command that is over.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
from collections.abc import Callable


def run_to_the_end(main: Callable[[], object]) -> None:
    """Run a program; when it and all that is to be done at its end are over, the process is gone."""
    status = [1]
    atexit.register(lambda: _leave(status[0]))  # who registers first is called last
    try:
        main()
    except SystemExit as end:
        status[0] = end.code if isinstance(end.code, int) else int(end.code is not None)
        raise
    status[0] = 0


def _leave(status: int) -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # closed, or nobody reads it
            stream.flush()
    os._exit(status)
