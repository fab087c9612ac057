"""A notebook that is made for each student: copied from the released one, and written as its file.

The bytes are those that `nbformat.writes` makes, which copies, validates and encodes a notebook in Python:
a quarter of all that grading a submission would take outside the sandbox. What is written here is made of
released cells and of nodes of a fixed shape; `tests/test_writing.py` holds both against nbformat.
"""

from __future__ import annotations

from json import dumps
from json.encoder import encode_basestring
from typing import Any

from nbformat.notebooknode import NotebookNode, from_dict
from nbformat.v4.rwbase import split_lines, strip_transient


def copied(value: Any) -> Any:
    """A notebook, or a part of one, that can be changed without the other."""
    if isinstance(value, dict):
        return NotebookNode({key: copied(v) for key, v in value.items()})
    return [copied(v) for v in value] if isinstance(value, list) else value


def output(kind: str, data: dict[str, str]) -> Any:
    """An output of a code cell, "display_data" or "execute_result", by MIME types."""
    made = {"output_type": kind, "metadata": {}, "data": data}
    return from_dict({**made, "execution_count": None} if kind == "execute_result" else made)


def written(notebook: Any) -> bytes:
    """A notebook of version 4 as the bytes of its file; the notebook is used up by it."""
    return (_text(strip_transient(split_lines(notebook)), "\n") + "\n").encode()


def _text(value: Any, margin: str) -> str:
    """JSON with keys in order, indented by one blank; `margin` is a line's end and the blanks that follow."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict) and value:
        inner = margin + " "
        items = (f"{inner}{encode_basestring(k)}: {_text(v, inner)}" for k, v in sorted(value.items()))
        return f"{{{','.join(items)}{margin}}}"
    if isinstance(value, list) and value:
        inner = margin + " "
        return f"[{','.join([inner + _text(v, inner) for v in value])}{margin}]"
    return dumps(value)
