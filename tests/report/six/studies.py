"""Invented studies, one for each way in which groups come about; all persons are drawn here, by a seed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

from tests.report.six.offices import TOP, YEAR, _chance, _write

TESTED: Final = """data:
  persons:
    file: persons.csv
    columns: {{{persons}}}
  measurements:
    - file: answers.csv
      columns: {{person: id, year: year, wave: wave, points: points}}
{more}indicators:
  - id: points
    label: {{de: {de}, en: {en}}}
    main: true
    items: [points]
    scale: {{low: 0, high: 100}}
    decimals: 1
    smallest_relevant_change: 3
logic_model:
  steps:
    - {{step: 5, text: {{de: "Kinder lesen sicherer", en: "Children read with more confidence"}}}}
"""


def _answers(
    random: Random, answers: list[str], person: str, start: float, gain: float, *, stays: float = 1.0
) -> None:
    """A test before and one afterwards, 0 to 100 points; some do not answer afterwards."""
    before = min(max(start + random.gauss(0, 6), 0), 100)
    answers.append(f"{person};{YEAR};before;{before:.0f}")
    if random.random() < stays:
        after = min(max(0.8 * before + 10 + gain + random.gauss(0, 6), 0), 100)
        answers.append(f"{person};{YEAR};after;{after:.0f}")


BLOCKS: Final = (
    TOP.format(id="lesepaten", de="Lesepaten", en="Reading mentors")
    + """\
question:
  de: "Lesen Kinder mit Lesepatin besser als ausgeloste Kinder derselben Schule ohne?"
  en: "Do children with a reading mentor read better than children of the same school without one?"
design:
  kind: randomised
  assignment: lottery
  blocks: school
  estimate: adjusted
  note: {de: "In jeder Schule wurde für sich gelost.", en: "In each school lots were drawn apart."}
"""
    + TESTED.format(
        persons="person: id, year: year, group: group, school: school, sex: sex",
        more="",
        de="Lesetest",
        en="Reading test",
    )
    + """\
characteristics:
  - {id: sex, label: {de: Geschlecht, en: Sex}}
goals:
  - id: more
    label: {de: "4 Punkte mehr als ohne Patin", en: "4 points more than without a mentor"}
    measure: difference
    of: points
    target: 4
    by: 2024-12-31
"""
)


def lottery_in_blocks(folder: Path) -> Path:
    """Six schools of unlike level, in each 12 of 30 children drawn, who gain six points more."""
    random = _chance(31)
    persons, answers = ["id;year;group;school;sex"], ["id;year;wave;points"]
    for school in range(6):
        for n in range(30):
            person, chosen = f"s{school}k{n}", n % 5 < 2
            persons.append(f"{person};{YEAR};{'programme' if chosen else 'comparison'};S{school};{'wm'[n % 2]}")
            _answers(random, answers, person, 40 + 5 * school, 6 * chosen, stays=0.85)
    return _write(folder, BLOCKS, persons=persons, answers=answers)


SCHOOLS: Final = (
    TOP.format(id="leseschulen", de="Leseschulen", en="Reading schools")
    + """\
question:
  de: "Lesen Kinder in ausgelosten Leseschulen besser?"
  en: "Do children in reading schools, which were drawn by lot, read better?"
design:
  kind: randomised
  assignment: lottery
  assigned: clusters
  clusters: school
  note: {de: "Von 14 Schulen wurden 7 ausgelost.", en: "Of 14 schools 7 were drawn."}
"""
    + TESTED.format(
        persons="person: id, year: year, group: group, school: school", more="", de="Lesetest", en="Reading test"
    )
)


def schools_by_lot(folder: Path) -> Path:
    """Fourteen schools of 20 children, seven of them drawn; schools differ more than the programme does."""
    random = _chance(32)
    persons, answers = ["id;year;group;school"], ["id;year;wave;points"]
    for school in range(14):
        level, chosen = random.gauss(50, 5), school % 2 == 0
        for n in range(20):
            person = f"s{school}k{n}"
            persons.append(f"{person};{YEAR};{'programme' if chosen else 'comparison'};S{school}")
            _answers(random, answers, person, level, 1.5 * chosen, stays=0.97)
    return _write(folder, SCHOOLS, persons=persons, answers=answers)


WAITING: Final = (
    TOP.format(id="ferienlesen", de="Ferienlesen", en="Holiday reading")
    + """\
