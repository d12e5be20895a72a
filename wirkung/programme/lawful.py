"""Whether a programme file says why persons' data may be evaluated, and whether that is still so today.

It is asked where data are read, not where the file is: a report can be withdrawn, and data deleted, also when the
day has passed. Nothing here judges whether an entry is right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from wirkung.declared import SourceRole
from wirkung.errors import ProgrammeFileError
from wirkung.programme.document import Fault, KeyPath, key_text
from wirkung.programme.load import LoadedProgramme
from wirkung.programme.model import Programme
from wirkung.programme.processing import OF_NOBODY, Processing
from wirkung.programme.sources import Source

# Without these nobody could say why the data are here.
NEEDED: Final = ("purpose", "legal_basis", "delete_by")


def check_lawful(loaded: LoadedProgramme, today: dt.date | None = None) -> None:
    """Stop before any data are read where the programme file does not say why they may be, or a day has passed.

    Parameters
    ----------
    loaded
        A programme file.
    today
        The day on which the data are to be read; None for the one it is.

    Raises
    ------
    ProgrammeFileError
        With everything that is missing, over or contradicts itself.
    """
    day = today or _today()
    # What stands once for all sources is wrong once.
    faults = {(fault.code, fault.path): fault for fault in _faults(loaded.programme, day)}
    if faults:
        raise ProgrammeFileError([fault.problem(loaded.name, loaded.root) for fault in faults.values()])


def needs_no_basis(programme: Programme) -> bool:
    """Whether the data are nobody's, or anybody's."""
    return programme.synthetic or programme.public


def sources_of_persons(programme: Programme) -> Iterator[tuple[KeyPath, Source]]:
    """Every source whose rows are persons', with its place in the programme file."""
    for role in SourceRole:
        found = getattr(programme.data, role.value)
        if role in OF_NOBODY or not found:
            continue
        if isinstance(found, Source):
            yield ("data", role.value), found
        else:
            yield from ((("data", role.value, at), source) for at, source in enumerate(found))


def processing_of(programme: Programme, source: Source) -> Processing:
    """What is said of a source, by itself or for all."""
    shared = programme.privacy
    return shared if source.privacy is None else source.privacy.before(shared)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _faults(programme: Programme, today: dt.date) -> Iterator[Fault]:
    if needs_no_basis(programme):
        return
    sources = [(path, source, processing_of(programme, source)) for path, source in sources_of_persons(programme)]
    yield from _missing([(path, said) for path, _, said in sources])
    for path, source, said in sources:
        yield from _dates(path, source, said, programme.evaluation.data_as_of, today)


def _missing(sources: list[tuple[KeyPath, Processing]]) -> Iterator[Fault]:
    """What is missing, told once for all sources that lack the same."""
    lacking: dict[tuple[str, ...], list[KeyPath]] = {}
    for path, said in sources:
        if absent := tuple(key for key in NEEDED if getattr(said, key) is None):
            lacking.setdefault(absent, []).append(path)
    for absent, paths in lacking.items():
        place: KeyPath = ("privacy",) if len(paths) == len(sources) else (*paths[0], "privacy")
        values = {"keys": ", ".join(absent), "sources": ", ".join(map(key_text, paths))}
        yield Fault(code="programme.processing.missing", path=place, values=values)


def _dates(
    path: KeyPath, source: Source, said: Processing, data_as_of: dt.date | None, today: dt.date
) -> Iterator[Fault]:
    """Days that are over, not yet there, or in an order that cannot be."""
    until = said.delete_by
    place = _place(path, source, "delete_by")
    if until is not None and until < today:
        values = {"day": until.isoformat(), "today": today.isoformat()}
        yield Fault(code="programme.processing.passed", path=place, values=values)
    if until is not None and data_as_of is not None and until < data_as_of:
        values = {"day": until.isoformat(), "data_as_of": data_as_of.isoformat()}
        yield Fault(code="programme.processing.before_data", path=place, values=values)
    for at, approval in enumerate(said.approvals):
        where: KeyPath = (*_place(path, source, "approvals"), at, "date")
        values = {"day": approval.date.isoformat(), "today": today.isoformat()}
        if until is not None and approval.date > until:
            late = {**values, "delete_by": until.isoformat()}
            yield Fault(code="programme.processing.approved_late", path=where, values=late)
        elif approval.date > today:
            yield Fault(code="programme.processing.not_yet_approved", path=where, values=values)


def _place(path: KeyPath, source: Source, key: str) -> KeyPath:
    """Where an entry stands that holds for a source."""
    own = source.privacy is not None and key in source.privacy.model_fields_set
    return (*path, "privacy", key) if own else ("privacy", key)
