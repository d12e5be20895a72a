"""The first page: the answer, how far to trust it, the numbers to keep, the goals."""

from __future__ import annotations

import pytest

from wirkung.catalogue import LANGUAGES
from wirkung.codes import Absence, Caution, Claim, CountRole, Quantity, Role, UnitKind
from wirkung.disclosure.release import release
from wirkung.estimate import SHARE, Count, Estimate, Unit
from wirkung.finding import Answer, Finding, Subject
from wirkung.report.document.blocks import Bullets, KeyFigures, Paragraph
from wirkung.report.frame.glance import glance, glance_blocks
from wirkung.report.frame.key_figures import key_figures
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import say

NB = "\u00a0"
POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")


def texts(blocks):
    return [block.text.replace(NB, " ") for block in blocks if isinstance(block, Paragraph)]


def test_of_one_indicator_the_strongest_answer_is_told(make):
    """What changed is behind what is compared, and stands among the key figures."""
    (comparison,) = texts(glance_blocks(glance(*make.answers()), "de"))

    assert comparison == (
        "Alpha: Die Teilnahme hängt mit einer Entwicklung zusammen, die von vorher zu nachher im Mittel um "
        "0,25 Pkt über der Vergleichsgruppe liegt, wahrscheinlich zwischen 0,12 und 0,38 Pkt. "
        "Die Skala reicht von 1 bis 5."
    )


def test_the_order_is_answer_evidence_numbers_goals_decisions(make):
    blocks = glance_blocks(glance(*make.answers(), licence=make.licence()), "en")

    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Bullets, KeyFigures, Bullets, Bullets]
    assert blocks[1].mark == "●●○○○ Evidence level: 2 of 5"
    leads = [block.lead for block in blocks if isinstance(block, Bullets)]
    assert leads == ["One further result:", "The goals:", "What to decide next"]


def test_key_figures_say_how_sure_they_are_in_words(make):
    blocks = glance_blocks(glance(*make.answers()), "de")

    (figures,) = [block for block in blocks if isinstance(block, KeyFigures)]
    said = [(item.value.replace(NB, " "), item.label, item.detail.replace(NB, " ")) for item in figures.items]
    assert said == [
        ("+0,25 Pkt", "Alpha: Unterschied zur Vergleichsgruppe", "wahrscheinlich zwischen 0,12 und 0,38 Pkt"),
        (
            "+0,31 Pkt",
            "Alpha: Veränderung von vorher zu nachher",
            "wahrscheinlich zwischen 0,21 und 0,41 Pkt; groß genug, um bedeutsam zu sein",
        ),
        ("30 %", "Anteil am Jahrgang: Step C", "104 von 348 Personen"),  # the last with a goal
        (
            "941 €",
            "Vollkosten je Person mit dem Ergebnis «Cost B»",
            "wahrscheinlich zwischen 805 und 1.116 €",
        ),  # the cost that is uncertain
        # 198 + 142
        (
            "340 Personen",
            "ausgewertet: 198 im Programm, 142 in der Vergleichsgruppe",
            "gezählt, nicht geschätzt",
        ),
    ]


@pytest.mark.parametrize(
    ("value", "detail"), [(0.3, "30 von 100 Personen"), (0.4, "wahrscheinlich zwischen 20 und 50 %")]
)
def test_a_share_that_is_weighted_or_of_a_curve_is_not_told_as_a_count(make, value, detail):
    reached = (Count(role=CountRole.REACHED, number=30, of=100),)
    share = make.estimate(value, 0.2, 0.5, quantity=Quantity.SHARE, unit=SHARE, counts=reached)
    (figure,) = key_figures({"afterwards": make.released("afterwards", make.finding(share))}, "de")[0].items
    assert figure.detail.replace(NB, " ") == detail


def test_a_change_without_interval_is_not_called_counted(make):
    """Of too few courses nobody can say how sure it is; that is not as good as counted."""
    alone = make.finding(make.estimate(-1.8, cautions=(Caution.TOO_FEW_CLUSTERS,)))
    blocks = glance_blocks(glance(make.released("change", alone)), "de")
    (figures,) = [block for block in blocks if isinstance(block, KeyFigures)]
    assert figures.items[0].detail == "wie sicher das ist, lässt sich nicht angeben"


def test_without_a_comparison_the_persons_asked_twice_are_counted(make):
    blocks = glance_blocks(glance(make.answers()[0]), "en")

    (figures,) = [block for block in blocks if isinstance(block, KeyFigures)]
    assert [(item.value, item.label) for item in figures.items][1:] == [
        (f"217{NB}persons", "asked before and after")
    ]


