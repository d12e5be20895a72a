"""Who of a file consented, told by one column before any other than the person's is looked at."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from wirkung.declared import IdDifference, SourceRole
from wirkung.errors import Place, Problem
from wirkung.io import dates, values
from wirkung.io.faults import Faults
from wirkung.io.pseudonyms import Pseudonyms
from wirkung.io.quoted import quoted
from wirkung.io.spelling import folded, tidy
from wirkung.programme.lawful import processing_of, sources_of_persons
from wirkung.programme.model import Programme
from wirkung.programme.parts import text_in
from wirkung.programme.processing import Consent
from wirkung.programme.sources import Source, beside

_OF_CONSENT = re.compile("einwillig|consent")
_GIVEN, _REFUSED, _WITHDRAWN = "given", "refused", "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consents:
    """What the rows of a file say of consent.

    said
        Of each row that is somebody's: given, refused or withdrawn; empty where nothing, or no known word, stands.
    ids
        Of the same rows: the person.
    problems
        Words that nobody explained, and days that cannot be.
    """

    said: pd.Series[str]
    ids: pd.Series[str] = field(repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def rows_without(self) -> pd.Index[int]:
        """The rows of which nothing further is read."""
        return self.said.index[self.said != _GIVEN]

    def without(self, pseudonyms: Pseudonyms) -> set[str]:
        """The persons who refused or withdrew in any row, or gave their consent in none."""
        persons = regardless_of_spelling(self.ids, pseudonyms).dropna()
        said = self.said[persons.index]
        return set(persons[said.isin((_REFUSED, _WITHDRAWN))]) | (set(persons) - set(persons[said == _GIVEN]))

    def withdrawn(self, pseudonyms: Pseudonyms) -> set[str]:
        """The persons who withdrew in any row."""
        return set(regardless_of_spelling(self.ids, pseudonyms)[self.said == _WITHDRAWN].dropna())


def consent_of(source: Source) -> Consent | None:
    """Where consent stands in a source, if it does."""
    return None if source.privacy is None else source.privacy.consent


def columns_of_consent(source: Source) -> list[str]:
    """Under which names the columns are read that are looked at first."""
    consent = consent_of(source)
    headings = () if consent is None else (consent.column, consent.date)
    return ["person", *map(beside, source.id_with), *(beside(each) for each in headings if each is not None)]


def no_longer_needed(source: Source) -> list[str]:
    """The columns of consent that nothing else in the source is read by."""
    others = {beside(heading) for heading in (*source.only, *source.leave_out, *source.id_with)}
    return [name for name in columns_of_consent(source) if name != "person" and name not in others]


def consents_in(cells: pd.DataFrame, consent: Consent, source: Source, place: Place) -> Consents:
    """What the rows of a source say of consent, by the columns of `columns_of_consent` alone.

    A row without a person that says nothing, and a heading that is repeated among the rows, are nobody's.
    """
    column = _tidy(cells[beside(consent.column)])
    ids = ids_in(cells, source)
    marks = set(map(folded, source.missing))
    blank = column.isna() | values.texts(column, lambda cell: cell if folded(cell) in marks else None).notna()
    words = _words(consent)
    said = values.texts(column, lambda cell: words.get(folded(cell))).mask(blank)
    heading = values.texts(column, lambda cell: cell if folded(cell) == folded(consent.column) else None).notna()
    of_persons = (ids.notna() | said.notna()) & ~heading
    faults = Faults(place, {"person": source.columns.get("person", ""), **source.read}, source.id_with)
    faults.persons = ids
    unknown = column[of_persons & said.isna() & ~blank]
    expected = quoted((*consent.given, *consent.refused, *consent.withdrawn), shown=None)
    faults.cells("data.consent_unknown", beside(consent.column), unknown, words=expected)
    if consent.date is not None:
        _check_days(
            _tidy(cells[beside(consent.date)]), beside(consent.date), of_persons & (said == _GIVEN), faults
        )
    return Consents(said=said[of_persons].fillna(""), ids=ids[of_persons], problems=tuple(faults.problems))


def persons_without(sources: Iterable[tuple[SourceRole, Source, Consents]], pseudonyms: Pseudonyms) -> set[str]:
    """Who is left out of every source, as `regardless_of_spelling` names them.

    That is who withdrew anywhere, who did not consent in the list of persons, and, where consent stands in one
    place only, who did not consent there. Beside others a survey can have a consent of its own: who refused that
    is in the list still.
    """
    said = list(sources)
    places = {(source.name, source.sheet, columns_of_consent(source)[-1]) for _, source, _ in said}
    gone: set[str] = set()
    for role, _, consents in said:
        for_all = role is SourceRole.PERSONS or len(places) == 1
        gone |= consents.without(pseudonyms) if for_all else consents.withdrawn(pseudonyms)
    return gone


def is_assumed(programme: Programme, source: Source) -> bool:
    """Whether a source rests on consent by the office's own words, and no column of any says who gave it."""
    basis = processing_of(programme, source).legal_basis
    named = basis is not None and any(_OF_CONSENT.search(text_in(basis, each).casefold()) for each in ("de", "en"))
    return named and all(consent_of(each) is None for _, each in sources_of_persons(programme))


def ids_in(cells: pd.DataFrame, source: Source) -> pd.Series[str]:
    """The person of each row; missing where there is none."""
    ids = _tidy(cells["person"])
    for name in map(beside, source.id_with):
        ids = ids + " " + _tidy(cells[name]).fillna("")
    return ids


def regardless_of_spelling(ids: pd.Series[str], pseudonyms: Pseudonyms) -> pd.Series[str]:
    """Pseudonyms under which nobody is somebody else for a blank, a zero or a capital letter."""
    return pseudonyms.but_for(IdDifference).of(ids)


def _words(consent: Consent) -> dict[str, str]:
    groups = {_GIVEN: consent.given, _REFUSED: consent.refused, _WITHDRAWN: consent.withdrawn}
    return {folded(word): what for what, words in groups.items() for word in words}


def _tidy(column: pd.Series[str]) -> pd.Series[str]:
    return values.texts(column, lambda cell: tidy(cell) or None, codes="kept")


def _check_days(column: pd.Series[str], name: str, given: pd.Series[bool], faults: Faults) -> None:
    """A consent was given on a day, and that day has been."""
    days = values.dates(column, dates.date)
    faults.rows("data.consent_without_day", name, given & days.isna())
    today = pd.Timestamp(dt.datetime.now().astimezone().date())
    faults.rows("data.consent_in_future", name, given & (days > today))
