"""IPython's shell as cells see it: no history, no way to the system's shell, no waiting for input."""

from __future__ import annotations

import builtins
import sys
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config


class NotHere(RuntimeError):
    """A shell command or an installation was asked for, which is not possible while grading."""


def new_shell() -> InteractiveShell:
    """The process's IPython shell, without history and without a way to the system's shell."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.autocall = 0
    shell = InteractiveShell.instance(config=config)

    def refuse(command: str, *_: object, **__: object) -> None:
        raise NotHere(command)

    for name in ("system", "system_raw", "system_piped", "getoutput"):
        setattr(shell, name, refuse)
    shell.ask_exit = sys.exit  # what IPython's `exit` calls
    line_magics = shell.magics_manager.magics["line"]
    for magic in ("pip", "conda", "mamba", "micromamba", "uv", "sx", "sc", "system"):
        line_magics[magic] = lambda line, _name=magic: refuse(f"%{_name} {line}")
    for magic in ("matplotlib", "pylab", "gui", "config", "load_ext", "autoreload"):
        line_magics[magic] = lambda line: None
    return shell


def clean_namespace(shell: InteractiveShell) -> dict[str, Any]:
    """The shell's namespace, emptied as for a new notebook."""
    shell.reset(new_session=False)
    namespace: dict[str, Any] = shell.user_ns
    namespace["__name__"] = "__main__"
    return namespace


def forbid_input() -> None:
    """`input()` raises at once instead of waiting for somebody who is not there."""

    def refuse(prompt: object = "") -> str:
        raise EOFError("input()")

    builtins.input = refuse
