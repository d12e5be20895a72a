"""What a report says on cohorts over the years: sentences, tables and cautions, and nothing that was withheld."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.report.tracking.conftest import NAMES
from wirkung.catalogue import LANGUAGES
from wirkung.codes import Absence, Claim, CountRole, Role
from wirkung.estimate import Count
from wirkung.finding import Together
from wirkung.report.charts.drawing import Drawing
from wirkung.report.document.blocks import Paragraph, Table
from wirkung.report.formats.plain import plain
from wirkung.report.frame.parts import answer_parts
from wirkung.report.sections.states import draw_states, states_sentences
from wirkung.report.writing.language import Language
from wirkung.report.writing.tables import subject_of

QUESTIONS = (
    "cohort",
    "earlier",
    "retention",
    "states",
    "transitions",
    "timing",
    "lost",
)


GERMAN = Language("de", NAMES)


def blocks(parts):
    return [part.block if isinstance(part, Drawing) else part for part in parts]


def tables(answer, language=GERMAN):
    return [part for part in answer_parts(answer, language) if isinstance(part, Table)]


def said(answer, language=GERMAN):
    """The sentences of an answer, with plain spaces."""
    first = answer_parts(answer, language)[0]
    texts = (first.text,) if isinstance(first, Paragraph) else first.items
    return [text.replace("\u00a0", " ") for text in texts]


def rows(table):
    return [tuple(cell.replace("\u00a0", " ") for cell in row) for row in table.rows]


def test_everything_said_on_cohorts_is_as_it_was(tracked, snapshot):
    language = tracked.language
    parts = [blocks(answer_parts(answer, language)) for answer in tracked.answers()]

    snapshot(f"tracking.{language}.txt", "\n\n\n".join(plain(each, language) for each in parts))


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_absent_answer_is_one_paragraph_that_exporters_drop(make, question, language):
    (part,) = answer_parts(make.released(question, absent=Absence.NO_PARTICIPANTS), language)

    assert part.tone == "absent"


def test_the_funnel_says_where_most_are_lost_and_counts_participations_apart(german):
    _, lost, courses = said(german.funnel())

    # 262 - 104
    assert lost == (
        "Die meisten gehen vor dem Schritt «Step C» verloren: 158 von 262 Personen, die den Schritt davor "
        "erreicht hatten, erreichten ihn nicht."
    )
    # 330 - 300
    assert courses == (
        "Personen sind nicht Teilnahmen: 300 Personen besuchten Kurse, zusammen 330 Teilnahmen; 30 davon waren "
        "für jemanden ein weiterer Kurs."
    )
    (table,) = tables(german.funnel())
    assert [row[0] for row in table.rows] == [
        "Step A",
        "Step B",
        "Step C",
    ]  # participations are in no row of persons
    assert [row[-1] for row in table.rows] == ["0", "86", "158"]


def test_few_further_courses_withhold_the_participations(german, make):
    answer = make.released("cohort", make.step("Step A", 348, 348), german.participations(300, 304))

    assert not any("304" in text for text in said(answer))
    (table,) = tables(answer)
    assert any("nicht ausgewiesen" in note for note in table.notes)


def test_more_or_less_than_earlier_is_said_only_where_no_interval_overlaps(german):
    more, less, unsure = said(german.earlier())

    assert more == (
        "Step A, nach 1 Jahr: 60 % des Jahrgangs 2024; das sind mehr als in jedem früheren Jahrgang (30 % bis "
        "35 %)."
    )
    assert "weniger als in jedem früheren Jahrgang" in less
    # Of the cohort of 2022 too few got there: one earlier cohort is left.
    assert unsure == (
        "Step C, nach 1 Jahr: 41 % des Jahrgangs 2024, im früheren Jahrgang 40 %. "
        "Ein Unterschied ist nicht sicher zu erkennen."
    )


def test_official_quotas_stand_in_a_table_of_their_own(german):
    cohorts, quotas = tables(german.earlier())

    assert len(cohorts.rows) == 9
    assert rows(quotas) == [("Quota A", "40 %", "−10 Prozentpunkte", "−20 bis −1 Prozentpunkte")]
    assert "Formeln nach: Office A; Source (2000), Journal 1, 2-3." in quotas.notes


def test_a_matrix_tells_a_withheld_cell_from_one_that_is_still_to_come(german):
    (table,) = tables(german.retention())

    assert [column.head for column in table.columns] == [
        "Jahrgang",
        "Begonnen (Personen)",
        "Befragung vorher",
        "Befragung nachher",
        "Nachbefragung",
    ]
    assert rows(table) == [
        ("2023", "100", "90 % (85 bis 95 %)", "60 % (55 bis 65 %)", "30 % (25 bis 35 %)"),
        ("2024", "100", "[g]", "55 % (50 bis 60 %)", "–"),  # 5 of 100 were not there: fewer than 10
    ]
    assert any(note.startswith("–:") for note in table.notes)
    (sentence,) = said(german.retention())
    assert sentence == (
        "Jahrgang 2024: Von 100 Personen, die begonnen haben, antworteten bei «Befragung nachher» 55 %. "
        "Mit den Daten verträglich: 50 bis 60 % (95‑%‑Konfidenzintervall). "
        "Wer nicht antwortete, kann trotzdem bis zum Ende dabei gewesen sein."
    )


def test_cohorts_that_are_not_years_are_told_as_a_range(german, make):
    answer = german.retention()
    courses = [
        replace(item.finding.subject, cohort=f"Course {item.finding.subject.cohort}")
        for item in answer.items
        if hasattr(item, "finding")
    ]
    findings = [
        make.finding(make.share(50 + 10 * place, 100), subject) for place, subject in enumerate(courses[1:3])
    ]

    (sentence,) = said(make.released("retention", *findings))

    assert (
        sentence == "Bei «Befragung nachher» antworteten je nach Kohorte 50 % bis 60 % derer, die begonnen haben. "
        "Wer nicht antwortete, kann trotzdem bis zum Ende dabei gewesen sein."
    )


def test_who_was_lost_from_sight_is_said_next_to_the_most_frequent_state(german):
    most, lost = said(german.states())

    assert most == (
        "Nach 2 Jahren: Am häufigsten ist der Stand «State B», bei 50 % (45 bis 55 %) von 200 Personen, die "
        "begonnen haben."
    )
    assert (
        lost
        == "Nach 2 Jahren sind 15 % (10 bis 20 %) aus dem Blick geraten; was aus ihnen wurde, ist nicht bekannt."
    )


def test_a_start_that_all_share_has_no_column_of_its_own(german):
    (table,) = tables(german.states())

    assert [column.head for column in table.columns] == [
        "Am weitesten gekommen bis",
        "nach 1 Jahr",
        "nach 2 Jahren",
    ]
    assert "Beim Einstieg standen alle bei «State A»." in table.notes
    assert rows(table)[1][1:] == ("60 % (55 bis 65 %)", "50 % (45 bis 55 %)")


def test_of_the_entry_alone_nothing_is_said_and_nothing_drawn(german):
    answer = german.states()
    entry = replace(answer, items=tuple(item for item in answer.items if subject_of(item).months == 0))
    (table,) = tables(entry)

    assert states_sentences(entry, "de") == ()
    assert draw_states(entry, data=table, language="de") is None


def test_several_cohorts_are_named_and_so_is_that_the_own_one_is_missing(german):
    several = replace(german.transitions(), together=Together(cohorts=(2021, 2022), persons=400))

    (table,) = tables(several)

    assert table.caption.startswith("Übergänge der Jahrgänge 2021 und 2022 zusammen (400\u00a0Personen):")
    assert "Der Jahrgang 2024 ist nicht dabei; er wurde noch nicht so lange begleitet." in table.notes


def test_transitions_name_the_base_of_every_row(german):
    (table,) = tables(german.transitions())

    assert table.columns[1].head == "Personen"
    assert table.groups == ("Zeitraum, der nach 1 Jahr endet", *["Zeitraum, der nach 2 Jahren endet"] * 3)
    assert table.rows[0][1] == "200"
    assert (
        said(german.transitions())[0]
        == "Nach 1 Jahr: Von «State A» zu «State B» gingen 120 von 200 Personen, das sind 60 % (55 bis 65 %)."
    )


@pytest.mark.parametrize(
    ("claim", "verb"),
    [
        (Claim.DESCRIPTION, "Teilnehmende taten ihn im Mittel 3,1 Monate früher"),
        (
            Claim.ASSOCIATION,
            "Die Teilnahme hängt damit zusammen, dass dieser Schritt früher kommt: im Mittel 3,1 Monate",
        ),
        (Claim.EFFECT, "Das Programm bewirkte, dass dieser Schritt früher kam: im Mittel 3,1 Monate"),
    ],
)
def test_the_claim_licenses_the_verb_on_time(german, claim, verb):
    (sentence,) = said(german.timing(claim))

    assert sentence.startswith(
        "Step A: Nach 2 Jahren hatten 50 % (45 bis 55 %) der Teilnehmenden den Schritt getan, in der "
        "Vergleichsgruppe 27 % (22 bis 32 %)."
    )
    assert verb in sentence
    assert sentence.endswith(
        "Mit den Daten verträglich: 1,0 bis 5,2 (95‑%‑Konfidenzintervall)."
    )  # how much earlier


@pytest.mark.parametrize("claim", Claim)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_difference_in_time_has_a_sentence_for_every_claim_and_direction(german, make, claim, language):
    for value, low, high in ((-3.1, -5.2, -1.0), (3.1, 1.0, 5.2), (0.4, -1.0, 2.0)):
        finding = german.difference(value, low, high, claim)
        (sentence,) = said(make.released("timing", finding), language)
        assert sentence.startswith("Step A: ")
        assert ("bewirkte" in sentence or "led to" in sentence) == (claim is Claim.EFFECT and abs(value) > 1)


def test_the_points_of_curves_stand_behind_their_picture_and_the_rest_in_tables(german):
    parts = answer_parts(german.timing(), GERMAN)
    (curves,) = [part.block.data for part in parts if isinstance(part, Drawing)]
    difference, ratios = tables(german.timing())

    assert any("konkurrierende Ereignisse" in note for note in curves.notes)
    assert curves.groups == (*["Step A: Programm"] * 3, *["Step A: Vergleichsgruppe"] * 3)
    assert rows(curves)[1] == ("nach 1 Jahr", "30 %", "25 bis 35 %", "60", "130")
    assert rows(difference) == [("Step A", "17,0", "20,1", "−3,1", "−5,2 bis −1,0", "p = 0,003")]
    assert rows(ratios) == [("Verhältnis der Raten: Trait A", "1,60", "1,10 bis 2,30", "p < 0,001")]


def test_the_lost_could_make_of_the_final_share(german):
    many, different, bounds = said(german.lost())

    assert many == "71 von 344 Personen gerieten aus dem Blick, das sind 21 % (16 bis 26 %)."
    assert different.startswith(
        "Sie waren schon zu Beginn anders als die Übrigen (standardisierte Differenz über 0,25): Trait A."
    )
    assert bounds == (
        "Step one: Beobachtet wurden 39 %. Je nachdem, was aus den Fehlenden wurde, liegt der Anteil "
        "zwischen 39 % und 50 %. Gewichtet nach den Angaben zu Beginn sind es 36 %."
    )
    _, final = tables(german.lost())
    assert [column.head for column in final.columns][1:] == [
        "beobachtet",
        "schlechtester Fall",
        "bester Fall",
        "gewichtet",
    ]
    assert final.rows[1][-2:] == ("[g]", "–")  # too few in the best case; no weighted one


def test_the_lost_were_like_the_others(german, make):
    answer = make.released("lost", german.at_the_start("Trait A", 0.1))

    (sentence,) = said(answer)
    assert sentence == (
        "Zu Beginn unterschieden sie sich in keinem gezeigten Merkmal stark von den Übrigen (standardisierte "
        "Differenz höchstens 0,25)."
    )


def test_beside_a_band_of_persons_the_test_is_withheld_and_not_missing(german):
    answer = german.timing()
    tested = next(item for item in answer.items if item.finding.subject.aspect == "timing.difference")
    count = Count(role=CountRole.PROGRAMME, number=250, at_most=259)
    main = replace(tested.finding.main, counts=(count,), test=None)
    rest = tuple(pair for pair in tested.finding.estimates if pair[0] is not Role.MAIN)
    banded = replace(tested, finding=replace(tested.finding, estimates=((Role.MAIN, main), *rest)))

    items = tuple(banded if item is tested else item for item in answer.items)
    *_, differences, _ = tables(replace(answer, items=items))

    assert differences.rows[0][-1] == "[g]"


@pytest.mark.parametrize("question", QUESTIONS[1:])
def test_where_everything_is_withheld_there_is_no_number(german, question):
    """Not one digit of a made-up small number gets out, and nothing is drawn."""
    answer = next(each for each in german.answers() if each.question is question)
    subjects = [item.finding.subject if hasattr(item, "finding") else item.subject for item in answer.items]
    few = [german.make.finding(german.make.share(7, 100), subject) for subject in subjects]

    parts = answer_parts(german.make.released(question, *few), "de")

    assert not any(isinstance(part, Drawing) for part in parts)
    cells = [cell for part in parts if isinstance(part, Table) for row in part.rows for cell in row[1:]]
    assert set(cells) <= {"[g]", "–"}
    assert not re.search(r"\b7\b", plain(blocks(parts), "de").replace("2, 7", ""))
