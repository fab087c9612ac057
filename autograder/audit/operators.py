"""Mutation operators of this field: what goes wrong in NumPy code, beside the usual swapped signs.

An operator takes a node (and the definition it stands in) and gives what may stand in the node's place.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator

from autograder.audit.trees import replaced

Operator = Callable[[ast.AST, ast.AST], Iterator[ast.AST]]

SWAPPED = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "argmax": "argmin",
    "argmin": "argmax",
    "maximum": "minimum",
    "minimum": "maximum",
    "zeros": "ones",
    "ones": "zeros",
    "zeros_like": "ones_like",
    "ones_like": "zeros_like",
    "std": "var",
    "var": "std",
    "floor": "ceil",
    "ceil": "floor",
    "vstack": "hstack",
    "hstack": "vstack",
    "sin": "cos",
    "cos": "sin",
}
REDUCTIONS = {"sum", "mean", "max", "min", "argmax", "argmin", "std", "var", "argsort", "sort", "cumsum"}
DROPPED_METHODS = {"transpose", "copy", "reshape", "astype", "ravel", "flatten", "sum", "mean", "max", "min"}
DROPPED_FUNCTIONS = {
    *("transpose", "copy", "array", "exp", "log", "sqrt", "abs", "square", "tanh", "round", "clip"),
    *("sum", "mean", "max", "min", "pad", "flip", "reshape", "ravel"),
}
PRODUCTS = {"dot", "outer", "matmul", "tensordot", "convolve"}


def numpy_function(node: ast.AST) -> str:
    """The name f of a call np.f(…); otherwise ""."""
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "np"
    ):
        return node.func.attr
    return ""


def integer(node: ast.AST) -> int | None:
    """The value of an integer literal, negative ones too."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return None
    return value if type(value) is int else None


def shifted(node: ast.expr, by: int) -> ast.expr:
    """`node + by`, literals computed."""
    value = integer(node)
    if value is not None:
        return ast.Constant(value + by)
    return ast.BinOp(node, ast.Add() if by > 0 else ast.Sub(), ast.Constant(abs(by)))


def other_axes(node: ast.expr) -> Iterator[ast.expr]:
    value = integer(node)
    if value is not None:
        yield ast.Constant({0: 1, 1: 0, -1: 0}.get(value, value - 1))
    elif isinstance(node, ast.Tuple):
        for i in range(len(node.elts)):
            yield ast.Tuple(node.elts[:i] + node.elts[i + 1 :], ast.Load())


def swapped_axis(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.keyword) and node.arg == "axis":
        for axis in other_axes(node.value):
            yield ast.keyword("axis", axis)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in REDUCTIONS:
        place = 1 if numpy_function(node) else 0
        if len(node.args) > place:
            for axis in other_axes(node.args[place]):
                yield ast.Call(node.func, [*node.args[:place], axis, *node.args[place + 1 :]], node.keywords)


