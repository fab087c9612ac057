"""What nbformat and jupytext would import and nobody needs: importing this room first leaves it out.

nbformat imports jsonschema, which would import what it takes to check formats that no notebook has: of IRIs
(a grammar that is compiled: a second in every process), URIs, durations, host names and colours. jupytext
imports Jupyter's server for what it does there, if it can.
"""

from __future__ import annotations

import sys

# None here is Python's own way to say that a module is not to be found.
_FORMATS = ("rfc3987_syntax", "rfc3986_validator", "isoduration", "fqdn", "webcolors", "uri_template")
_SERVER = ("jupytext.sync_contentsmanager", "jupytext.async_contentsmanager")
for _name in (*_FORMATS, *_SERVER):
    sys.modules.setdefault(_name, None)  # type: ignore[arg-type]
