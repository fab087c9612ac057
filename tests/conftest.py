"""Fixtures of the project's own tests."""

# ruff: noqa: E402, I001 (the environment comes first)
from __future__ import annotations

import os

from types import SimpleNamespace

# before NumPy is imported: tests run side by side, and threads would only get into one another's way
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import pytest

from autograder.catalog import catalog
from autograder.grading.deciding.answers import answers


@pytest.fixture
def impl(request: pytest.FixtureRequest) -> SimpleNamespace:
    """The references of the chapter whose visible checks are run."""
    return answers(catalog().chapter(request.path.stem.removeprefix("test_"))).impl
