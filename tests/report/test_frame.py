"""Head, licence, logic model, limits and provenance of a report."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from wirkung.catalogue import LANGUAGES
from wirkung.codes import Claim, Verdict
from wirkung.declared import Assignment, DesignKind
from wirkung.errors import Place, Problem
from wirkung.evidence import Declared, Estimator, Measured
from wirkung.finding import CrossTable, Files, Limits, Logic, Problems
from wirkung.methods.evidence.evidence import evidence_level
from wirkung.programme.history import Registered
from wirkung.report.document.blocks import Paragraph, Table, Title
from wirkung.report.formats.plain import plain
from wirkung.report.frame.evidence import further_scales
from wirkung.report.frame.glance import glance
from wirkung.report.frame.parts import parts_of
from wirkung.report.show import outputs_of
from wirkung.report.writing.language import Language
from wirkung.report.writing.words import say


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_report_in_words_is_as_it_was(make, snapshot, language):
    """Everything that `show` can show, as plain text."""
    answers = make.answers()
    things = (*make.frame(), glance(*answers, licence=make.licence()), *answers)
    text = "\n\n".join(output.data["text/plain"] for output in outputs_of(things, language))

    snapshot(f"report.{language}.txt", text)


def test_invented_data_are_announced_by_a_banner(make):
    blocks = parts_of(make.masthead(synthetic=True), "de")

    assert blocks[0] == Title(text="Alpha Beta!", above="Gamma (Delta)", below="Evaluation 2024")
    assert blocks[1] == Paragraph(text="Beispieldaten: Alle Personen sind erfunden.", tone="banner")
    assert not [block for block in parts_of(make.masthead(synthetic=False), "de")[1:] if block.tone == "banner"]


@pytest.mark.parametrize("claim", Claim)
def test_the_licence_shows_its_claim_as_mark_and_sentence(make, claim):
    licence = make.licence(claim, kind=DesignKind.RANDOMISED, assignment=Assignment.LOTTERY, note="")

    first, design, _, _ = parts_of(licence, "de")

    filled = {Claim.DESCRIPTION: "●○○", Claim.ASSOCIATION: "●●○", Claim.EFFECT: "●●●"}[claim]
    assert first.mark.startswith(filled)
    assert len(design.items) == 2  # an empty note is left out


def test_the_evidence_level_stands_on_one_scale_with_what_cost_it_and_what_would_raise_it(make):
    _, _, table, checks = parts_of(make.licence(), "de")

    assert table.rows[0] == (
        "Maryland-Skala (SMS)",
        "2 von 5",
        "Verglichen wurde mit einer anderen Gruppe; frühere Unterschiede sind berücksichtigt.",
        "Es ist nicht gezeigt, dass die Gruppen ähnlich begannen.",
        say("evidence_raise.baseline", "de"),
    )
    assert len(table.rows) == 1
    others = further_scales(make.licence(), "de")
    assert [row[1] for row in others.rows] == ["2 von 5", "1 von 3"]
    outcomes = [outcome for _, outcome in checks.rows]
    assert list(dict.fromkeys(each.replace("\u00a0", " ") for each in outcomes)) == [
        "✓ erfüllt",
        "✗ nicht erfüllt",
        "– entfällt",
        "? nicht gemessen",
    ]
    assert dict(checks.rows)["Ähnliche Ausgangslage"].endswith("nicht erfüllt")
    assert table.detail
    assert checks.detail


def test_the_highest_level_cannot_be_raised(make):
    declared = Declared(
        randomised=True, comparison_group=True, chance_assignment=True, estimator=Estimator.DIFFERENCE
    )
    evidence = evidence_level(declared, Measured(attrition=Verdict.LOW_ATTRITION, desired_result=True))

    _, _, table, _ = parts_of(make.licence(evidence=evidence), "en")

    assert table.rows[0][1:] == (
        "5 of 5",
        "A lot made the groups, and this held to the end.",
        "nothing",
        "It is the highest level.",
    )


def test_the_first_page_names_claim_and_level_only_where_it_is_given_them(make):
    with_licence = parts_of(glance(licence=make.licence()), "de")

    assert with_licence[0] == Paragraph(
        text="Ein Unterschied zwischen den Gruppen ist hier ein Hinweis auf eine Wirkung, aber kein Nachweis. "
        "Verglichen wurde mit einer anderen Gruppe; frühere Unterschiede sind berücksichtigt.",
        tone="note",
        mark="●●○○○ Aussagekraft: Stufe 2 von 5",
    )
    assert parts_of(glance(), "de") == ()


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict.RELEVANT, "; groß genug, um bedeutsam zu sein"),
        (Verdict.NO_RELEVANT_CHANGE, "; zu klein, um bedeutsam zu sein"),
        (Verdict.BELOW_RELEVANCE, "0,40\u00a0Pkt"),
        (Verdict.UNDECIDED, "0,40\u00a0Pkt"),
    ],
)
def test_the_first_page_says_whether_the_result_matters_where_that_is_known(make, verdict, said):
    finding = make.finding(make.estimate(0.31, 0.21, 0.4), verdict=verdict, target=0.2)

    figures = parts_of(glance(make.released("change", finding)), "de")[1]

    assert figures.items[0].detail.endswith(said)


def test_limits_without_cautions_have_no_empty_list():
    only, plan = parts_of(Limits(claim=Claim.DESCRIPTION, assumptions=(), cautions=()), "de")

    assert only.tone == "limit"
    assert "zeigt nicht" in only.text
    assert plan.text.startswith("Nicht vorab registriert:")


def test_a_plan_that_git_shows_is_named_with_day_and_commit():
    known = Registered(commit="0123456789abcdef", on=dt.date(2023, 11, 2), before=dt.date(2024, 2, 1))
    limits = Limits(claim=Claim.DESCRIPTION, assumptions=(), cautions=(), registered=known)

    _, plan = parts_of(limits, "de")

    assert plan.text.replace("\u00a0", " ") == (
        "Vorab registriert: Untersuchungsplan, Indikatoren und Ziele standen so schon am 02.11.2023 in der "
        "Programmbeschreibung (Git-Commit 0123456789ab), bevor das Programmjahr am 01.02.2024 begann."
    )


def test_a_report_of_costs_alone_speaks_of_no_plan():
    limits = Limits(claim=Claim.DESCRIPTION, assumptions=(), cautions=(), of_persons=False)

    assert len(parts_of(limits, "de")) == 1


def test_an_effect_that_was_not_found_is_not_said_to_be_shown(make):
    declared = Declared(
        randomised=True, comparison_group=True, chance_assignment=True, estimator=Estimator.DIFFERENCE
    )
    for desired, said in (
        (True, "darf hier als Wirkung"),
        (False, "ist ein erwünschter aber nicht sicher zu erkennen"),
    ):
        measured = Measured(attrition=Verdict.LOW_ATTRITION, desired_result=desired)
        licence = make.licence(claim=Claim.EFFECT, evidence=evidence_level(declared, measured))
        assert said in parts_of(glance(licence=licence), "de")[0].text


@pytest.mark.parametrize(
    ("field", "said"), [("crossed", "assignment.crossed"), ("staggered", "assignment.staggered")]
)
def test_where_some_of_the_comparison_group_took_part_no_sentence_says_that_none_did(make, field, said):
    told = [
        text for block in parts_of(make.licence(**{field: True}), "de") for text in getattr(block, "items", ())
    ]
    assert say(said, "de") in told
    assert say("design_kind.comparison", "de") not in told


def test_how_many_schools_were_assigned_stands_on_the_first_page(make):
    texts = [getattr(block, "text", "") for block in parts_of(glance(licence=make.licence(clusters=(7, 6))), "en")]
    assert any("7 to the programme, 6 to the comparison group" in text for text in texts)


def test_the_other_scales_have_a_row_for_each_arm(make):
    declared = Declared(
        randomised=True, comparison_group=True, chance_assignment=True, estimator=Estimator.DIFFERENCE
    )
    weak, strong = (
        evidence_level(declared, each)
        for each in (Measured(), Measured(attrition=Verdict.LOW_ATTRITION, desired_result=True))
    )
    table = further_scales(make.licence(evidence=weak, arms=(("short", weak), ("long", strong))), Language("en"))
    assert [row[0].rpartition(": ")[2] for row in table.rows] == ["short", "long"] * 2


def test_a_programme_without_logic_model_drops_the_section():
    (block,) = parts_of(Logic(lines=()), "de")

    assert block.tone == "absent"


def test_the_logic_model_names_step_and_level(make):
    (table,) = parts_of(make.frame()[2], "de")

    assert table.rows[0] == ("Was eingesetzt wird", "Einsatz (Input)", "Theta 0")
    assert [row[1].rpartition("(")[2] for row in table.rows] == (
        ["Input)"] + ["Output)"] * 3 + ["Outcome)"] * 3 + ["Impact)"]
    )


def test_provenance_names_file_rows_reasons_format_and_fingerprint(make):
    table, versions = parts_of(make.provenance(), "de")

    assert table.rows[0] == (
        "Personen: ../data/alpha/a.csv",
        "1.061",
        "1.049",
        "3\u00a0× leere Zeile; 9\u00a0× zweite Anmeldung derselben Person",
        "cp1252, Trennzeichen «;», Dezimalzeichen «,»",
        "0f0f0f0f0f0f",
    )
    assert table.rows[1][3:5] == ("keine", "Tabellenblatt")
    assert versions.text == (
        "Angaben zum Programm: params/alpha.yaml (SHA-256 abababababab), ausgewertet für 2024 mit wirkung 1.2.3."
    )


def test_files_without_a_fingerprint_have_no_column_for_it(make):
    provenance = make.provenance()
    without = replace(provenance, accounts=tuple(replace(each, fingerprint="") for each in provenance.accounts))
    table, plain = parts_of(provenance, "de")[0], parts_of(without, "de")[0]
    assert [column.head for column in table.columns][-2:] == ["Format", "Kennzeichen"]
    assert plain.columns == table.columns[:-1]
    assert plain.rows == tuple(row[:-1] for row in table.rows)
    assert any("Kennzeichen" in note for note in table.notes)
    assert not any("Kennzeichen" in note for note in plain.notes)


def test_the_data_check_shows_counts_and_shares(make):
    counts = CrossTable(code="persons", columns=("programme", "comparison"), rows=(("2024", (348.0, 4.0)),))
    shares = CrossTable(
        code="missing", columns=("before", "after", "follow_up"), rows=(("Iota", (0.02, 0.2, None)),), shares=True
    )

    (persons,) = parts_of(counts, "de")
    (missing,) = parts_of(shares, "de")

    assert [column.head for column in persons.columns] == ["Jahr", "Programm", "Vergleich"]
    assert persons.rows == (("2024", "348", "4"),)
    assert missing.rows == (("Iota", "2\u00a0%", "20\u00a0%", "entfällt"),)
    assert isinstance(parts_of(Files(accounts=make.provenance().accounts), "de")[0], Table)
    assert parts_of(Files(accounts=()), "de")[0].tone == "absent"
    assert parts_of(CrossTable(code="persons", columns=(), rows=()), "de")[0].tone == "absent"


def test_the_data_check_shows_problems_or_that_there_are_none():
    problem = Problem(code="place.line", place=Place(file="data/a.csv"), values={"line": 7})

    (good,) = parts_of(Problems(problems=()), "en")
    (bad,) = parts_of(Problems(problems=(problem, problem)), "en")

    assert "no problem was found" in good.text
    assert plain([bad], "en").splitlines()[0] == "This must be put right (2 places):"
    assert bad.items == ("data/a.csv: line 7",) * 2


def test_only_what_was_released_can_be_shown(make):
    finding = make.finding(make.estimate(0.3, 0.2, 0.4))

    with pytest.raises(TypeError, match="takes released answers and parts of a report, not Finding"):
        parts_of(finding, "de")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"remembered": True}, "zusammen mit einem früheren Bericht"),
        (
            {"lowered": (5, "Der Träger hat zugestimmt.")},
            "weniger als 5 Personen werden nicht gezeigt; üblich sind 10. ",
        ),
        ({"lowered": (5, "Der Träger hat zugestimmt.")}, "Der Grund: Der Träger hat zugestimmt."),
    ],
)
def test_limits_say_what_protection_rests_on(more, said):
    limits = Limits(claim=Claim.DESCRIPTION, assumptions=(), cautions=(), **more)
    assert said in parts_of(limits, "de")[-1].text
