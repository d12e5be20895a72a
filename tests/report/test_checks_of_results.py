"""Robustness, subgroups, threats and relevance: rows in groups, sentences by verdict, consequences in words."""

from __future__ import annotations

import re

import pytest

from wirkung.catalogue import LANGUAGES
from wirkung.codes import Caution, CountRole, Quantity, Role, Verdict
from wirkung.estimate import SHARE, Count
from wirkung.finding import Subject
from wirkung.report.document.blocks import Bullets, Column, Paragraph, Table
from wirkung.report.formats.fragments import fragment
from wirkung.report.formats.plain import plain
from wirkung.report.frame.parts import answer_parts
from wirkung.report.section import MOST_SENTENCES

NEW = ("robustness", "subgroups", "threats")
ALPHA = Subject(indicator="Alpha", low=1.0, high=5.0, better=1)


def parts_on(make, question, *findings, language="de"):
    answer = (
        make.released(question, *findings)
        if findings
        else next(answer for answer in make.answers() if answer.question is question)
    )
    return answer_parts(answer, language)


def table_of(parts):
    (table,) = [part for part in parts if isinstance(part, Table)]
    return table


def sentences(parts):
    first = parts[0]
    return first.items if isinstance(first, Bullets) else (first.text,) if isinstance(first, Paragraph) else ()


def cautions(parts):
    return parts[-1].bullets.items


def test_methods_stand_under_their_indicator_and_the_chosen_one_is_marked(make):
    table = table_of(parts_on(make, "robustness"))

    assert (
        table.groups == ("Alpha (1\u00a0bis\u00a05\u00a0Pkt)",) * 4 + ("Beta (0\u00a0bis\u00a020\u00a0Pkt)",) * 4
    )
    assert table.rows[0] == (
        "Nach dem Untersuchungsplan: Unterschied der Veränderungen",
        "+0,25",
        "0,12\u00a0bis\u00a00,38",
        "198\u00a0/\u00a0142",
    )
    assert table.rows[2][0] == "Mit dem Ausgangswert als Kontrollgröße (ANCOVA)"
    assert table.rows[3][1] == "nicht bestimmbar"
    assert table.notes[2].startswith("Nach dem Untersuchungsplan: Dieses Verfahren folgt daraus")


def test_a_chosen_method_of_another_kind_keeps_its_plain_name(make):
    share = make.estimate(0.1, 0.0, 0.2, quantity=Quantity.SHARE, unit=SHARE)
    subject = Subject(indicator="alpha", aspect="robustness.chosen")

    assert table_of(parts_on(make, "robustness", make.finding(share, subject))).rows[0][0] == (
        "Verfahren des Untersuchungsplans"
    )


def test_it_is_said_whether_other_methods_agree(make):
    alpha, beta = sentences(parts_on(make, "robustness"))

    assert alpha == "Alpha: Auch die anderen Verfahren sehen einen Unterschied nach oben."
    assert beta == (
        "Beta: Dem Verfahren des Untersuchungsplans widerspricht: «Mit dem Ausgangswert als Kontrollgröße "
        "(ANCOVA)» (vergleicht Personen mit gleichem Ausgangswert). Der Abstand ist größer, als durch Zufall zu "
        "erwarten ist. Begannen die Gruppen verschieden, fragen die Verfahren Verschiedenes. Das Ergebnis hängt "
        "vom Verfahren ab und ist mit Vorsicht zu lesen."
    )


def test_of_many_indicators_those_that_agree_are_counted_and_one_that_does_not_is_told(make):
    names = [Subject(indicator=f"alpha{number}", low=1.0, high=5.0, better=1) for number in range(10)]
    pairs = [(name, -0.3 if name is names[5] else 0.3) for name in names]
    findings = [
        make.by_method(name, method, value, 0.1)
        for name, other in pairs
        for method, value in (("chosen", 0.3), ("ancova", other))
    ]

    first, agree, against = sentences(parts_on(make, "robustness", *findings))

    assert first.startswith("alpha0: Auch das andere")
    assert agree == "8 Ergebnisse: Auch das andere Verfahren sieht einen Unterschied nach oben."
    assert against.startswith("alpha5: Nicht jedes Verfahren kommt für sich zum selben Schluss")


