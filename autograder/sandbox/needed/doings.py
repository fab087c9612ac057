"""What code does to the names of a notebook, as far as its text tells."""

from __future__ import annotations

from dataclasses import dataclass, field, fields


@dataclass
class Doings:
    """What is done when some code runs; names are those of the notebook, never local ones.

    `binds` and `reads`; `kept`: names whose objects may live on in what is bound; `stores`: of whose object
    an attribute or an item is set; `receivers`: whose methods are called; `called`: whose object is called
    itself; `handed`: given to a function that may change them; `borrowed`: whose objects local names may
    have, and `lends`: whether objects of local names may be changed; `methods`: names of methods;
    `unseen`: it may do anything; `patches`: it sets attributes of what it is given.
    """

    binds: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    stores: set[str] = field(default_factory=set)
    receivers: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    handed: set[str] = field(default_factory=set)
    borrowed: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)
    lends: bool = False
    unseen: bool = False
    patches: bool = False

    @property
    def acted_on(self) -> set[str]:
        """The names whose objects may be changed by their methods, or under a local name."""
        return self.receivers | (self.borrowed if self.lends else set())

    def with_called(self, called: list[Doings]) -> Doings:
        """The same, and what is done by the code that it calls; what that reads is read when it is called."""
        made = Doings(**{part.name: getattr(self, part.name) for part in fields(self)})
        for name in ("binds", "stores", "called", "handed"):
            setattr(made, name, getattr(self, name).union(*(getattr(other, name) for other in called)))
        made.receivers = self.receivers.union(*(other.acted_on for other in called))
        made.unseen = self.unseen or any(other.unseen for other in called)
        made.patches = self.patches or any(other.patches for other in called)
        return made


@dataclass
class Read:
    """A statement as it was read: what it does `now`; what its functions and classes do later, by name, and
    their methods, by theirs; the names that it imports from `libraries`; whether it has an `effect` that
    shows in no name."""

    now: Doings = field(default_factory=Doings)
    later: list[tuple[str, Doings]] = field(default_factory=list)
    methods: list[tuple[str, Doings]] = field(default_factory=list)
    libraries: set[str] = field(default_factory=set)
    effect: bool = False

    @property
    def all_reads(self) -> set[str]:
        return self.now.reads.union(*(done.reads for _, done in self.later))

    @property
    def all_binds(self) -> set[str]:
        return self.now.binds.union(*(done.binds for _, done in self.later))

    @property
    def later_unseen(self) -> bool:
        return any(done.unseen for _, done in self.later)
