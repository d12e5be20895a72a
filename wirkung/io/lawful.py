"""Whether every school in the data is approved, and whether the data are kept as long as their year goes on."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.errors import DataError, Place, Problem
from wirkung.io.institutions import speaks_of_schools
from wirkung.io.quoted import quoted
from wirkung.io.spelling import folded
from wirkung.io.tables import Tables
from wirkung.programme.design import kept_as
from wirkung.programme.document import key_text
from wirkung.programme.lawful import needs_no_basis, processing_of, sources_of_persons
from wirkung.programme.load import LoadedProgramme
from wirkung.programme.model import Programme
from wirkung.programme.parts import text_in
from wirkung.programme.processing import EVERY_SCHOOL, Approval


def check_tables(loaded: LoadedProgramme, tables: Tables, *, named: bool = False) -> None:
    """Stop where data that were read say that they may not be here; `check_lawful` comes before the reading.

    Parameters
    ----------
    loaded, tables
        A programme file and its data.
    named
        Whether schools without approval are named: to who has the data, and not in a log.

    Raises
    ------
    DataError
        There are schools without approval, or data of a year that goes on longer than they may be kept.
    """
    if needs_no_basis(loaded.programme) or loaded.programme.data.persons is None:
        return
    problems = [*_not_approved(loaded, tables, named=named), *_too_early(loaded, tables)]
    if problems:
        raise DataError(problems)


def _not_approved(loaded: LoadedProgramme, tables: Tables, *, named: bool) -> Iterator[Problem]:
    """What is said of schools without approval, once for all sources in which they are the same."""
    schools = {folded(name): name for name in _schools(loaded.programme, tables)}
    lacking: dict[tuple[str, ...], list[str]] = {}
    for path, source in sources_of_persons(loaded.programme):
        approved = _approved(processing_of(loaded.programme, source).approvals)
        without = tuple(sorted(schools[each] for each in schools.keys() - approved))
        if without and EVERY_SCHOOL not in approved:
            lacking.setdefault(without, []).append(key_text(path))
    for without, sources in lacking.items():
        place = Place(file=loaded.name, line=loaded.root.line_at(("privacy",)), key="privacy.approvals")
        facts = {"number": len(without), "of": len(schools), "sources": ", ".join(sources)}
        if named:
            names = quoted(without, shown=None)
            yield Problem(code="data.schools_not_approved", place=place, values={**facts, "schools": names})
        else:
            yield Problem(code="data.schools_not_approved.number", place=place, values=facts)


def _approved(approvals: list[Approval]) -> set[str]:
    """The schools of some approvals as they are compared, or the word for all of them."""
    found = {folded(name) for each in approvals if each.schools != EVERY_SCHOOL for name in each.schools}
    return found | {EVERY_SCHOOL for each in approvals if each.schools == EVERY_SCHOOL}


def _schools(programme: Programme, tables: Tables) -> list[str]:
    """Every school in the list of persons, of both groups, as far as a column names them."""
    labels = {
        each.id: [text_in(each.label, language) for language in ("de", "en")]
        for each in programme.characteristics
        if each.kind == "institution"
    }
    columns = {name: name for name in labels} | {name: kept_as(name) for name in programme.design.places}
    headings = {} if programme.data.persons is None else programme.data.persons.columns
    of_schools = [
        kept
        for name, kept in columns.items()
        if any(map(speaks_of_schools, (name, headings.get(name, ""), *labels.get(name, ()))))
    ]
    return sorted({str(each) for kept in of_schools for each in tables.persons[kept].dropna().unique()})


def _too_early(loaded: LoadedProgramme, tables: Tables) -> Iterator[Problem]:
    """What is said where data are to be deleted while a year of which they are still goes on."""
    programme, year = loaded.programme, int(tables.persons["year"].max())
    last = programme.last_day_of(year)
    days = {processing_of(programme, source).delete_by for _, source in sources_of_persons(programme)}
    for day in sorted(each for each in days if each is not None and each < last):
        place = Place(file=loaded.name, line=loaded.root.line_at(("privacy",)), key="delete_by")
        values = {"day": day.isoformat(), "year": year, "last": last.isoformat()}
        yield Problem(code="data.deleted_before_end", place=place, values=values)
