"""What a report says on costs, benefits and goals, sentence by sentence and table by table."""

from __future__ import annotations

import re

import pytest

from tests.released import released_alone
from tests.report import money_answers as money
from wirkung.catalogue import LANGUAGES
from wirkung.codes import Caution, Claim
from wirkung.finding import Answer
from wirkung.report.charts.drawing import Drawing
from wirkung.report.document.blocks import Bullets, Paragraph, Table
from wirkung.report.formats.plain import plain
from wirkung.report.frame.parts import answer_parts
from wirkung.report.writing.words import say

NB = "\u00a0"
ADDITIONAL = "Vollkosten je zusätzliche Person mit dem Ergebnis «Omega» (im Vergleich zur Vergleichsgruppe)"


def parts_of(answer, language="de"):
    return answer_parts(answer, language)


def said(answer, language="de"):
    first = answer_parts(answer, language)[0]
    items = first.items if isinstance(first, Bullets) else (first.text,)
    return tuple(item.replace(NB, " ") for item in items)


def tables(answer, language="de"):
    return [part for part in answer_parts(answer, language) if isinstance(part, Table)]


def rows(table):
    return [tuple(cell.replace(NB, " ") for cell in row) for row in table.rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_is_as_it_was(snapshot, language):
    sections = []
    for answer in money.all_answers():
        parts = answer_parts(answer, language)
        blocks = tuple(part.block if isinstance(part, Drawing) else part for part in parts)
        sections.append(f"== {answer.question}\n\n{plain(blocks, language)}")
    snapshot(f"money.{language}.txt", "\n\n".join(sections))


def test_the_full_cost_is_told_with_what_was_paid_and_by_whom():
    assert said(money.cost())[:4] == (
        "Vollkosten 2024: 1.000 €.",
        "Ausgezahlt wurden 800 €; der Aufwand, mit Abschreibungen und internen Verrechnungen, betrug 850 €.",
        "Der Wert von Ehrenamt und Sachspenden, die niemand bezahlt, kommt mit 150 € kalkulatorisch hinzu.",
        "Vom Aufwand trugen eigene Mittel 700 € und Dritte 150 €.",
    )


def test_full_cost_alone_is_told_alone():
    answer = money.released("cost", (money.COMPOSITION[0], money.COMPOSITION[-1]), price_year=2024)

    assert said(answer) == ("Vollkosten 2024: 1.000 €.",)


@pytest.mark.parametrize("claim", Claim)
def test_an_additional_outcome_is_put_down_to_the_programme_only_by_a_licence(claim):
    (sentence,) = [each for each in said(money.cost(money.additional(claim=claim))) if each.startswith(ADDITIONAL)]

    assert sentence.startswith(f"{ADDITIONAL}: 1.435 €. Mit den Daten verträglich: 1.003 bis 2.518 €")
    assert sentence.endswith("belegt ist das nicht.") == (claim is not Claim.EFFECT)


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        (Caution.ADDITIONAL_OUTCOME_UNDETERMINED, "lässt sich nicht sicher von null unterscheiden"),
        (Caution.OUTCOME_WITHOUT_COMPARISON, "ohne Vergleichsgruppe nicht bestimmbar"),
        (Caution.DEARER_AND_WORSE, "Teurer und schlechter"),
    ],
)
def test_a_cost_that_cannot_be_had_is_not_determinable_and_says_why(reason, why):
    answer = money.cost(money.additional(None, cautions=(reason,)))

    (sentence,) = [each for each in said(answer) if each.startswith(ADDITIONAL)]
    assert sentence.startswith(f"{ADDITIONAL}: nicht bestimmbar. ")
    assert why in sentence
    assert rows(tables(answer)[1])[-1] == (
        ADDITIONAL,
        "nicht bestimmbar",
        "entfällt",
        "157 von 344; Vergleich: 64 von 250",
    )


def test_the_base_of_every_unit_cost_stands_beside_it():
    assert [row[-1] for row in rows(tables(money.cost())[1])] == [
        "400 Plätze",
        "120 Personen",
        "157 von 344; Vergleich: 64 von 250",
        "14 Kurse",
    ]


def test_the_reconciliation_is_exact_to_the_cent_and_ends_with_full_cost():
    (table,) = answer_parts(money.ledger(), "de")

    assert rows(table) == [
        ("Gelesene Zeilen der Kostendatei, ohne Erträge", "30"),
        ("Beträge, wie sie in der Datei stehen", "1.234,50 €"),
        ("+ Stunden mal Stundensatz der Zeile", "0,07 €"),
        ("− Erstattungen", "−20,00 €"),
        ("= Vollkosten", "1.214,57 €"),
    ]


