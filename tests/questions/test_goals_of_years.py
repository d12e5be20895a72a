"""Goals for costs, places, courses and levels: ceilings, counts, the year before, and the day a goal is due."""

from __future__ import annotations

import pytest

from tests.questions.conftest import PROGRAMME, write_programme
from tests.questions.money_office import LINES, by_id, open_office
from tests.raw import open_raw
from wirkung.codes import Advice, Caution, Quantity, Role, Undecided, UnitKind, Verdict
from wirkung.declared import Group
from wirkung.report.formats.plain import plain
from wirkung.report.sections import sections
from wirkung.report.writing.language import language_of
from wirkung.study.study import open_study

# 9 of the 20 participants chose; 16 came. The ledger of 2024 comes to 4,280.01 euros (see money_office).
GOALS = """goals:
  - {id: full, label: Within budget, measure: cost, of: full, target: 4300, by: 2024-12-31}
  - {id: head, label: Cheap places, measure: cost, of: per_participant, target: 300, by: 2024-12-31}
  - {id: more, label: Worth it, measure: cost, of: per_additional_outcome, target: 2000, by: 2024-12-31}
  - {id: seats, label: Enough places, measure: places, target: 25, by: 2024-12-31}
  - {id: groups, label: Three courses, measure: courses, target: 3, by: 2024-12-31}
  - {id: high, label: Interest at the end, measure: level, of: interest, target: 3, by: 2024-12-31}
"""
BEFORE = [f"r{n};2023;programme;k{n % 4};A" for n in range(1, 21)]


@pytest.fixture
def office(tmp_path):
    """The office of money, whose goals are other ones and which had 20 participants in four courses in 2023."""
    old = PROGRAMME[PROGRAMME.index("goals:") :]
    places = "places: [{year: 2023, number: 30, source: s}, {year: 2024, number: 25, source: s}]"
    changes = ((old, GOALS), ("places: [{year: 2024, number: 25, source: s}]", places))
    return open_office(tmp_path, LINES, replacements=changes, people=BEFORE)


def test_costs_have_a_ceiling_and_no_interval(office):
    found = by_id(office.goals)
    full, head = found["full"], found["head"]
    costs = by_id(office.cost)
    assert full.main.value == costs["full"].main.value
    assert head.main.value == costs["per_participant"].main.value == 268  # 4,280.01 / 16, with three digits
    assert (full.verdict, head.verdict) == (Verdict.REACHED, Verdict.REACHED)
    assert {full.main.interval, head.main.interval} == {None}
    assert {full.subject.better, head.subject.better} == {-1}


@pytest.mark.parametrize(("target", "verdict"), [("4280", Verdict.MISSED), ("4280.01", Verdict.REACHED)])
def test_a_ceiling_is_missed_by_what_lies_above_it(tmp_path, target, verdict):
    old = PROGRAMME[PROGRAMME.index("goals:") :]
    office = open_office(
        tmp_path, LINES, replacements=((old, GOALS.replace("target: 4300", f"target: {target}")),)
    )
    assert by_id(office.goals)["full"].main.value == 4280.01
    assert by_id(office.goals)["full"].verdict is verdict


def test_costs_of_what_would_not_have_been_otherwise_are_uncertain(office):
    more, cost = by_id(office.goals)["more"], by_id(office.cost)["chose.per_additional_outcome"]
    assert more.main.interval == cost.main.interval
    assert more.verdict is Verdict.UNDECIDED


def test_places_and_courses_are_counted(office):
    found = by_id(office.goals)
    assert (found["seats"].main.value, found["seats"].verdict) == (25, Verdict.REACHED)
    assert (found["groups"].main.value, found["groups"].verdict) == (2, Verdict.MISSED)
    assert found["seats"].main.unit.kind is UnitKind.PLACES
    everybody = office.data.sample("persons", Group.PROGRAMME).population
    assert found["groups"].main.populations == (everybody,)


