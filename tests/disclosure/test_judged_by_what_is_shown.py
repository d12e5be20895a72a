"""A word that an interval gives is not said where the interval is not shown. No person exists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.disclosure.of_persons import mean
from wirkung.codes import Advice, Caution, Role, Undecided, Verdict
from wirkung.disclosure.release import release
from wirkung.estimate import Interval
from wirkung.finding import Answer, Finding


def judged(persons: int, verdict: Verdict, **more: object) -> Finding:
    """A mean change of so many, as one of several, and what was said of it."""
    found = mean("interest", range(persons), value=0.8)
    interval = Interval(low=0.6, high=1.0, level=0.95, method="t")
    main = replace(found.main, interval=interval).with_cautions(Caution.SEVERAL_INDICATORS)
    given = replace(found, estimates=((Role.MAIN, main), (Role.NEEDED, main)), verdict=verdict, **more)
    (answer,) = release((Answer(question="change", year=2024, findings=(given,)),), smallest_group=10)
    return answer.items[0].finding


@pytest.mark.parametrize("verdict", [Verdict.RELEVANT, Verdict.NO_RELEVANT_CHANGE, Verdict.REACHED])
@pytest.mark.parametrize(("persons", "said"), [(12, False), (19, False), (20, True)])
def test_of_fewer_than_twenty_it_is_undecided_whether_a_mean_is_enough(persons, said, verdict):
    found = judged(persons, verdict, advice=Advice.KEEP)
    assert found.verdict is (verdict if said else Verdict.UNDECIDED)
    assert found.advice is (Advice.KEEP if said else Advice.CANNOT_BE_SAID)
    assert found.undecided is (None if said else Undecided.NO_INTERVAL)
    assert (Caution.SEVERAL_INDICATORS in found.main.cautions) is said
    assert [role for role, _ in found.estimates] == [Role.MAIN, *([Role.NEEDED] if said else [])]


def test_what_no_interval_decides_is_still_said():
    assert judged(12, Verdict.NEEDS_ADJUSTMENT).verdict is Verdict.NEEDS_ADJUSTMENT
