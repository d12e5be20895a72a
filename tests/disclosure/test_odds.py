"""Beside a share in steps the index of two shares is made of what is shown: the true one gives the share back."""

from __future__ import annotations

import pytest

from tests.disclosure.of_persons import EVERYBODY, population, share
from tests.disclosure.test_disclosure import asked
from wirkung.codes import Ranges, Role, Verdict
from wirkung.disclosure.release import Released, Withheld, release
from wirkung.finding import Finding, Subject
from wirkung.methods.comparison.mean_difference import baseline_verdict, cox_index, cox_index_of_shares

OURS, THEIRS = list(range(220)), list(range(220, EVERYBODY))


def baseline(ours: int, theirs: int) -> Finding:
    """Of 220 and 180 invented persons so many have something; the index tells both."""
    parts = OURS[:ours], THEIRS[:theirs]
    index = cox_index((ours, theirs), (220, 180)).resting_on(*map(population, (*parts, OURS, THEIRS)))
    of_ours, of_theirs = (share("", part, whole).main for part, whole in zip(parts, (OURS, THEIRS), strict=True))
    return Finding(
        subject=Subject(characteristic="school", category="a", part_of=("school",)),
        estimates=((Role.MAIN, index), (Role.PROGRAMME, of_ours), (Role.COMPARISON, of_theirs)),
        verdict=baseline_verdict(index.value or 0.0),
    )


def released(theirs: int) -> Released | Withheld:
    """Beside the number of five more of 65 of the comparison group, which is said exactly; 65 leave room."""
    answers = (
        asked("baseline", baseline(60, theirs), ranges=Ranges.OF_MEANS_AND_SHARES),
        asked("cohort", share("near", THEIRS[theirs - 5 : 65], THEIRS), missed=50.0),
        asked("cohort", share("all of them", THEIRS[:65], THEIRS), missed=50.0),
    )
    return release(answers, smallest_group=10)[0].items[0]


@pytest.mark.parametrize("theirs", [46, 48, 52])
def test_the_index_is_that_of_the_shown_shares(theirs):
    item = released(theirs)
    assert isinstance(item, Released)
    shown = item.finding
    (share_of_theirs,) = (each for role, each in shown.estimates if role is Role.COMPARISON)
    assert share_of_theirs.value == 0.3  # in steps of ten points
    assert shown.main.value == cox_index_of_shares(60 / 220, 0.3)
    assert shown.main.interval is None
    assert shown.verdict is Verdict.NEEDS_ADJUSTMENT


def test_what_is_shown_is_the_same_for_all_numbers_of_a_step():
    assert len({str(released(theirs)) for theirs in (46, 48, 52)}) == 1
