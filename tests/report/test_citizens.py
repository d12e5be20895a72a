"""What the edition for everybody says of findings: the same numbers, by direction and by what is wanted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.report.conftest import INTEREST
from wirkung.codes import Absence, Claim, Direction, Verdict
from wirkung.disclosure.release import Withheld
from wirkung.report.frame.citizens import MOST, citizens_parts

NB = "\u00a0"


def said(answers, licence=None, language="de"):
    """What stands under each heading."""
    return {
        part.heading: [each.replace(NB, " ") for each in (*part.texts, *part.items)]
        for part in citizens_parts(answers, licence, language)
    }


def test_of_each_outcome_the_strongest_finding_is_told_once(make):
    results = said(make.answers(), make.licence())["Was ist herausgekommen?"]

    assert results[0] == (
        "Alpha: Von vorher zu nachher hat sich das bei den Teilnehmenden günstiger entwickelt als in der "
        "Vergleichsgruppe. Im Durchschnitt beträgt der Unterschied 0,25 Pkt auf einer Skala von 1 bis 5. "
        "Der wirkliche Unterschied liegt wahrscheinlich zwischen 0,12 und 0,38 Pkt."
    )
    assert len({each.split(":")[0] for each in results}) == len(results)


@pytest.mark.parametrize(
    ("better", "value", "words"),
    [
        (1, 0.3, "günstiger entwickelt"),
        (1, -0.3, "ungünstiger entwickelt"),
        (-1, -0.3, "günstiger entwickelt"),
        (-1, 0.3, "ungünstiger entwickelt"),
        (0, 0.3, "stärker nach oben"),
        (0, -0.3, "stärker nach unten"),
    ],
)
def test_what_is_wanted_decides_between_better_and_worse(make, better, value, words):
    finding = make.compared(replace(INTEREST, better=better), value, 0.1, Claim.ASSOCIATION)
    ((text,),) = (each for head, each in said((make.released("comparison", finding),)).items() if "heraus" in head)

    assert f" {words} " in text
    assert "0,30" in text


def test_nothing_found_is_not_told_as_no_effect(make):
    finding = make.compared(INTEREST, 0.05, 0.2, Claim.EFFECT)
    assert finding.main.direction is Direction.NOT_DISTINGUISHABLE
    (text,) = said((make.released("comparison", finding),))["Was ist herausgekommen?"]

    assert " keinen sicheren Unterschied zur Vergleichsgruppe gefunden." in text
    assert text.endswith("Das heißt nicht, dass es keinen gibt.")


def test_too_small_to_matter_is_said(make):
    finding = replace(make.compared(INTEREST, 0.05, 0.02, Claim.EFFECT), verdict=Verdict.NO_RELEVANT_CHANGE)
    (text,) = said((make.released("comparison", finding),))["Was ist herausgekommen?"]

    assert text.endswith("Dieser Unterschied ist zu klein, um bedeutsam zu sein.")


def test_what_is_withheld_is_told_without_a_number(make):
    answer = make.released("comparison", make.compared(INTEREST, 0.3, 0.1, Claim.ASSOCIATION))
    hidden = replace(answer, items=(Withheld(INTEREST),))
    parts = said((hidden,), make.licence())
    (text,) = parts["Was ist herausgekommen?"]

    assert (
        text == "Alpha: Den Vergleich mit anderen zeigen wir hier nicht. "
        "Sonst könnte man vielleicht einzelne Menschen erkennen."
    )
    assert "Wie sicher ist das?" not in parts  # of what is not shown


@pytest.mark.parametrize("claim", Claim)
def test_no_claim_is_above_the_licence(make, claim):
    texts = said(make.answers(), make.licence(claim))["Wie sicher ist das?"]

    assert ("hat ihn deshalb sehr wahrscheinlich das Programm bewirkt" in texts[0]) is (claim is Claim.EFFECT)
    assert ("Ein Beweis ist er nicht" in texts[0]) is (claim is Claim.ASSOCIATION)


def test_more_results_than_have_room_are_counted(make):
    findings = [
        make.compared(replace(INTEREST, indicator=f"i{n}"), 0.3, 0.1, Claim.ASSOCIATION) for n in range(MOST + 2)
    ]
    results = said((make.released("comparison", *findings),))["Was ist herausgekommen?"]

    assert len(results) == MOST + 1
    assert results[-1] == "2 weitere Punkte stehen im Bericht."


def test_of_costs_alone_nothing_is_said_of_persons(make):
    parts = said((make.released("cost", make.cost("a", 941)),), make.licence(of_persons=False))

    assert "Wie sicher ist das?" not in parts
    assert "Was ist herausgekommen?" not in parts


def test_where_nothing_was_measured_it_says_so(make):
    parts = said((make.released("change", absent=Absence.NO_INDICATORS),), make.licence())

    assert parts["Was ist herausgekommen?"] == ["Das wissen wir nicht. Wir haben kein Ergebnis gemessen."]
    assert "Wie sicher ist das?" not in parts