def test_of_many_results_the_first_are_told_and_the_others_counted_since_each_has_a_row(make):
    names = [Subject(indicator=f"alpha{number}", low=1.0, high=5.0, better=1) for number in range(12)]
    parts = parts_on(make, "change", *(make.changed(name, 3.0, 3.3, 0.1) for name in names))

    *told, counted = sentences(parts)

    assert [each.partition(":")[0] for each in told] == [f"alpha{number}" for number in range(MOST_SENTENCES)]
    assert counted == "4 weitere Ergebnisse stehen je in einer Zeile der Tabelle dazu."
    assert max(len(part.rows) for part in parts if isinstance(part, Table)) == len(names)


def test_another_sign_within_noise_is_no_contradiction(make):
    findings = [make.by_method(ALPHA, "chosen", 0.3, 0.1), make.by_method(ALPHA, "weighted", 0.2, 0.3)]

    (sentence,) = sentences(parts_on(make, "robustness", *findings))

    assert "Vergleichsgruppe so gewichtet" in sentence
    assert sentence.endswith("Ein Widerspruch ist das nicht.")


def test_the_values_afterwards_alone_contradict_nothing(make):
    found = [("chosen", 0.3), ("after", -0.3), ("ancova", 0.3)]
    findings = [make.by_method(ALPHA, method, value, 0.1) for method, value in found]

    agree, after = sentences(parts_on(make, "robustness", *findings))

    assert agree == "Alpha: Auch das andere Verfahren sieht einen Unterschied nach oben."
    assert after.startswith("Alpha: Anders fallen die Werte nachher allein aus.")


@pytest.mark.parametrize(("lower", "said"), [(0.2, "bleibt der Unterschied"), (0.0, "nicht mehr sicher")])
def test_bounds_say_what_the_lost_may_change(make, lower, said):
    found = [("chosen", 0.3), ("change", 0.3), ("lee_lower", lower), ("lee_upper", 0.5)]
    findings = [make.by_method(ALPHA, method, value, 0.1) for method, value in found]

    agree, bounds = sentences(parts_on(make, "robustness", *findings))

    assert "Auch das andere Verfahren" in agree
    assert said in bounds


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (-0.3, "das andere Verfahren sieht einen Unterschied nach unten"),
        (0.0, "erkennt keinen sicheren Unterschied"),
    ],
)
def test_agreement_names_the_direction(make, value, said):
    findings = [make.by_method(ALPHA, method, value, 0.1) for method in ("chosen", "ancova")]

    (sentence,) = sentences(parts_on(make, "robustness", *findings))

    assert said in sentence


def test_without_a_known_method_beside_it_nothing_is_claimed(make):
    alone = make.by_method(ALPHA, "chosen", 0.3, 0.1)
    unknown = make.by_method(ALPHA, "weighted", None, 0.0, Caution.NO_OVERLAP)

    for findings in ((alone,), (alone, unknown)):
        (sentence,) = sentences(parts_on(make, "robustness", *findings))
        assert sentence == (
            "Alpha: Ob andere Verfahren zum selben Schluss kommen, lässt sich mit diesen Daten nicht sagen."
        )


def test_a_caution_of_a_method_with_every_indicator_names_the_method_once(make):
    overlap, disagree = cautions(parts_on(make, "robustness"))

    assert overlap.endswith("Das betrifft: Vergleichsgruppe so gewichtet, dass sie der Programmgruppe gleicht.")
    assert disagree.startswith("Dieses Verfahren kommt zu einem anderen Schluss")
    assert disagree.endswith("Das betrifft: Beta: mit dem Ausgangswert als Kontrollgröße (ANCOVA).")


