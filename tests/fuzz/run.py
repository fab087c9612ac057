"""Fuzz a target with atheris, guided by coverage: python tests/fuzz/run.py TARGET [libFuzzer's options].

    pip install atheris
    python tests/fuzz/run.py decode_message -max_total_time=300 -max_len=4096 -timeout=10 -rss_limit_mb=2048

It starts from the cases in tests/fuzz/cases and from seeds of its own. What it finds is written to the
current folder; mend it and keep the file as tests/fuzz/cases/TARGET-what-it-was.

The long run of 2026-11-26, 21 minutes in all: decode_message 2.3 million runs, read_notebook 318,000,
read_script 104,000, read_time 376,000; no finding. A random loop before it had found
cases/read_time-decimal, and reading the code had found the bombs in test_fuzz.py.

That of 2026-11-27, 20 minutes in all, with 200 MB as the most that may be asked for at once and a second as
the most that a case may take: describe_value 0.7 million runs, agree_with 1.5 million, explain_failure
0.7 million; no finding.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

with atheris.instrument_imports(include=["autograder", "msgpack", "json", "dateutil"]):
    import dateutil.parser  # noqa: F401 (else it would be imported later, uninstrumented)
    import targets


def seeds(target: str) -> list[bytes]:
    """Well-formed examples to begin with."""
    import numpy as np

    from autograder.build import student_notebook, student_script
    from autograder.sandbox.wire import encode, encode_message

    if target == "read_notebook":
        cell = {"cell_type": "code", "source": ["a = 1\n"], "metadata": {"tags": ["demo"]}, "id": "a"}
        whole = json.dumps(student_notebook(targets.CHAPTER, "en")).encode()
        return [json.dumps({"nbformat": 4, "cells": [cell]}).encode(), whole]
    if target == "read_script":
        return [
            b'# %% [markdown]\n# text\n\n# %% tags=["demo"]\na = 1\n',
            student_script(targets.CHAPTER, "en").encode(),
        ]
    if target == "read_time":
        return [b"2026-11-26 21:23:23.123456 UTC", b"2026-11-26T21:23:23+09:00", b"Nov 26 2026 9pm JST"]
    if target == "describe_value":
        return [encode(value) for value in targets.EXPECTED]
    if target == "agree_with":
        return [encode(value) * 2 for value in targets.EXPECTED]
    if target == "explain_failure":
        return [
            bytes([kind, 1, 1]) + text + b"\0reul\0x @ W: x (2, 3)\0def relu(x):\n    self.W = 1"
            for kind, text in (
                (0, b"name 'reul' is not defined"),
                (1, b"module 'numpy' has no attribute 'zeross'"),
                (2, b"relu() takes 1 positional argument but 2 were given"),
                (3, b"operands could not be broadcast together with shapes (2,3) (4,)"),
                (4, b"index 3 is out of bounds for axis 0 with size 2"),
            )
        ]
    value = {"a": [1, 2.5, 10**30, 1j, np.ones((2, 3)), object()], "b": "text"}
    return [encode(value), encode_message(["grade", "value", value, [["relu", 0, "x"]]])]


def main() -> None:
    name = sys.argv.pop(1)
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds(name)):
            (Path(folder) / str(number)).write_bytes(seed)
        for case in (HERE / "cases").glob(f"{name}-*"):
            (Path(folder) / case.name).write_bytes(case.read_bytes())
        atheris.Setup([*sys.argv, folder], targets.TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