def test_a_year_without_price_index_stays_without_a_number_and_says_why():
    answer = money.cost_years()

    assert (
        said(answer)[0]
        == "Vollkosten zusammen, in Preisen von 2024: 99.149 € (2022), nicht bestimmbar (2023), 1.000 € (2024)."
    )
    (table,) = tables(answer)
    assert rows(table) == [
        ("Vollkosten zusammen", "99.149 €", "nicht bestimmbar", "1.000 €"),
        ("Vollkosten je Person mit dem Ergebnis «Omega»", "740 € (652 bis 849 €)", "–", "824 € (718 bis 957 €)"),
    ]
    cautions = parts_of(answer)[-1]
    assert cautions.items[0].whole.startswith("Für dieses Jahr oder das Preisjahr fehlt der Verbraucherpreisindex")


def test_ways_to_the_same_outcome_are_placed_and_the_placing_is_called_uncertain():
    answer = money.alternatives()

    assert said(answer)[0] == "Nach Kosten und Ergebnis von keinem anderen Weg übertroffen: 2024."
    assert said(answer)[-1].endswith("kann sie Zufall sein.")
    (table,) = tables(answer)
    assert table.groups == ("Dieses Programm", "Dieses Programm", "Andere Programme")
    assert rows(table)[1] == (
        "2024",
        "288 €",
        "+20 Prozentpunkte (+11 bis +29 Prozentpunkte)",
        "1.435 €",
        "von keinem übertroffen",
    )


@pytest.mark.parametrize("claim", Claim)
def test_acceptability_is_told_around_the_turn_in_plain_words(claim):
    sentences = said(money.acceptability(claim))

    assert [" 1.000 € wert" in sentences[0], "mit 2 % Wahrscheinlichkeit" in sentences[0]] == [True, True]
    assert [" 2.500 € wert" in sentences[1], "mit 97 % Wahrscheinlichkeit" in sentences[1]] == [True, True]
    assert len(sentences) == (2 if claim is Claim.EFFECT else 3)


def test_a_probability_is_never_none_or_all():
    (table,) = tables(money.acceptability())

    assert [row[-1] for row in rows(table)] == ["weniger als 1 %", "2 %", "97 %", "mehr als 99 %"]
    assert rows(table)[0][0] == "500 €"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_of_withheld_findings_is_one_sentence_that_says_no_number(language):
    for answer in money.all_answers():
        if answer.question == "goals":
            continue  # a goal without data has no persons to protect
        findings = tuple(item.finding for item in answer.items)
        hidden = released_alone(
            Answer(
                question=answer.question, year=2024, findings=findings, price_year=2024, projected=answer.projected
            ),
            smallest_group=400,
        )
        (sentence,) = answer_parts(hidden, language)
        opening, _, _ = say("section.withheld", language, captions="|").partition("|")
        assert sentence.text.startswith(opening)
        assert not re.search(r"\d", re.sub(r"20\d\d", "", sentence.text)), answer.question


def test_goals_say_what_follows_and_what_data_are_missing():
    sentences = said(money.goals())

    assert sentences[0].endswith(
        "Dass das Ziel erreicht ist, hat eine Wahrscheinlichkeit von 81 %. Bliebe es bei diesem Ergebnis, wäre es "
        "mit rund 77 Personen mehr entschieden. Empfehlung: mehr Daten erheben, dann entscheiden."
    )
    assert "weiterführen und wieder messen" in sentences[1]
    assert sentences[2].endswith("Empfehlung: beibehalten.")
    assert sentences[3].endswith("Ursachen klären und das Angebot oder das Ziel ändern.")
    assert "Gebraucht werden mehr Angaben" in sentences[4]
    assert sentences[5].startswith("Noch nicht zu sagen: F. Es gibt dazu keine Daten. Gebraucht wird ein Messwert")


def test_goals_stand_on_the_steps_with_verdict_and_advice_in_words():
    (table,) = tables(money.goals())

    assert table.groups == ("Stufe 3", "Stufe 3", "Stufe 4", "Stufe 4", "Stufe 4", "Stufe 5")
    assert [row[-2:] for row in rows(table)] == [
        ("? noch nicht zu sagen", "mehr Daten erheben"),
        ("? noch nicht zu sagen", "weiterführen und wieder messen"),
        ("✓ erreicht", "beibehalten"),
        ("✗ nicht erreicht", "Ursachen klären, Angebot oder Ziel ändern"),
        ("? noch nicht zu sagen", "mehr Daten erheben"),
        ("? noch nicht zu sagen", "mehr Daten erheben"),
    ]
    assert rows(table)[-1][2] == "nicht bestimmbar"


@pytest.mark.parametrize("question", [answer.question for answer in money.all_answers()])
def test_nothing_is_shown_as_a_single_paragraph_by_mistake(question):
    answer = next(each for each in money.all_answers() if each.question is question)

    assert not [part for part in parts_of(answer) if isinstance(part, Paragraph) and not part.text]
