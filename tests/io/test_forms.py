"""Exports of LimeSurvey, Google Forms and Microsoft Forms, in their real shapes. Persons are invented."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from pathlib import Path

import pytest

from wirkung.declared import LeftOut, Several
from wirkung.programme.sources import Source
from wirkung.programme.yaml import read_yaml

GOOGLE = ["Zeitstempel", "Dein Code", "Wie gern magst du Technik?", "Was interessiert dich?", "Kommst du wieder?"]
MICROSOFT = [
    "ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name", "Dein Code", "Wie gern magst du\u00a0Technik?",
    "Was interessiert dich?", "Kommst du wieder?",
]  # fmt: skip
MAPPED = {"person": "Dein Code", "q1": "Wie gern magst du Technik?", "q2": "Kommst du wieder?"}


def exported(rows, *, mark="\ufeff") -> str:
    """CSV as LimeSurvey and Google write it: commas, everything in quotation marks."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return mark + out.getvalue()


def asked(office, name, **source):
    """One survey before the programme; the codes are those of the list of persons."""
    office.parts["design"] = {"kind": "one_group", "assignment": "self_selected"}
    office.measure(file=name, **{"constants": {"wave": "before"}, "values": {}, "columns": MAPPED, **source})


def answers(office, *names):
    return office.read().measurements[list(names)].to_numpy().tolist()


LIME = [
    ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "G01Q01[SQ001]", "G01Q02", "Q03[SQ001]",
     "Q03[other]"],
    ["1", "2024-09-21 09:30:00", "4", "de", "508968703", "001", "AO03", "Y", "Y", ""],
    ["2", "2024-09-21 13:15:00", "4", "de", "843765415", "002", "AO05", "N", "", "Chor"],
    ["3", "", "2", "de", "143765415", "003", "AO01", "", "", ""],
]  # fmt: skip
LIME_COLUMNS = {"person": "token", "q1": "G01Q01[SQ001]", "q2": "G01Q02"}
LIKERT = {"q1": {f"AO0{number}": number for number in range(1, 6)}}


def test_codes_of_limesurvey(office):
    office.write("results-survey482913.csv", exported(LIME))
    asked(office, "results-survey482913.csv", columns=LIME_COLUMNS, values=LIKERT, several="submitted")
    assert answers(office, "q1", "q2") == [[3, 1], [5, 0]]


def test_what_was_not_submitted_is_left_out_counted_and_told(office):
    office.write("survey.csv", exported(LIME))
    asked(office, "survey.csv", columns=LIME_COLUMNS, values=LIKERT, several="submitted")
    tables = office.read()
    assert dict(tables.accounts[1].left_out)[LeftOut.NOT_SUBMITTED] == 1
    assert "Eine Antwort wurde nicht abgeschickt (Zeile 4)" in [each.text("de") for each in tables.remarks][-1]
    del office.data["measurements"][0]["several"]  # of the third child there is no other answer
    assert len(office.read().measurements) == 3
    office.data["measurements"][0]["leave_out"] = {"submitdate": [""]}
    assert dict(office.read().accounts[1].left_out) == {LeftOut.BY_RULE: 1}


def test_a_survey_that_nobody_submitted_stops(office):
    office.write("survey.csv", exported([LIME[0], *([*row[:1], "", *row[2:]] for row in LIME[1:])]))
    asked(office, "survey.csv", columns=LIME_COLUMNS, values=LIKERT, several="submitted")
    (problem,) = office.problems()
    assert "Keine einzige Antwort ist abgeschickt: Die Spalte «submitdate» ist überall leer" in problem


def test_a_box_of_limesurvey_that_nobody_ticked_is_no(office):
    office.write("survey.csv", exported(LIME))
    columns = {"person": "token", "q1": "G01Q01[SQ001]", "q2": "Q03[SQ001]"}
    asked(office, "survey.csv", columns=columns, values=LIKERT, blank={"q2": 0}, several="submitted")
    assert answers(office, "q2") == [[1], [0]]


def test_texts_of_limesurvey_under_codes_with_questions(office):
    heads = [
        "id. Antwort ID",
        "submitdate. Datum Abgeschickt",
        "token. Zugangscode",
        "G01Q01[SQ001]. [Technik] Wie gern?",
    ]
    rows = [
        ["1", "2024-09-21 09:30:00", "001", "eher gern"],
        ["2", "", "002", "gar nicht"],
        ["3", "1980-01-01 00:00:00", "003", "N/A"],
    ]
    office.write("survey.csv", exported([heads, *rows]))
    columns = {"person": "token. Zugangscode", "q1": "G01Q01[SQ001]. [Technik] Wie gern?"}
    values = {"q1": {"gar nicht": 1, "eher gern": 4}}
    asked(office, "survey.csv", columns=columns, values=values, missing=["N/A"], several="submitted")
    office.parts["indicators"] = office.parts["indicators"][:1]
    assert answers(office, "q1")[0] == [4]
    assert len(answers(office, "q1")) == 2


