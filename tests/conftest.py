"""Fixtures of the project's own tests."""

# ruff: noqa: E402, I001 (the environment comes first)
from __future__ import annotations

import os

from collections.abc import Iterator
from types import SimpleNamespace

# before NumPy is imported: tests run side by side, and threads would only get into one another's way
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import pytest

from autograder import rooms
from autograder.catalog import catalog
from autograder.grading.deciding.answers import answers
from autograder.selfcheck.checks import weights_in


@pytest.fixture
def impl(request: pytest.FixtureRequest) -> Iterator[SimpleNamespace]:
    """The references of the chapter whose visible checks are run, with their trained weights at hand."""
    with weights_in(rooms.solutions()):
        yield answers(catalog().chapter(request.path.stem.removeprefix("test_"))).impl
