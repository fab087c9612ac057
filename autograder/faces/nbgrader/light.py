"""nbgrader without what grading does not need of it: importing this room first leaves that out.

nbgrader's package imports its extensions of Jupyter's server, and with them the server, nbconvert and all of
its own programs: most of what `zerotsuku grade` waited for before it began. Here they are imported by whoever
calls them. A process that has imported nbgrader already is left as it is.
"""

from __future__ import annotations

import importlib
import sys
from functools import partial
from types import ModuleType
from typing import Any

LATER = {  # module → the functions that are imported from it by name
    **{
        f"nbgrader.server_extensions.{name}": ("load_jupyter_server_extension",)
        for name in ("assignment_list", "course_list", "validate_assignment", "formgrader")
    },
    "setuptools.archive_util": ("unpack_archive", "unpack_tarfile", "unpack_zipfile"),
    "requests": (),
}


def _call(module: str, function: str, *arguments: Any, **named: Any) -> Any:
    return getattr(importlib.import_module(module), function)(*arguments, **named)


def _attribute(module: str, name: str) -> Any:
    if name.startswith("__"):  # asked for by the import itself
        raise AttributeError(name)
    return getattr(importlib.import_module(module), name)


def _stand_in(module: str) -> ModuleType:
    """Passes for a module while others import it; what is used of it is the module's own."""
    found = ModuleType(module)
    for function in LATER[module]:
        setattr(found, function, partial(_call, module, function))
    found.__getattr__ = partial(_attribute, module)  # type: ignore[method-assign]
    return found


def _import_nbgrader() -> None:
    stand_ins = {name: _stand_in(name) for name in LATER if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        importlib.import_module("nbgrader.utils")
        importlib.import_module("nbgrader.auth")
    finally:
        for name in stand_ins:
            del sys.modules[name]


if "nbgrader" not in sys.modules:
    _import_nbgrader()
