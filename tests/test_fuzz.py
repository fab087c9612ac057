"""The notebook reader and the message decoder on anything at all: a value or the documented error, soon.

A long run, guided by coverage, is `python tests/fuzz/run.py` (see there); what it found is kept in
tests/fuzz/cases and tried here.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fuzz.targets import TARGETS, decode_message, describe_value, read_notebook, read_script
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.sandbox.wire import encode

CASES = sorted((Path(__file__).parent / "fuzz" / "cases").glob("*"))
SHORT = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(), part, max_size=3),
    max_leaves=6,
)
SOURCE = st.text() | st.sampled_from(
    [
        "def relu(x):\n    return x",
        "check('relu')",
        "```\ndef relu(x): 1",
        "%%time\nx = 1",
        "\r\r\n\x00",
        "\ud800",
    ]
)


def one_of(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """What belongs there, and now and then anything."""
    return strategy | JSON


NBGRADER = st.fixed_dictionaries(
    {},
    optional={
        "grade_id": one_of(st.sampled_from(["relu", "check-relu", "check-", "sigmoid"])),
        "solution": one_of(st.booleans()),
        "grade": one_of(st.booleans()),
        "points": JSON,
    },
)
CELL = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": one_of(st.sampled_from(["code", "markdown", "raw", "heading"])),
        "source": one_of(SOURCE | st.lists(SOURCE)),
        "input": one_of(SOURCE),
        "id": one_of(st.text()),
        "outputs": JSON,
        "metadata": one_of(
            st.fixed_dictionaries(
                {}, optional={"tags": one_of(st.lists(st.text())), "nbgrader": one_of(NBGRADER)}
            )
        ),
    },
)
NOTEBOOK = st.fixed_dictionaries(
    {},
    optional={
        "cells": one_of(st.lists(one_of(CELL), max_size=5)),
        "worksheets": one_of(st.lists(one_of(st.fixed_dictionaries({"cells": st.lists(CELL)})), max_size=2)),
        "nbformat": one_of(st.integers(3, 5)),
        "metadata": one_of(
            st.fixed_dictionaries({"zerotsuku": one_of(st.fixed_dictionaries({"lang": JSON}))})
        ),
    },
)
LINES = st.lists(
    st.sampled_from(
        [
            "# %%",
            "#%% [markdown]",
            "# %% [raw] tags=[",
            '# %% tags=["demo", 1]',
            "# ---",
            "# a: &a [*a]",
            '"""',
            "x = 1",
        ]
    )
    | st.text(max_size=20)
)


@given(NOTEBOOK, st.data())
@SHORT
def test_any_notebook_is_read_or_refused(notebook: Any, data: st.DataObject) -> None:
    text = json.dumps(notebook).encode()
    read_notebook(text)
    read_notebook(text[: data.draw(st.integers(0, len(text)))])


@given(LINES.map("\n".join) | st.text())
@SHORT
def test_any_script_is_read_or_refused(text: str) -> None:
    read_script(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
@given(st.binary() | st.binary(max_size=50).map(lambda b: b"\xff\xfe" + b))
@SHORT
def test_any_bytes_are_read_or_refused(target: Callable[[bytes], None], data: bytes) -> None:
    target(data)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_fuzzing_found_stays_mended(case: Path) -> None:
    target = TARGETS[case.name.partition("-")[0]]
    began = time.process_time()
    target(case.read_bytes())
    assert time.process_time() - began < 5


def yaml_bomb() -> bytes:
    """Nine lists of nine of the one before: half a billion values for a reader that follows them."""
    lists = [
        f"#   {b}: &{b} [{','.join(['*' + a] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    return "\n".join(
        ["# ---", "# jupyter:", "#   a: &a [x, x, x, x, x, x, x, x, x]", *lists, "# ---", "# %%"]
    ).encode()


def notebook_of(source: str, cells: int = 1) -> bytes:
    cell = json.dumps({"cell_type": "code", "source": source})
    return ('{"nbformat": 4, "cells": [' + ",".join([cell] * cells) + "]}").encode()


BOMBS = {
    "yaml": (read_script, yaml_bomb),
    "script of cells": (read_script, lambda: b"# %%\n" * 2**20),
    "script of a long header": (read_script, lambda: b"# %% " + b"a=1 " * 2**20 + b"\nx = 1"),
    "script of open tags": (read_script, lambda: b"# %% " + b"tags=[" * 2**20 + b"\nx = 1"),
    "script of lines": (read_script, lambda: b"# %%\n" + b"x = 1\n" * 2**21),
    "empty lists": (read_notebook, lambda: b'{"cells": [' + b"[]," * 2**23 + b"[]]}"),
    "empty cells": (read_notebook, lambda: b'{"nbformat": 4, "cells": [' + b"{}," * 2**20 + b"{}]}"),
    "short texts": (read_notebook, lambda: b'{"cells": [' + b'"ab",' * 2**23 + b'""]}'),
    "cells that break off": (read_notebook, lambda: b'{"cells": [' + b"{}," * 2**20),
    "nested": (read_notebook, lambda: b'{"cells": ' + b"[" * 2**20),
    "nested and cut off": (read_notebook, lambda: b'{"cells": [' + b'{"a":' * 2**19),
    "number": (read_notebook, lambda: b'{"nbformat": ' + b"9" * 2**22 + b"}"),
    "version": (read_notebook, lambda: b'{"nbformat": ' + b"9" * 4000 + b', "cells": []}'),
    "spaces": (read_notebook, lambda: notebook_of(" " * 2**22)),
    "names": (read_notebook, lambda: notebook_of("a" * 2**22)),
    "many long cells": (read_notebook, lambda: notebook_of("x " * 10_000, 2_000)),
    "definitions": (read_notebook, lambda: notebook_of("def relu(x):\n" * 2**16, 20)),
    "damaged cells": (read_notebook, lambda: b'{"nbformat": 4, "cells": [' + b"3," * 10_000 + b"3]}"),
    "quotes": (read_notebook, lambda: b'{"cells": ["' + b'\\"' * 2**22 + b"," * 2**22),
    "rows without elements": (describe_value, lambda: encode(np.zeros((12 * 2**20, 0)))),
    "very many rows": (describe_value, lambda: encode(np.zeros((12 * 2**20,), np.uint8))),
    "messages": (decode_message, lambda: b"\xdd\x00\xff\xff\xff" + b"\x80" * 2**23),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little_time_and_memory(name: str) -> None:
    target, make = BOMBS[name]
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF)
    target(data)
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_utime - before.ru_utime < 8
    if sys.platform == "linux":  # kilobytes, at the peak
        assert after.ru_maxrss - before.ru_maxrss < 500 * 2**10
