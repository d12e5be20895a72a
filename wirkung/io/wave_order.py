"""Waves that may have been exchanged: names, numbers and dates that say the contrary of the programme file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from wirkung.declared import Doubt, Wave
from wirkung.io.headings import SUBMITTED
from wirkung.io.intake import Intake
from wirkung.io.quoted import quoted
from wirkung.io.spelling import folded
from wirkung.programme.sources import Source

_ORDER = {wave: at for at, wave in enumerate(Wave)}
# Words of their own, also between underscores; «vor» and «nach», «Anfang» and «Ende» mean much else in a heading.
_EARLY = (
    r"vorher\w*|vorbefragung\w*|vortest\w*|eingangs(?:befragung|test)\w*|erstbefragung|anfangsbefragung"
    r"|pr(?:e|ä|ae)-?(?:test)?|before|baseline"
)
_LATE = r"nach(?:her|befragung|test)\w*|(?:ab)?schlussbefragung|endbefragung|post(?:-?test)?|after|endline"
_ALONE = {
    True: {"vor", "anfang", "am anfang", "beginn", "zu beginn", "start", "eingang"},
    False: {"nach", "ende", "am ende", "schluss", "zum schluss", "abschluss"},
}
_WAVE = r"t|w|mzp|welle|zeitpunkt|messzeitpunkt|messung|befragung|erhebung|test|runde|wave|time"
_NUMBERED = re.compile(
    rf"(?<![^\W_])(?:{_WAVE})[ _.-]?(\d{{1,2}})(?!\d)|(?<![^\W_])(\d{{1,2}})[._ -]*(?:{_WAVE})(?![^\W_])"
)
_DAY = r"\d{4}-\d{2}-\d{2}"  # as `wirkung.io.dates.sortable` begins
_FEWEST = 3  # persons; of fewer a wrong clock may be the reason


@dataclass(frozen=True, slots=True)
class _Name:
    """A text that may tell which wave it is about, and which one the programme file says."""

    text: str
    wave: Wave
    intake: Intake
    alone: bool = False  # nothing but the wave can be meant, as in a column of waves


def check_wave_names(sources: Sequence[tuple[Source, Intake, Collection[str]]]) -> None:
    """A problem where files, sheets, headings or values of the column of waves are called like another wave.

    Parameters
    ----------
    sources
        The sources of measurements, one for each wave where waves stand in one row, with their items.
    """
    told: dict[tuple[Intake, Wave], list[str]] = {}
    for names in _names(sources):
        asked = [name for name in names if not name.intake.accepts(Doubt.WAVE_ORDER)]
        wrong = [name for name in asked if _says_contrary(name)]
        wrong += [name for pair in combinations(asked, 2) if _turned_round(*pair) for name in pair]
        for name in wrong:
            told.setdefault((name.intake, name.wave), []).append(name.text)
    for (intake, wave), texts in told.items():
        intake.faults.source("data.wave_names", words=quoted(texts), wave=wave)


def _names(sources: Sequence[tuple[Source, Intake, Collection[str]]]) -> Iterator[list[_Name]]:
    """Names that may be compared with each other: values of one column, files, headings of one item."""
    files: list[_Name] = []
    headings: dict[str, list[_Name]] = {}
    waves_in = Counter({*((source.name, source.sheet, source.constants.get("wave")) for source, _, _ in sources)})
    places = Counter((name, sheet) for name, sheet, _ in waves_in)
    for source, intake, items in sources:
        said = source.constants.get("wave")
        if said is None:
            yield [
                _Name(value, Wave(str(wave)), intake, alone=True)
                for value, wave in source.values.get("wave", {}).items()  # noqa: PD011 - no frame's
            ]
            continue
        if places[source.name, source.sheet] == 1:  # else one file holds several waves
            files.append(_Name(source.sheet or source.name, Wave(str(said)), intake))
        for item in items:
            if item in source.columns:
                headings.setdefault(item, []).append(_Name(source.columns[item], Wave(str(said)), intake))
    yield files
    yield from headings.values()


def _says_contrary(name: _Name) -> bool:
    early = _is_early(name)
    return early is not None and early is not (name.wave is Wave.BEFORE)


def _is_early(name: _Name) -> bool | None:
    """Whether the text names the first wave (True) or a later one (False); None where it says neither, or both."""
    text = folded(name.text)
    if name.alone:
        for early, words in _ALONE.items():
            if text in words:
                return early
    found = {early for early, words in ((True, _EARLY), (False, _LATE)) if _has(text, words)}
    return found.pop() if len(found) == 1 else None


def _has(text: str, words: str) -> bool:
    return re.search(rf"(?<![^\W_])(?:{words})(?![^\W_])", text) is not None


def _turned_round(one: _Name, other: _Name) -> bool:
    """Whether two texts number their waves («T1», «2. Befragung») in the other order."""
    if one.wave is other.wave or _is_early(one) is not None or _is_early(other) is not None:
        return False
    numbers = [_number(name) for name in sorted((one, other), key=lambda name: _ORDER[name.wave])]
    return None not in numbers and numbers[0] > numbers[1]  # type: ignore[operator]


def _number(name: _Name) -> int | None:
    text = folded(name.text)
    if name.alone and text.isdecimal():
        return int(text)
    found = {next(filter(None, groups)) for groups in _NUMBERED.findall(text)}
    return int(found.pop()) if len(found) == 1 else None


def check_wave_dates(intakes: Sequence[Intake]) -> None:
    """A problem where most persons sent an earlier wave off on a later day than the wave after it.

    Told of the last source with rows of the later wave.
    """
    known = [(intake, intake.sent) for intake in intakes if intake.sent is not None]
    if not known or any(intake.accepts(Doubt.WAVE_ORDER) for intake in intakes):
        return
    every = pd.concat([sent for _, sent in known])
    days = every[every[SUBMITTED].str.match(_DAY, na=False)]
    last_days = (
        days.assign(day=days[SUBMITTED].str[:10]).groupby(["person", "year", "wave"], as_index=False)["day"].max()
    )
    by_wave = last_days.pivot_table("day", ["person", "year"], "wave", aggfunc="max")
    for early, late in combinations([wave for wave in Wave if wave in by_wave], 2):
        both = by_wave[[early, late]].dropna()
        later = int((both[early] > both[late]).sum())
        if later >= _FEWEST and later > len(both) / 2:
            last = [intake for intake, sent in known if (sent["wave"] == late).any()][-1]
            last.faults.source("data.wave_dates", early=early, late=late, number=later, of=len(both))
