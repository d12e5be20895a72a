"""How times and states of a cohort are called."""

from __future__ import annotations

import pytest

from wirkung.declared import StateKind, Wave
from wirkung.finding import State, Subject
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.times import states_name, time_name

NAMES = {
    ("step", "chose"): "Chose",
    ("step", "began"): "Began",
    ("end", "chose"): "Other",
    ("quota", "1"): "State",
}
GERMAN, ENGLISH = Language("de", NAMES), Language("en", NAMES)
CHOSE, BEGAN = State(StateKind.STEP, "chose"), State(StateKind.STEP, "began")
OTHER, LOST, NONE_YET = State(StateKind.END, "chose"), State(StateKind.LOST), State(StateKind.NONE_YET)


@pytest.mark.parametrize(
    ("months", "german", "english"),
    [
        (0, "beim Einstieg", "at entry"),
        (1, "nach 1 Monat", "after 1 month"),
        (12, "nach 1 Jahr", "after 1 year"),
        (18, "nach 18 Monaten", "after 18 months"),
        (36, "nach 3 Jahren", "after 3 years"),
    ],
)
def test_times(months, german, english):
    assert (time_name(months, GERMAN), time_name(months, ENGLISH)) == (german, english)


@pytest.mark.parametrize(
    ("states", "german", "english"),
    [
        ((CHOSE,), "Chose", "Chose"),
        ((OTHER,), "Other", "Other"),  # an event may bear the name of a step
        ((LOST,), "Aus dem Blick geraten", "Lost from sight"),
        ((CHOSE, BEGAN), "Chose oder Began", "Chose or Began"),
        ((NONE_YET, CHOSE, BEGAN), "Noch kein Schritt bis Began", "No step yet to Began"),
        ((OTHER, OTHER), "Anderer Weg", "Another way"),
        ((OTHER, LOST), "Anderer Weg oder aus dem Blick geraten", "Another way, or lost from sight"),
    ],
)
def test_states(states, german, english):
    assert (states_name(states, GERMAN), states_name(states, ENGLISH)) == (german, english)


def test_a_state_without_a_name_is_called_by_its_id():
    assert states_name((State(StateKind.STEP, "left"),), GERMAN) == "left"
    assert states_name((CHOSE,), "de") == "chose"


@pytest.mark.parametrize(
    ("subject", "above", "name"),
    [
        (Subject(step="chose", cohort=2022, months=36), "Chose", "2022"),
        (Subject(step="chose", quota="1"), "Chose", "State"),
        (Subject(cohort=2022, months=24), "2022", "after 2 years"),
        (Subject(cohort="School A", wave=Wave.FOLLOW_UP), "School A", "Follow-up survey"),
        (Subject(cohort=2022, aspect="tracking.attended"), "2022", "Attended the course"),
        (Subject(states=(LOST,), months=12), "after 1 year", "Lost from sight"),
        (
            Subject(from_states=(CHOSE,), states=(BEGAN,), from_months=12, months=24),
            "Chose, after 1 year",
            "Began",
        ),
    ],
)
def test_headings_and_labels(subject, above, name):
    assert (heading(subject, ENGLISH), label(subject, ENGLISH)) == (above, name)
