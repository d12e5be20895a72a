"""nbformat, imported without what it does not use: a grammar of web addresses that takes a second to build.

Beside JupyterLab jsonschema, which nbformat asks, finds a package for a format of texts that no notebook has. Only
while jsonschema is imported it does not find it; whoever imports that package later gets it.
"""

from __future__ import annotations

import sys

_GRAMMAR = "rfc3987_syntax"

if _GRAMMAR not in sys.modules:
    # That is how Python notes that there is no such module.
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]
    try:
        import nbformat  # noqa: F401 - imported for what it imports
    finally:
        del sys.modules[_GRAMMAR]
