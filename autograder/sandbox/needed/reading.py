"""What a statement of a notebook does. Where the text leaves it open, the answer is "it may".

That a random number is drawn counts for nothing: the graders set their own seeds.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager

from IPython.core.inputtransformer2 import TransformerManager

from autograder.sandbox.needed.doings import Doings, Read
from autograder.sandbox.needed.known import Known, Names
from autograder.sandbox.needed.magics import is_shell, magic
from autograder.sandbox.needed.scopes import Comprehension, Function, at_definition, own_names, targets
from autograder.sandbox.needed.scopes import parameters as parameters_of
from autograder.sandbox.needed.words import (
    EFFECTS,
    LEFT_OUT,
    PATHS,
    SETTERS,
    SHOWS,
    STATEFUL,
    TRANSPARENT,
    UNSEEN_ATTRIBUTES,
    UNSEEN_NAMES,
    WRITES_INTO,
)


class Reader(ast.NodeVisitor):
    """Visits one statement; what it does is in `read` then."""

    def __init__(self, statement: ast.stmt, known: Known):
        self.statement, self.known = statement, known
        self.names = Names(known)
        self.read = Read()
        self.doings = self.read.now
        self.in_class = False

    # --------------------------------------------------------------------------------------------- names

    def _bind(self, name: str) -> None:
        if not self.in_class and not self.names.local(name):
            self.doings.binds.add(name)

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._bind(node.id)
        elif not self.names.local(node.id):
            self.doings.reads.add(node.id)
            self.doings.unseen |= node.id in UNSEEN_NAMES

    # ----------------------------------------------------------------------- what is bound, set and changed

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._store(node)
        in_modules = node.attr == "modules" and self.names.library(self.names.root(node)) == "sys"
        self.doings.unseen |= in_modules or node.attr in UNSEEN_ATTRIBUTES
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._store(node)
        self.generic_visit(node)

    def _store(self, node: ast.Attribute | ast.Subscript) -> None:
        root = self.names.root(node)
        if root:
            self.doings.stores.add(root)
            self.read.effect |= self._now and self.names.library(root) in STATEFUL
        else:
            self.doings.stores |= self.names.objects(node.value)
            self.doings.lends = True
            self.doings.patches |= isinstance(node, ast.Attribute) and not self._is_of_self(node)

    def _is_of_self(self, node: ast.expr) -> bool:
        while isinstance(node, ast.Attribute | ast.Subscript):
            node = node.value
        return isinstance(node, ast.Name) and node.id == "self"

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            if self.names.local(node.target.id):
                self.doings.lends = True
            else:
                self.doings.reads.add(node.target.id)
                self.doings.stores.add(node.target.id)
        self._keep(node)
        self.generic_visit(node)

    def _keep(self, *nodes: ast.AST) -> None:
        """What is bound here may hold on to what the expressions have."""
        names = self.names.objects(*nodes)
        self.doings.kept |= names
        if self.names.scopes:
            self.doings.borrowed |= names

    def _visit_binding(self, node: ast.AST) -> None:
        self._keep(node)
        self.generic_visit(node)

    visit_Assign = visit_AnnAssign = visit_NamedExpr = visit_withitem = _visit_binding

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self._keep(node.iter)
        self.generic_visit(node)

    visit_AsyncFor = visit_For

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    def visit_Match(self, node: ast.Match) -> None:
        self._keep(node.subject)
        self.generic_visit(node)

    def _visit_capture(self, node: ast.MatchAs | ast.MatchStar) -> None:
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    visit_MatchAs = visit_MatchStar = _visit_capture

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self._bind(node.rest)
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._import(alias.name, (alias.asname or alias.name).partition(".")[0])

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            self._import(node.module or "", alias.asname or alias.name)

    def _import(self, module: str, name: str) -> None:
        root = module.partition(".")[0]
        if name == "*" or not root or root in self.known.own:
            self.read.effect = True  # what such a module does, and what a star brings, no text here tells
        if name != "*":
            self._bind(name)
            if self.names.library(name):
                self.read.libraries.add(name)

    # --------------------------------------------------------------------------------------------- calls

    @property
    def _now(self) -> bool:
        """Whether this runs with the statement itself, not when something is called."""
        return self.doings is self.read.now

    def visit_Call(self, node: ast.Call) -> None:
        if (found := magic(node)) is not None:
            self._magic(*found)
            return
        given = [*node.args, *(k.value for k in node.keywords)]
        names = self.names.objects(*given)
        harmless = isinstance(node.func, ast.Name) and self.names.is_harmless(node.func.id)
        if self.names.scopes and not harmless:
            self.doings.lends |= self.names.has_local(node)
        if isinstance(node.func, ast.Name):
            self._call_name(node.func.id, node, names)
        elif isinstance(node.func, ast.Attribute):
            self._call_method(node.func, names)
        else:
            self.doings.handed |= names
        self.doings.stores |= self.names.objects(*(k.value for k in node.keywords if k.arg == "out"))
        texts = (a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str))
        self.read.effect |= any(text.endswith(".py") for text in texts)  # written, it may be imported
        for part in (node.func, *given):
            if not (harmless and is_shell(part)):  # such as 'google.colab' in str(get_ipython())
                self.visit(part)
        self.doings.unseen |= is_shell(node)

    def _call_name(self, name: str, node: ast.Call, names: set[str]) -> None:
        if not self.names.local(name):
            self.doings.called.add(name)
        if name in ("setattr", "delattr"):
            root = self.names.root(node.args[0]) if node.args else None
            self.doings.stores |= {root} if root else self.names.objects(*node.args[:1])
            self.doings.patches |= not root
        elif name in WRITES_INTO and self.names.library(name):
            self.doings.stores |= names
        elif not self.names.is_harmless(name):
            self.doings.handed |= names

    def _call_method(self, function: ast.Attribute, names: set[str]) -> None:
        root = self.names.root(function)
        self.doings.methods.add(function.attr)
        if self.names.library(root):
            self.doings.stores |= names if function.attr in WRITES_INTO else set()
            return
        self.doings.receivers |= {root} if root else self.names.objects(function.value)
        self.doings.handed |= names

    def visit_Expr(self, node: ast.Expr) -> None:
        call = node.value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and self._now:
            library, name = self.names.library(self.names.root(call.func)), call.func.attr
            sets = name.startswith(SETTERS) and name not in SHOWS
            if node is self.statement and library in STATEFUL and name not in SHOWS:
                self.read.effect |= sets or not self.names.names(*call.args, *call.keywords)
            elif library in PATHS:
                self.read.effect |= sets
        self.generic_visit(node)

    # --------------------------------------------------------------------------------- what runs later

    @contextmanager
    def _later(self, name: str) -> Iterator[Doings]:
        """The body of a function or class: what it does is done when the name is called."""
        before = self.doings
        if self._now:
            self.doings = Doings()
            self.read.later.append((name, self.doings))
        try:
            yield self.doings
        finally:
            self.doings = before

    @contextmanager
    def _scope(self, names: set[str]) -> Iterator[None]:
        self.names.scopes.append(names)
        in_class, self.in_class = self.in_class, False
        try:
            yield
        finally:
            self.names.scopes.pop()
            self.in_class = in_class

    def visit_FunctionDef(self, node: Function) -> None:
        self._bind(node.name)
        self._visit(*node.decorator_list, *at_definition(node.args), node.returns)
        with self._later(node.name) as done:
            if self.in_class:
                self.read.methods.append((node.name, done))
            with self._scope(own_names(node)):
                self._visit(*node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def _visit(self, *nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._visit(*at_definition(node.args))
        with self._scope({a.arg for a in parameters_of(node.args)}):
            self.visit(node.body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._bind(node.name)
        self._visit(*node.decorator_list, *node.bases, *node.keywords)
        methods = [s for s in node.body if isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef)]
        outside, self.in_class = self.in_class, True
        self._visit(*(s for s in node.body if s not in methods))  # it runs at once
        with self._later(node.name):
            self._visit(*methods)
        self.in_class = outside

    def _comprehension(self, node: Comprehension) -> None:
        with self._scope(targets(node)):
            self._keep(*(g.iter for g in node.generators))
            self.generic_visit(node)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    # ------------------------------------------------------------------------------------------- magics

    def _magic(self, name: str, texts: list[str]) -> None:
        if name in TRANSPARENT:
            line, *cell = texts
            if name == "capture":
                self.doings.binds.update(word for word in line.split() if word.isidentifier())
            self._code(cell[0] if cell else re.sub(r"^(-\S*\s+)*", "", line))
        elif name not in LEFT_OUT:
            self.read.effect = True
            self.doings.unseen |= name not in EFFECTS

    def _code(self, text: str) -> None:
        try:
            body = ast.parse(TransformerManager().transform_cell(text)).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            self.read.effect = True  # it fails, and that is told
            return
        self._visit(*body)
