"""Kernel isolation for student code. Everything a student's code could reach is taken away before it runs.

    command = zygote_command([sys.executable, "-m", "autograder.sandbox.zygote", str(fd)], fd, files, unsafe)
    Popen(command, pass_fds=(fd,), env=environment(), cwd="/")   # the trusted side
    prepare()                                                    # the zygote, once, before it forks
    names = enter(Limits(keep_fds=(fd,)), unsafe)                # a session's process, before student code

Structure: bubblewrap once around the zygote (the file-system view and a first set of namespaces), then in
each session thin calls of unshare, mount, prctl and capset, then Landlock through sandlock and a system-call
filter through pyseccomp. `enter` returns in process 1 of the session's own pid namespace: it cannot be killed
from within, and when it ends, or the process that called `enter` is killed, everything in the namespace ends.
What a session uses as a whole is bounded from the zygote (guard) and, where there is one, by a control group
around it (cgroup).

Why not one tool for all: bubblewrap and `sandlock run` start a program, so each session would pay for a fresh
Python with NumPy, matplotlib and IPython (about a second), where a fork of a warm zygote pays 10 ms. sandlock
alone knows no namespaces, and its own filter and limits need a supervising process that answers system calls;
its `confine` is Landlock on the running process, and all that is used of it. pyseccomp is a thin face of
libseccomp, which writes and checks the filter program. bubblewrap makes the view because a view has many ways
to be wrong, and bubblewrap is the one that is audited and packaged everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.sandbox import view
from autograder.sandbox.entering import LAYERS, enter, prepare
from autograder.sandbox.limits import Limits
from autograder.sandbox.probe import Layer, lacking, survey, way
from autograder.sandbox.view import IsolationUnavailable, environment
from autograder.text import Text, join

__all__ = [
    "LAYERS",
    "IsolationUnavailable",
    "Layer",
    "Limits",
    "enter",
    "environment",
    "prepare",
    "require",
    "survey",
    "way",
    "zygote_command",
]

_REFUSAL = Text(
    "学生のコードを隔離できないので、採点しません。",
    "Student code cannot be isolated here, so nothing is graded.",
)
_WITHOUT = Text(
    "隔離せずに採点するには --unsafe-no-isolation を付けます。"
    "そのとき学生のコードはあなたの権限で動き、解答や他の学生の提出物を読み、何でも書き換えられます。",
    "To grade without isolation, give --unsafe-no-isolation. Student code then runs with your rights: "
    "it can read the answers and the other submissions and change anything.",
)


def require(unsafe: bool) -> None:
    """Raise IsolationUnavailable, with what to do, unless this machine can isolate or `unsafe` is given."""
    if unsafe:
        return
    causes = dict.fromkeys(layer.why for layer in lacking() if layer.why)
    if causes:
        raise IsolationUnavailable(join([_REFUSAL, *causes, _WITHOUT]))


def zygote_command(argv: Sequence[str], fd: int, readable: Sequence[Path], unsafe: bool) -> list[str]:
    """The command line that runs `argv`, a Python program, where only Python and `readable` are seen.

    The descriptor `fd` must be inheritable; it goes through to the program under the same number. Everything
    under the program ends when it ends or when the process that started the command ends. With `unsafe`, it
    is `argv` itself. Raises IsolationUnavailable.
    """
    return list(argv) if unsafe else view.command(argv, readable, way())
