"""Acting as an ordinary user in tests that root runs."""

from __future__ import annotations

import functools
import os
import subprocess
import sys

import pytest

from autograder.rooms import REPOSITORY

NOBODY = 65534


@functools.cache
def why_not() -> str:
    """Why an ordinary user cannot run this Python and this checkout; empty if one can.

    A Python in root's home, as pyenv's and conda's in many containers, is root's alone.
    """
    if os.geteuid() != 0:
        return ""
    try:
        done = subprocess.run(
            [sys.executable, "-c", "import numpy, autograder.text"],
            cwd="/",
            env={"PATH": os.defpath, "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            capture_output=True,
        )
    except PermissionError:
        return f"an ordinary user cannot run {sys.executable}"
    return f"an ordinary user cannot read {REPOSITORY} or {sys.prefix}" if done.returncode else ""


def skip_where_only_root_can() -> None:
    """Skip a test that acts as an ordinary user where none can run this Python."""
    if why_not():
        pytest.skip(why_not())
