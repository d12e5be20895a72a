"""What was known on a day: which rows go, and which sources cannot tell. All persons are invented."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from wirkung.catalogue import LANGUAGES
from wirkung.declared import LeftOut, SourceRole
from wirkung.errors import DataError
from wirkung.io.assemble import read_tables
from wirkung.io.until import Until
from wirkung.programme.load import read_programme
from wirkung.programme.until import as_known
from wirkung.questions import Asked
from wirkung.year.data import YearData

DAY = dt.date(2024, 9, 30)

PROGRAMME = """\
id: toy
title: Toy
organisation: Amt
question: Geht es?
synthetic: true
evaluation: {data_as_of: 2024-12-31}
design: {kind: one_group, assignment: self_selected}
tracking: {starts: "02-01", course_months: 5, follow_up_months: 11, observed_until: 2024-12-31}
goals:
  - {id: stay, label: Bleiben, measure: counted_share, of: attended, target: 0.5, by: 2024-12-31}
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, entered: entered, left: left}
    values: {left: {Zeit: Zeit}}
  measurements:
    - {file: answers.csv, columns: {person: id, year: year, wave: wave, submitted: sent, a: a}}
  attendance:
    file: attendance.csv
    columns: {person: id, year: year, course: course, date: day, hours: hours}
  events:
    file: events.csv
    columns: {person: id, event: event, date: day}
    values: {event: {Wahl: choice}}
  costs:
    file: costs.csv
    columns: {year: year, category: kind, amount: sum}
    values: {category: {Personal: staff}}
indicators:
  - {id: interest, label: Interesse, items: [a], scale: {low: 1, high: 5}}
cohort:
  - {id: attended, label: Teilgenommen, kind: attended}
  - {id: choice, label: Gewählt, kind: event, event: choice}
costs: {currency: EUR, price_year: 2024, outcome: choice}
decisions:
  - {what: Früher, on: 2024-05-01, by: Ausschuss, state: done}
  - {what: Später, on: 2024-11-01, by: Ausschuss, state: done}
recommendation:
  - {year: 2024, text: Weiter, by: Leitung, on: 2025-03-01}