GOOGLE_ROWS = [
    ["2024/09/21 9:05:00 AM MESZ", "001", "3", "Mathe;Bauen, Basteln;Sport", "Ja"],
    ["2024/09/21 10:30:00 AM MESZ", "002", "5", "Sport", "Nein"],
    ["2024/09/21 3:00:00 PM MESZ", "001", "4", "Mathe;Bauen, Basteln", "Ja"],
]
TICKED = {"mathe": "Mathe", "bauen": "Bauen, Basteln"}


def with_options(office, name, options=TICKED, **source):
    heading = "Was interessiert dich?"
    asked(office, name, columns={**MAPPED, **dict.fromkeys(options, heading)}, options=options, **source)
    office.parts["indicators"] += [
        {"id": each, "label": each, "items": [each], "kind": "yes_no"} for each in options
    ]


def test_options_of_google_forms_and_the_last_answer_of_the_day(office):
    """Nine o'clock in the morning stands behind ten o'clock by letters, and three in the afternoon before both."""
    office.write("antworten.csv", exported([GOOGLE, *GOOGLE_ROWS], mark=""))
    with_options(office, "antworten.csv", several="submitted")
    office.data["measurements"][0]["columns"]["submitted"] = "Zeitstempel"
    assert answers(office, "q1", "q2", "mathe", "bauen") == [[5, 0, 0, 0], [4, 1, 1, 1]]


def test_several_answers_of_a_form_ask_for_a_rule(office):
    office.write("antworten.csv", exported([GOOGLE, *GOOGLE_ROWS], mark=""))
    asked(office, "antworten.csv")
    (problem,) = office.problems()
    assert "several: submitted" in problem


def test_a_time_that_cannot_be_read_does_not_decide_which_answer_is_the_last(office):
    rows = [[row[0].replace("2024/09/21", "9/21/2024"), *row[1:]] for row in GOOGLE_ROWS]
    office.write("antworten.csv", exported([GOOGLE, *rows], mark=""))
    asked(office, "antworten.csv", columns={**MAPPED, "submitted": "Zeitstempel"}, several="submitted")
    (problem,) = office.problems()
    assert "welche Antwort dieser Personen die letzte ist, bleibt offen" in problem


def test_options_between_commas_as_google_sheets_writes_them(office):
    rows = [
        [*row[:3], row[3].replace("Bauen, Basteln", "Bauen").replace(";", ", "), row[4]] for row in GOOGLE_ROWS[1:]
    ]
    office.write("antworten.csv", exported([GOOGLE, *rows], mark=""))
    with_options(office, "antworten.csv", {"mathe": "mathe", "bauen": "Bauen"})
    assert answers(office, "mathe", "bauen") == [[0, 0], [1, 1]]


def test_an_option_that_stands_nowhere_stops(office):
    office.write("antworten.csv", exported([GOOGLE, *GOOGLE_ROWS[1:]], mark=""))
    with_options(office, "antworten.csv", {"mathe": "Mathematik"})
    (problem,) = office.problems()
    assert "Die Antwort «Mathematik» steht in keiner Zelle" in problem
    office.data["measurements"][0]["accept"] = ["never_ticked"]
    assert answers(office, "mathe") == [[0], [0]]


def microsoft(office, *, mail="anonymous", name=None):
    start, end = dt.datetime(2024, 9, 21, 9, 0), dt.datetime(2024, 9, 21, 9, 5)  # noqa: DTZ001 - as in sheets
    rows = [
        [1, start, end, mail, name, "001", 3, "Mathe;Bauen, Basteln;", "Ja"],
        [2, start, end, mail, name, "002", 5, "Bauen, Basteln;", "Nein"],
        [3, start, end, mail, name, "003", 2, None, None],
    ]
    office.write_sheet("Umfrage.xlsx", [MICROSOFT, *rows], sheet="Sheet1")
    with_options(office, "Umfrage.xlsx", missing=["k. A."])


def test_columns_with_e_mail_and_name_are_refused_with_the_line_that_helps(office):
    microsoft(office, mail="ada@amt.de", name="Ada Muster")
    (problem,) = office.problems()
    assert "«E-Mail» (E-Mail), «Name» (Namen)" in problem
    line = "drop: [E-Mail, Name]"
    assert f"«{line}»" in problem
    name, headings = line.split(": ")
    office.data["measurements"][0][name] = headings.strip("[]").split(", ")
    assert answers(office, "q1", "q2", "mathe", "bauen")[:2] == [[3, 1, 1, 1], [5, 0, 0, 1]]


