"""Figures on money and goals: deterministic, in house colours, told in words, nothing withheld in them."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from tests.report import money_answers as money
from tests.report.told import draw
from wirkung.catalogue import LANGUAGES
from wirkung.codes import Advice, BudgetLine, Caution, CostSum, CountRole, Quantity, Role, UnitCost, Verdict
from wirkung.estimate import Count
from wirkung.finding import Subject
from wirkung.report.charts.cost_bars import draw_composition
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.payers import draw_payers
from wirkung.report.charts.style import COLOURS
from wirkung.report.charts.years import InYear, Measure, paint_measures
from wirkung.report.document.blocks import Column, Table
from wirkung.report.frame.parts import answer_parts

DATA = Table(caption="Data", columns=(Column(head="A"),), rows=())
NB = "\u00a0"


def drawings(language="de"):
    return [
        part
        for answer in money.all_answers()
        for part in answer_parts(answer, language)
        if isinstance(part, Drawing)
    ]


def alt(answer, language="de"):
    return draw(answer, data=DATA, language=language).block.alt.replace(NB, " ")


def test_each_section_has_its_figures():
    assert [each.block.caption for each in drawings()] == [
        "Woraus sich die Vollkosten zusammensetzen, 2024",
        "Wer die Vollkosten von 1.000\u00a0€ trug, 2024",
        "Kosten je Einheit, 2024",
        "Kosten bis 2024, in Preisen von 2024",
        "Wie wahrscheinlich das Programm seinen Preis wert ist, je nach Wert eines Ergebnisses, 2024",
        "Szenario: Woran der Kapitalwert hängt, Programmjahr 2024",
        "Ziele und gemessene Werte entlang der Wirkungstreppe, 2024",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_runs_give_the_same_bytes_in_house_colours_only(language):
    for first, second in zip(drawings(language), drawings(language), strict=True):
        assert first.svg == second.svg
        assert set(re.findall(r"#[0-9a-f]{6}", first.svg.lower())) <= {*COLOURS.values(), "#000000"}
        assert "<text" not in first.svg


def test_every_figure_stands_beside_the_table_of_its_data():
    for answer in money.all_answers():
        parts = answer_parts(answer, "de")
        for place, part in enumerate(parts):
            if isinstance(part, Drawing):
                following = next(each for each in parts[place:] if isinstance(each, Table))
                assert part.block.data.rows == following.rows
                assert part.block.data.columns == following.columns


def test_full_cost_is_drawn_as_the_sum_of_its_parts_what_was_paid_first():
    drawing = draw_composition(money.cost(), data=DATA, language="de")

    assert drawing.block.alt.replace(NB, " ").endswith(
        "Vollkosten zusammen 1.000 €; Personal 600 €; Räume 250 €; Ehrenamt (nicht bezahlt) 100 €; "
        "Sachspenden (nicht bezahlt) 50 €."
    )
    assert "stroke-dasharray" in drawing.svg  # what nobody paid differs in its outline, not only in colour


def test_without_full_cost_nothing_is_drawn_as_its_parts():
    parts = money.released("cost", money.COMPOSITION[:2])

    assert draw_composition(parts, data=DATA, language="de") is None


def payers(*findings):
    drawing = draw_payers(money.released("cost", findings), data=DATA, language="de")
    return None if drawing is None else drawing.block.alt.replace(NB, " ")


def test_who_paid_is_one_bar_of_patterns_that_is_told_in_words():
    drawing = draw_payers(money.cost(), data=DATA, language="de")

    assert drawing.block.alt.replace(NB, " ") == (
        "Ein Balken aus Teilen, zusammen 1.000 €: Eigene Mittel: 700 € (70 %); Mittel Dritter: 150 € (15 %); "
        "Ehrenamt und Sachspenden, die niemand bezahlt: 150 € (15 %)."
    )
    assert "<pattern" in drawing.svg
    assert "stroke-dasharray" in drawing.svg


def test_of_who_paid_nothing_is_drawn_that_is_not_shown_or_that_could_be_worked_out():
    """Own funds and the sum would give away what third parties paid, where that is withheld."""
    own, third, calculated, full = money.COMPOSITION[-4:]
    few = money.total(CostSum.THIRD_PARTY, 150.0, money.FEW)

    assert payers(own, third, calculated, full)
    assert payers(own, few, calculated, full) is None
    assert payers(own, third, full) is None  # not all of it
    assert payers(money.total(CostSum.OWN, 850.0), calculated, full)  # two parts are all
    assert payers(calculated, full) is None


def budgeted(of, cents):
    line = money.estimate(cents / 100, quantity=Quantity.LEDGER_LINE)
    return money.finding(Subject(aspect=of), line)


def test_where_no_third_party_is_told_apart_income_and_what_is_left_are_the_parts():
    lines = [
        budgeted(BudgetLine.EXPENSES, 500_050),
        budgeted(BudgetLine.INCOME, 120_050),
        budgeted(BudgetLine.NET, 380_000),
    ]

    assert payers(*lines) == (
        "Ein Balken aus Teilen, zusammen 5.000,50 €: Zuschussbedarf aus eigenen Mitteln: 3.800,00 € (76 %); "
        "Erträge, zum Beispiel Beiträge und Zuschüsse: 1.200,50 € (24 %)."
    )
    surplus = [*lines[:1], budgeted(BudgetLine.INCOME, 600_050), budgeted(BudgetLine.NET, -100_000)]
    assert payers(*surplus) is None


def test_who_paid_is_drawn_once_though_both_tables_could_tell_it():
    of_budget = (budgeted(BudgetLine.EXPENSES, 90_000), budgeted(BudgetLine.INCOME, 9_000))
    answer = money.cost(*of_budget, budgeted(BudgetLine.NET, 81_000))
    captions = [each.block.caption for each in answer_parts(answer, "de") if isinstance(each, Drawing)]

    assert len([each for each in captions if each.startswith(("Wer", "Was die Ausgaben"))]) == 1


def test_a_unit_cost_that_cannot_be_had_keeps_its_row_and_one_more_course_is_no_bar():
    answer = money.cost(money.additional(None, cautions=(Caution.OUTCOME_WITHOUT_COMPARISON,)), money.MARGINAL)

    (*_, units) = [part for part in answer_parts(answer, "de") if isinstance(part, Drawing)]
    told = units.block.alt.replace(NB, " ")
    assert told == (
        "Kosten je Einheit: Vollkosten je angebotenen Platz: 2,50 €; Vollkosten je Person mit dem Ergebnis "
        "«Omega»: 824 € (718 bis 957 €); Vollkosten je zusätzliche Person mit dem Ergebnis «Omega» (im Vergleich "
        "zur Ver…: nicht bestimmbar."
    )


def test_unit_costs_without_a_value_are_not_drawn():
    nothing = money.released("cost", (money.additional(None, cautions=(Caution.NOBODY_REACHED,)),))

    assert draw(nothing, data=DATA, language="de") is None


def test_a_year_that_is_withheld_is_said_and_not_drawn():
    told = alt(money.cost_years(few=True))

    assert "Vollkosten je Person mit dem Ergebnis «Omega»: 2024 824 € (718 bis 957 €)" in told
    assert "740" not in told
    assert told.endswith("Ein Wert ist nicht gezeigt, um Personen zu schützen.")


@pytest.mark.parametrize("years", [1, 4, 9])
def test_any_number_of_years_can_be_drawn(years):
    full = [
        money.finding(
            Subject(aspect=CostSum.FULL, cohort=2015 + year),
            money.estimate(1000.0 + year, quantity=Quantity.TOTAL_COST),
        )
        for year in range(years)
    ]

    assert draw(money.released("cost_years", full, price_year=2024), data=DATA, language="en") is not None


def test_the_tornado_shows_the_widest_and_tells_how_many_more_there_are():
    swings = [(1000.0 - width, 1000.0 + width) for width in range(1000, 100, -50)]
    told = alt(money.sensitivity(*swings))

    assert told.endswith("12 weitere Zeilen stehen in der Datentabelle.")
    assert "mit allen angenommenen Werten 1.000 €: Zinssatz im Jahr: 0,00 € / 2.000 €;" in told


def test_a_tornado_of_nothing_but_chance_is_not_drawn():
    assert draw(money.sensitivity(), data=DATA, language="de") is None


def test_goals_are_told_with_target_value_interval_and_verdict_in_words():
    told = alt(money.goals())

    assert "A, Ziel 50 %: 60 % (39 bis 78 %), noch nicht zu sagen;" in told
    assert "C, Ziel +0,50 Pkt: +0,92 (0,85 bis 0,99), erreicht;" in told
    assert "D, Ziel +9,00 Pkt: +0,92 (0,85 bis 0,99), nicht erreicht;" in told
    assert "F, Ziel 50 %: nicht bestimmbar, noch nicht zu sagen." in told
    assert not re.search("[✓✗?]", told)


def test_goals_of_which_nothing_is_known_are_not_drawn():
    unmeasured = money.goals().items[-1].finding

    assert draw(money.released("goals", (unmeasured,)), data=DATA, language="de") is None


def test_a_withheld_goal_is_named_as_not_shown():
    few = money.estimate(
        0.5, 0.3, 0.7, quantity=Quantity.SHARE, counts=(Count(role=CountRole.REACHED, number=4, of=100),)
    )
    shown = money.goals().items[0].finding
    hidden = money.finding(Subject(indicator="Psi"), few, target=0.5)

    assert alt(money.released("goals", (shown, hidden))).endswith("Nicht gezeigt, um Personen zu schützen: Psi.")


def _renamed(subject, name):
    """With any name for what a programme file names."""
    named = {kind: f"{name}{getattr(subject, kind)}" for kind in KINDS if getattr(subject, kind)}
    return replace(subject, **named)


KINDS = ("goal", "step", "benefit", "alternative")


@pytest.mark.parametrize("label", ["Ä" * 300, "Kurs " * 60, "🎓 <script>$x$", "שלום", "=HYPERLINK(1)"])
def test_any_label_can_be_drawn(label):
    """A figure without room for its axes would stop the report."""
    for answer in money.all_answers():
        findings = [item.finding for item in answer.items]
        named = [replace(each, subject=_renamed(each.subject, label)) for each in findings]
        given = money.released(answer.question, named, price_year=2024, projected=answer.projected)
        assert answer_parts(given, "de")


def test_goals_below_a_target_and_with_a_target_of_zero_can_be_drawn():
    change = money.estimate(-0.9, -1.2, -0.6, quantity=Quantity.MEAN_CHANGE, unit=money.POINTS)
    fewer = money.goal("A", change, verdict=Verdict.REACHED, advice=Advice.KEEP, target=-0.5, better=-1)
    none = money.goal("B", change, verdict=Verdict.MISSED, advice=Advice.RETHINK, target=0.0)

    assert "A, Ziel −0,50 Pkt: −0,90 (−1,20 bis −0,60), erreicht" in alt(money.released("goals", (fewer, none)))


def test_full_cost_with_nothing_but_one_part_and_a_loss_on_every_side_can_be_drawn():
    one = money.released("cost", (money.COMPOSITION[2], money.COMPOSITION[-1]))

    assert (
        draw(one, data=DATA, language="en")
        .block.alt.replace(NB, " ")
        .endswith("Full cost, in all €1,000; Volunteers (unpaid) €100.")
    )
    assert draw(money.sensitivity((-500.0, -100.0)), data=DATA, language="en") is not None


def participants_by_year(*numbers):
    """Cost per participant from 2022 on, with how many these were."""
    found = [money.unit_cost(UnitCost.PARTICIPANT, 297.0, base=money.base(number)) for number in numbers]
    years = (replace(each, subject=replace(each.subject, cohort=2022 + n)) for n, each in enumerate(found))
    return money.released("cost_years", tuple(years), price_year=2024)


def test_participants_stand_beside_the_costs_over_the_years():
    answer = participants_by_year(330, 329, 333)
    assert "Teilnehmende Personen: 2022 330, 2023 329, 2024 333" in alt(answer)
    figure, table = (part for part in answer_parts(answer, "de") if isinstance(part, Drawing | Table))
    assert figure.block.caption.startswith("Teilnehmende und Kosten bis 2024")
    assert table.rows[0] == ("Teilnehmende Personen", "330", "329", "333")


def test_participants_of_a_year_that_is_withheld_are_not_told():
    whole = participants_by_year(330, 329, 333)
    (_, table) = (part for part in answer_parts(_base_withheld(whole), "de") if isinstance(part, Drawing | Table))
    assert table.rows[0] == ("Teilnehmende Personen", "330", "[g]", "333")


def _base_withheld(answer):
    """As where only the persons of the second year may not be told."""
    first, second, third = answer.items
    bare = replace(second.finding, estimates=second.finding.estimates[:1])
    return replace(answer, items=(first, replace(second, finding=bare, withheld=(Role.BASE,)), third))


def test_no_line_leads_over_a_year_of_which_nothing_is_known():
    picture = Figure()
    points = tuple(InYear(year=year, value=3.0, note="3") for year in (2020, 2021, 2023))
    paint_measures(picture, [Measure(title="Alpha", years=points)])
    line = max(picture.axes[0].lines, key=lambda each: len(each.get_xdata()))
    assert list(line.get_xdata()) == [2020, 2021, 2022, 2023]
    assert [math.isnan(value) for value in line.get_ydata()] == [False, False, True, False]
