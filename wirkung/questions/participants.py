"""Who took part, and which part of those whom the programme is meant for: by age, gender, school type, area?

Where there is a comparison group, who took part stands beside it in the baseline; here are then only the
characteristics of which the programme file says how many persons come into question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from wirkung.codes import FURTHER, Absence, Claim, CountRole, Quantity, Ranges, Reads, Role
from wirkung.declared import Group
from wirkung.estimate import SHARE, Count, Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.kernels.intervals import mean
from wirkung.programme.model import Characteristic
from wirkung.programme.reach import Reach
from wirkung.questions import Question
from wirkung.year.characteristics import Known, known_levels, known_numbers, levels_there
from wirkung.year.data import YearData
from wirkung.year.in_courses import mean_of_sample
from wirkung.year.levels import in_order
from wirkung.year.money.participants import registered
from wirkung.year.sample import counted_share

# Of whom too few came to be shown, alone or with others: with a number below every smallest group the line is
# withheld, and has the same mark as any other. Left out, it would say that these were few.
_NOT_TOLD = Estimate(
    quantity=Quantity.SHARE,
    unit=SHARE,
    value=0.0,
    claim=Claim.DESCRIPTION,
    counts=(Count(role=CountRole.REACHED, number=1),),
    source="Count",
)


def answer_participants(data: YearData) -> Answer:
    """Every category with its number of participants, and as `target` how many persons come into question.

    Counted, so that nothing has an interval; what part of the target group was reached follows from both numbers
    and is left to the report, which may know the first as a range only.
    """
    if data.persons(Group.PROGRAMME).empty:
        return Answer(question="participants", year=data.year, absent=Absence.NO_PARTICIPANTS)
    declared = next((each for each in data.programme.reach if each.year == data.year), None)
    findings = tuple(_findings(data, declared))
    if not findings:
        why = Absence.NO_REACH if data.has_comparison else Absence.NO_CHARACTERISTICS
        return Answer(question="participants", year=data.year, absent=why)
    return Answer(question="participants", year=data.year, findings=findings)


def _findings(data: YearData, declared: Reach | None) -> Iterator[Finding]:
    targets = {} if declared is None else declared.target_by
    if declared is not None and targets:
        yield _all(data, declared)
    for characteristic in data.programme.characteristics:
        target = targets.get(characteristic.id)
        if target is None and data.has_comparison:
            continue
        if characteristic.kind == "number" and not characteristic.bands:
            yield from _mean(data, characteristic)
        else:
            yield from _categories(data, characteristic, target, declared)


def _all(data: YearData, declared: Reach) -> Finding:
    everybody = registered(data)
    return Finding(
        subject=Subject(aspect="participants.all", decimals=0),
        estimates=((Role.MAIN, counted_share(everybody, everybody)),),
        target=None if declared.target is None else float(declared.target),
        source=declared.source,
    )


def _mean(data: YearData, characteristic: Characteristic) -> Iterator[Finding]:
    known = known_numbers(data, characteristic)[0]
    values = known.levels.astype(float)
    if values.size >= data.programme.privacy.smallest_group:
        found = mean_of_sample(mean(values, unit=data.plain_unit), known.sample, values)
        main = found.resting_on(known.sample.population)
        yield Finding(
            subject=Subject(characteristic=characteristic.id, decimals=1), estimates=((Role.MAIN, main),)
        )


def _categories(
    data: YearData, characteristic: Characteristic, target: Mapping[str, int] | None, declared: Reach | None
) -> Iterator[Finding]:
    groups = known_levels(data, characteristic)
    ours = groups[0]
    if ours.levels.size < data.programme.privacy.smallest_group:
        return
    numbers = {} if target is None else _targets(target, groups, levels_there(data, characteristic))
    told = set(map(str, ours.levels)) - {FURTHER}  # «others» that are everybody say nothing
    shown = {*map(str, ours.levels), *numbers}
    merged = {FURTHER} & shown
    levels = in_order([*shown, *(() if merged else target or ())])
    for level in levels:
        part = ours.sample.those(np.array([str(each) == level for each in ours.levels], dtype=bool))
        eligible = numbers.get(level)
        yield Finding(
            subject=Subject(characteristic=characteristic.id, category=level, part_of=(characteristic.id,)),
            estimates=((Role.MAIN, counted_share(part, ours.sample) if told and level in shown else _NOT_TOLD),),
            target=None if eligible is None else float(eligible),
            source=None if eligible is None or declared is None else declared.source,
        )


def _targets(target: Mapping[str, int], groups: Sequence[Known], there: frozenset[str]) -> dict[str, int]:
    """How many persons come into question at each level that is shown; small ones are taken together here too.

    A level that nobody has stands by itself: there nobody was reached. Where those that are taken together are too
    few to be shown, nothing is said of them.
    """
    shown = {str(level) for group in groups for level in group.levels}
    found = {level: number for level, number in target.items() if level in shown or level not in there}
    if FURTHER in shown:
        found[FURTHER] = sum(number for level, number in target.items() if level not in found)
    return found


QUESTION = Question(
    answer=lambda asked: answer_participants(asked.data),
    missed=0.5,
    ranges=Ranges.OF_MEANS_AND_SHARES,
    reads=Reads.PERSONS,
)
