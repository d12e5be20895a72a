"""Yes or no: shares in every question; intervals that tell how many changed only where enough did."""

from __future__ import annotations

import numpy as np
import pytest

from tests.measures.yes_no_office import PROGRAMME_OF_YES, write_answers
from tests.questions.conftest import write_programme
from tests.raw import open_raw
from wirkung.codes import CountRole, Quantity, UnitKind
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.estimate import Estimate
from wirkung.measures import measure_of
from wirkung.programme.model import Indicator
from wirkung.year.observed import Observations
from wirkung.year.sample import Sample

PASSED = measure_of(Indicator(id="passed", label="Passed", items=["passed"], kind="yes_no"))


def asked(both: int, gained: int, lost: int, neither: int, **more: object) -> Observations:
    """Invented persons who were asked twice."""
    numbers = (both, gained, lost, neither)
    before, after = (np.repeat(wave, numbers).astype(float) for wave in ([1, 0, 1, 0], [1, 1, 0, 0]))
    persons = np.arange(before.size)
    sample = Sample("passed.change", np.ones(before.size, dtype=bool), persons, before.size)
    return Observations(sample=sample, before=before, after=after, **more)


def limits(estimate: Estimate) -> tuple[float, float]:
    assert estimate.interval is not None
    return round(estimate.interval.low, 4), round(estimate.interval.high, 4)


def test_the_same_persons_are_compared_by_tango_and_mcnemar():
    """40 pairs, 18 yes before and 27 afterwards."""
    change = PASSED.change(asked(15, 12, 3, 10))
    assert (change.value, limits(change)) == (0.225, (0.0389, 0.4018))
    assert change.test is not None
    assert round(change.test.p, 4) == 0.0352


def test_where_few_changed_their_answer_the_interval_needs_the_two_shares_alone():
    """27 - 18 = 9 and p = .0352 give 12 who gained and 3 who lost; from 45 % and 67.5 % neither follows."""
    few = PASSED.change(asked(15, 12, 3, 10, smallest=10))
    other = PASSED.change(asked(10, 17, 8, 5, smallest=10))
    assert few.value == pytest.approx(0.225)
    assert few.test is None
    assert few == other
    low, high = limits(few)
    assert low < 0.0389
    assert high > 0.4018


@pytest.mark.parametrize(
    ("cells", "told"), [((15, 12, 10, 10), [25, 27, 15, 12, 10, 10]), ((15, 12, 3, 10), [18, 27])]
)
def test_what_the_interval_tells_is_known_to_the_release(cells, told):
    group = asked(*cells, smallest=10)
    assert [part.size for part in PASSED.parts(group)] == told
    sizes = {count.number for count in PASSED.change(group).counts}
    assert sizes == {sum(cells), *told}


def test_a_difference_of_changes_rests_on_the_interval_of_each_group():
    """.225 and 0: the lower limit is √((.225 - .0389)² + .0954²) below the difference, by hand."""
    ours, theirs = asked(15, 12, 3, 10), asked(30, 10, 10, 50)
    apart = PASSED.difference(ours, theirs)
    low, high = limits(PASSED.change(theirs))
    assert apart.quantity is Quantity.DIFFERENCE_IN_CHANGE
    assert apart.value == pytest.approx(0.225)
    reach = np.hypot(0.225 - 0.0389, high), np.hypot(0.4018 - 0.225, -low)
    assert limits(apart) == pytest.approx((0.225 - reach[0], 0.225 + reach[1]), abs=2e-4)


def test_afterwards_the_groups_differ_by_newcombe_and_the_cox_index():
    """Newcombe (1998), table II (a), with t(69); the Cox index of .8 and .5 is .8401784 (WWC)."""
    ours, theirs = asked(56, 0, 0, 14).at_last, asked(48, 0, 0, 32).at_last
    apart = PASSED.difference(ours, theirs)
    assert limits(apart) == (0.0498, 0.3361)  # with the normal quantile .0524 and .3339
    assert apart.interval is not None
    assert apart.interval.method == "Newcombe, t"
    assert apart.unit.kind is UnitKind.SHARE
    halves = asked(80, 0, 0, 20).at_last, asked(50, 0, 0, 50).at_last
    standardised = PASSED.standardised_difference(apart, *halves)
    assert (standardised.standardiser, round(standardised.value or 0, 7)) == ("cox_index", 0.8401784)