@pytest.mark.parametrize(
    ("unit", "quantity", "low", "high", "german", "british"),
    [
        (
            POINTS,
            Quantity.MEAN_CHANGE,
            0.16,
            0.41,
            "zwischen 0,16 und 0,41 Punkten",
            "between 0.16 and 0.41 Punkte",
        ),
        (SHARE, Quantity.SHARE, 0.7, 0.8, "zwischen 70 und 80 %", "between 70% and 80%"),
        (
            SHARE,
            Quantity.SHARE_DIFFERENCE,
            -0.02,
            0.01,
            "zwischen −2 und +1 Prozentpunkten",
            "between −2 and +1 percentage points",
        ),
        (POINTS, Quantity.MEAN_CHANGE, 0.2, float("inf"), "mindestens 0,20 Punkte", "at least 0.20 Punkte"),
    ],
)
def test_limits_in_words_name_their_unit_in_its_case(make, unit, quantity, low, high, german, british):
    estimate = make.estimate(0.3, low, high, unit=unit, quantity=quantity)
    subject = Subject(indicator="Alpha")

    assert Numbers("de").likely(estimate, subject).replace(NB, " ") == f"wahrscheinlich {german}"
    assert Numbers("en").likely(estimate, subject).replace(NB, " ") == f"probably {british}"


def test_goals_are_told_by_icon_and_words(make):
    blocks = glance_blocks(glance(*make.answers()), "de")
    (goals,) = [block for block in blocks if getattr(block, "lead", "") == "Die Ziele:"]

    assert [item.replace(NB, " ") for item in goals.items] == [
        "✓ erreicht: Goal A (gemessen: +0,31 Pkt)",
        (
            "? noch nicht zu sagen: Goal B (gemessen: 75 %). Der unsichere Bereich umfasst das Ziel: "
            "Es könnte erreicht oder verfehlt sein."
        ),
        "✗ nicht erreicht: Goal C (gemessen: 30 %)",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_withheld_answer_says_so_without_any_number_of_it(make, language):
    few = make.finding(make.estimate(0.31, 0.21, 0.4, counts=(make.step("a", 4, 9).main.counts[0],)))
    blocks = glance_blocks(glance(make.released("change", few)), language)

    (why,) = [block for block in blocks if isinstance(block, Paragraph)]
    assert why.tone == "limit"
    assert "Alpha" in why.text
    assert not [block for block in blocks if isinstance(block, KeyFigures)]
    assert not [number for number in ("0,31", "0.31") if number in str(blocks)]


def test_what_is_withheld_or_absent_is_no_key_figure(make):
    withheld = make.released("cohort", make.step("Step A", 6, 348))

    assert glance_blocks(glance(withheld), "de") == ()
    assert glance_blocks(glance(make.released("cost", absent=Absence.NO_COSTS)), "de") == ()


def reached_of(share, target, *, registered):
    """The answer on reach: so many registered, of a target group."""
    main = Estimate(
        quantity=Quantity.PART_OF_PLANNED,
        unit=SHARE,
        value=share,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=registered),),
        source="Count",
    )
    finding = Finding(
        subject=Subject(aspect="reach.coverage", decimals=0), estimates=((Role.MAIN, main),), target=target
    )
    (answer,) = release([Answer(question="reach", year=2024, findings=(finding,))], smallest_group=10)
    return answer


def test_whom_it_reached_and_whom_it_is_of_stand_in_one_line(make):
    """344 of 10,000, and the persons of the answer no second time among the numbers to keep."""
    said = glance_blocks(glance(*make.answers(), reached_of(0.0344, 10000.0, registered=344)), "de")
    lines = [block.text.replace(NB, " ") for block in said if isinstance(block, Paragraph)]
    assert (
        "Angemeldet: 344 von 10.000 Personen der Zielgruppe (3,4 %). "
        "Ausgewertet: 198, in der Vergleichsgruppe 142." in lines
    )
    (figures,) = [block for block in said if isinstance(block, KeyFigures)]
    assert "340" not in "".join(item.value for item in figures.items)


def test_without_a_target_group_the_persons_are_one_of_the_numbers(make):
    said = glance_blocks(glance(*make.answers()), "de")
    assert not any("Ausgewertet" in block.text for block in said if isinstance(block, Paragraph))


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_was_measured_it_says_so_and_calls_nothing_the_main_result(make, language):
    absent = make.released("change", absent=Absence.NO_INDICATORS)
    first, decide = glance_blocks(glance(absent, licence=make.licence()), language)

    assert first == Paragraph(text=say("glance.nothing_measured", language), tone="answer")
    assert decide.items == (say("next.nothing_measured", language),)


def test_steps_that_are_reached_were_measured_and_money_was_not(make):
    absent = make.released("change", absent=Absence.NO_INDICATORS)
    said = say("glance.nothing_measured", "de")
    reached = glance_blocks(glance(absent, make.released("cohort", make.step("Step A", 120, 348))), "de")
    licence = make.licence()

    assert said not in texts(reached)
    assert said in texts(
        glance_blocks(glance(absent, make.released("cost", make.cost("a", 941)), licence=licence), "de")
    )


def test_what_may_not_be_told_any_more_was_measured(make):
    kept_back = make.released("change", absent=Absence.FEW_CHANGED)
    blocks = glance_blocks(glance(kept_back, licence=make.licence()), "de")

    assert say("glance.nothing_measured", "de") not in texts(blocks)


def test_of_an_answer_that_is_withheld_it_is_not_told_what_design_would_show_more(make):
    few = make.released("change", make.step("Alpha", 4, 9))
    *_, decide = glance_blocks(glance(few, licence=make.licence()), "de")

    assert decide.items == (say("next.withheld", "de"),)
