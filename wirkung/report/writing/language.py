"""A language of reports, and in it the names that a programme file gives to what it declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from wirkung.declared import Wave
from wirkung.estimate import Unit
from wirkung.programme.model import Characteristic, CohortStep, Goal, Indicator, Programme
from wirkung.programme.money import Alternative, Benefit
from wirkung.programme.parts import text_in

Names = Mapping[tuple[str, str], str]

_NO_NAMES: Names = MappingProxyType({})


class Language(str):
    """«de» or «en», wherever only that is asked; with it the names of indicators, steps, goals of one programme.

    Parameters
    ----------
    code
        «de» or «en».
    names
        The name of each thing by its kind («indicator», «step») and id; without one, the id itself is printed.
    """

    __slots__ = ("names",)
    names: Names

    def __new__(cls, code: str, names: Names = _NO_NAMES) -> Language:
        """The language of that code, knowing these names."""
        language = super().__new__(cls, code)
        language.names = names
        return language

    def name(self, kind: str, of: str) -> str:
        """What the programme file calls a thing of a kind («indicator»); its id where it says nothing."""
        return self.names.get((kind, of), of)


def known_name(kind: str, of: str, language: str) -> str | None:
    """What the programme file calls a thing of a kind; None where it says nothing; a plain «de» knows no names."""
    return language.names.get((kind, of)) if isinstance(language, Language) else None


def has_names(kind: str, language: str) -> bool:
    """Whether the programme file names anything of a kind; a plain «de» knows no names."""
    return isinstance(language, Language) and any(named == kind for named, _ in language.names)


def unit_name(unit: Unit, language: str) -> str:
    """What the programme file calls the unit of an indicator («Punkte»); empty for a number without unit."""
    return known_name("unit", unit.symbol, language) or unit.symbol


def language_of(programme: Programme, code: str) -> Language:
    """The language of that code («de», «en»), with the names that a programme file gives."""
    return Language(code, MappingProxyType(dict(_names(programme, code))))


def _names(programme: Programme, code: str) -> Iterator[tuple[tuple[str, str], str]]:
    kinds: dict[str, Sequence[Indicator | Characteristic | CohortStep | Goal | Benefit | Alternative]] = {
        "indicator": programme.indicators,
        "characteristic": programme.characteristics,
        "step": programme.cohort,
        "goal": programme.goals,
        "benefit": programme.benefits,
        "alternative": () if programme.costs is None else programme.costs.alternatives,
    }
    for kind, entries in kinds.items():
        for entry in entries:
            yield (kind, entry.id), text_in(entry.label, code)
    for place, quota in enumerate(programme.tracking.official, start=1):
        yield ("quota", str(place)), text_in(quota.label, code)
        yield ("quota_source", str(place)), text_in(quota.source, code)
    yield from _arms(programme, code)
    yield from _times(programme)
    for end in programme.tracking.ends:
        yield ("end", end.event), text_in(end.label, code)
    for indicator in programme.indicators:
        yield ("unit", indicator.id), text_in(indicator.unit, code)
    if programme.logic_model is not None:
        for line in programme.logic_model.steps:
            yield ("level", str(line.step)), text_in(line.text, code)


def _arms(programme: Programme, code: str) -> Iterator[tuple[tuple[str, str], str]]:
    if programme.design.arms is not None:
        for arm, name in programme.design.arms.labels.items():
            yield ("arm", arm), text_in(name, code)


def _times(programme: Programme) -> Iterator[tuple[tuple[str, str], str]]:
    """When the follow-up was, where the programme file says so."""
    if "follow_up_months" in programme.tracking.model_fields_set:
        yield ("months", Wave.FOLLOW_UP), f"{programme.tracking.follow_up_months:g}"
