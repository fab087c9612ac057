"""What nbformat and jupytext would import and nobody needs: importing this room first leaves it out.

nbformat imports jsonschema, which would compile a grammar of IRIs: a second in every process, for a format
that no notebook has. jupytext imports Jupyter's server for what it does there, if it can.
"""

from __future__ import annotations

import sys

# None here is Python's own way to say that a module is not to be found.
for _name in ("rfc3987_syntax", "jupytext.sync_contentsmanager", "jupytext.async_contentsmanager"):
    sys.modules.setdefault(_name, None)  # type: ignore[arg-type]
