"""nbgrader without what `zerotsuku grade` does not need of it: importing this room first leaves that out.

nbgrader's package imports its extensions of Jupyter's server, and a course's config our Autograde; with them
come the server, nbconvert and all of nbgrader's programs: most of what the command waited for at its start.
Here stand-ins pass for them, and whoever uses one gets what it stands for. Only a process that runs none of
nbgrader's own programs may import this room. One that has imported nbgrader already is left as it is.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

EXTENSIONS = ("assignment_list", "course_list", "validate_assignment", "formgrader")
LATER = {  # module → the functions that are imported from it by name
    **{f"nbgrader.server_extensions.{name}": ("load_jupyter_server_extension",) for name in EXTENSIONS},
    "setuptools.archive_util": ("unpack_archive", "unpack_tarfile", "unpack_zipfile"),
    "requests": (),
}
AUTOGRADE = "autograder.faces.nbgrader.autograde"


def _attribute(stand_in: ModuleType, name: str) -> Any:
    """What a module has under a name. The module takes the place of its stand-in."""
    module = stand_in.__name__
    if name.startswith("__"):  # asked for by the import itself
        raise AttributeError(name)
    if sys.modules.get(module) is stand_in:
        del sys.modules[module]
    return getattr(importlib.import_module(module), name)


def _call(stand_in: ModuleType, function: str, *arguments: Any, **named: Any) -> Any:
    return _attribute(stand_in, function)(*arguments, **named)


def _stand_in(module: str, functions: dict[str, Callable[..., Any]] | None = None) -> ModuleType:
    found = ModuleType(module)
    vars(found).update({name: partial(_call, found, name) for name in LATER.get(module, ())})
    vars(found).update(functions or {}, __getattr__=partial(_attribute, found))
    return found


def _import_nbgrader() -> None:
    stand_ins = {name: _stand_in(name) for name in LATER if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        importlib.import_module("nbgrader.utils")
        importlib.import_module("nbgrader.auth")
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


if "nbgrader" not in sys.modules:
    # A config asks for the sandbox in nbgrader's own Autograde, which is not run in this process.
    sys.modules[AUTOGRADE] = _stand_in(AUTOGRADE, {"use_sandbox": lambda: None})
    _import_nbgrader()
