"""One file for each question of a report, under the question's name: its sentences, tables and figure.

The listing of this folder is the list of the questions; nothing else holds one.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from wirkung.report.section import FirstPage, Section


def on_first_page() -> tuple[tuple[str, FirstPage], ...]:
    """The questions that give something to the first page, in its order."""
    given = ((name, each.first_page) for name, each in sections().items() if each.first_page is not None)
    return tuple(sorted(given, key=lambda pair: pair[1].rank))


@cache
def sections() -> dict[str, Section]:
    """Every section by the name of its question."""
    names = (module.name for module in iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").SECTION for name in names}
