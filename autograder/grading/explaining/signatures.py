"""Whether a function can be called as its stub says: order, names, number and defaults of its parameters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.grading.explaining.outline import Parameter
from autograder.sandbox.loading import Failure

SELF = ("self", "cls")


def differs(
    stub: Sequence[Parameter], written: Sequence[Parameter], failures: Sequence[Failure], method: bool
) -> str:
    """The key of the sentence for a signature that is not the stub's, "" if it may be called like it.

    Other names alone are no trouble for a caller that does not use them: they count where an exception says
    so, or where several are others and something raised.
    """
    if method and stub and stub[0].name in SELF:
        first = written[0] if written else None
        if first is None or (not first.star and _lacks_self(stub, written)):
            return "remark-no-self"
        stub, written = stub[1:], written if first.star else written[1:]
    if any(p.star == "*" for p in written):
        return ""
    places = [p.name for p in written if not p.star and not p.by_name_only]
    wanted = [p.name for p in stub if not p.star]
    if any(name in places and places.index(name) != i for i, name in enumerate(wanted)):
        return "remark-signature"
    by_name = {p.name for p in written if p.by_name_only}
    needed = [p for p in written if not p.star and not p.default]
    if len(places) < len(wanted) or any(p.name in by_name for p in stub):
        return "remark-signature"
    if len([p for p in needed if not p.by_name_only]) > len(wanted) or any(p.by_name_only for p in needed):
        return "remark-signature"
    if any(s.default and not w.default for s, w in zip(stub, written, strict=False)):
        return "remark-signature"
    others = [name for name, place in zip(wanted, places, strict=False) if name != place]
    keywords = {k for f in failures for k in re.findall(r"unexpected keyword argument '(\w+)'", f.text)}
    missed = bool(keywords & set(others)) and not any(p.star == "**" for p in written)
    raised = any(f.type in ("TypeError", "AttributeError") for f in failures)
    return "remark-signature" if missed or (len(others) > 1 and raised) else ""


def _lacks_self(stub: Sequence[Parameter], written: Sequence[Parameter]) -> bool:
    names = [p.name for p in written]
    return names[0] not in SELF and (names[0] in [p.name for p in stub[1:]] or len(names) < len(stub))