def test_the_year_before_stands_beside_what_was_counted(office):
    found = by_id(office.goals)
    before = {key: each.get(Role.YEAR_BEFORE) for key, each in found.items()}
    assert (before["seats"].value, before["groups"].value) == (30, 4)
    assert before["full"].value == pytest.approx(1101.63 + 500 + 1101.63)
    assert before["more"] is None
    assert before["high"] is None
    assert {each.size for each in before["groups"].populations} == {20}


def test_a_level_is_that_of_the_same_persons_as_the_change(office):
    high, change = by_id(office.goals)["high"], by_id(office.change)["interest"]
    after = change.get(Role.AFTER)
    assert (high.main.value, high.main.interval) == (after.value, after.interval)
    assert high.main.quantity is Quantity.MEAN
    assert high.verdict is Verdict.REACHED


@pytest.mark.parametrize(
    ("measure", "by", "why"),
    [
        ("change, of: interest, target: 0.5", "2024-12-31", None),
        ("change, of: interest, target: 0.5", "2025-12-31", Undecided.NOT_YET_DUE),
        ("step_share, of: completed, target: 0.1", "2025-06-30", Undecided.NOT_YET_DUE),
        ("courses, target: 1", "2025-12-31", None),  # met is met: there will not be fewer
        ("courses, target: 9", "2025-12-31", Undecided.NOT_YET_DUE),
        ("step_share, of: chose, target: 0.1", "2025-08-01", None),  # the last day of the list of events
        ("step_share, of: chose, target: 0.9", "2025-08-02", Undecided.NOT_YET_DUE),
    ],
)
def test_a_goal_is_judged_when_it_is_due(tmp_path, measure, by, why):
    goal = f"goals:\n  - {{id: one, label: One, measure: {measure}, by: {by}}}\n"
    text = PROGRAMME[: PROGRAMME.index("goals:")] + goal
    found = by_id(open_raw(write_programme(tmp_path, text), year=2024).goals)["one"]
    assert found.undecided is why
    assert (found.advice is Advice.WAIT) is (why is not None)


def test_courses_that_end_in_the_next_year_are_known_to_their_end(tmp_path):
    goal = "goals:\n  - {id: one, label: One, measure: step_share, of: completed, target: 0.1, by: 2025-07-31}\n"
    text = PROGRAMME[: PROGRAMME.index("goals:")] + goal
    text += 'tracking: {starts: "09-01", course_months: 11}\n'
    found = by_id(open_raw(write_programme(tmp_path, text), year=2024).goals)["one"]
    assert found.verdict is Verdict.REACHED


def test_a_goal_that_was_due_before_the_year_says_so(tmp_path):
    text = PROGRAMME.replace("target: 0.5, by: 2024-12-31", "target: 0.5, by: 2023-12-31")
    found = by_id(open_raw(write_programme(tmp_path, text), year=2024).goals)
    assert Caution.GOAL_DUE_EARLIER in found["stay"].main.cautions
    assert Caution.GOAL_DUE_EARLIER not in found["gap"].main.cautions


def test_the_table_says_ceiling_day_and_year_before(office):
    study = office.study
    language = language_of(study.programme, "de")
    text = plain(sections()["goals"].tables(study.goals, language), language).replace("\u00a0", " ")
    words = " ".join(text.split())
    assert "höchstens 4.300 € bis 31.12.2024" in words
    assert "Jahr davor" in words
    assert "ohne Konfidenzintervall erreicht oder nicht" in words


def test_what_was_counted_is_told_without_a_word_on_uncertainty(office):
    language = language_of(office.study.programme, "de")
    told = sections()["goals"].sentences(office.study.goals, language)
    seats = next(each for each in told if "Enough places" in each).replace("\u00a0", " ")
    assert (
        seats == "Ziel erreicht: Enough places. Ist: 25 Plätze. Im Jahr davor: 30 Plätze. Empfehlung: beibehalten."
    )


