"""Fixtures of the project's own tests."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from autograder.catalog import catalog
from autograder.grading.answers import answers


@pytest.fixture
def impl(request: pytest.FixtureRequest) -> SimpleNamespace:
    """The references of the chapter whose visible checks are run."""
    return answers(catalog().chapter(request.path.stem.removeprefix("test_"))).impl
