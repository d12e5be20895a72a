"""Which way the first result may be off is said where what was found tells it, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wirkung.codes import Absence, Caution, Claim, Quantity
from wirkung.declared import Assignment
from wirkung.finding import Subject
from wirkung.report.frame.bias import likely_bias

ALPHA = Subject(indicator="Alpha", low=1.0, high=5.0, better=1)
BETTER, WORSE = "vermutlich besser aus, als es ist.", "vermutlich schwächer aus, als es ist."


def bias(make, first, *threats, lost=(), assignment=Assignment.ASSIGNED_BY_RULE):
    asked = {"threats": threats, "lost": lost}
    nothing = Absence.NO_INDICATORS
    found = (make.released(name, *each, absent=None if each else nothing) for name, each in asked.items())
    answers = [first, *found]
    return likely_bias({each.question: each for each in answers}, make.licence(assignment=assignment), "de")


@pytest.fixture
def change(make):
    return make.released("change", make.changed(ALPHA, 3.0, 3.3, 0.1))


@pytest.fixture
def comparison(make):
    return make.released("comparison", make.compared(ALPHA, 0.2, 0.1, Claim.ASSOCIATION))


def test_nothing_is_said_where_nothing_tells(make, change, comparison):
    harmless = make.threat("ceiling_before", make.share(3, 200), ALPHA)
    others = make.threat(
        "ceiling_before", make.share(60, 200, Caution.MANY_AT_CEILING), replace(ALPHA, indicator="B")
    )
    for first in (change, comparison):
        assert bias(make, first, harmless, others, *make.loss()) == ""


def test_who_signed_up_may_have_come_on_better_anyway_and_that_is_said_where_nothing_surer_is(
    make, comparison, change
):
    def of(first, *threats):
        return bias(make, first, *threats, assignment=Assignment.SELF_SELECTED)

    harmless = make.threat("ceiling_before", make.share(3, 200), ALPHA)
    mixed = make.threat("contamination", make.share(30, 150))
    assert of(comparison, harmless).endswith("Das Ergebnis kann deshalb besser aussehen, als es ist.")
    assert of(comparison, mixed).endswith(WORSE)
    assert "angemeldet" not in of(comparison, mixed)
    assert of(change, harmless) == ""  # nobody is compared with


def test_a_comparison_group_that_took_part_makes_the_difference_smaller(make, change, comparison):
    mixed = make.threat("contamination", make.share(30, 150))
    assert bias(make, comparison, mixed).endswith(WORSE)
    assert bias(make, change, mixed) == ""  # nothing is compared with it


def test_who_begins_at_the_wanted_end_cannot_get_better(make, change):
    at_end = make.threat("ceiling_before", make.share(60, 200, Caution.MANY_AT_CEILING), ALPHA)
    assert bias(make, change, at_end) == (
        "Viele standen schon zu Beginn am erwünschten Ende der Skala und konnten kaum noch besser werden. "
        f"Das Ergebnis sieht deshalb {WORSE}"
    )


@pytest.mark.parametrize(("expected", "way"), [(0.1, BETTER), (-0.1, WORSE)])
def test_who_was_chosen_by_the_start_moves_back_to_the_middle(make, comparison, expected, way):
    alone = make.threat("regression", make.estimate(expected, quantity=Quantity.EXPECTED_CHANGE), ALPHA)
    assert bias(make, comparison, alone, assignment=Assignment.SELECTED_BY_BASELINE).endswith(way)
    assert bias(make, comparison, alone) == ""


def test_without_others_the_side_is_said_under_its_condition(make, change):
    said = bias(make, change, assignment=Assignment.SELECTED_BY_BASELINE)
    assert "waren es die Schwächsten" in said
    assert said.endswith("Das Ergebnis sieht dann besser aus, als es ist.")


@pytest.mark.parametrize(("filled", "way"), [(0.25, BETTER), (0.35, WORSE), (0.31, "")])
def test_missing_answers_tell_by_the_change_with_filled_in_ones(make, change, filled, way):
    """0.3 with an interval of width 0.2: what moves it by more than 0.02."""
    assert bias(
        make, change, make.threat("missing", make.estimate(filled, filled - 0.1, filled + 0.1), ALPHA)
    ).endswith(way)


@pytest.mark.parametrize(("start", "way"), [(-0.4, BETTER), (0.4, WORSE)])
def test_those_who_stayed_show_a_level_that_those_who_left_would_have_changed(make, start, way):
    level = make.released("afterwards", make.finding(make.estimate(3.5, 3.3, 3.7, quantity=Quantity.MEAN), ALPHA))
    of_lost = make.estimate(start, quantity=Quantity.STANDARDISED_DIFFERENCE, cautions=(Caution.LOST_DIFFER,))
    pretest = Subject(indicator="Test", pretest_of="Alpha", aspect="lost.start")
    assert bias(make, level, lost=(make.finding(of_lost, pretest),)).endswith(way)


def test_two_ways_at_once_are_both_said(make, change):
    at_end = make.threat("ceiling_before", make.share(60, 200, Caution.MANY_AT_CEILING), ALPHA)
    missing = make.threat("missing", make.estimate(0.2, 0.1, 0.3), ALPHA)
    assert bias(make, change, at_end, missing).endswith(
        "Das eine lässt das Ergebnis besser aussehen, das andere schwächer."
    )