"""

FILES = {
    "persons.csv": "id;year;entered;left\np1;2024;;\np2;2024;2024-03-01;\np3;2024;2024-10-01;\np4;2023;;Zeit\n",
    "answers.csv": "id;year;wave;sent;a\np1;2024;before;;2\np1;2024;after;;3\np1;2024;follow_up;;4\n"
    "p2;2024;before;2024-03-01 10:00;2\np2;2024;after;2024-10-02 09:00;4\np3;2024;before;2024-10-01;1\n",
    "attendance.csv": "id;year;course;day;hours\np1;2024;A;2024-09-30;2\np1;2024;A;2024-10-01;3\n"
    "p3;2024;A;2024-10-02;4\n",
    "events.csv": "id;event;day\np1;Wahl;2024-09-30\np2;Wahl;2024-10-01\np4;Wahl;2024-05-01\n",
    "costs.csv": "year;kind;sum\n2023;Personal;100\n2024;Personal;90\n",
}


@pytest.fixture
def office(tmp_path):
    """Write the files, changed by pairs of old and new text, and read them as of the day."""

    def read(*changes: tuple[str, str], until: dt.date | None = DAY):
        texts = {"programme": PROGRAMME, **FILES}
        for old, new in changes:
            assert sum(old in text for text in texts.values()) == 1, old
            texts = {name: text.replace(old, new) for name, text in texts.items()}
        for name in FILES:
            (tmp_path / name).write_text(texts[name], encoding="utf-8")
        programme = read_programme(texts["programme"].encode(), "toy.yaml")
        return programme, read_tables(programme, tmp_path, until=until)

    return read


def rows(frame, *columns: str) -> list[tuple]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def refused(office, *changes: tuple[str, str]):
    with pytest.raises(DataError) as caught:
        office(*changes)
    for problem, language in product(caught.value.problems, LANGUAGES):
        assert "2024-09-30" in problem.text(language)
    return [problem.code for problem in caught.value.problems]


def test_what_is_later_goes(office):
    _, tables = office()
    assert tables.until == DAY
    assert rows(tables.persons, "year") == [(2024,), (2024,), (2023,)]
    # p1 by the plan: afterwards in June, the follow-up in December; p2 by the day on which it was sent.
    assert rows(tables.measurements, "wave", "a") == [("before", 2), ("after", 3), ("before", 2)]
    assert rows(tables.attendance, "hours") == [(2,)]
    assert [f"{day:%Y-%m-%d}" for day in tables.events["date"]] == ["2024-09-30", "2024-05-01"]
    assert rows(tables.costs, "year", "cents") == [(2023, 10000)]
    later = {account.role: dict(account.left_out).get(LeftOut.AFTER_CUT_OFF, 0) for account in tables.accounts}
    assert later == {
        SourceRole.PERSONS: 1,
        SourceRole.MEASUREMENTS: 3,
        SourceRole.ATTENDANCE: 2,
        SourceRole.EVENTS: 1,
        SourceRole.COSTS: 0,
    }
    for account in tables.accounts:
        assert account.rows_read == account.rows_used + sum(number for _, number in account.left_out), account.role


def test_without_a_day_everything_counts(office):
    _, tables = office(until=None)
    assert (tables.until, len(tables.persons), len(tables.measurements), len(tables.events)) == (None, 4, 6, 3)


NO_DAYS = {
    "attendance": (("date: day, hours: hours", "hours: hours"),),
    "events": (("event: event, date: day}", "event: event}"),),
    "persons": (("2024;2024-03-01;", "2024;2024-06-01;Zeit"),),
}


@pytest.mark.parametrize("source", NO_DAYS)
def test_a_source_that_cannot_tell_stops(office, source):
    # Who entered in June is in the course until October.
    changes = (
        NO_DAYS[source] if source == "persons" else (*NO_DAYS[source], ("2024;2024-03-01;", "2024;2024-06-01;"))
    )
    attended = () if source != "attendance" else (("p1;2024;A;2024-09-30", "p2;2024;A;2024-09-30"),)
    assert refused(office, *changes, *attended) == [f"data.until.{source}"]
    # Unless the files are of that very day: then nothing later is in them.
    _, tables = office(*changes, *attended, ("data_as_of: 2024-12-31", "data_as_of: 2024-09-30"))
    assert tables.until == DAY


def test_an_event_without_a_day_stops(office):
    assert refused(office, ("p1;Wahl;2024-09-30", "p1;Wahl;")) == ["data.until.row"]


CROSSES = ("course: course, date: day, hours: hours}", "course: course}\n    crosses: {hours: 2}")
CROSSED = "id;year;course;{};{}\np1;2024;A;x;x\n"


def test_crosses_of_later_dates_do_not_count(office):
    _, tables = office(CROSSES, (FILES["attendance.csv"], CROSSED.format("30.09.2024", "01.10.2024")))
    assert rows(tables.attendance, "hours", "planned_hours") == [(2, 2)]


def test_crosses_without_dates_stop(office):
    named = ("crosses: {hours: 2}", "crosses: {hours: 2, dates: [Erster, Zweiter]}")
    told = refused(office, CROSSES, named, (FILES["attendance.csv"], CROSSED.format("Erster", "Zweiter")))
    assert told == ["data.until.cross"] * 2


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (dt.date(2100, 1, 1), ["data.until.in_future", "data.until.not_known"]),
        (dt.date(2023, 12, 31), ["data.until.before_year"]),
    ],
)
def test_a_day_of_which_nothing_can_be_known_is_refused(office, day, codes):
    programme, _ = office()
    with pytest.raises(DataError) as caught:
        Until(day=day, programme=programme).check("params/toy.yaml", 2024)
    assert [problem.code for problem in caught.value.problems] == codes
    for problem, language in product(caught.value.problems, LANGUAGES):
        assert day.isoformat() in problem.text(language)


def test_goals_are_not_due_decisions_are_not_known_and_a_year_that_goes_on_costs_nothing_yet(office):
    programme, tables = office()
    known = as_known(programme, DAY)
    assert ([each.what for each in known.decisions], known.recommendation) == (["Früher"], [])
    assert (known.tracking.observed_until, known.evaluation.data_as_of) == (DAY, DAY)
    answers = {answer.question: answer for answer in Asked(YearData(known, tables, 2024)).everything()}
    (goal,) = answers["goals"].findings
    assert (goal.verdict, goal.undecided) == ("undecided", "not_yet_due")
    for question in ("cost", "cost_years", "ledger", "acceptability", "alternatives"):
        assert (answers[question].absent, answers[question].findings) == ("year_not_over", ())
