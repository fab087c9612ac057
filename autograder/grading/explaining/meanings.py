"""Exceptions whose own text says what happened: type and pattern → the sentence's key.

What a pattern names is put into the sentence. The first line that fits wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from autograder.text import Text, say

_TYPE = r"'(?P<type>[\w.]+)'"
_PAIR = r"'(?P<left>[\w.]+)' and '(?P<right>[\w.]+)'"
_WANTS_VALUE = "unary|interpreted as an integer|not iterable|has no len|argument must be|must be real number"
_OF_FUNCTION = rf"(?=.*(?:{_WANTS_VALUE})).*'?\b(?:builtin_function_or_method|function|method)\b"
_TABLE: tuple[tuple[str, str, str], ...] = (
    ("TypeError", _OF_FUNCTION, "failure-function-for-value"),
    ("ZeroDivisionError", "", "failure-zero-division"),
    ("AssertionError", "", "failure-assertion"),
    ("FileNotFoundError", "", "failure-file"),
    ("PermissionError", "", "failure-file"),
    ("BlockingIOError", ".*Resource temporarily unavailable", "failure-processes"),
    ("RuntimeError", "can't start new thread", "failure-processes"),
    (
        "IndexError",
        r"index (?P<index>-?\d+) is out of bounds for axis (?P<axis>\d+) with size 0",
        "failure-index-empty",
    ),
    (
        "IndexError",
        r"index (?P<index>-?\d+) is out of bounds for axis (?P<axis>\d+) with size (?P<size>\d+)",
        "failure-index",
    ),
    ("IndexError", r"(?P<type>list|tuple|string) index out of range", "failure-list-index"),
    ("IndexError", r"(?P<type>list) assignment index out of range", "failure-list-index"),
    ("IndexError", r"pop (?:from empty|index out of range)", "failure-pop"),
    (
        "IndexError",
        r"too many indices for array: array is (?P<dimensions>\d+)-dimensional, but (?P<number>\d+) were",
        "failure-too-many-indices",
    ),
    ("IndexError", "only integers, slices|arrays used as indices must be of integer", "failure-index-type"),
    ("IndexError", "invalid index to scalar variable", "failure-index-of-number"),
    ("IndexError", "boolean index did not match", "failure-boolean-index"),
    (
        "AxisError",
        r"axis (?P<axis>-?\d+) is out of bounds for array of dimension (?P<dimensions>\d+)",
        "failure-axis",
    ),
    ("OverflowError", "math range error", "failure-math-range"),
    ("ValueError", "math domain error|expected a (?:positive|nonnegative) input", "failure-math-domain"),
    ("ValueError", "could not convert string to float|invalid literal for int", "failure-number-text"),
    ("ValueError", r"too many values to unpack \(expected (?P<expected>\d+)", "failure-unpack-many"),
    (
        "ValueError",
        r"not enough values to unpack \(expected (?P<expected>\d+), got (?P<got>\d+)",
        "failure-unpack-few",
    ),
    ("ValueError", ".*inhomogeneous shape", "failure-uneven-rows"),
    ("ValueError", "setting an array element with a sequence", "failure-element-sequence"),
    (
        "ValueError",
        r"cannot reshape array of size (?P<size>\d+) into shape (?P<shape>\(.*\))",
        "failure-reshape",
    ),
    ("ValueError", "all the input array", "failure-concatenate-shapes"),
    ("ValueError", "either both or neither of x and y", "failure-where"),
    ("ValueError", "(?:assignment|output).*read-only", "failure-read-only"),
    ("UFuncTypeError", "Cannot cast ufunc .* from dtype\\('float", "failure-cast"),
    ("TypeError", rf"unhashable type: {_TYPE}", "failure-unhashable"),
    (
        "TypeError",
        r"can only concatenate (?P<left>\w+) \(not \"(?P<right>[\w.]+)\"\) to \w+",
        "failure-operator-plus",
    ),
    (
        "TypeError",
        rf"unsupported operand type\(s\) for (?P<operator>\S+?)(?:=| or pow\(\))?: {_PAIR}",
        "failure-operator",
    ),
    ("TypeError", rf"'(?P<operator>[<>=!]+)' not supported between instances of {_PAIR}", "failure-operator"),
    ("TypeError", r"bad operand type for unary (?P<operator>\S+): '(?P<right>[\w.]+)'", "failure-unary"),
    ("TypeError", "must be real number, not (?:list|tuple)", "failure-scalar-only"),
    ("TypeError", "an integer is required", "failure-integer-needed"),
    ("TypeError", "can't multiply sequence by non-int", "failure-multiply-list"),
    ("TypeError", r"'tuple' object cannot be interpreted as an integer", "failure-tuple-for-numbers"),
    ("TypeError", rf"{_TYPE} object cannot be interpreted as an integer", "failure-integer"),
    ("TypeError", "expected a sequence of integers or a single integer", "failure-integer-shape"),
    ("TypeError", "slice indices must be integers", "failure-index-type"),
    (
        "TypeError",
        r"(?:list|tuple|string) indices must be integers.*, not (?P<type>[\w.]+)",
        "failure-list-indices",
    ),
    (
        "TypeError",
        r"'(?:function|builtin_function_or_method|method|numpy\.ufunc|numpy\._ArrayFunctionDispatcher)'"
        " object is not subscriptable",
        "failure-function-item",
    ),
    ("TypeError", rf"{_TYPE} object is not subscriptable", "failure-not-subscriptable"),
    ("TypeError", rf"{_TYPE} object does not support item assignment", "failure-item-assignment"),
    ("TypeError", r"cannot unpack non-iterable (?P<type>[\w.]+) object", "failure-unpack-one"),
    ("TypeError", rf"{_TYPE} object is not iterable", "failure-not-iterable"),
    ("TypeError", "iteration over a 0-d array|len\\(\\) of unsized object", "failure-number-not-array"),
    ("TypeError", rf"object of type {_TYPE} has no len\(\)", "failure-no-length"),
    ("TypeError", "loop of ufunc does not support argument .* NoneType", "failure-none-operand"),
    ("TypeError", r"(?:loop of )?ufunc .*not support", "failure-ufunc-type"),
    ("SyntaxError", "Missing parentheses in call to 'print'", "failure-print"),
    ("SyntaxError", r"invalid non-printable character|invalid character", "failure-full-width"),
    ("SyntaxError", r"'(?P<bracket>[(\[{])' was never closed", "failure-open-bracket"),
    ("SyntaxError", r"unmatched '(?P<bracket>[)\]}])'", "failure-unmatched-bracket"),
    ("SyntaxError", r"closing parenthesis '(?P<bracket>.)' does not match", "failure-unmatched-bracket"),
    ("SyntaxError", "expected ':'", "failure-colon"),
    ("SyntaxError", "unterminated (?:string|triple)", "failure-quote"),
    ("SyntaxError", ".*(?:Maybe you meant '=='|cannot assign to)", "failure-assignment"),
    ("SyntaxError", ".*forgot a comma", "failure-comma"),
    ("SyntaxError", "'return' outside function", "failure-return-outside"),
    ("IndentationError", "expected an indented block", "failure-indented-block"),
)


def meaning(type_: str, text: str) -> Text | None:
    """The sentence for an exception that the table knows."""
    for known, pattern, key in _TABLE:
        found = re.match(pattern, text, re.DOTALL) if known == type_ else None
        if found:
            return _WORDED.get(key, say)(key, **found.groupdict())
    return None


def _index(key: str, **values: str) -> Text:
    last = int(values["size"]) - 1
    return say(key if last else "failure-index-one", last=last, **values)


def _integer(key: str, **values: str) -> Text:
    """Only a number can come of a division."""
    return say(key if "float" in values["type"] else "failure-integer-other", **values)


def _operator(key: str, **values: str) -> Text:
    """Which operator, between what, and what may be behind it."""
    text = say("failure-operator", **{"operator": "+", **values})
    kinds = {values["left"], values["right"]}
    for of, advice in _ADVICE:
        if kinds & of:
            return say(advice, text=text)
    return text


def _reshape(key: str, **values: str) -> Text:
    return say(key, size=values["size"], shape=values["shape"].replace(",", ", ").replace(", )", ",)"))


_ADVICE = (
    ({"function", "method", "builtin_function_or_method"}, "failure-operator-function"),
    ({"NoneType"}, "failure-operator-none"),
    ({"list", "tuple"}, "failure-operator-list"),
    ({"str"}, "failure-operator-text"),
    ({"dict"}, "failure-operator-dict"),
)
_WORDED: dict[str, Callable[..., Text]] = {
    "failure-index": _index,
    "failure-integer": _integer,
    "failure-reshape": _reshape,
    "failure-operator": _operator,
    "failure-operator-plus": _operator,
}
