"""What is not said is neither nobody nor everybody: both would be said. All groups are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.disclosure.of_persons import mean, mean_of, share
from tests.disclosure.test_disclosure import asked
from wirkung.codes import CountRole, Ranges
from wirkung.disclosure.ranges import with_ranges
from wirkung.disclosure.release import Released, ReleasedAnswer, release
from wirkung.estimate import Count
from wirkung.finding import Finding


def released(*findings: Finding, ranges: Ranges = Ranges.OF_MEANS_AND_SHARES) -> ReleasedAnswer:
    return release([asked("cohort", *findings, ranges=ranges)], smallest_group=10)[0]


def numbers(answer: ReleasedAnswer) -> list[tuple[int, int | None] | None]:
    """Of each finding how many persons are said, at most where it is a range; None where nothing is."""
    counts = [item.finding.main.counts[0] if isinstance(item, Released) else None for item in answer.items]
    return [None if each is None else (each.number, each.at_most) for each in counts]


def test_a_range_beside_an_exact_number_leaves_somebody():
    """43 are registered, and a mean rests on 42 of them: «40 to 49» beside 43 would leave one to three."""
    answer = released(share("registered", range(43), range(43)), mean("points", range(42)))
    registered, rested = numbers(answer)
    assert registered != (43, None) or rested is None or rested[0] <= 33


@pytest.mark.parametrize("part", [33, 34, 38, 42])
def test_whatever_the_part_nobody_knows_that_few_are_missing(part):
    registered, rested = numbers(released(share("all", range(43), range(43)), mean("points", range(part))))
    if registered is None or rested is None or (registered[1] is None and rested[1] is None):
        assert rested is None or part == 33  # ten are missing
        return
    most = registered[1] or registered[0]
    differ = (registered[1] is None) != (rested[1] is None)
    assert not differ or most - rested[0] >= 10


def test_a_wide_range_is_said_rather_than_nothing():
    """Of 258 a mean rests on 254; as 240 to 269 they may be all of them but twenty."""
    answer = release(
        [
            asked("change", mean("interest", range(258), "interest.change"), missed=50.0),
            asked("other", mean("confidence", range(254), "confidence.change"), ranges=Ranges.OF_MEANS),
        ],
        smallest_group=10,
    )
    assert numbers(answer[0]) == [(258, None)]
    assert numbers(answer[1]) == [(240, 269)]


def test_of_ten_a_part_that_is_not_said_would_be_one_to_nine():
    """0 of 10 and 10 of 10 are said: a row that is missing has 1 to 9."""
    registered, completed = numbers(
        released(share("registered", range(10), range(10)), share("done", range(8), range(10)))
    )
    assert completed is None
    assert registered != (10, None)


def test_who_is_between_two_numbers_that_are_ten_apart_is_parted():
    """42, somebody, 32: whoever is missing first, and after that, are ten together."""
    first, between, last = numbers(
        released(
            share("registered", range(42), range(42)),
            share("attended", range(41), range(42)),
            share("completed", range(32), range(42)),
        )
    )
    assert between is None or between[1] is not None
    assert not (first == (42, None) and last == (32, None))


def test_what_three_parts_leave_of_an_exact_number_is_looked_at():
    """344 less 60 lost and 110 to 119 at risk are 165 and more: of 172 who ever had it 3 to 7 are left."""
    everybody = range(344)
    answer = released(
        share("ever", range(172), everybody),
        share("lost", range(284, 344), everybody),
        mean("had", range(165)),
        mean("at risk", range(165, 284), "other"),
    )
    assert numbers(answer) == [(172, None), (60, None), (160, 169), (100, 129)]


def test_how_many_were_trimmed_is_not_said_beside_a_range():
    """Of 63 and 41 registered 45 and 30 to 39 answered: ten and more trimmed would leave 39 only."""
    trimmed = Count(role=CountRole.TRIMMED, number=10)
    estimate = replace(
        mean_of(range(45)),
        counts=(
            Count(role=CountRole.PROGRAMME, number=45),
            Count(role=CountRole.COMPARISON, number=39),
            trimmed,
        ),
    )
    told = with_ranges(estimate, {39: (30, 39)}, 10)
    assert [(each.role, each.number, each.at_most) for each in told.counts] == [
        (CountRole.PROGRAMME, 45, None),
        (CountRole.COMPARISON, 30, 39),
    ]
