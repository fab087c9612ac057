"""Where a course's notebooks are released and submitted, unless its own config says."""

from __future__ import annotations

import os
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from traitlets.config.loader import JSONFileConfigLoader, PyFileConfigLoader

# nbgrader's own place: students' nbgrader looks there without any config of theirs.
SHARED = Path("/usr/local/share/nbgrader/exchange")


def exchange_setting(name: str) -> str:
    """What the user's or the machine's config of nbgrader says of the exchange, or empty."""
    for folder in jupyter_config_path():  # the user's before the machine's
        for loader in (JSONFileConfigLoader, PyFileConfigLoader):
            file = "nbgrader_config" + (".json" if loader is JSONFileConfigLoader else ".py")
            try:
                found = loader(file, path=folder).load_config().Exchange.get(name)
            except Exception:  # mostly there is none; nbgrader itself tells what is wrong with one
                continue
            if isinstance(found, str):
                return found
    return ""


def exchange_root(course: Path) -> Path:
    """What the machine's or the user's config of nbgrader says; else the machine's shared exchange, once
    root has made it; else a folder of the course itself, which needs nobody's help."""
    said = exchange_setting("root")
    if said:
        return Path(said)
    return SHARED if os.access(SHARED, os.W_OK | os.X_OK) else course / "exchange"
