"""From what each statement does to those that the answers need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from autograder.sandbox.needed.doings import Doings, Read


class Search:
    """All statements of a notebook, by what they bind and change."""

    def __init__(self, statements: Sequence[Read]):
        self.statements = statements
        self.libraries = {name for s in statements for name in s.libraries}
        self.called: dict[str, list[Doings]] = defaultdict(list)  # name → what runs when it is called
        self.methods: dict[str, list[Doings]] = defaultdict(list)
        bound_otherwise: set[str] = set()
        for statement in statements:
            for name, done in statement.later:
                self.called[name].append(done)
            for name, done in statement.methods:
                self.methods[name].append(done)
            bound_otherwise |= statement.now.binds - {name for name, _ in statement.later}
        self.bound = {name for statement in statements for name in statement.all_binds}
        self.definitions = self.called.keys() - bound_otherwise  # names of functions and classes alone
        self.binding: dict[str, list[int]] = defaultdict(list)
        self.changing: dict[str, list[int]] = defaultdict(list)
        self.linked: dict[str, set[str]] = defaultdict(set)  # name → those that may hold its object
        self.unseen = 0  # the statements before this number run, as one of them may do anything
        for number, statement in enumerate(statements):
            done = statement.now.with_called(self._called(statement.now))
            if done.unseen:
                self.unseen = number + 1
            for name in done.binds:
                self.binding[name].append(number)
            for name in self._changed(done):
                self.changing[name].append(number)
            for name in statement.now.kept & self.bound:
                self.linked[name] |= statement.now.binds

    def needed(self, roots: Iterable[str], always: Collection[int] = ()) -> frozenset[int]:
        """The numbers of the statements that run: `always`, and what the names `roots` need, all in all.

        The order of the statements does not count: a function reads a name when it is called, so of a name
        that is bound twice both are needed.
        """
        found: set[int] = set()
        names: set[str] = set()  # that must be bound as if all ran
        watched: set[str] = set()  # whose objects must be as if all ran
        effects = (number for number, statement in enumerate(self.statements) if statement.effect)
        run = [*always, *effects, *range(self.unseen)]
        know, watch = list(roots), list[str]()
        while run or know or watch:
            if run:
                number = run.pop()
                if number not in found:
                    found.add(number)
                    know += self.statements[number].all_reads
                    if self.statements[number].later_unseen:  # when it is called, it may read anything
                        run += range(len(self.statements))
            elif know:
                name = know.pop()
                if name not in names:
                    names.add(name)
                    run += self.binding.get(name, ())
                    watch.append(name)
            else:
                name = watch.pop()
                if name not in watched:
                    watched.add(name)
                    run += self.changing.get(name, ())
                    watch += self.linked.get(name, ())
        return frozenset(found)

    def _called(self, now: Doings) -> list[Doings]:
        """What runs when a statement calls all that it can call."""
        found: dict[int, Doings] = {}
        names, methods = list(now.reads), list(now.methods)
        while names or methods:
            done_by = self.called.get(names.pop(), ()) if names else self.methods.get(methods.pop(), ())
            for done in done_by:
                if id(done) not in found:
                    found[id(done)] = done
                    names += done.reads
                    methods += done.methods
        return list(found.values())

    def _changed(self, done: Doings) -> set[str]:
        """The names whose objects may be others afterwards; builtins stay what they are."""
        functions = set() if done.patches else self.definitions  # few functions change functions
        through_calls = done.acted_on | (done.called - self.definitions) | (done.handed - functions)
        return (done.stores | (through_calls - self.libraries)) & self.bound