def test_each_characteristic_has_one_sentence_from_its_one_test(make):
    differ, not_shown = sentences(parts_on(make, "subgroups"))

    assert differ.startswith("Trait A: Das Ergebnis unterscheidet sich zwischen den Gruppen stärker, als")
    assert not_shown == (
        "Trait B: Ein Unterschied zwischen den Gruppen ist nicht sicher zu erkennen. "
        "Dass das Ergebnis überall gleich ist, beweist das nicht."
    )
    undecided = make.subgroup("Trait", "a", 0.3, 20, Verdict.UNDECIDED)
    assert "lässt sich mit diesen Daten nicht prüfen" in sentences(parts_on(make, "subgroups", undecided))[0]


def test_subgroups_stand_under_their_characteristic_and_small_ones_are_withheld(make):
    table = table_of(parts_on(make, "subgroups"))

    assert table.groups == ("Trait A", "Trait A", "Trait B", "Trait B", "Trait B")
    assert [row[0] for row in table.rows] == ["a", "b", "a", "b", "c"]
    assert table.rows[0][1:] == ("+0,50\u00a0Pkt", "0,30\u00a0bis\u00a00,70", "90\u00a0/\u00a060")
    assert table.rows[4] == ("c", "[g]", "[g]", "[g]")
    assert table.columns[-1].head == "Personen (Programm / Vergleich)"


def test_subgroups_of_one_group_count_pairs_and_unknown_ones_have_their_name(make):
    subject = Subject(characteristic="Trait", category="", part_of=("Trait",))
    finding = make.finding(make.estimate(0.3, 0.2, 0.4), subject, verdict=Verdict.UNDECIDED)

    table = table_of(parts_on(make, "subgroups", finding))

    assert (table.groups, table.rows[0][0], table.rows[0][-1]) == (("Trait",), "keine Angabe", "217")
    assert table.columns[-1].head == "Personen"


def test_threats_say_what_follows_from_them(make):
    table = table_of(parts_on(make, "threats"))

    assert table.groups == ("Programm- und Vergleichsgruppe",) * 4 + ("Alpha",) * 4 + ("Beta",)
    assert [row[-1] for row in table.rows] == [
        "– siehe Unterschied im Ausfall",
        "– siehe Unterschied im Ausfall",
        "✗ Ausfall zu groß",
        "! Unterschied fällt kleiner aus",
        "! Veränderung wird unterschätzt",
        "✓ unauffällig",
        "! auch ohne Programm zu erwarten",
        "– mit der gemessenen Veränderung vergleichen",
        "[g]",
    ]
    assert table.rows[2][1:3] == ("+10\u00a0Prozentpunkte", "−1\u00a0bis\u00a0+20\u00a0Prozentpunkte")
    assert table.rows[6][1] == "+0,10\u00a0Pkt"


def test_nobody_missing_is_good_news(make):
    everybody = make.estimate(0.3, 0.2, 0.4, counts=(Count(role=CountRole.PAIRS, number=80, of=80),))

    table = table_of(parts_on(make, "threats", make.threat("missing", everybody, ALPHA)))

    assert table.rows[0][-1] == "✓ keine Antwort fehlt"


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict.LOW_ATTRITION, "Nach einem Losverfahren ist das tragbar."),
        (Verdict.HIGH_ATTRITION, "Das ist nach einem Losverfahren zu viel oder zu ungleich"),
        (Verdict.LITTLE_MISSING, "Das sind wenige."),
        (Verdict.SOME_MISSING, "Ob die Übrigen für alle stehen"),
        (Verdict.MUCH_MISSING, "Das sind viele"),
        (Verdict.UNDECIDED, "Ob das den Vergleich verzerrt"),
    ],
)
def test_loss_is_judged_in_a_sentence(make, verdict, said):
    (sentence,) = sentences(parts_on(make, "threats", *make.loss(verdict)))

    assert sentence.replace("\u00a0", " ").startswith(
        "Von 30 % der Programmgruppe und 20 % der Vergleichsgruppe fehlt die Antwort nachher. " + said
    )