def test_costs_alone_can_have_a_goal(tmp_path):
    (tmp_path / "costs.csv").write_text("year;kind;euro\n2023;rooms;900\n2024;rooms;1200\n", encoding="utf-8")
    (tmp_path / "house.yaml").write_text(
        "id: house\ntitle: House\norganisation: Office\nquestion: What did it cost?\n"
        "design: {kind: one_group, assignment: self_selected}\n"
        "data:\n  costs: {file: costs.csv, columns: {year: year, category: kind, amount: euro}}\n"
        "costs: {price_year: 2024}\n"
        "goals:\n  - {id: cap, label: Ceiling, measure: cost, of: full, target: 1000, by: 2024-12-31}\n",
        encoding="utf-8",
    )
    cap = by_id(open_raw(tmp_path / "house.yaml", year=2024).goals)["cap"]
    assert (cap.main.value, cap.verdict, cap.get(Role.YEAR_BEFORE).value) == (1200, Verdict.MISSED, 900)
    (item,) = open_study(tmp_path / "house.yaml", year=2024).goals.items
    assert item.finding.main.value == 1200


@pytest.mark.parametrize(("by", "why"), [("2025-07-31", None), ("2025-08-01", Undecided.NOT_YET_DUE)])
def test_a_school_year_is_known_to_its_last_day(tmp_path, by, why):
    goal = f"goals:\n  - {{id: one, label: One, measure: step_share, of: completed, target: 0.1, by: {by}}}\n"
    text = PROGRAMME[: PROGRAMME.index("goals:")] + goal + "period: school_year\n"
    path = write_programme(tmp_path, text)
    for name in ("persons.csv", "answers.csv", "hours.csv", "costs.csv"):
        file = path.with_name(name)
        file.write_text(file.read_text(encoding="utf-8").replace("2024", "2024/25"), encoding="utf-8")
    (tmp_path / "costs.csv").write_text("year;kind;euro\n2024/25;staff;4000\n", encoding="utf-8")
    assert by_id(open_raw(path, year=2024).goals)["one"].undecided is why


def many(folder, came_before: int):
    """40 of 60 attended; the year before `came_before` of 60 did."""
    goal = "goals:\n  - {id: one, label: One, measure: count, of: attended, target: 30, by: 2024-12-31}\n"
    path = write_programme(folder, PROGRAMME[: PROGRAMME.index("goals:")] + goal)
    people = [f"p{n};2024;programme;k{n % 2};A" for n in range(1, 61)]
    people += [f"r{n};2023;programme;k{n % 2};A" for n in range(1, 61)]
    hours = [f"p{n};2024;k{n % 2};20;20" for n in range(1, 41)]
    hours += [f"r{n};2023;k{n % 2};20;20" for n in range(1, came_before + 1)]
    answers = [f"p{n};2024;{wave};3;3;3" for n in range(1, 61) for wave in ("before", "after")]
    for name, head, lines in (
        ("persons", "id;year;group;course;school", people),
        ("hours", "id;year;course;hours;planned", hours),
        ("answers", "id;year;wave;a;b;c", answers),
        ("events", "id;event;date", ["p1;chose;2025-08-01"]),
    ):
        path.with_name(f"{name}.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    text = path.read_text(encoding="utf-8").replace("kind: comparison", "kind: one_group")
    path.write_text(text.replace("group: group, ", ""), encoding="utf-8")
    return open_study(path, year=2024).goals.items[0]


@pytest.mark.parametrize(("came_before", "shown"), [(30, True), (4, False), (57, False)])
def test_few_of_the_year_before_are_not_told(tmp_path, came_before, shown):
    (tmp_path / "few").mkdir()
    item = many(tmp_path / "few", came_before)
    assert item.finding.main.value == 40
    before = item.finding.get(Role.YEAR_BEFORE)
    assert (before is not None) is shown
    assert (Role.YEAR_BEFORE in item.withheld) is not shown
