"""Six invented programmes, one for each kind of outcome; all persons are made here, by a stated rule or a seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Final

TOP: Final = """id: {id}
synthetic: true
title: {{de: "{de}", en: "{en}"}}
organisation: {{de: Landkreis Musterland, en: District of Musterland}}
"""
YEAR: Final = 2024


def _chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - invented data, the same in every run


def _write(folder: Path, programme: str, **tables: Sequence[str]) -> Path:
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = folder / "programm.yaml"
    path.write_text(programme, encoding="utf-8")
    return path


LANGUAGE = (
    TOP.format(id="sprachkita", de="Sprachkita", en="Language day care")
    + """\
question:
  de: "Sprechen mehr Kinder altersgemäß Deutsch als in Kitas ohne das Programm?"
  en: "Do more children speak German as is usual at their age than in day care without the programme?"
design:
  kind: comparison
  assignment: self_selected
  note: {de: "Kitas meldeten sich selbst an.", en: "Day care centres signed up themselves."}
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, group: group, sex: sex}
  measurements:
    - file: answers.csv
      columns: {person: id, year: year, wave: wave, speaks: speaks}
indicators:
  - id: speaks
    label: {de: "Spricht altersgemäß Deutsch", en: "Speaks German as usual at that age"}
    items: [speaks]
    kind: yes_no
characteristics:
  - {id: sex, label: {de: Geschlecht, en: Sex}}
goals:
  - id: more
    label: {de: "10 von 100 mehr als in anderen Kitas", en: "10 in 100 more than in other day care"}
    measure: difference
    of: speaks
    target: 0.1
    by: 2024-12-31
  - id: half
    label: {de: "Mindestens die Hälfte spricht altersgemäß", en: "At least half speak as usual at that age"}
    measure: level
    of: speaks
    target: 0.5
    by: 2024-12-31
"""
)


def yes_no(folder: Path) -> Path:
    """Before and after in 120 children, and in 100 others, of whom fewer begin to speak."""
    random = _chance(1)
    persons, answers = ["id;year;group;sex"], ["id;year;wave;speaks"]
    for group, number, first, gain in (("programme", 120, 0.40, 0.45), ("comparison", 100, 0.36, 0.18)):
        for n in range(number):
            person = f"{group[0]}{n}"
            persons.append(f"{person};{YEAR};{group};{'w' if n % 2 else 'm'}")
            before = random.random() < first
            after = random.random() < (0.95 if before else gain)
            answers += [f"{person};{YEAR};before;{int(before)}", f"{person};{YEAR};after;{int(after)}"]
    return _write(folder, LANGUAGE, persons=persons, answers=answers)


TUTORING = (
    TOP.format(id="nachhilfe", de="Nachhilfe Mathematik", en="Tutoring in mathematics")
    + """\
question:
  de: "Werden die Mathematiknoten der Teilnehmenden besser?"
  en: "Do participants' marks in mathematics improve?"
design: {kind: one_group, assignment: selected_by_baseline}
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, school: school}
    accept: [institution]
  measurements:
    - file: answers.csv
      columns: {person: id, year: year, wave: wave, mark: mark}
indicators:
  - id: mark
    label: {de: Mathematiknote, en: Mark in mathematics}
    items: [mark]
    kind: ordered
    scale: {low: 1, high: 6}
    better: lower
characteristics:
  - {id: school, label: {de: Schulform, en: Type of school}}
reach:
  - year: 2024
    target: 1400
    target_by: {school: {Gymnasium: 300, Gesamtschule: 400, Oberschule: 700}}
    places: 90
    waiting: 25
    hours: 240
    hours_held: 228
    source: {de: "Schulstatistik, erfunden", en: "School statistics, invented"}
goals:
  - id: better
    label: {de: "Mehr Kinder verbessern sich, als sich verschlechtern", en: "More improve than fall back"}
    measure: change
    of: mark
    target: -0.3
    by: 2024-12-31
