"""Which names of Python, NumPy and Matplotlib a text or a piece of code has.

A name is a function (`np.zeros`, `len`), a method or attribute (`.append`), an argument (`axis=`), a keyword
(`lambda`), an operator (`//`) or a form of the language, such as `a[i, j]` or `[x for …]`.
"""

from __future__ import annotations

import ast
import builtins
import io
import keyword
import re
import tokenize
from collections import OrderedDict
from collections.abc import Iterator

import numpy as np
from matplotlib.axes import Axes
from mpl_toolkits.mplot3d import Axes3D

FENCE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+(?:\n[^`\n]+)?)`")
OF_A_DOCSTRING = re.compile(r"(?:np|rng|ax|plt)\.\w+(?:\.\w+)*")
MODULES = {"numpy": "np", "matplotlib.pyplot": "plt", "np": "np", "plt": "plt"}
BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))
TYPES = (list, dict, str, tuple, set, int, float, OrderedDict, np.ndarray, np.dtype, Axes, Axes3D)
ATTRIBUTES = frozenset(
    name
    for kind in (*TYPES, np.random.Generator, np.lib.npyio.NpzFile)
    for name in [*dir(kind), *getattr(kind, "__annotations__", ())]
    if not name.startswith("_")
)
FORMS: dict[type[ast.AST], str] = {
    ast.Lambda: "lambda",
    ast.With: "with",
    ast.Raise: "raise",
    ast.Try: "try",
    ast.ExceptHandler: "except",
    ast.While: "while",
    ast.For: "for",
    ast.Break: "break",
    ast.Continue: "continue",
    ast.Return: "return",
    ast.FunctionDef: "def",
    ast.ClassDef: "class",
    ast.IfExp: "a if c else b",
    ast.ListComp: "[x for …]",
    ast.DictComp: "{k: v for …}",
    ast.SetComp: "{x for …}",
    ast.GeneratorExp: "(x for …)",
    ast.JoinedStr: 'f"{x}"',
    ast.List: "[a, b]",
    ast.Set: "{a, b}",
    ast.Dict: "{k: v}",
    ast.Starred: "*a",
    ast.And: "and",
    ast.Or: "or",
    ast.Not: "not",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.BitOr: "|",
    ast.BitAnd: "&",
    ast.Invert: "~",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}


# ------------------------------------------------------------------------------------------- names in code


def names_in(tree: ast.AST) -> set[str]:
    """All names in a syntax tree."""
    imported: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            imported |= {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    # of np.lib.stride_tricks.sliding_window_view the whole counts, and not np.lib
    inner = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Attribute) and _dotted(n)}
    nodes = (node for node in ast.walk(tree) if id(node) not in inner or isinstance(node, ast.Name))
    return {name for node in nodes for name in _names_of(node, imported)}


def _names_of(node: ast.AST, imported: dict[str, str]) -> Iterator[str]:
    if type(node) in FORMS:
        yield FORMS[type(node)]
    match node:
        case ast.Name(id=name):
            if name in imported:
                yield _canonical(imported[name])
            elif name in BUILTINS:
                yield name
        case ast.Constant(value=None | True | False as value):
            yield str(value)
        case ast.Attribute():
            dotted = _dotted(node)
            if dotted and dotted.partition(".")[0] in MODULES:
                yield _canonical(dotted)
            elif not (isinstance(node.value, ast.Name) and node.value.id == "self"):
                yield f".{node.attr}"
        case ast.Call(func=ast.Name(id="range"), args=[_, _, _]):
            yield "range(a, b, step)"
        case ast.Call(func=function):
            for argument in node.keywords:
                if argument.arg is None:
                    yield "**a"
                elif any(name for name in _names_of(function, imported) if _is_known(name)):
                    yield f"{argument.arg}="
        case ast.AugAssign(op=operator, target=target):
            yield f"{FORMS[type(operator)]}="
            if isinstance(target, ast.Subscript):
                yield f"a[i] {FORMS[type(operator)]}= b"
        case ast.Assign(targets=targets):
            if len(targets) > 1:
                yield "a = b = c"
            for target in targets:
                yield from _names_of_target(target)
        case ast.For(target=ast.Tuple()) | ast.comprehension(target=ast.Tuple()):
            yield "for a, b in …"
        case ast.If(orelse=[ast.If() as inner]) if inner.col_offset == node.col_offset:
            yield from ("if", "elif")
        case ast.If():
            yield "if"
            if node.orelse:
                yield "else"
        case ast.Subscript(slice=index):
            yield from _names_of_index(index)
        case ast.UnaryOp(op=ast.USub()):
            yield "-a"
        case ast.Compare(ops=[_, _, *_]):
            yield "a < b < c"
        case ast.FunctionDef():
            if node.args.defaults:
                yield "def f(a=1)"
            if any(isinstance(part, ast.FunctionDef) for part in node.body):
                yield "def in def"
    if isinstance(node, ast.comprehension) and node.ifs:
        yield "for … if …"
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield "return a, b"