def dropped_argument(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    """keepdims, axis, dtype, … left out."""
    if isinstance(node, ast.Call):
        for i in range(len(node.keywords)):
            yield ast.Call(node.func, node.args, node.keywords[:i] + node.keywords[i + 1 :])


def dropped_transpose(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value


def swapped_transpose(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "transpose":
        for i in range(len(node.args) - 1):
            args = list(node.args)
            args[i], args[i + 1] = args[i + 1], args[i]
            yield ast.Call(node.func, args, node.keywords)


def dropped_call(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    """A copy, a reshape, a sum, a logarithm left out."""
    if not isinstance(node, ast.Call):
        return
    name = numpy_function(node)
    if name in DROPPED_FUNCTIONS and node.args:
        yield node.args[0]
    elif not name and isinstance(node.func, ast.Attribute) and node.func.attr in DROPPED_METHODS:
        yield node.func.value


def swapped_function(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Attribute) and node.attr in SWAPPED:
        yield ast.Attribute(node.value, SWAPPED[node.attr], node.ctx)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("max", "min"):
        yield ast.Call(ast.Name(SWAPPED[node.func.id], ast.Load()), node.args, node.keywords)


def dropped_operand(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    """A missing /N, ½, bias, + 1."""
    if isinstance(node, ast.BinOp):
        yield node.left
        if isinstance(node.op, ast.Add | ast.Mult | ast.MatMult):
            yield node.right
    if isinstance(node, ast.BoolOp):
        for i in range(len(node.values)):
            left = node.values[:i] + node.values[i + 1 :]
            yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)


def swapped_operands(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.Div | ast.MatMult | ast.Pow):
        yield ast.BinOp(node.right, node.op, node.left)
    if numpy_function(node) in PRODUCTS and isinstance(node, ast.Call) and len(node.args) > 1:
        yield ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)
    if numpy_function(node) == "where" and isinstance(node, ast.Call) and len(node.args) == 3:
        yield ast.Call(node.func, [node.args[0], node.args[2], node.args[1]], node.keywords)


def product_by_elements(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield ast.BinOp(node.left, ast.Mult(), node.right)
    if numpy_function(node) == "dot" and isinstance(node, ast.Call) and len(node.args) == 2:
        yield ast.BinOp(node.args[0], ast.Mult(), node.args[1])


def off_by_one(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    """Slices and ranges that begin or end one too early or too late."""
    if isinstance(node, ast.Slice):
        for by in (1, -1):
            if node.lower is not None:
                yield ast.Slice(shifted(node.lower, by), node.upper, node.step)
            if node.upper is not None:
                yield ast.Slice(node.lower, shifted(node.upper, by), node.step)
        if node.step is None and node.lower is None:
            yield ast.Slice(ast.Constant(1), node.upper, None)
        if node.step is None and node.upper is None:
            yield ast.Slice(node.lower, ast.Constant(-1), None)
    is_range = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range"
    if isinstance(node, ast.Call) and (is_range or numpy_function(node) == "arange"):
        for i, arg in enumerate(node.args):
            for by in (1, -1):
                args = [*node.args[:i], shifted(arg, by), *node.args[i + 1 :]]
                yield ast.Call(node.func, args, node.keywords)


def doubled_number(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    """Constants and defaults; not the tiny ones, which only keep a logarithm or a division finite."""
    if isinstance(node, ast.Constant) and type(node.value) is float and abs(node.value) > 1e-3:
        yield ast.Constant(2 * node.value)


def in_place_or_not(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    """`x = x - c` changes nothing outside, `x -= c` may; and `x[…] += y` that overwrites or takes away."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp) and len(node.targets) == 1:
        target = node.targets[0]
        same = ast.unparse(target) == ast.unparse(node.value.left)
        if same and isinstance(target, ast.Name | ast.Subscript | ast.Attribute):
            yield ast.AugAssign(target, node.value.op, node.value.right)
    if isinstance(node, ast.AugAssign) and not isinstance(node.value, ast.Constant):
        before = copy.deepcopy(node.target)
        before.ctx = ast.Load()
        yield ast.Assign([node.target], ast.BinOp(before, node.op, node.value), lineno=0)
    if isinstance(node, ast.AugAssign):
        yield ast.Assign([node.target], node.value, lineno=0)
        other = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
        if type(node.op) in other:
            yield ast.AugAssign(node.target, other[type(node.op)](), node.value)


def other_key(node: ast.AST, inside: ast.AST) -> Iterator[ast.AST]:
    """W1 where W2 belongs."""
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return
    match = re.fullmatch(r"(\w*[A-Za-z_])\d", node.value)
    if match is None:
        return
    strings = {n.value for n in ast.walk(inside) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    for key in sorted(strings - {node.value}):
        if re.fullmatch(re.escape(match.group(1)) + r"\d", key):
            yield ast.Constant(key)


def other_name(node: ast.AST, inside: ast.AST) -> Iterator[ast.AST]:
    """x where z1 belongs, or another activation function: an operand or argument that is another name."""
    slots: list[tuple[str, int | None, ast.AST]] = []
    if isinstance(node, ast.Call):
        slots = [("args", i, arg) for i, arg in enumerate(node.args)]
    elif isinstance(node, ast.BinOp):
        slots = [("left", None, node.left), ("right", None, node.right)]
    local, passed = names_of(inside)
    for name, i, old in slots:
        if isinstance(old, ast.Name):
            for other in sorted((local if old.id in local else passed) - {old.id}):
                yield replaced(node, ((name, i),), ast.Name(other, ast.Load()))


def names_of(inside: ast.AST) -> tuple[set[str], set[str]]:
    """Parameters and variables that are set once or more; and what else is passed as an argument."""
    nodes = list(ast.walk(inside))
    local = {n.arg for n in nodes if isinstance(n, ast.arg)} - {"self"}
    local |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    passed = {a.id for n in nodes if isinstance(n, ast.Call) for a in n.args if isinstance(a, ast.Name)}
    return local, passed - local


def dropped_index(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield node.value


def forced_branch(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.If):
        for value in (True, False):
            yield ast.If(ast.Constant(value), node.body, node.orelse)
    if isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse


def dropped_statement(node: ast.AST, _: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.stmt) and not isinstance(node, ast.Pass):
        yield ast.Pass()


OPERATORS: tuple[Operator, ...] = (
    swapped_axis,
    dropped_argument,
    dropped_transpose,
    swapped_transpose,
    dropped_call,
    swapped_function,
    dropped_operand,
    swapped_operands,
    product_by_elements,
    off_by_one,
    doubled_number,
    in_place_or_not,
    other_key,
    other_name,
    dropped_index,
    forced_branch,
    dropped_statement,
)