question:
  de: "Lesen Kinder nach dem Ferienkurs besser als Kinder auf der Warteliste?"
  en: "Do children read better after the holiday course than children on the waiting list?"
design:
  kind: comparison
  assignment: assigned_by_rule
  note:
    de: "Wer sich früher anmeldete, kam in den ersten Kurs; die anderen warteten."
    en: "Who signed up earlier came into the first course; the others waited."
"""
    + TESTED.format(
        persons="person: id, year: year, group: group, age: age, sex: sex",
        more="",
        de="Lesetest",
        en="Reading test",
    )
    + """\
characteristics:
  - {id: age, label: {de: Alter, en: Age}, kind: number, baseline_check: true}
  - {id: sex, label: {de: Geschlecht, en: Sex}}
"""
)


def waiting_list(folder: Path) -> Path:
    """70 children in the first course and 70 who wait; they begin alike, and the course is worth five points."""
    random = _chance(33)
    persons, answers = ["id;year;group;age;sex"], ["id;year;wave;points"]
    for n in range(140):
        person, early = f"k{n}", n < 70
        persons.append(f"{person};{YEAR};{'programme' if early else 'comparison'};{7 + n % 4};{'wm'[n % 2]}")
        _answers(random, answers, person, 50, 5 * early, stays=0.97 if early else 0.85)
    return _write(folder, WAITING, persons=persons, answers=answers)


NOT_ALL: Final = (
    TOP.format(id="lesegutschein", de="Lesegutschein", en="Reading voucher")
    + """\
question:
  de: "Lesen Kinder besser, denen ein Kurs angeboten wurde?"
  en: "Do children read better who were offered a course?"
design: {kind: randomised, assignment: lottery, took_part: came}
"""
    + TESTED.format(
        persons="person: id, year: year, group: group, came: came",
        more="""\
  attendance:
    file: hours.csv
    columns: {person: id, year: year, course: course, hours: hours, planned_hours: planned}
""",
        de="Lesetest",
        en="Reading test",
    )
)


def not_all_came(folder: Path) -> Path:
    """100 were offered a course by lot and 60 came; of the 100 others 20 found their way in."""
    random = _chance(34)
    persons, answers, hours = ["id;year;group;came"], ["id;year;wave;points"], ["id;year;course;hours;planned"]
    for n in range(200):
        person, offered = f"k{n}", n < 100
        came = n < 60 or n >= 180
        persons.append(f"{person};{YEAR};{'programme' if offered else 'comparison'};{int(came)}")
        hours.append(f"{person};{YEAR};L{n % 8};{20 if came else 0};20")
        _answers(random, answers, person, 50, 8 * came)
    return _write(folder, NOT_ALL, persons=persons, answers=answers, hours=hours)


CHOSEN: Final = (
    TOP.format(id="lesefoerderung", de="Leseförderung", en="Help with reading")
    + """\
question:
  de: "Holen Kinder mit schwachem Lesetest durch die Förderung auf?"
  en: "Do children with a poor reading test catch up by the help?"
design:
  kind: comparison
  assignment: selected_by_baseline
  note:
    de: "Gefördert wurde, wer im Lesetest unter 50 Punkten lag."
    en: "Help went to those below 50 points in the reading test."
"""
    + TESTED.format(persons="person: id, year: year, group: group", more="", de="Lesetest", en="Reading test")
)


def selected_by_baseline(folder: Path) -> Path:
    """Who was below 50 points was helped, to no use: what they gain is the way back to the middle."""
    random = _chance(35)
    persons, answers = ["id;year;group"], ["id;year;wave;points"]
    for n in range(240):
        able = random.gauss(50, 8)
        before, after = (min(max(able + random.gauss(0, 7), 0), 100) for _ in range(2))
        persons.append(f"k{n};{YEAR};{'programme' if before < 50 else 'comparison'}")
        answers += [f"k{n};{YEAR};before;{before:.0f}", f"k{n};{YEAR};after;{after:.0f}"]
    return _write(folder, CHOSEN, persons=persons, answers=answers)


ARMS: Final = (
    TOP.format(id="lesehilfe", de="Lesehilfe", en="Help with reading")
    + """\
question:
  de: "Lesen Kinder mit Lesepatin besser als ohne, und was bringen Elternabende dazu?"
  en: "Do children with a reading mentor read better than without, and what do evenings for parents add?"
