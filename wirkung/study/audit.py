"""A study as it was released for a report, decided once more for the evaluator's audit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path

from wirkung.disclosure.amounts import amounts_of
from wirkung.disclosure.audit import Audit, audit
from wirkung.disclosure.few_changed import decide_again
from wirkung.disclosure.register.earlier import before
from wirkung.disclosure.register.memory import Memory, open_memory
from wirkung.disclosure.register.records import Entry
from wirkung.disclosure.register.room import room_of
from wirkung.disclosure.treatment import Treated, treated
from wirkung.errors import Place, Problem, WorkspaceError
from wirkung.finding import SourceAccount
from wirkung.io.tables import Tables
from wirkung.programme.load import LoadedProgramme, load_programme
from wirkung.questions import Asked
from wirkung.study.remembered import Remembered
from wirkung.study.study import known_by, tables_of, without_values
from wirkung.year.data import YearData


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What was done to the data and the numbers of a study, by the files of today.

    `earlier` are the publications that were known before, `accounts` the files that were read.
    """

    loaded: LoadedProgramme
    accounts: tuple[SourceAccount, ...]
    treated: Treated = field(repr=False)
    audit: Audit
    earlier: tuple[Entry, ...]


def audited(programme: Path, *, year: int, publication: str | None, until: dt.date | None) -> Audited:
    """Decide once more how the numbers of a report are shown, beside what was published before it.

    Nothing is written, and no run is told of it.

    Parameters
    ----------
    programme
        The programme file.
    year
        Of the report.
    publication
        Its id in the register, as its manifest has it.
    until
        Its last day that counts; None for all that was known.

    Raises
    ------
    ProgrammeFileError, DataError
        Files that cannot be used any more, with every problem.
    WorkspaceError
        The register is not there or cannot be read, or does not know the report.
    """
    loaded = load_programme(programme)
    room = room_of(loaded.path)
    memory = open_memory(room)
    known = None if memory is None or publication is None else before(memory.register, publication)
    if memory is None or known is None:
        place = Place(file=str(room.folder))
        raise WorkspaceError([Problem(code="disclosure.not_remembered", place=place)])
    tables = without_values(lambda: tables_of(loaded, year, memory.keys, until))
    then = replace(memory, register=known)
    return without_values(lambda: _audited(known_by(loaded, until), tables, year, then))


def _audited(loaded: LoadedProgramme, tables: Tables, year: int, memory: Memory) -> Audited:
    data = YearData(loaded.programme, tables, year)
    smallest = loaded.programme.privacy.smallest_group
    remembered = Remembered(memory, data)
    remembered.check_persons()
    changed = treated(data, smallest)
    past, amounts = remembered.past(), amounts_of(changed.data)
    again = decide_again(Asked(changed.data).everything(), loaded.programme, past=past, amounts=amounts)
    return Audited(
        loaded=loaded,
        accounts=tables.accounts,
        treated=changed,
        audit=audit(
            again.left,
            smallest_group=smallest,
            past=past,
            amounts=amounts,
            held=again.held,
        ),
        earlier=tuple(memory.register.entries),
    )