def _names_of_target(target: ast.expr) -> Iterator[str]:
    if isinstance(target, ast.Tuple):
        yield "a, b = …"
        for part in target.elts:
            yield from _names_of_target(part)
    elif isinstance(target, ast.Subscript):
        yield "a[i] = b"
    elif isinstance(target, ast.Attribute):
        yield "self.a = b"


def _names_of_index(index: ast.expr) -> Iterator[str]:
    parts = index.elts if isinstance(index, ast.Tuple) else [index]
    if len(parts) > 1:
        yield "a[i, j]"
    for part in parts:
        if isinstance(part, ast.Slice):
            yield "a[i:j]" if len(parts) == 1 else "a[:, j]"
            if part.step is not None:
                yield "a[::step]"
        elif isinstance(part, ast.Compare):
            yield "a[a > b]"
        elif isinstance(part, ast.UnaryOp):
            yield "a[-1]"
        else:
            yield "a[i]"


def _dotted(node: ast.expr) -> str:
    """`np.random.randn` of an attribute of an attribute of a name; "" of anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return before and f"{before}.{node.attr}"
    return ""


def _canonical(dotted: str) -> str:
    for module, short in MODULES.items():
        if dotted.startswith(f"{module}."):
            return f"{short}{dotted[len(module) :]}"
    return dotted.rpartition(".")[2]


def _is_known(name: str) -> bool:
    return name in BUILTINS or name.startswith(("np.", "plt.")) or name.removeprefix(".") in ATTRIBUTES


# ------------------------------------------------------------------------------------------- names in a text


def names_shown(code: str) -> set[str]:
    """All names in a snippet, which may be half a statement: `append`, `axis=1`, `for i in range(n):`."""
    code = code.strip().replace("…", "_").removesuffix("\\")
    if re.fullmatch(r"\.?[A-Za-z]\w*", code) and not keyword.iskeyword(code):
        return {code, f".{code.removeprefix('.')}"}
    if re.match(r"\w+=[^=\s]", code):  # an argument, as it stands in a call
        code = f"print({code})"
    before = "a" if code.startswith((".", "[")) else ""
    for whole in (code, f"{code}\n    pass", f"{before}{code}"):
        try:
            return names_in(ast.parse(whole))
        except SyntaxError:
            continue
    lines = code.splitlines()
    if len(lines) > 1:
        return set().union(*(names_shown(line) for line in lines))
    return _tokens(code)


def _tokens(code: str) -> set[str]:
    names: set[str] = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.OP or token.string in BUILTINS or keyword.iskeyword(token.string):
                names.add(token.string)
    except (tokenize.TokenError, SyntaxError):  # an open bracket: what came before it counts
        pass
    return names | {_canonical(dotted) for dotted in OF_A_DOCSTRING.findall(code)}


def names_in_prose(text: str) -> set[str]:
    """All names in the fenced and the backticked code of a Markdown text."""
    snippets = [*FENCE.findall(text), *INLINE.findall(FENCE.sub("", text))]
    return set().union(*(names_shown(snippet) for snippet in snippets))


def names_in_docstring(text: str) -> set[str]:
    """All names in a docstring, where code stands without backticks."""
    dotted = OF_A_DOCSTRING.findall(text)
    return names_in_prose(text).union(*(names_shown(name) for name in dotted))
