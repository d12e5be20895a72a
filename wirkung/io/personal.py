"""What a source must not hold unless the programme file says so: columns that make persons recognisable."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from wirkung.catalogue import message
from wirkung.declared import Doubt, Personal
from wirkung.errors import Place, Problem
from wirkung.io.identifying import LOOKED_AT, kind_of_cells, kind_of_column
from wirkung.io.quoted import Quoted
from wirkung.io.spelling import folded, tidy
from wirkung.programme.sources import Source

# An id is replaced by a pseudonym at once, a payee by a number; what the office spent on it says in its own words.
_NOT_LOOKED_AT = frozenset({"person", "payee", "description"})
_PLAIN = re.compile(r"[^\W\d_][\w ./()-]*")
_DATES = frozenset({"date", "entered", "submitted"})


@dataclass(frozen=True, slots=True)
class PersonalColumns:
    """Headings with what stands below them, as a catalogue sentence lists them: `{columns:de}`."""

    found: tuple[tuple[str, Personal], ...]

    def __format__(self, language: str) -> str:
        marks = "«»" if language == "de" else "‘’"
        return ", ".join(
            f"{Quoted((heading,)):{marks}} ({message('problems', f'personal.{kind}', language)})"
            for heading, kind in self.found
        )


def personal_problems(columns: Iterable[tuple[str, Iterable[str]]], source: Source, place: Place) -> list[Problem]:
    """A problem for columns that are read, and one for those that merely stand in the file.

    Free text that the programme file does not read is left where it is, without a word.

    Parameters
    ----------
    columns
        Every heading with the cells below it, of which the first that are not blank are looked at.
    source
        Says which columns are read, which are declared (`drop`, `birth_dates`), and what is accepted.
    place
        The file.
    """
    if Doubt.PERSONAL in source.accept:
        return []
    names = {folded(heading): name for name, heading in source.read.items()}
    exempt = {folded(heading) for heading in source.id_with}
    declared = {folded(heading) for heading in source.drop}
    read, beside = [], []
    for spelt, below in columns:
        heading, cells = tidy(spelt), list(islice(filter(None, map(tidy, below)), 2 * LOOKED_AT))
        name = names.get(folded(heading))
        if name is not None and (kind := _of_read(name, cells, source)) is not None:
            read.append((heading, kind))
        elif name is None and folded(heading) not in exempt | declared:
            kind = kind_of_column(heading, cells)
            if kind is not None and kind is not Personal.FREE_TEXT:
                beside.append((heading, kind))
    codes = (("data.personal_read", read), ("data.personal_beside", beside))
    return [
        Problem(
            code=code,
            place=place,
            values={"columns": PersonalColumns(tuple(found)), "drop": as_list(heading for heading, _ in found)},
        )
        for code, found in codes
        if found
    ]


def as_list(headings: Iterable[str]) -> str:
    """Headings as a programme file lists them, in quotation marks where YAML would read something else.

    Examples
    --------
    >>> as_list(["E-Mail", "Name", "Wie heißt du, bitte?"])
    '[E-Mail, Name, "Wie heißt du, bitte?"]'
    """
    shown = (each if _PLAIN.fullmatch(each) else json.dumps(each, ensure_ascii=False) for each in headings)
    return f"[{', '.join(shown)}]"


def _of_read(name: str, cells: Sequence[str], source: Source) -> Personal | None:
    """What makes persons recognisable in a column that the programme file gives a name, by its cells alone."""
    if name in _NOT_LOOKED_AT or name in source.values or name in source.options:
        return None
    kind = kind_of_cells(cells)
    return None if kind is Personal.BIRTH_DATE and name in (*_DATES, *source.birth_dates) else kind