"""
)


def ordered(folder: Path) -> Path:
    """Marks of 90 pupils who had a 4 or worse: half of them are one mark better afterwards, some one worse."""
    random = _chance(2)
    persons, answers = ["id;year;school"], ["id;year;wave;mark"]
    for n in range(90):
        persons.append(f"s{n};{YEAR};{('Oberschule', 'Gymnasium', 'Gesamtschule')[n % 3]}")
        before = 4 + (random.random() < 0.45) + (random.random() < 0.1)
        chance = random.random()
        after = before - 1 if chance < 0.5 else before - 2 if chance < 0.6 else before + (chance > 0.82)
        answers += [f"s{n};{YEAR};before;{before}", f"s{n};{YEAR};after;{min(after, 6)}"]
    return _write(folder, TUTORING, persons=persons, answers=answers)


READING = (
    TOP.format(id="lesepass", de="Lesepass", en="Reading pass")
    + """\
question:
  de: "Besuchen Kinder mit dem ausgelosten Lesepass die Bibliothek öfter?"
  en: "Do children with the reading pass, which was drawn by lot, visit the library more often?"
design: {kind: randomised, assignment: lottery}
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, group: group}
  measurements:
    - file: answers.csv
      columns: {person: id, year: year, wave: wave, visits: visits, spent: spent}
indicators:
  - id: spent
    label: {de: "Ausgaben für Bücher", en: "Spent on books"}
    items: [spent]
    kind: money
    unit: {de: Euro, en: euros}
    better: lower
  - id: visits
    label: {de: "Besuche in der Bibliothek", en: "Visits to the library"}
    main: true
    items: [visits]
    kind: count
    unit: {de: Besuche, en: visits}
    decimals: 1
goals:
  - id: visits
    label: {de: "Zwei Besuche mehr als ohne Pass", en: "Two visits more than without the pass"}
    measure: difference
    of: visits
    target: 2
    by: 2024-12-31
"""
)


def counted(folder: Path) -> Path:
    """Visits in half a year and money for books, of 80 who won a pass and 80 who did not: three visits more."""
    random = _chance(3)
    persons, answers = ["id;year;group"], ["id;year;wave;visits;spent"]
    for n in range(160):
        group = "programme" if n % 2 else "comparison"
        persons.append(f"k{n};{YEAR};{group}")
        usual = int(2 + 5 * random.random())
        spent = int(10 + 30 * random.random())
        visits = usual + int(3 * random.random()) + (3 if n % 2 else 0)
        answers += [
            f"k{n};{YEAR};before;{usual};{spent}",
            f"k{n};{YEAR};after;{visits};{spent + int(6 * random.random()) - 3}",
        ]
    return _write(folder, READING, persons=persons, answers=answers)


PARENTS = (
    TOP.format(id="elternkurs", de="Starke Eltern", en="Strong parents")
    + """\
question:
  de: "Wie zufrieden sind Eltern, und wie viele schließen den Kurs ab?"
  en: "How content are parents, and how many finish the course?"
design: {kind: one_group, assignment: self_selected}
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, sex: sex}
  measurements:
    - file: answers.csv
      columns: {person: id, year: year, passed: passed, content: content}
      constants: {wave: after}
indicators:
  - {id: passed, label: {de: Kurs abgeschlossen, en: Course finished}, items: [passed], kind: yes_no}
  - id: content
    label: {de: Zufriedenheit, en: Contentment}
    items: [content]
    scale: {low: 1, high: 5}
    decimals: 1
characteristics:
  - {id: sex, label: {de: Geschlecht, en: Sex}}
goals:
  - id: done
    label: {de: "Drei von vier schließen ab", en: "Three of four finish"}
    measure: counted_level
    of: passed
    target: 0.75
    by: 2024-12-31
"""
)


def after_only(folder: Path) -> Path:
    """Of 80 parents 64 finished; how content they are (1 to 5) nobody asked before, and 15 not at all."""
    random = _chance(4)
    persons, answers = ["id;year;sex"], ["id;year;passed;content"]
    for n in range(80):
        persons.append(f"e{n};{YEAR};{'w' if n % 4 else 'm'}")
        content = "" if n % 5 == 4 and n < 75 else str(2 + int(4 * random.random()))
        answers.append(f"e{n};{YEAR};{int(n % 5 > 0)};{content}")
    return _write(folder, PARENTS, persons=persons, answers=answers)


INTERNSHIP = (
    TOP.format(id="praktikum", de="Praktikum und Ausbildung", en="Internship and apprenticeship")
    + """\
question:
  de: "Wie viele beginnen nach dem Kurs eine Ausbildung?"
  en: "How many begin an apprenticeship after the course?"
