"""Every number on money carries whom it rests on: the populations are those that its counts name."""

from __future__ import annotations

import pytest

from tests.questions.money_office import MORE_CHOSE, MORE_PERSONS, open_office
from tests.questions.test_benefits import WORK
from tests.questions.test_cost_years import ALTERNATIVES, EARLIER

QUESTIONS = ("cost", "ledger", "cost_years", "alternatives", "acceptability", "benefits", "sensitivity")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return open_office(
        tmp_path_factory.mktemp("office"),
        replacements=(("goals:", WORK), ("  places:", ALTERNATIVES)),
        events=MORE_CHOSE,
        people=(*MORE_PERSONS, *EARLIER),
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_populations_have_the_sizes_of_the_counts(office, question):
    findings = getattr(office, question).findings
    assert findings
    for finding in findings:
        for role, estimate in finding.estimates:
            numbers = {number for count in estimate.counts for number in (count.number, count.of)} - {None}
            sizes = {population.size for population in estimate.populations}
            of_others = bool(finding.subject.alternative)  # what somebody else published rests on nobody here
            assert sizes == (set() if of_others else numbers), (finding.subject.id, role)


def test_what_is_counted_can_be_subtracted(office):
    """Counts of persons all, those of hours by a name of their own: whoever knows two knows their difference."""
    variables = {
        population.variable
        for question in QUESTIONS
        for finding in getattr(office, question).findings
        for _, estimate in finding.estimates
        for population in estimate.populations
    }
    assert variables == {"persons", "hours"}
