"""Alternative texts: direction and numbers, and how many of many rows lie where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.report.told import draw
from wirkung.catalogue import LANGUAGES
from wirkung.codes import Claim, Role, Verdict
from wirkung.finding import Subject
from wirkung.report.document.blocks import Column, Table

DATA = Table(caption="Data", columns=(Column(head="A"),), rows=())


def alt_of(answer, language="de"):
    return draw(answer, data=DATA, language=language).block.alt.replace("\u00a0", " ")


def subjects(number):
    return [Subject(indicator=f"S{n}", low=1.0, high=5.0, better=1) for n in range(number)]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "de",
            "Über null: 4 von 9; unter null: 2; nicht von null zu unterscheiden: 3. Stand der Teilnehmenden",
        ),
        ("en", "Above zero: 4 of 9; below zero: 2; not distinguishable from zero: 3. Levels of participants "),
    ],
)
def test_of_many_rows_the_directions_are_told_first(make, language, told):
    """4 of +0.3, 2 of -0.3, 3 of +0.05, each with an interval of 0.1 to both sides."""
    ends = [3.3] * 4 + [2.7] * 2 + [3.05] * 3
    findings = (make.changed(each, 3.0, end, 0.1) for each, end in zip(subjects(9), ends, strict=True))

    alt = alt_of(make.released("change", *findings), language)

    assert alt.startswith(told)


def test_of_few_rows_each_tells_its_own_direction(make):
    first, second, third = subjects(3)
    answer = make.released(
        "comparison",
        make.compared(first, 0.25, 0.1, Claim.ASSOCIATION),
        make.compared(second, -0.25, 0.1, Claim.ASSOCIATION),
        make.compared(third, 0.05, 0.1, Claim.ASSOCIATION),
    )

    assert alt_of(answer) == (
        "Unterschied zur Vergleichsgruppe, in Klammern das Konfidenzintervall: S0: +0,25 (0,15 bis 0,35); "
        "S1: −0,25 (−0,35 bis −0,15); S2: +0,05 (−0,05 bis 0,15)."
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.05, "A: +0,05."),
        (0.056, "A: +0,06, weiter als 0,05 von 0."),
        (-0.24, "A: −0,24, weiter als 0,05 von 0."),
        (0.26, "A: +0,26, weiter als 0,25 von 0."),
    ],
)
def test_a_difference_beforehand_is_told_with_the_mark_it_is_above(make, value, said):
    """WWC 5.0: to 0.05 equivalent, to 0.25 with adjustment."""
    answer = make.released("baseline", make.alike("A", value, Verdict.EQUIVALENT))

    assert alt_of(answer).endswith(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_that_stayed_the_same_are_not_said_to_have_grown(make, language):
    same = [
        replace(finding, estimates=((Role.MAIN, finding.main), (Role.BEFORE, _before(finding.main))))
        for finding in make.ranges(subjects(1)[0])[:3]
    ]

    said = {
        "de": "ist der Anteil vorher und nachher gleich, am größten im Bereich 3 bis unter 4 mit 50",
        "en": "the share before and after is the same, largest in the range 3 to below 4 with 50%.",
    }
    assert said[language] in alt_of(make.released("distribution", *same), language)


def test_many_withheld_rows_are_counted_and_few_are_named(make):
    shown = make.alike("A", 0.1, Verdict.EQUIVALENT)
    hidden = [
        make.alike(f"Withheld characteristic {n}", 0.1, Verdict.EQUIVALENT, in_programme=4) for n in range(9)
    ]

    few = alt_of(make.released("baseline", shown, *hidden[:1]))
    many = alt_of(make.released("baseline", shown, *hidden))

    assert few.endswith("Nicht gezeigt, um Personen zu schützen: Withheld characteristic 0.")
    assert many.endswith("9 Werte sind nicht gezeigt, um Personen zu schützen.")


def _before(estimate):
    roles = {"after_in_range": "before_in_range"}
    counts = tuple(replace(count, role=type(count.role)(roles[count.role.value])) for count in estimate.counts)
    return replace(estimate, counts=counts)