design: {kind: one_group, assignment: self_selected}
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, course: course, entered: entered}
  attendance:
    file: hours.csv
    columns: {person: id, year: year, course: course, hours: hours, planned_hours: planned}
  events:
    file: events.csv
    columns: {person: id, event: event, date: date}
    values: {event: {Praktikum: internship, Ausbildung: apprenticeship}}
cohort:
  - {id: registered, label: {de: Angemeldet, en: Registered}, kind: registered}
  - {id: attended, label: {de: Teilgenommen, en: Attended}, kind: attended}
  - {id: completed, label: {de: Kurs abgeschlossen, en: Course completed}, kind: completed, share_of_hours: 0.75}
  - {id: internship, label: {de: Praktikum, en: Internship}, kind: event, event: internship}
  - id: apprenticeship
    label: {de: Ausbildung begonnen, en: Apprenticeship begun}
    kind: event
    event: apprenticeship
tracking: {starts: "02-01", course_months: 5, observed_until: 2025-12-31}
goals:
  - id: enough
    label: {de: "200 Personen nehmen teil", en: "200 persons take part"}
    measure: count
    of: attended
    target: 200
    by: 2024-12-31
  - id: stay
    label: {de: "Von den Angemeldeten schließen 70 Prozent ab", en: "70 per cent of those registered complete"}
    measure: counted_share
    of: completed
    target: 0.7
    by: 2024-12-31
  - id: groups
    label: {de: "Zehn Kurse", en: "Ten courses"}
    measure: courses
    target: 10
    by: 2024-12-31
  - id: begin
    label: {de: "Jede dritte Person beginnt eine Ausbildung", en: "One in three begins an apprenticeship"}
    measure: step_share
    of: apprenticeship
    target: 0.33
    by: 2026-12-31
"""
)


def steps_only(folder: Path) -> Path:
    """240 young people of two years in 10 courses a year, of whom 9 in 10 come and 8 in 10 of those stay."""
    random = _chance(5)
    persons, hours, events = ["id;year;course;entered"], ["id;year;course;hours;planned"], ["id;event;date"]
    for n in range(480):
        year, course = YEAR - n % 2, f"c{n % 20}"
        persons.append(f"j{n};{year};{course};{year}-02-{1 + n % 20:02d}")
        if random.random() > 0.9:
            continue
        stays = random.random() < 0.8
        hours.append(f"j{n};{year};{course};{20 if stays else 6};20")
        if stays and random.random() < 0.6:
            events.append(f"j{n};Praktikum;{year}-09-{1 + n % 28:02d}")
            if random.random() < 0.6:
                events.append(f"j{n};Ausbildung;{year + 1}-08-01")
    return _write(folder, INTERNSHIP, persons=persons, hours=hours, events=events)


BUDGET = (
    TOP.format(id="ferienhaus", de="Ferienhaus", en="Holiday house")
    + """\
question: {de: "Was hat das Ferienhaus gekostet?", en: "What did the holiday house cost?"}
design: {kind: one_group, assignment: self_selected}
data:
  costs:
    file: costs.csv
    columns: {year: year, category: kind, description: what, amount: euro, funding: by}
    values: {funding: {Landkreis: own, Land: third_party}}
costs: {price_year: 2024}
goals:
  - id: cap
    label: {de: "Nicht mehr als 60.000 Euro im Jahr", en: "No more than 60,000 euros a year"}
    measure: cost
    of: full
    target: 60000
    by: 2024-12-31
"""
)


def costs_only(folder: Path) -> Path:
    """The ledger of three years, and not one person."""
    lines = ["year;kind;what;euro;by"]
    for year, more in ((2022, 0), (2023, 1500), (2024, 4200)):
        lines += [
            f"{year};staff;Leitung;{31000 + more};Landkreis",
            f"{year};rooms;Miete;{9600};Landkreis",
            f"{year};material;Spiele;{2400 + more // 10};Land",
            f"{year};external;Ausflüge;{8000};Land",
            f"{year};volunteers;Betreuung;{5200};Landkreis",
        ]
    return _write(folder, BUDGET, costs=lines)


SIX: Final[dict[str, Callable[[Path], Path]]] = {
    "yes_no": yes_no,
    "ordered": ordered,
    "counted": counted,
    "after_only": after_only,
    "steps_only": steps_only,
    "costs_only": costs_only,
}
