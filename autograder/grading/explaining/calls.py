"""Calls whose arguments do not fit, as Python tells of them, in words for a beginner."""

from __future__ import annotations

import re

from autograder.catalog import Chapter
from autograder.grading.explaining.case import Case
from autograder.grading.explaining.names import methods, with_likely
from autograder.grading.explaining.outline import looked_at
from autograder.grading.explaining.provided import called, signatures
from autograder.grading.explaining.provided import shown as stubs
from autograder.grading.explaining.remarks import definition_of
from autograder.grading.explaining.signatures import differs
from autograder.text import Text, quoted, say

KEYWORDS = ("axis", "axes", "dtype", "keepdims", "out", "shape", "size")
SHOWN = 200  # characters of what Python says


def call(name: str, problem: str, case: Case) -> Text:
    """The sentence for a call of `name` whose arguments do not fit."""
    wanted = wanted_call(name, case.chapter) if case.chapter and not case.failure.cell else ""
    if wanted and _is_other(name, case):  # it was not the student's code that called it
        return say("failure-called-as", name=called(name), wanted=wanted)
    name = name.rpartition("<locals>.")[2].replace("<lambda>", "lambda")
    owner, _, method = name.rpartition(".")
    shown = owner if method == "__init__" else name
    if found := re.match(r"missing \d+ required (?:positional|keyword-only) arguments?: (.*)", problem):
        arguments = ", ".join(re.findall(r"'(\w+)'", found.group(1)))
        return say("failure-missing-arguments", name=shown, arguments=arguments)
    if found := re.match(r"got an unexpected keyword argument '(\w+)'", problem):
        text = say("failure-keyword", name=shown, argument=found.group(1))
        return with_likely(text, found.group(1), KEYWORDS)
    if found := re.match(r"takes (?:from (\d+) to )?(\d+) positional arguments? but (\d+) w", problem):
        least, takes, given = (int(n or 0) for n in found.groups())
        if name == "array":
            return say("failure-array-of-list")
        if given < least:
            return say("failure-too-few-arguments", name=shown, least=least, given=given)
        sources = [cell.source for cell in looked_at(case.submission)]
        without_self = rf"^[ \t]+def[ \t]+{re.escape(method)}\((?!self\b)"
        if owner and given == takes + 1 and any(re.search(without_self, s, re.MULTILINE) for s in sources):
            return say("failure-method-self", name=shown, method=method)
        own = 1 if owner else 0  # self is counted by Python, not by the one who calls
        return say("failure-too-many-arguments", name=shown, takes=takes - own, given=given - own)
    return say("failure-arguments", name=shown, text=quoted(f"{name}() {problem}"[:SHOWN]))


def wanted_call(name: str, chapter: Chapter) -> str:
    """How a function, class or method of the chapter's is called, as its stub has it; "" of any other."""
    known = stubs(chapter)
    if name not in known and f"{name}.__init__" in known:
        name = f"{name}.__init__"
    owner, _, method = name.rpartition(".")
    if method == "__init__":
        is_ours = any(k.startswith(f"{owner}.") for k in known)
        return f"{owner}({known.get(name, 'self').partition('self')[2].strip(', ')})" if is_ours else ""
    return f"{name}({known[name]})" if name in known else ""


def _is_other(name: str, case: Case) -> bool:
    """Whether the definition, as far as it can be read, cannot be called as its stub."""
    owner, _, method = name.rpartition(".")
    definition = definition_of(owner or name, case.submission)
    function = methods(definition, case.submission).get(method) if definition and owner else definition
    if function is None or function.parameters is None or case.chapter is None:
        return False
    if function.decorators or name not in signatures(case.chapter):
        return True
    return bool(differs(signatures(case.chapter)[name], function.parameters, (), bool(owner)))
