"""Can a reader of a report on totals per course be sure that one to nine came, stayed away or dropped out?

The reader knows what is printed (numbers, rounded shares, amounts per unit, ranges), that who completed came, and
that who came had registered; what was withheld is looked for between the numbers that these leave possible. All
numbers are invented.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.questions.totals_office import HEAD, PROGRAMME, write_courses
from wirkung.codes import CourseTotal, Role, UnitCost
from wirkung.disclosure.release import Released
from wirkung.report.writing.language import language_of
from wirkung.report.writing.numbers import Numbers
from wirkung.study.study import open_study

SMALLEST = 10
# Who came, by columns of the file; up to a fifth may have said nothing.
BY_GENDER = PROGRAMME.replace(
    "    file: kurse.csv\n",
    "    file: kurse.csv\n    most_left_out: 1\n    attended_by: {Geschlecht: {Mädchen: w, Jungen: m}}\n",
)
STATES = ("registered", "attended", "completed")
GOALS = """
goals:
  - {id: a, label: A, measure: total, of: registered, target: 40, by: 2024-12-31}
  - {id: b, label: B, measure: total, of: completed_share, target: 0.5, by: 2024-12-31}
  - {id: c, label: C, measure: cost, of: per_participation, target: 50, by: 2024-12-31}
"""


def random_rows(rng):
    """Few courses of which few registered, stayed away or dropped out; not two years alike."""
    for year in (2023, 2024):
        for course in range(rng.integers(1, 5)):
            registered = int(rng.integers(0, 25))
            attended = registered - min(registered, int(rng.choice([0, 1, 2, 3, 10])))
            completed = attended - min(attended, int(rng.choice([0, 1, 3, 8, 12])))
            boys = min(attended, int(rng.choice([0, 1, 3, 8, 12])))
            silent = min(attended - boys, int(rng.choice([0, 0, 1, 2])))
            who = f"{attended - boys - silent};{boys}"
            yield f"Kurs {course};{year};{rng.integers(10, 26)};{registered};{attended};{completed};{24};{who}"


class Reader:
    """Between which numbers each state of each year lies, by all that is printed."""

    def __init__(self, study):
        self.numbers = Numbers(language_of(study.programme, "de"))
        self.low = dict.fromkeys([(year, state) for year in (2023, 2024) for state in STATES], 0)
        self.high = dict.fromkeys(self.low, math.inf)
        self.places, self.cost = {}, {}
        self.categories = {}  # of those who came in 2024: between which numbers
        items = [item for answer in study.answers for item in answer.items if isinstance(item, Released)]
        for _ in range(4):
            for item in items:
                if item.finding.subject.characteristic:
                    self._category(item.finding)
                else:
                    self._read(item.finding)
            self._nested()

    def between(self, key, low, high):
        self.low[key] = max(self.low[key], math.ceil(low - 1e-9))
        self.high[key] = min(self.high[key], math.floor(high + 1e-9))

    def _read(self, finding):
        subject = finding.subject
        for role, estimate in finding.estimates:
            year = 2023 if role is Role.YEAR_BEFORE else int(subject.cohort or 2024)
            aspect = {"a": "registered", "b": "completed_share", "c": "per_participation"}.get(
                subject.goal, subject.aspect
            )
            if estimate.value is None:
                continue
            printed = self.numbers.precise(estimate.value, estimate, subject)
            if role is Role.BASE:
                base = {UnitCost.PARTICIPATION: "attended", UnitCost.COMPLETED: "completed"}.get(aspect)
                if base:
                    self.between((year, base), printed, printed)
            elif aspect in STATES:
                self.between((year, aspect), printed, printed)
            elif aspect == CourseTotal.PLACES:
                self.places[year] = printed
            elif aspect == "full" and subject.cohort in (None, 2024):
                self.cost[year] = printed
            else:
                self._share(year, aspect, printed)
            self._counts(year, aspect, estimate)

    def _category(self, finding):
        """Of so many who came so many: both exact, or ranges."""
        name = finding.subject.category
        for count in finding.main.counts:
            low, high = self.categories.get(name, (0, math.inf))
            most = count.number if count.at_most is None else count.at_most
            self.categories[name] = max(low, count.number), min(high, most)
            if count.of is not None:
                self.between((2024, "attended"), count.of, count.of)

    def _share(self, year, aspect, printed):
        parts = {"attended_share": ("attended", "registered"), "completed_share": ("completed", "attended")}
        of_places = {"booked": "registered", "utilisation": "attended"}
        units = {"per_participation": "attended", "per_completed": "completed"}
        near = 0.005
        if aspect in of_places and year in self.places:
            key, places = (year, of_places[aspect]), self.places[year]
            self.between(key, (printed - near) * places, (printed + near) * places)
        elif aspect in parts:
            part, whole = ((year, name) for name in parts[aspect])
            if math.isfinite(self.high[whole]):
                self.between(part, (printed - near) * self.low[whole], (printed + near) * self.high[whole])
            if math.isfinite(self.high[part]) and printed > near:
                self.between(whole, self.low[part] / (printed + near), self.high[part] / (printed - near))
        elif aspect in units and year in self.cost and printed:
            half = 10.0 ** max(math.floor(math.log10(printed)) - 2, -2) / 2  # unit costs have three digits
            self.between(
                (year, units[aspect]),
                (self.cost[year] - 1) / (printed + half),
                (self.cost[year] + 1) / max(printed - half, 0.01),
            )

    def _counts(self, year, aspect, estimate):
        """Counts of results.json, exact or in ranges."""
        of = {
            "attended_share": ("attended", "registered"),
            "completed_share": ("completed", "attended"),
            **{name: (name, None) for name in STATES},
            "booked": ("registered", None),
            "utilisation": ("attended", None),
            "full": ("attended", None),
            "per_participation": ("attended", "registered"),
            "per_completed": ("completed", "registered"),
            **dict.fromkeys(
                ("courses_offered", "courses_held", "held_share", "hours", "places"), ("registered", None)
            ),
        }.get(aspect)
        if of is None:
            return
        for count in estimate.counts:
            self.between((year, of[0]), count.number, count.at_most or count.number)
            if of[1] is not None and count.of is not None:
                self.between((year, of[1]), count.of, count.of)

    def _nested(self):
        for year in (2023, 2024):
            for whole, part in (("registered", "attended"), ("attended", "completed")):
                self.high[year, part] = min(self.high[year, part], self.high[year, whole])
                self.low[year, whole] = max(self.low[year, whole], self.low[year, part])

    def sure(self):
        """Small groups that must be there whatever the withheld numbers are."""
        yield from self._sure_of_who_came()
        for year in (2023, 2024):
            for state in STATES:
                if self.low[year, state] >= 1 and self.high[year, state] < SMALLEST:
                    yield year, state
            for whole, part in (
                ("registered", "attended"),
                ("attended", "completed"),
                ("registered", "completed"),
            ):
                least = self.low[year, whole] - self.high[year, part]
                most = self.high[year, whole] - self.low[year, part]
                if least >= 1 and most < SMALLEST:
                    yield year, whole, part

    def _sure_of_who_came(self):
        """A category, or those in none that is told."""
        for name, (least, most) in self.categories.items():
            if least >= 1 and most < SMALLEST:
                yield 2024, name
        told = self.categories.values()
        least = self.low[2024, "attended"] - sum(most for _, most in told)
        most = self.high[2024, "attended"] - sum(least for least, _ in told)
        if self.categories and least >= 1 and most < SMALLEST:
            yield 2024, "who is in no category"


def attacked(folder, seed):
    rng = np.random.default_rng([20241129, seed])
    rows = tuple(random_rows(rng))
    file = write_courses(folder, rows=rows, programme=BY_GENDER + GOALS, head=f"{HEAD};w;m")
    return Reader(open_study(file, year=2024))


@pytest.mark.parametrize("seed", range(6))
def test_no_small_group_is_sure(tmp_path, seed):
    assert list(attacked(tmp_path, seed).sure()) == []


def test_the_reader_is_sure_of_what_a_smaller_threshold_lets_through(tmp_path):
    """The same reader finds the three who stayed away where groups of three may be shown."""
    rows = ("A;2024;40;33;30;20;24", "B;2024;40;30;30;18;24", "C;2023;40;40;30;20;24")
    smaller = f"{PROGRAMME}privacy: {{smallest_group: 3, reason: A test}}\n"
    reader = Reader(open_study(write_courses(tmp_path, rows=rows, programme=smaller), year=2024))
    assert (2024, "registered", "attended") in set(reader.sure())


def test_the_reader_is_sure_of_a_category_that_a_smaller_threshold_lets_through(tmp_path):
    rows = ("A;2024;40;33;30;20;24;26;4", "B;2024;40;30;30;18;24;30;0", "C;2023;40;40;30;20;24;30;0")
    smaller = f"{BY_GENDER}privacy: {{smallest_group: 3, reason: A test}}\n"
    file = write_courses(tmp_path, rows=rows, programme=smaller, head=f"{HEAD};w;m")
    assert (2024, "Jungen") in set(Reader(open_study(file, year=2024)).sure())