def test_who_ticked_nothing_left_the_question_out_unless_the_programme_file_says_no(office):
    microsoft(office)
    office.data["measurements"][0]["drop"] = ["E-Mail", "Name"]
    assert answers(office, "mathe")[2] == pytest.approx([float("nan")], nan_ok=True)
    office.data["measurements"][0]["blank"] = {"mathe": 0}
    assert answers(office, "mathe")[2] == [0]


def test_a_heading_that_yaml_would_misread_stands_in_quotation_marks(office):
    office.write("personen.csv", 'Nr;Jahr;Gruppe;Kurs;"Name, Vorname"\n1;2024;Kurs;A;Muster, Ada\n')
    assert '«drop: ["Name, Vorname"]»' in office.problems()[0]


def test_the_examples_of_the_documentation_are_sources_of_a_programme_file():
    page = (Path(__file__).parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert len(examples) == 3
    for example in examples:
        root, faults = read_yaml(example)
        assert faults == ()
        (source,) = root.plain()["measurements"]
        assert Source.model_validate(source).several is Several.SUBMITTED


GRID = "Wie sehr stimmst du zu?"


def test_grids_of_google_forms_are_a_column_a_row_with_its_name_in_brackets(office):
    """As the linked sheet and the download have them: the question once for each row of the grid."""
    heads = ["Zeitstempel", "Dein Code", f"{GRID} [Technik macht Spaß]", f"{GRID} [Ich kann das gut]"]
    rows = [
        ["2024/09/21 9:05:00 AM MESZ", "001", "stimme zu", "teils"],
        ["2024/09/21 9:06:00 AM MESZ", "002", "stimme nicht zu", ""],
    ]
    office.write("Befragung.csv", exported([heads, *rows], mark=""))
    columns = {"person": "Dein Code", "q1": heads[2], "q2": heads[3]}
    words = {"stimme nicht zu": 1, "teils": 3, "stimme zu": 5}
    asked(office, "Befragung.csv", columns=columns, values={"q1": words, "q2": words})
    assert answers(office, "q1", "q2")[0] == [5, 3]
    assert answers(office, "q1") == [[5], [1]]


def test_likert_questions_of_microsoft_forms_are_a_column_a_statement(office):
    """The statement alone is the heading, behind a point where another question has the same; points of a quiz."""
    heads = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time", "Dein Code",
             "Technik macht Spaß", f"{GRID}.Ich kann das gut", "Points - Technik macht Spaß"]  # fmt: skip
    when = dt.datetime(2024, 9, 21, 9, 0)  # noqa: DTZ001 - as in sheets
    rows = [
        [1, when, when, "anonymous", None, None, "001", "Stimme zu", "Teils", 1],
        [2, when, when, "anonymous", None, None, "002", "Stimme nicht zu", "Stimme zu", 0],
    ]
    office.write_sheet("Umfrage.xlsx", [heads, *rows], sheet="Sheet1")
    columns = {"person": "Dein Code", "q1": heads[7], "q2": heads[8], "submitted": "Completion time"}
    words = {"stimme nicht zu": 1, "teils": 3, "stimme zu": 5}
    drop = ["Email", "Name"]
    asked(office, "Umfrage.xlsx", columns=columns, values={"q1": words, "q2": words}, drop=drop)
    assert answers(office, "q1", "q2") == [[5, 3], [1, 5]]


def test_arrays_of_limesurvey_with_the_question_in_the_heading_and_full_answers(office):
    """«Question text» as heading: code of question and row, then both texts; times of the server beside."""
    heads = ["Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", "Zufallsstartwert", "Zugangscode",
             f"{GRID} [Technik macht Spaß]", f"{GRID} [Ich kann das gut]", "Gesamtzeit"]  # fmt: skip
    rows = [
        ["1", "2024-09-21 09:30:00", "3", "de", "508968703", "001", "stimme zu", "teils", "92.51"],
        ["2", "2024-09-21 09:31:00", "3", "de", "508968704", "002", "stimme nicht zu", "stimme zu", "101.2"],
    ]
    office.write("results-survey1.csv", exported([heads, *rows]))
    columns = {"person": "Zugangscode", "submitted": "Datum Abgeschickt", "q1": heads[6], "q2": heads[7]}
    words = {"stimme nicht zu": 1, "teils": 3, "stimme zu": 5}
    asked(office, "results-survey1.csv", columns=columns, values={"q1": words, "q2": words}, several="submitted")
    assert answers(office, "q1", "q2") == [[5, 3], [1, 5]]
