"""Which lines a report has does not tell that few persons gave an answer. Persons invented."""

from __future__ import annotations

import pytest

from tests.raw import open_raw
from wirkung.evidence import CheckOutcome, EvidenceCheck

PROGRAMME = """
id: few
synthetic: true
title: Few
organisation: Office
question: What lasts?
design: {kind: comparison, assignment: self_selected}
data:
  persons: {file: persons.csv, columns: {person: id, year: year, group: group, age: age}}
  measurements: [{file: answers.csv, columns: {person: id, year: year, wave: wave, x: x}}]
indicators: [{id: x, label: Test, items: [x], scale: {low: 0, high: 20}}]
characteristics: [{id: age, label: Age, kind: number}]
cohort: [{id: registered, label: Registered, kind: registered}]
"""
EACH = 30
LOST = 12


def lines_of(folder, *, followed=0, known=EACH):
    """Every line, and how many are lost; so many answered the follow-up, and told their age (of each group)."""
    persons, answers = ["id;year;group;age"], ["id;year;wave;x"]
    for group in ("programme", "comparison"):
        for n in range(EACH):
            name = f"{group[0]}{n}"
            persons.append(f"{name};2024;{group};{12 + n % 5 if n < known else ''}")
            waves = {
                "before": True,
                "after": n >= LOST,
                "follow_up": group == "programme" and 0 <= n - LOST < followed,
            }
            answers += [
                f"{name};2024;{wave};{(7 * n + place) % 13}" for place, wave in enumerate(waves) if waves[wave]
            ]
    for name, text in (
        ("few.yaml", PROGRAMME),
        ("persons.csv", "\n".join(persons)),
        ("answers.csv", "\n".join(answers)),
    ):
        (folder / name).write_text(f"{text}\n", encoding="utf-8")
    study = open_raw(folder / "few.yaml", year=2024)
    names = ("change", "retention", "lost", "baseline", "participants", "robustness", "threats", "subgroups")
    (lost,) = (each.main.counts[0].number for each in study.lost.findings if each.subject.aspect == "lost.share")
    lines = {
        (name, finding.subject.id, role)
        for name in names
        for finding in getattr(study, name).findings
        for role, _ in finding.estimates
    }
    return lines, lost


@pytest.mark.parametrize("what", ["followed", "known"])
def test_nine_are_as_one_and_ten_are_there(tmp_path, what):
    one, nine, ten = (lines_of(tmp_path, **{what: number}) for number in (1, 9, 10))
    assert nine == one
    assert ten[0] > nine[0]
    assert (one[1], ten[1]) == (LOST, 20 if what == "followed" else LOST)


@pytest.mark.parametrize("everybody", [30, 120])
def test_of_the_comparison_group_nobody_and_nine_attended_alike(tmp_path, everybody):
    """Neither a line nor the check of the evidence tells a reader that it was a few."""
    nobody, nine, ten = (lines_and_check(tmp_path, everybody, mixed) for mixed in (0, 9, 10))
    assert nobody == nine
    assert (ten[0], nine[0]) == (True, False)
    assert ten[1] is (CheckOutcome.FAILED if everybody == EACH else CheckOutcome.PASSED)
    assert nine[1] is (CheckOutcome.NOT_MEASURED if everybody == EACH else CheckOutcome.PASSED)


def lines_and_check(folder, everybody, mixed):
    """Whether a line tells how many of the comparison group attended, and whether the check of it is passed."""
    groups = [(group, n) for group in ("programme", "comparison") for n in range(everybody)]
    persons = ["id;year;group;age", *(f"{group[0]}{n};2024;{group};{12 + n % 5}" for group, n in groups)]
    answers = ["id;year;wave;x"]
    for place, wave in enumerate(("before", "after")):
        answers += [f"{group[0]}{n};2024;{wave};{(7 * n + place * n % 3) % 13}" for group, n in groups]
    attended = [(group, n) for group, n in groups if group == "programme" or n < mixed]
    hours = ["id;year;course;hours", *(f"{group[0]}{n};2024;c{n % 5};4" for group, n in attended)]
    source = "  attendance: {file: hours.csv, columns: {person: id, year: year, course: course, hours: hours}}\n"
    programme = PROGRAMME.replace("indicators:", f"{source}indicators:")
    for name, text in (
        ("few.yaml", programme),
        ("persons.csv", "\n".join(persons)),
        ("answers.csv", "\n".join(answers)),
        ("hours.csv", "\n".join(hours)),
    ):
        (folder / name).write_text(f"{text}\n", encoding="utf-8")
    study = open_raw(folder / "few.yaml", year=2024)
    told = any(finding.subject.aspect == "threat.contamination" for finding in study.threats.findings)
    return told, study.licence.evidence.outcome(EvidenceCheck.CONTAMINATION)