def test_persons_of_courses_are_compared_by_course():
    courses = np.repeat(np.array(["a", "b", "c", "d", "e", "f", "g", "h"], dtype=object), 5)
    rng = np.random.default_rng(1)
    change = PASSED.change(asked(15, 12, 3, 10, courses=rng.permutation(courses)))
    assert change.quantity is Quantity.SHARE_DIFFERENCE
    assert change.interval is not None
    assert change.interval.method == "CR2 t"


def test_persons_without_courses_are_counted_though_the_design_names_courses():
    alone = np.full(40, None, dtype=object)
    assert PASSED.change(asked(15, 12, 3, 10, courses=alone)) == PASSED.change(asked(15, 12, 3, 10))


@pytest.mark.parametrize(
    "ask", ["level", "change", "difference", "standardised_change", "standardised_difference"]
)
def test_nobody_has_no_value(ask):
    nobody = asked(0, 0, 0, 0)
    found = {
        "level": lambda: PASSED.level(nobody.after),
        "change": lambda: PASSED.change(nobody),
        "difference": lambda: PASSED.difference(nobody.at_last, nobody.at_last),
        "standardised_change": lambda: PASSED.standardised_change(nobody),
        "standardised_difference": lambda: PASSED.standardised_difference(
            PASSED.difference(nobody.at_last, nobody.at_last), nobody.at_last, nobody.at_last
        ),
    }[ask]()
    assert found.value is None
    assert found.interval is None
    assert all(count.number == 0 for count in found.counts)


def test_all_who_passed_are_a_share_without_odds():
    everybody = asked(0, 40, 0, 0)
    assert PASSED.change(everybody).value == 1
    assert PASSED.standardised_change(everybody).value is None


def test_subgroups_have_shares_and_one_test():
    group = asked(20, 30, 10, 20)
    levels = {"gender": np.array(["f", "m"] * 40, dtype=object)}
    (table,) = PASSED.changes_by_level(group, levels)
    assert [row.level for row in table.levels] == ["f", "m"]
    assert {row.estimate.quantity for row in table.levels} == {Quantity.SHARE_DIFFERENCE}
    assert sum(count.number for row in table.levels for count in row.estimate.counts[:1]) == 80
    assert table.interaction is not None
    counted = {count.role for row in table.levels for count in row.estimate.counts}
    assert {CountRole.PAIRS, CountRole.PROGRAMME_BEFORE, CountRole.PROGRAMME_AFTER} <= counted


def test_from_files_to_every_question(tmp_path):
    study = open_raw(write_answers(tmp_path, "ja", "nein"), year=2024)
    change, comparison = (getattr(study, name).findings[0].main for name in ("change", "comparison"))
    assert (change.value, comparison.value) == (0.5, 0.5)
    assert study.baseline.findings[0].main.value == 0
    quantities = {
        estimate.quantity
        for answer in study.answers
        for finding in answer.findings
        if finding.subject.indicator == "more"
        for _, estimate in finding.estimates
    }
    assert not quantities & {Quantity.MEAN, Quantity.MEAN_CHANGE, Quantity.STANDARDISED_CHANGE}


def test_an_answer_that_is_neither_stops_and_says_where(tmp_path):
    path = write_answers(tmp_path)
    answers = path.with_name("answers.csv")
    answers.write_text(answers.read_text(encoding="utf-8").replace("p3;2024;after;1", "p3;2024;after;2"))
    with pytest.raises(DataError) as found:
        open_raw(path, year=2024)
    assert [problem.code for problem in found.value.problems] == ["data.not_yes_no"]
    assert found.value.problems[0].values["row"] == 24


def test_what_a_share_does_not_need_is_told_in_the_programme_file(tmp_path):
    text = PROGRAMME_OF_YES.replace(
        "items: [a], kind: yes_no", "items: [a, b], kind: yes_no, scale: {low: 0, high: 1}"
    )
    with pytest.raises(ProgrammeFileError) as found:
        open_raw(write_programme(tmp_path, text), year=2024)
    assert {problem.code for problem in found.value.problems} == {"programme.yes_no.items", "programme.yes_no.key"}
