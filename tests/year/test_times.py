"""Which times of a curve are listed, and which of them are told. Persons invented."""

from __future__ import annotations

import pytest

from tests.questions.lottery_office import write_lottery
from tests.raw import open_raw
from wirkung.disclosure.release import Withheld
from wirkung.year.tracking.times import held_back, times_of


def opened(folder, dates, *changes):
    """Of a hundred participants and as many others, these passed on these days; ten of the others in May."""
    path = write_lottery(folder, *changes, passed=(0, 0), of=(100, 100))
    rows = [f"p{n};passed;{day}" for n, day in enumerate(dates)] + [f"c{n};passed;2024-05-10" for n in range(10)]
    path.with_name("events.csv").write_text("\n".join(["id;event;date", *rows]) + "\n", encoding="utf-8")
    return open_raw(path, year=2024)


@pytest.mark.parametrize(
    ("until", "period", "times"),
    [
        ("2025-12-31", "year", (6, 12, 18, 24)),
        ("2025-12-30", "year", (6, 12, 18, 24)),  # its month is the 24th, though not full
        ("2026-01-01", "year", (6, 12, 18, 24, 25)),
        ("2024-12-31", "half_year", (3, 6, 9, 12)),
        ("2024-12-31", "quarter", (3, 6, 9, 12)),
        ("2024-02-15", "year", (2,)),
        ("2023-12-31", "year", ()),
    ],
)
def test_times_are_those_of_the_programme_file_whatever_happened(tmp_path, until, period, times):
    tracking = ("observed_until: 2025-12-31", f"observed_until: {until}, period: {period}")
    for dates in ([], ["2024-05-10"] * 3 + ["2024-06-01"] * 40):
        assert times_of(opened(tmp_path, dates, tracking).data) == times


def test_the_last_time_is_the_last_day_and_counts_as_the_funnel_does(tmp_path):
    study = opened(tmp_path, ["2024-05-10"] * 37 + ["2025-12-31"] * 3)
    (last,) = (each for each in study.timing.findings if each.subject.id == "passed.programme.24")
    reached, at_risk, _ = (count.number for count in last.main.counts)
    assert (reached, at_risk) == (40, 60)
    (funnel,) = (each for each in study.cohort.findings if each.subject.step == "passed")
    assert set(funnel.main.populations) < set(last.main.populations)


@pytest.mark.parametrize("early", [3, 37])
def test_that_few_passed_in_between_is_not_told_by_what_is_listed(tmp_path, early):
    """Three of forty came first or last: the lines are the same, and the same are withheld."""
    study = opened(tmp_path, ["2024-05-10"] * early + ["2025-12-10"] * (40 - early))
    lines = {f.subject.months: f.held_back for f in study.timing.findings if f.subject.group_of == "programme"}
    assert lines == {6: True, 12: True, 18: True, 24: False}
    withheld = {item.subject.months for item in study.study.timing.items if not hasattr(item, "finding")}
    assert {6, 12, 18} <= withheld


def test_whole_years_are_told_before_half_years():
    few_in_a_half_year = {6: 2, 12: 20, 18: 30, 24: 40, 27: 40}
    assert held_back(few_in_a_half_year, smallest=10) == {6, 18}
    assert held_back({**few_in_a_half_year, 6: 10}, smallest=10) == set()
    assert held_back({**few_in_a_half_year, 27: 41}, smallest=10) == {6, 12, 18, 24}
    assert held_back({24: 1}, smallest=10) == set()


@pytest.mark.parametrize("late", ["2025-05-10", "2025-12-10", "2025-12-31"])
def test_no_line_of_any_section_tells_whether_few_came_first_or_last(tmp_path, late):
    """37 and then 3, or 3 and then 37: the transitions of the first year had two lines that said nothing."""
    first, last = (listed(opened(tmp_path, ["2024-05-10"] * early + [late] * (40 - early))) for early in (3, 37))
    assert first == last
    assert any(first.values())


def listed(study):
    """The lines of each section about the way, and whether their numbers are told."""
    sections = ("cohort", "states", "transitions", "timing", "retention", "lost")
    return {name: list(map(as_line, getattr(study.study, name).items)) for name in sections}


def as_line(item):
    if isinstance(item, Withheld):
        return item.subject.id, False
    return item.finding.subject.id, True