def test_without_a_comparison_there_is_no_sentence_on_loss(make):
    finding = make.threat("ceiling_before", make.share(60, 200), ALPHA)

    assert isinstance(parts_on(make, "threats", finding)[0], Table)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("quantity", "unit"),
    [
        (Quantity.SHARE, SHARE),
        (Quantity.SHARE_DIFFERENCE, SHARE),
        (Quantity.MEAN_CHANGE, None),
        (Quantity.EXPECTED_CHANGE, None),
        (Quantity.MEAN_DIFFERENCE, None),
    ],
)
def test_any_quantity_can_be_compared_or_be_a_threat(make, quantity, unit, language):
    fields = {} if unit is None else {"unit": unit}
    main = make.estimate(0.3, 0.2, 0.4, quantity=quantity, **fields)

    assert parts_on(make, "comparison", make.finding(main, ALPHA), language=language)
    assert parts_on(make, "threats", make.threat("missing", main, ALPHA), language=language)


def test_relevance_is_a_column_with_the_threshold_in_a_note(make):
    declared = make.finding(make.estimate(0.31, 0.21, 0.4), ALPHA, verdict=Verdict.RELEVANT, target=0.2)
    other = make.finding(make.estimate(0.31, 0.21, 0.4), Subject(indicator="Beta"))

    table = table_of(parts_on(make, "change", declared, other))

    place = [column.head for column in table.columns].index("Bedeutung")
    assert [row[place] for row in table.rows] == ["✓\u00a0bedeutsam", "entfällt"]
    assert any(
        note.startswith("Als bedeutsam gilt laut Programmbeschreibung ab: Alpha 0,20\u00a0Pkt.")
        for note in table.notes
    )


@pytest.mark.parametrize("question", ["change", "comparison"])
def test_without_a_declared_threshold_there_is_no_such_column(make, question):
    main = make.estimate(0.3, 0.2, 0.4, quantity=Quantity.MEAN_DIFFERENCE)

    table = table_of(parts_on(make, question, make.finding(main, ALPHA)))

    assert "Bedeutung" not in [column.head for column in table.columns]
    assert not any("bedeutsam" in note for note in table.notes)


def test_groups_of_rows_are_row_groups_on_a_page_and_lines_in_text():
    table = Table(
        caption="C",
        columns=(Column(head="A", align="left"), Column(head="B")),
        rows=(("a", "1"), ("b", "2"), ("c", "3")),
        groups=("One", "One", "<Two>"),
    )

    page = fragment((table,), "de")

    assert re.findall(r'<th scope="rowgroup" colspan="2" class="left">(.*?)</th>', page) == ["One", "&lt;Two&gt;"]
    assert page.count("<tbody>") == page.count("</tbody>") == 2
    assert plain((table,), "de").splitlines()[4:9] == ["[One]", "a  1", "b  2", "[<Two>]", "c  3"]


def test_every_row_has_its_group_or_none_has():
    with pytest.raises(ValueError, match="1 groups for 2 rows"):
        Table(caption="C", columns=(Column(head="A"),), rows=(("a",), ("b",)), groups=("One",))


@pytest.mark.parametrize("question", NEW)
def test_an_answer_of_withheld_findings_only_is_one_sentence(make, question):
    findings = {
        "robustness": make.by_method(ALPHA, "chosen", 0.3, 0.1),
        "subgroups": make.subgroup("Trait", "a", 0.3, 90, Verdict.UNDECIDED),
        "threats": make.threat("missing", make.estimate(0.3, 0.2, 0.4), ALPHA),
    }
    few = findings[question]
    object.__setattr__(few.get(Role.MAIN), "counts", (make.share(3, 200).counts[0],))

    (sentence,) = parts_on(make, question, few)

    assert isinstance(sentence, Paragraph)
    assert sentence.text.startswith("Nicht ausgewiesen, damit niemand erkennbar wird: ")
    assert not re.search(r"\d", sentence.text.replace("2024", ""))
