"""How precisely do the scales measure, and who changed by more than that leaves open?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from wirkung.codes import Absence, Caution, Claim, CountRole, Quantity, Ranges, Role
from wirkung.declared import Group, Wave
from wirkung.estimate import NUMBER, Count, Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.measures import measure_of
from wirkung.methods.change.reliability import FEWEST_ITEMS_OF_A_FACTOR, cronbach_alpha, mcdonald_omega
from wirkung.methods.change.reliable_change import ReliableChange, reliable_change
from wirkung.programme.model import Indicator, StatedReliability
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.in_courses import share_of_sample
from wirkung.year.observed import Observations, observations
from wirkung.year.share_steps import fewest_in_steps, steps_for

_SOURCE = "Jacobson & Truax (1991), Journal of Consulting and Clinical Psychology 59, 12-19"


def answer_reliability(data: YearData) -> Answer:
    """Reliability of each indicator that has one, the smallest reliable change, and how many changed by more."""
    given = [each for each in data.programme.indicators if each.reliability is not None]
    if not given:
        return Answer(question="reliability", year=data.year, absent=Absence.NO_RELIABILITY)
    if data.tables.measurements is None:
        return Answer(question="reliability", year=data.year, absent=Absence.NO_MEASUREMENTS)
    twice = [each for each in given if data.measured_twice(each)]
    if not twice:
        return Answer(question="reliability", year=data.year, absent=Absence.MEASURED_ONCE)
    findings = tuple(finding for each in twice for finding in _of_indicator(data, each))
    return Answer(question="reliability", year=data.year, findings=findings)


def _of_indicator(data: YearData, indicator: Indicator) -> Iterator[Finding]:
    group = observations(data, indicator, Group.PROGRAMME, *data.waves(indicator))
    stated = indicator.reliability
    if isinstance(stated, StatedReliability):
        reliability: float | None = stated.value
        known = Estimate(
            quantity=Quantity.STATED_RELIABILITY,
            unit=NUMBER,
            value=stated.value,
            claim=Claim.DESCRIPTION,
            counts=(Count(role=CountRole.PAIRS, number=group.sample.size),),
            source="Programme file",
        ).resting_on(group.sample.population)
        subject = _subject(data, indicator, "reliability.stated")
        yield Finding(subject=subject, estimates=((Role.MAIN, known),), source=stated.source)
    else:
        alpha, *omega = _of_items(data, indicator)
        yield Finding(subject=_subject(data, indicator, "reliability.alpha"), estimates=((Role.MAIN, alpha),))
        for each in omega:
            yield Finding(subject=_subject(data, indicator, "reliability.omega"), estimates=((Role.MAIN, each),))
        reliability = alpha.value
    if reliability is not None and 0 < reliability < 1:
        yield from _changed(data, indicator, group, reliability)


def _of_items(data: YearData, indicator: Indicator) -> Iterator[Estimate]:
    """Alpha, and omega of three items or more, of those of the programme group who answered all of them before."""
    answers = data.items(indicator.id, Group.PROGRAMME, Wave.BEFORE)
    complete = np.asarray(~np.isnan(answers).any(axis=1), dtype=np.bool_)
    sample = data.sample(f"{indicator.id}.items", Group.PROGRAMME, complete)
    told = [cronbach_alpha]
    if len(indicator.items) >= FEWEST_ITEMS_OF_A_FACTOR:
        told.append(mcdonald_omega)
    for method in told:
        yield method(sample.of(answers), sample.learned_in).resting_on(sample.population)


def _changed(data: YearData, indicator: Indicator, group: Observations, reliability: float) -> Iterator[Finding]:
    found = reliable_change(
        group.first,
        group.after,
        reliability=reliability,
        better=1 if indicator.better == "higher" else -1,
    )
    before = group.sample.called(f"{indicator.id}.before")
    smallest = Estimate(
        quantity=Quantity.SMALLEST_RELIABLE_CHANGE,
        unit=measure_of(indicator).unit,
        value=_coarse(found.smallest_reliable),
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.PAIRS, number=group.sample.size),),
        source=_SOURCE,
        cautions=() if found.smallest_reliable is not None else (Caution.NO_SPREAD,),
    ).resting_on(before.population)
    subject = _subject(data, indicator, "reliability.smallest")
    yield Finding(
        subject=replace(subject, decimals=_decimals(smallest.value)),
        estimates=((Role.MAIN, smallest),),
    )
    yield from _parts(data, indicator, group, found)


def _coarse(number: float | None) -> float | None:
    """A number with its first digit, two where that is 1.

    With more the smallest reliable change would give the standard deviation, and that beside an interval the
    number of persons where only a range of it is told.

    Examples
    --------
    >>> _coarse(0.7266), _coarse(1.532), _coarse(381.2)
    (0.7, 1.5, 400.0)
    """
    if number is None:
        return None
    return float(f"{number:.1e}") if f"{number:.2e}".startswith("1") else float(f"{number:.0e}")


def _decimals(number: float | None) -> int:
    """How many decimals such a number has."""
    return len(f"{number:.12f}".rstrip("0").partition(".")[2]) if number else 0


def _parts(data: YearData, indicator: Indicator, group: Observations, found: ReliableChange) -> Iterator[Finding]:
    """Parts that are large enough for their shares to be told in steps."""
    smallest = steps_for(QUESTION.ranges, data.programme.privacy.smallest_group)
    whole = group.sample.called(f"{indicator.id}.reliable")
    for part in found.parts(max(fewest_in_steps(whole.size, smallest), 1)):
        subject = _subject(data, indicator, f"reliability.{part.role}")
        share = share_of_sample(part.share, whole, whole.those(part.holds))
        yield Finding(
            subject=replace(subject, part_of=(f"reliability.{indicator.id}",)), estimates=((Role.MAIN, share),)
        )


def _subject(data: YearData, indicator: Indicator, aspect: str) -> Subject:
    subject = data.indicator_subject(indicator, aspect=aspect)
    return replace(subject, decimals=2, better=0, low=None, high=None)


QUESTION = Question(
    answer=lambda asked: answer_reliability(asked.data),
    missed=0.5,
    ranges=Ranges.SHARES_IN_STEPS_ONLY,
)
