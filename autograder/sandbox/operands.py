"""Which expression raised, and with operands of which shapes, or which keys there are: what an exception's
text leaves out.
"""

from __future__ import annotations

import ast
import itertools
import linecache
from types import CodeType, TracebackType
from typing import Any

MAX_TEXT = 60  # characters of an operand's source
MAX_FRAMES = 6
MAX_KEYS, MAX_KEY = 20, 30  # of a dict that are told; characters of one


def operands(traceback: TracebackType | None) -> str:
    """`x @ W: x (4, 3), W (2, 3)` of the innermost expression in a student's cell; "" without arrays."""
    place = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename.startswith("<cell "):
            place = traceback
        traceback = traceback.tb_next
    if place is None:
        return ""
    node = _expression(place.tb_frame.f_code, place.tb_lasti)
    if node is None:
        return ""
    shapes = []
    for operand in _operands_of(node):
        if not _is_plain(operand):
            continue
        shape = getattr(_value(operand, place), "shape", None)
        if isinstance(shape, tuple):
            shapes.append(f"{ast.unparse(operand)[:MAX_TEXT]} {shape}")
    return f"{ast.unparse(node)[: 2 * MAX_TEXT]}: {', '.join(shapes)}" if shapes else ""


def keys(traceback: TracebackType | None) -> str:
    """`keys: 'W1', 'b1'` of the dict in which the innermost expression looked for one; "" if it is none."""
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    node = _expression(traceback.tb_frame.f_code, traceback.tb_lasti) if traceback else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):  # d.pop("W1")
        looked_in = node.func.value
    elif isinstance(node, ast.Subscript):
        looked_in = node.value
    else:
        return ""
    if traceback is None or not _is_plain(looked_in):
        return ""
    value = _value(looked_in, traceback)
    if not isinstance(value, dict):
        return ""
    known = (key for key in dict.__iter__(value) if type(key) in (str, int, float, bool))
    shown = (ascii(key) if type(key) is not str else repr(key[:MAX_KEY]) for key in known)
    return "keys: " + ", ".join(itertools.islice(shown, MAX_KEYS))


def operations(traceback: TracebackType | None, folder: str) -> str:
    """What was done at each level when it raised, outermost first: `helper() > np.dot()`, `@`, `if`.

    Frames count whose file name begins with `folder`.
    """
    found = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename.startswith(folder):
            found.append(_operation(_expression(code, traceback.tb_lasti)))
        traceback = traceback.tb_next
    return " > ".join(found[-MAX_FRAMES:])


def _value(node: ast.expr, place: TracebackType) -> Any:
    """What a plain expression is in a frame; None where it is nothing."""
    frame = place.tb_frame
    try:
        return eval(compile(ast.Expression(node), "<operand>", "eval"), frame.f_globals, frame.f_locals)
    except Exception:  # a student's object may raise when it is looked at
        return None


def _operation(node: Any) -> str:
    if isinstance(node, ast.Call):
        return f"{ast.unparse(node.func).replace(' ', '')[-MAX_TEXT:]}()"
    if isinstance(node, ast.BinOp | ast.UnaryOp):
        return type(node.op).__name__
    return type(node).__name__ if node is not None else "?"


def _expression(code: CodeType, instruction: int) -> Any:
    positions = next(itertools.islice(code.co_positions(), instruction // 2, None), None)
    if positions is None or None in positions:
        return None
    line, end_line, column, end_column = positions
    assert line is not None and end_line is not None
    lines = [text.encode() for text in linecache.getlines(code.co_filename)[line - 1 : end_line]]
    if not lines:
        return None
    lines[-1] = lines[-1][:end_column]
    lines[0] = lines[0][column:]
    try:
        return ast.parse(b"(" + b"".join(lines) + b")", mode="eval").body
    except SyntaxError:
        return None


def _operands_of(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    if isinstance(node, ast.Compare):
        return [node.left, *node.comparators]
    if isinstance(node, ast.Call):
        receiver = [node.func.value] if isinstance(node.func, ast.Attribute) else []
        return [*receiver, *node.args]
    if isinstance(node, ast.Subscript):
        return [node.value, node.slice]
    return []


def _is_plain(node: ast.expr) -> bool:
    """Whether evaluating it again calls nothing: names, attributes, items and signs."""
    if isinstance(node, ast.Name | ast.Constant):
        return True
    if isinstance(node, ast.Attribute):
        return _is_plain(node.value)
    if isinstance(node, ast.Subscript):
        return _is_plain(node.value) and _is_plain(node.slice)
    return isinstance(node, ast.UnaryOp) and _is_plain(node.operand)
