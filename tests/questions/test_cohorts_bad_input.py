"""Data that do not fit: a finding with counts, a caution or a problem; no negative time, nobody in two states."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tests.raw import RawStudy, open_raw
from tests.released import released_alone
from wirkung.codes import Absence, Caution
from wirkung.declared import Group
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.study.check import check_files
from wirkung.year.tracking.groups import all_states
from wirkung.year.tracking.track import track

TRACKING = """
tracking:
  observed_until: 2024-12-31
  lost: moved
  ends: [{event: other, label: Elsewhere}, {event: army, label: Army}]
"""
PROGRAMME = """
id: odd
title: Odd
organisation: Office
synthetic: true
question: What if?
design: {kind: comparison, assignment: self_selected}
data:
  persons: {file: persons.csv, columns: {person: id, year: year, group: group, entered: entered}}
  events:
    file: events.csv
    columns: {person: id, event: event, date: date}
    values: {event: {chose: chose, began: began, other: other, army: army, moved: moved}}
cohort:
  - {id: registered, label: Registered, kind: registered}
  - {id: chose, label: Chose, kind: event, event: chose}
  - {id: began, label: Began, kind: event, event: began}
privacy: {smallest_group: 3, reason: Test}
"""
PEOPLE = [f"p{n};2022;programme;2022-03-01" for n in range(12)] + [f"q{n};2022;comparison;" for n in range(12)]
USUAL = [f"p{n};chose;2022-09-01" for n in range(6)] + [f"q{n};chose;2023-09-01" for n in range(3)]


def opened(folder: Path, events, *, people=PEOPLE, programme=PROGRAMME + TRACKING, year=2022) -> RawStudy:
    (folder / "odd.yaml").write_text(programme, encoding="utf-8")
    (folder / "persons.csv").write_text("\n".join(["id;year;group;entered", *people]) + "\n", encoding="utf-8")
    (folder / "events.csv").write_text("\n".join(["id;event;date", *events]) + "\n", encoding="utf-8")
    return open_raw(folder / "odd.yaml", year=year)


def answers(study):
    return (
        study.cohort,
        study.earlier,
        study.retention,
        study.states,
        study.transitions,
        study.timing,
        study.lost,
    )


def assert_whole(study):
    """Everybody is in one state in every period, every number is finite, and everything can be released."""
    everybody = sum(study.data.persons("programme")["person"].notna())
    totals: dict[float, int] = {}
    for finding in study.states.findings:
        totals[finding.subject.months] = totals.get(finding.subject.months, 0) + finding.main.counts[0].number
    assert set(totals.values()) <= {everybody}
    for answer in answers(study):
        assert len({finding.subject.id for finding in answer.findings}) == len(answer.findings)
        for _, estimate in (pair for finding in answer.findings for pair in finding.estimates):
            assert estimate.value is None or math.isfinite(estimate.value)
        released_alone(answer, 3)


def standing(study, period):
    """How many stand in each state after a period, before any are taken together."""
    names = [str(state) for state in all_states(study.data.programme)]
    found = dict.fromkeys(names, 0)
    for code in track(study.data).codes[:, period]:
        found[names[code]] += 1
    return found


def cautions(answer):
    return {caution for finding in answer.findings for caution in finding.main.cautions}


def count(folder, code):
    table = check_files(folder / "odd.yaml", year=2022).events
    return dict(table.rows)[code]


def test_usual_data_have_no_cautions_of_this_kind(tmp_path):
    study = opened(tmp_path, USUAL)
    assert_whole(study)
    odd = {each for each in Caution if each.name.startswith(("EVENTS", "STEPS", "LOST_SEEN", "TWO", "CHANGED"))}
    assert not odd & {caution for answer in answers(study) for caution in cautions(answer)}
    table = check_files(tmp_path / "odd.yaml", year=2022).events
    assert all(number == 0 for _, numbers in table.rows for number in numbers if number is not None)


def test_events_before_entry_are_no_steps(tmp_path):
    study = opened(tmp_path, [*USUAL, "p7;chose;2022-02-28", "p8;chose;2019-01-01"])
    assert_whole(study)
    shares = {finding.subject.id: finding.main.value for finding in study.cohort.findings}
    assert shares["chose"] == 6 / 12
    assert count(tmp_path, "before_entry") == (2, 0)


def test_an_event_on_the_day_of_entry_is_time_zero(tmp_path):
    study = opened(tmp_path, [*USUAL, "p7;chose;2022-03-01"])
    assert_whole(study)
    assert (standing(study, 0)["registered"], standing(study, 0)["chose"]) == (11, 1)
    assert standing(study, 1)["chose"] == 7


def test_events_in_the_future_do_not_count(tmp_path):
    study = opened(tmp_path, [*USUAL, "p7;chose;2099-09-01"])
    assert_whole(study)
    assert {finding.subject.id: finding.main.value for finding in study.cohort.findings}["chose"] == 6 / 12
    assert count(tmp_path, "after_last_day") == (1, 0)


def test_the_last_day_is_never_yet_to_come(tmp_path):
    """Without a declared last day a typing error does not stretch the time that is known."""
    study = opened(tmp_path, [*USUAL, "p7;chose;2099-09-01"], programme=PROGRAMME)
    assert_whole(study)
    # The last date is September 2023: one full year for those who entered in March 2022.
    assert {finding.subject.months for finding in study.states.findings} == {0, 12}


def test_events_without_a_date_count_on_the_last_day(tmp_path):
    study = opened(tmp_path, [*USUAL, "p7;chose;"])
    assert_whole(study)
    assert {finding.subject.id: finding.main.value for finding in study.cohort.findings}["chose"] == 7 / 12
    assert count(tmp_path, "without_date") == (1, 0)


def test_of_two_ends_the_earlier_counts(tmp_path):
    study = opened(tmp_path, [*USUAL, "p0;other;2023-03-15", "p0;army;2023-01-15", "p1;army;2023-05-01"])
    assert_whole(study)
    assert (standing(study, 1)["army"], standing(study, 1)["other"]) == (1, 0)
    assert (standing(study, 2)["army"], standing(study, 2)["other"]) == (2, 0)
    assert count(tmp_path, "two_ends") == (1, None)


def test_a_step_without_the_one_before_it_counts_by_itself(tmp_path):
    study = opened(tmp_path, [*USUAL, "p8;began;2022-10-01", "p8;chose;2023-10-01", "p9;began;2022-10-01"])
    assert_whole(study)
    assert (standing(study, 1)["began"], standing(study, 2)["began"]) == (2, 2)  # though p9 never chose
    assert count(tmp_path, "out_of_order") == (2, None)


def test_who_is_seen_again_was_never_lost(tmp_path):
    study = opened(tmp_path, [*USUAL, "p8;moved;2022-12-01", "p8;chose;2023-10-01", "p9;moved;2022-12-01"])
    assert_whole(study)
    assert (standing(study, 1)["lost"], standing(study, 2)["lost"]) == (1, 1)  # p8 was there all the time
    assert count(tmp_path, "seen_again") == (1, None)


def test_an_event_before_the_loss_in_the_same_period_does_not_undo_it(tmp_path):
    study = opened(tmp_path, [*USUAL, "p0;moved;2022-12-01"])
    assert (standing(study, 1)["lost"], standing(study, 1)["chose"]) == (1, 5)


def test_who_changes_into_the_programme_leaves_the_comparison_group(tmp_path):
    people = [*PEOPLE, "q0;2023;programme;2023-03-01"]
    study = opened(tmp_path, USUAL, people=people)
    assert_whole(study)
    others = [f for f in study.timing.findings if f.subject.group_of is Group.COMPARISON]
    # q0 chose in September 2023, but was followed only until March.
    assert max(f.main.counts[0].number for f in others if f.subject.step == "chose") <= 2
    assert count(tmp_path, "changed_groups") == (None, 1)


ODD_WAYS = {
    Caution.EVENTS_BEFORE_ENTRY: ("p{};chose;2019-01-01",),
    Caution.EVENTS_AFTER_LAST_DAY: ("p{};chose;2099-09-01",),
    Caution.EVENTS_WITHOUT_DATE: ("p{};chose;",),
    Caution.STEPS_OUT_OF_ORDER: ("p{};began;2022-10-01",),
    Caution.LOST_SEEN_AGAIN: ("p{};moved;2022-12-01", "p{};chose;2023-10-01"),
    Caution.TWO_ENDS: ("p{};other;2023-03-15", "p{};army;2023-01-15"),
}


@pytest.mark.parametrize("caution", ODD_WAYS)
@pytest.mark.parametrize(("persons", "said"), [(2, False), (3, True)])
def test_what_is_odd_in_fewer_than_the_smallest_group_is_not_said(tmp_path, caution, persons, said):
    """However many events these persons have: two persons with three events each are still two."""
    events = [line.format(n) for n in range(8, 8 + persons) for line in ODD_WAYS[caution] * 3]
    study = opened(tmp_path, [*USUAL, *events])
    assert (caution in track(study.data).cautions) is said


@pytest.mark.parametrize(("persons", "said"), [(2, False), (3, True)])
def test_that_persons_changed_groups_is_said_of_enough_of_them(tmp_path, persons, said):
    changed = [f"q{n};2023;programme;2023-03-01" for n in range(persons)]
    study = opened(tmp_path, USUAL, people=[*PEOPLE, *changed])
    others = [f for f in study.timing.findings if f.subject.group_of is Group.COMPARISON]
    assert {Caution.CHANGED_GROUPS in finding.main.cautions for finding in others} == {said}


def test_a_cohort_of_one(tmp_path):
    study = opened(tmp_path, USUAL, people=PEOPLE[:1] + PEOPLE[12:])
    assert_whole(study)
    assert all(not isinstance(item, str) for item in released_alone(study.states, 3).items)


def test_nobody_in_the_programme(tmp_path):
    with pytest.raises(DataError, match="2022"):
        opened(tmp_path, USUAL, people=PEOPLE[12:])


def test_no_events_at_all(tmp_path):
    """The list is there, but nothing has a date: steps can be counted, time cannot."""
    study = opened(tmp_path, ["p0;chose;", "p1;chose;", "p2;chose;"], programme=PROGRAMME)
    assert_whole(study)
    assert study.timing.absent is Absence.NO_DATED_EVENTS
    assert study.cohort.findings


def test_steps_without_a_list_of_events(tmp_path):
    programme = (
        PROGRAMME[: PROGRAMME.index("  events:")]
        + "cohort:\n"
        + (
            "  - {id: registered, label: Registered, kind: registered}\n"
            "privacy: {smallest_group: 3, reason: Test}\n"
        )
    )
    study = opened(tmp_path, [], programme=programme)
    assert study.timing.absent is Absence.NO_DATED_EVENTS
    assert study.retention.absent is Absence.NO_LOSS
    assert study.lost.absent is Absence.NO_LOSS
    assert {f.subject.id: f.main.value for f in study.states.findings} == {
        "registered.0": 1.0,
        "registered.12": 1.0,
    }


def test_nothing_has_been_observed_yet(tmp_path):
    programme = PROGRAMME + TRACKING.replace("2024-12-31", "2022-06-30")
    study = opened(tmp_path, USUAL, programme=programme)
    assert study.states.absent is Absence.NOT_YET_OBSERVED
    assert study.transitions.absent is Absence.NOT_YET_OBSERVED
    assert_whole(study)


def test_who_enters_after_the_last_day_has_no_time(tmp_path):
    programme = PROGRAMME + TRACKING.replace("2024-12-31", "2022-12-31")
    late = [*PEOPLE[:-1], "q11;2023;comparison;", "p99;2022;programme;2022-12-31"]
    study = opened(tmp_path, USUAL, people=late, programme=programme)
    assert_whole(study)


def test_the_programme_file_is_told_what_does_not_fit(tmp_path):
    wrong = TRACKING.replace("lost: moved", "lost: chose").replace("event: army", "event: amry")
    wrong += "  cohorts: school\n  starts: 31.01.\n  covariates: [age]\n  observed_from: 2025-01-01\n"
    wrong += (
        "  official: [{step: chosen, label: All, source: Office, ages: [{age: 15, leavers: 9, population: 8}]}]\n"
    )
    with pytest.raises(ProgrammeFileError) as caught:
        opened(tmp_path, USUAL, programme=PROGRAMME + wrong)
    said = [problem.text("en").partition(": ")[2] for problem in caught.value.problems]
    assert [text.partition(". ")[0].partition(";")[0] for text in said] == [
        "The event ‘chose’ is already a step in cohort",
        "The event ‘amry’ does not occur in data.events.values",
        "cohorts needs year or the identifier of a characteristic with kind: category",
        "A month-day such as 02-01 for the 1st of February (day 01 to 28) is expected, found was ‘31.01.’",
        "covariates needs identifiers of characteristics or indicators, ‘age’ is none",
        "observed_from (2025-01-01) lies after observed_until (2024-12-31)",
        "step needs the identifier of a step in cohort, ‘chosen’ is none",
        "leavers (9) is more than population (8)",
    ]
