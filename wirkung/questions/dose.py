"""The main outcome by how much of the planned hours participants attended: what was seen, never what it did.

Who comes often differs from who does not before the first hour. So this is a description under every design, a
lottery of places included: the lot drew places and not hours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import Absence, Assumption, Caution, Claim, Ranges, Role
from wirkung.declared import Group
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Finding
from wirkung.measures import measure_of, populations
from wirkung.methods.kernels.put_together import neighbours_together
from wirkung.programme.model import Indicator
from wirkung.programme.reach import limits_of
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.observed import Observations, observations
from wirkung.year.sample import Mask
from wirkung.year.tracking.reached import attended_share

# Of several numbers of hours, 100 * 0.57 is a little less than 57.
_ROUNDED = 9
_FEWEST = 2  # one band is everybody


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Persons of the programme group, marked by `who`: of a band, those of whom it is not known, or both."""

    band: str
    aspect: str
    who: Mask


def answer_dose(data: YearData) -> Answer:
    """How far participants of each band moved; of yes and no, and of what was asked once, where they stand.

    Bands of few are put together with their neighbours. Of whom the attendance is not known are a line of their
    own; few of them are told with those who came least.
    """
    absent = _absence(data)
    if absent is not None or data.programme.dose is None:
        return Answer(question="dose", year=data.year, absent=absent)
    indicator = data.programme.outcomes[0]
    group = observations(data, indicator, Group.PROGRAMME, *data.waves(indicator))
    smallest = data.programme.privacy.smallest_group
    parts = parts_of(attended_share(data), group.sample.chosen, data.programme.dose.bands, smallest)
    if len(parts) < _FEWEST:
        return Answer(question="dose", year=data.year, absent=Absence.TOO_FEW_FOR_DOSE)
    findings = tuple(_finding(data, indicator, group, part) for part in parts)
    return Answer(question="dose", year=data.year, findings=findings)


def _absence(data: YearData) -> Absence | None:
    if data.programme.dose is None:
        return Absence.NO_DOSE
    if not data.programme.outcomes:
        return Absence.NO_INDICATORS
    return Absence.NO_MEASUREMENTS if data.tables.measurements is None else None


def parts_of(share: NDArray[np.float64], known: Mask, bands: Sequence[str], smallest: int) -> tuple[Part, ...]:
    """The bands that are told, from the least on, and at last those of whom the attendance is not known.

    Parameters
    ----------
    share : shape (persons,)
        Which part of the planned hours each attended; NaN where that is not known.
    known : shape (persons,)
        Of whom the result is known: they are counted.
    bands
        Of percentages, as the programme file has them.
    smallest
        The smallest group that may be shown.

    Returns
    -------
    Two bands at least, or nothing.
    """
    percent = np.round(100 * share, _ROUNDED)
    limits = [limits_of(band) for band in bands]
    within = [(percent >= low) & (percent < above) for low, above in limits]
    unknown = np.isnan(share)
    few = int((unknown & known).sum()) < smallest
    if few:
        within[0] |= unknown
    counts = np.array([[int((each & known).sum()) for each in within]])
    kept = neighbours_together(counts, smallest)
    if len(kept) - 1 < _FEWEST or counts.sum() < smallest:
        return ()
    told = [(start, end, np.logical_or.reduce(within[start:end])) for start, end in pairwise(kept)]
    joined = few and bool((unknown & known).any())
    return (
        *(
            Part(_together(bands[start:end]), f"dose.{_place(start, end, len(bands), joined=joined)}", who)
            for start, end, who in told
        ),
        *(() if few else (Part("", "dose.unknown", unknown),)),
    )


def _together(bands: Sequence[str]) -> str:
    """Neighbouring bands as one: from the beginning of the first to the end of the last."""
    if len(bands) == 1:
        return bands[0]
    first, last = bands[0].partition("-")[0], bands[-1]
    return f"{first}+" if last.endswith("+") else f"{first}-{last.partition('-')[2]}"


def _place(start: int, end: int, bands: int, *, joined: bool) -> str:
    """Which aspect a band is; with the first may be those of whom the attendance is not known."""
    if start == 0:
        return "first_or_unknown" if joined else "first"
    return "last" if end == bands else "between"


def _finding(data: YearData, indicator: Indicator, group: Observations, part: Part) -> Finding:
    subject = replace(
        data.indicator_subject(indicator, aspect=part.aspect),
        category=part.band,
        part_of=(f"dose.{indicator.id}",),
    )
    found = _result(data, indicator, group.those(group.sample.of(part.who)))
    described = replace(found.with_cautions(Caution.DOSE_IS_NO_EFFECT), claim=Claim.DESCRIPTION)
    left_out = (part.who & ~group.sample.chosen).any()
    assumed = (Assumption.MISSING_AT_RANDOM,) if left_out else ()
    return Finding(subject=subject, estimates=((Role.MAIN, described.with_assumptions(*assumed)),))


def _result(data: YearData, indicator: Indicator, group: Observations) -> Estimate:
    """Their change; of yes and no, and of what was asked once, their level."""
    measure = measure_of(indicator)
    changed = data.measured_twice(indicator) and indicator.kind != "yes_no"
    if changed:
        variable, found = f"{indicator.id}.change", measure.change(group)
    else:
        group = group.at_last
        variable, found = f"{indicator.id}.after", measure.of_group(group)
    return found.resting_on(*populations(measure, variable, group))


QUESTION = Question(answer=lambda asked: answer_dose(asked.data), missed=0.5, ranges=Ranges.OF_MEANS_AND_SHARES)