design:
  kind: randomised
  assignment: lottery
  estimate: adjusted
  arms:
    column: form
    labels:
      mentor: {de: Lesepatin, en: Mentor}
      both: {de: Lesepatin und Elternabend, en: Mentor and parents' evening}
  note:
    de: "Ein Los gab jedem Kind eine Lesepatin, dazu Elternabende, oder nichts davon."
    en: "A lot gave each child a mentor, evenings for the parents as well, or neither."
"""
    + TESTED.format(
        persons="person: id, year: year, group: group, form: form",
        more="""\
  events:
    file: events.csv
    columns: {person: id, event: event, date: date}
  costs:
    file: costs.csv
    columns: {year: year, category: kind, description: what, amount: euro, arm: form}
""",
        de="Lesetest",
        en="Reading test",
    )
    + """\
cohort:
  - {id: library, label: {de: Lesekarte, en: Library card}, kind: event, event: library}
tracking: {observed_until: 2024-12-31}
costs: {price_year: 2024, outcome: library}
goals:
  - id: more
    label: {de: "4 Punkte mehr mit Elternabenden", en: "4 points more with evenings for parents"}
    measure: difference
    of: points
    arm: both
    target: 4
    by: 2024-12-31
"""
)


def two_arms(folder: Path) -> Path:
    """Of 360 children 120 drew a mentor, which is worth little, 120 evenings for parents too, 120 neither.

    A library card was got by half, seven and three of ten of them.
    """
    random = _chance(36)
    persons, answers = ["id;year;group;form"], ["id;year;wave;points"]
    for n in range(360):
        form = ("mentor", "both", "")[n % 3]
        persons.append(f"k{n};{YEAR};{'programme' if form else 'comparison'};{form}")
        _answers(random, answers, f"k{n}", 50, {"mentor": 1, "both": 7, "": 0}[form], stays=0.83)
    events = ["id;event;date"]
    events += [f"k{n};library;{YEAR}-10-0{1 + n % 7}" for n in range(360) if n % 30 < (15, 20, 10)[n % 3]]
    ledger = ["year;kind;what;euro;form"]
    ledger += [f"{YEAR};staff;Lesepatinnen;{euro};{form}" for form, euro in (("mentor", 16000), ("both", 16800))]
    ledger += [f"{YEAR};external;Elternabende;7200;both", f"{YEAR};rooms;Miete;4000;"]
    return _write(folder, ARMS, persons=persons, answers=answers, events=events, costs=ledger)


STAGGERED: Final = (
    TOP.format(id="leseclubs", de="Leseclubs", en="Reading clubs")
    + """\
question:
  de: "Lesen Kinder besser, wenn ihre Schule einen Leseclub beginnt?"
  en: "Do children read better when their school begins a reading club?"
design:
  kind: comparison
  assignment: assigned_by_rule
  assigned: clusters
  clusters: school
  starts: began
  note:
    de: "Acht Schulen begannen im Herbst, fünf im Frühjahr darauf, fünf bis zum Sommer nicht."
    en: "Eight schools began in autumn, five in the spring after it, five had not by summer."
"""
    + TESTED.format(
        persons="person: id, year: year, group: group, school: school, began: began",
        more="",
        de="Lesetest",
        en="Reading test",
    )
)


def staggered_starts(folder: Path) -> Path:
    """18 schools of 14: eight begin at once, five after the second test, five never; it is worth five points."""
    random = _chance(37)
    persons, answers = ["id;year;group;school;began"], ["id;year;wave;points"]
    for n in range(18 * 14):
        school = n // 14
        began = "after" if school < 8 else "follow_up" if school < 13 else ""
        persons.append(f"k{n};{YEAR};{'programme' if school < 8 else 'comparison'};S{school};{began}")
        able = random.gauss(48, 7) + school % 3
        gains = {"before": 0, "after": 2 + 5 * (began == "after"), "follow_up": 4 + 5 * bool(began)}
        for wave, gain in gains.items():
            if wave == "before" or random.random() < 0.93:
                answers.append(f"k{n};{YEAR};{wave};{min(max(able + gain + random.gauss(0, 4), 0), 100):.0f}")
    return _write(folder, STAGGERED, persons=persons, answers=answers)


STUDIES: Final[dict[str, Callable[[Path], Path]]] = {
    "lottery_in_blocks": lottery_in_blocks,
    "schools_by_lot": schools_by_lot,
    "waiting_list": waiting_list,
    "not_all_came": not_all_came,
    "selected_by_baseline": selected_by_baseline,
    "two_arms": two_arms,
    "staggered_starts": staggered_starts,
}
