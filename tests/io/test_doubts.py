"""Files that can be read and would give wrong numbers: each is a finding, and what it says can be overridden."""

from __future__ import annotations

import os

import pytest

from wirkung.declared import LeftOut

HEAD = "Nr;Jahr;Welle;F1;F2\n"


def persons(office, ids, **columns):
    """A list of participants with further columns of text."""
    heads = "".join(f";{name}" for name in columns)
    lines = (
        ";".join([each, "2024", "Kurs", "Robotik", *(values[at] for values in columns.values())])
        for at, each in enumerate(ids)
    )
    office.write("personen.csv", f"Nr;Jahr;Gruppe;Kurs{heads}\n" + "\n".join(lines) + "\n")
    office.persons["columns"].update({name.lower(): name for name in columns})
    office.parts["characteristics"] = [{"id": name.lower(), "label": name} for name in columns]
    office.parts["design"] = {"kind": "one_group", "assignment": "self_selected"}


def answers(ids, f1="3", f2="10"):
    """Both waves of each person."""
    return HEAD + "".join(f"{each};2024;{wave};{f1};{f2}\n" for each in ids for wave in ("vorher", "nachher"))


def remarks(tables):
    return [remark.text("de") for remark in tables.remarks]


@pytest.mark.parametrize(
    "line",
    ["Summe;;;", "Ø;;;", "Mittelwert:;2024;;", "Stand: 12.03.2025;;;", "GESAMT;;Kurs;", "* ohne Geschwister;;;"],
)
def test_sums_means_and_notes_are_no_persons(office, line):
    persons(office, ["1", "2", "3"])
    office.write("personen.csv", (office.folder / "personen.csv").read_text() + line + "\n")
    tables = office.read()
    assert len(tables.persons) == 3
    assert dict(tables.accounts[0].left_out)[LeftOut.SUM_OR_NOTE] == 1
    assert "«Nr»: Eine Zeile (Zeile 5) ist keine Person, sondern" in remarks(tables)[0]  # the cell is not quoted


def test_a_person_may_be_called_like_a_sum(office):
    persons(office, ["Max", "2"])
    assert len(office.read().persons) == 1
    office.persons["accept"] = ["no_person"]
    assert len(office.read().persons) == 2


@pytest.mark.parametrize(
    ("listed", "answered", "difference"),
    [
        (["0012", "0013"], ["12", "13"], "leading_zeros"),
        (["AB12", "CD13"], ["ab12", "cd13"], "case"),
        (["AB12", "CD13"], ["AB 12", "CD 13"], "blanks"),
        (["AB12", "CD13"], ["ab 12", "cd13"], "case, blanks"),
    ],
)
def test_ids_that_nearly_match_are_asked_for_and_then_matched(office, listed, answered, difference):
    persons(office, listed)
    office.measure(answers(answered))
    (problem,) = office.problems()
    assert f"ids_ignore: [{difference}]" in problem
    assert "4 von 4 Zeilen" in problem
    office.data["ids_ignore"] = difference.split(", ")
    assert len(office.read().measurements) == 4


def test_ids_that_are_one_by_the_rule_but_two_in_the_list_are_two_registrations_with_a_question(office):
    persons(office, ["0012", "12"], Geschlecht=["w", "m"])
    office.data["ids_ignore"] = ["leading_zeros"]
    (problem,) = office.problems()
    assert "Sind das mehrere Personen" in problem


def test_many_strangers_stop(office):
    ids = [f"A{number}" for number in range(10)]
    persons(office, ids)
    office.measure(answers([*ids, *(f"X{number}" for number in range(3))]))
    (problem,) = office.problems()
    assert problem.startswith("befragung.csv: 6 von 26 Zeilen sind über Personen, die nicht in der Liste")
    office.data["measurements"][0]["most_left_out"] = 0.3
    assert len(office.read().measurements) == 20


def test_many_answers_outside_the_scale_stop(office):
    ids = [f"A{number}" for number in range(10)]
    persons(office, ids)
    office.measure(answers(ids, f1="6"))
    (problem,) = office.problems()
    assert "20 von 20 Antworten liegen außerhalb der Skala" in problem


def test_codes_without_a_scale_are_asked_for(office):
    persons(office, [f"A{number}" for number in range(8)])
    lines = [f"A{number};2024;vorher;3;{value}\n" for number, value in enumerate((1, 2, 3, 4, 5, 3, 9, -99))]
    office.measure(HEAD + "".join(lines))
    (problem,) = office.problems()
    assert "«-99» (1), «9» (1)" in problem
    assert "missing_in: {q2: [...]}" in problem
    office.data["measurements"][0]["missing_in"] = {"q2": ["9", "-99"]}
    assert office.read().measurements["q2"].sum() == 1 + 2 + 3 + 4 + 5 + 3
    office.data["measurements"][0] |= {"missing_in": {}, "accept": ["far_values"]}
    assert office.read().measurements["q2"].sum() == 1 + 2 + 3 + 4 + 5 + 3 + 9 - 99


def test_a_missing_mark_is_compared_as_a_number(office):
    persons(office, ["A", "B"])
    office.measure(HEAD + "A;2024;vorher;3;99,0\nB;2024;vorher;2;1,5\n", missing=["99"])
    assert office.read().measurements["q2"].tolist() == pytest.approx([float("nan"), 1.5], nan_ok=True)


def test_a_missing_mark_inside_a_scale_is_asked_for(office):
    persons(office, ["A", "B"])
    office.measure(HEAD + "A;2024;vorher;5;1\nB;2024;vorher;2;2\n", missing=["5"])
    (problem,) = office.problems()
    assert "«5» heißt laut «missing» «keine Angabe», ist hier aber auch ein möglicher Wert (1 bis 5)" in problem
    office.data["measurements"][0] |= {"missing": [], "missing_in": {"q2": ["5"]}}
    assert office.read().measurements["q1"].tolist() == [5, 2]


def test_one_id_with_two_genders_is_two_persons(office):
    persons(office, ["A", "A", "B"], Geschlecht=["w", "m", "m"])
    (problem,) = office.problems()
    assert "Zeile 2" in problem
    assert "verschiedenen Angaben in «Geschlecht»" in problem
    office.persons["accept"] = ["same_id"]
    assert len(office.read().persons) == 2


def test_an_id_can_be_made_of_two_columns(office):
    persons(office, ["A", "A", "B"], Vorname=["Ada", "Ben", "Cem"])
    office.persons["columns"].pop("vorname")
    office.parts["characteristics"] = []
    office.measure(
        "Nr;Name;Jahr;Welle;F1;F2\nA;Ada;2024;vorher;1;1\nA;Ben;2024;vorher;5;1\nB;Cem;2024;vorher;3;1\n",
        id_with=["Name"],
    )
    office.persons["id_with"] = ["Vorname"]
    tables = office.read()
    assert len(tables.persons) == 3
    assert tables.measurements["q1"].tolist() == [1, 5, 3]


def test_a_pipe_is_no_file(office):
    os.mkfifo(office.folder / "leitung.csv")
    office.persons["file"] = "leitung.csv"
    assert "keine Datei" in office.problems()[0]


def test_per_cent_and_a_minus_behind(office):
    persons(office, ["A", "B"])
    office.measure(HEAD + "A;2024;vorher;3;45 %\nB;2024;vorher;2;102,38-\n", accept=["mixed_per_cent"])
    assert office.read().measurements["q2"].tolist() == [45, -102.38]


def test_a_number_beside_per_cent_is_asked_for(office):
    persons(office, ["A", "B", "C"])
    office.measure(HEAD + "A;2024;vorher;3;45 %\nB;2024;vorher;2;0,5\nC;2024;vorher;2;0\n")
    (problem,) = office.problems()
    assert "In einer Zeile (Zeile 3) fehlt das Zeichen «%»" in problem


def test_a_grade_with_a_tendency_is_asked_for_and_a_value_map_answers(office):
    persons(office, ["A", "B"])
    office.measure(HEAD + "A;2024;vorher;3;4-\nB;2024;vorher;2;2\n")
    (problem,) = office.problems()
    assert "Schulnote mit Tendenz" in problem
    office.data["measurements"][0]["values"]["q2"] = {"2": 2, "4-": "4.3"}
    assert office.read().measurements["q2"].tolist() == [4.3, 2]


def test_yes_and_no_are_one_and_zero_and_it_is_told(office):
    persons(office, ["A", "B", "C"])
    office.measure(HEAD + "A;2024;vorher;3;ja\nB;2024;vorher;2;Nein\nC;2024;vorher;2;\n")
    tables = office.read()
    assert tables.measurements["q2"].tolist() == pytest.approx([1, 0, float("nan")], nan_ok=True)
    assert "Ja zählt als 1" in remarks(tables)[0]
    office.data["measurements"][0]["values"]["q2"] = {"ja": 5, "nein": 1}
    assert office.read().measurements["q2"].tolist()[:2] == [5, 1]


def test_numbers_beside_mapped_words_stay_and_unknown_words_do_not(office):
    persons(office, ["A", "B", "C"])
    values = {"wave": {"vorher": "before"}, "q2": {"stimmt": 5}}
    office.measure(HEAD + "A;2024;vorher;3;stimmt\nB;2024;vorher;2;2,5\n", values=values)
    assert office.read().measurements["q2"].tolist() == [5, 2.5]
    office.write("befragung.csv", HEAD + "A;2024;vorher;3;stimmt\nB;2024;vorher;2;oft\n")
    assert "«values» bei «q2»" in office.problems()[0]
    # A map of numbers says what every number means: one that it does not name is no answer of ours.
    office.write("befragung.csv", HEAD + "A;2024;vorher;3;1\nB;2024;vorher;2;6\n")
    values["q2"] = {"1": 5}
    assert "«values» bei «q2»" in office.problems()[0]


def test_a_blank_cell_can_mean_no(office):
    persons(office, ["A", "B"])
    office.measure(HEAD + "A;2024;vorher;3;ja\nB;2024;vorher;2;\n", blank={"q2": 0})
    assert office.read().measurements["q2"].tolist() == [1, 0]


def test_labels_that_differ_in_case_are_one(office):
    persons(office, [f"{number}" for number in range(10)], Geschlecht=["w", "W", *["w"] * 8])
    tables = office.read()
    assert set(tables.persons["geschlecht"]) == {"w"}
    assert "(«W» (1))" in remarks(tables)[0]
    office.persons["accept"] = ["mixed_labels"]
    assert set(office.read().persons["geschlecht"]) == {"w", "W"}


def test_a_rare_label_that_differs_in_case_is_not_quoted(office):
    persons(office, ["A", "B", "C"], Geschlecht=["canary", "CANARY", "canary"])
    (remark,) = remarks(office.read())
    assert "canary" not in remark.casefold()
    assert "(Zeile 3)" in remark


def test_rows_longer_than_the_headings_stop(office):
    persons(office, ["A"])
    office.measure("Nr,Jahr,Welle,F1,F2\nA,2024,vorher,3,1,5\n")
    (problem,) = office.problems()
    assert problem.startswith("befragung.csv: Eine Zeile (Zeile 2) hat mehr Zellen als die 5 Überschriften")


def test_rows_that_end_early_stop(office):
    persons(office, ["A", "B"])
    office.measure(HEAD + "A;2024;vorher\nB;2024;vorher;1;2\n")
    (problem,) = office.problems()
    assert "Zeile 2" in problem
    office.data["measurements"][0]["accept"] = ["short_rows"]
    assert len(office.read().measurements) == 2


def test_no_number_is_beyond_all_bounds(office):
    persons(office, ["A"])
    office.measure(HEAD + "A;2024;vorher;3;1e308\n")
    assert "eine Zahl über 1000000000000" in office.problems()[0]


def test_a_bad_list_of_persons_does_not_hide_behind_an_answer_without_year(office):
    persons(office, ["A"], Alter=["NA"])
    office.parts["characteristics"][0]["kind"] = "number"
    office.measure(
        "Nr;Welle;F1;F2\nA;vorher;3;1\n", columns={"person": "Nr", "wave": "Welle", "q1": "F1", "q2": "F2"}
    )
    (problem,) = office.problems()
    assert "Spalte «Alter» muss Zahlen enthalten" in problem


def test_a_path_with_backslashes_is_told_how_to_be_written(office):
    office.persons["file"] = r"daten\personen.csv"
    assert "«daten/personen.csv»" in office.problems()[0]


@pytest.mark.parametrize("word", ["n/a", "–", "Entfällt", "k. A."])
def test_words_for_no_answer_are_no_category_unless_that_is_said(office, word):
    persons(office, ["1", "2", "3"], Ort=["Stade", word, "Stade"])
    (problem,) = office.problems()
    assert f"steht «{word}»" in problem
    office.persons["missing"] = [word]
    assert office.read().persons["ort"].isna().tolist() == [False, True, False]
    office.persons |= {"missing": [], "accept": ["marks_as_labels"]}
    assert office.read().persons["ort"].tolist() == ["Stade", word, "Stade"]


def test_a_mark_is_no_course(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n1;2024;Kurs;A\n2;2024;Kurs;-\n3;2024;Vergleich;\n")
    (problem,) = office.problems()
    assert "Spalte «Kurs»: In einer Zeile (Zeile 3) steht «-»" in problem


def ages(office, values, heading="Alter"):
    persons(office, [str(at) for at in range(len(values))], **{heading: values})
    office.parts["characteristics"][0]["kind"] = "number"


@pytest.mark.parametrize(
    ("values", "heading", "rows"),
    [
        (["2012", "2013"], "Alter", 2),
        (["12", "2013", "11"], "Alter", 1),
        (["12", "2013", "11"], "Wert", 1),
        (["2012", "2013"], "Wert", 0),  # years, or money: nothing says that these are ages
        (["2012", "350", "4000"], "Wert", 0),
        (["12", "11"], "Alter", 0),
    ],
)
def test_a_year_is_no_age(office, values, heading, rows):
    ages(office, values, heading)
    if not rows:
        assert len(office.read().persons) == len(values)
        return
    (problem,) = office.problems()
    assert ("einer Zeile" if rows == 1 else f"{rows} Zeilen") in problem
    office.persons["accept"] = ["far_values"]
    assert len(office.read().persons) == len(values)


def test_codes_for_no_answer_are_no_ages(office):
    ages(office, ["12", "11", "13", "12", "14", "-99"])
    (problem,) = office.problems()
    assert "steht «-99» (1)" in problem
    office.persons["missing_in"] = {"alter": ["-99"]}
    assert office.read().persons["alter"].isna().sum() == 1


@pytest.mark.parametrize(
    ("scale", "unit", "asked"),
    [({"low": 0, "high": 100}, "Punkte", True), (None, "%", True), (None, "Stunden", False)],
)
def test_shares_beside_per_cent_are_asked_about(office, scale, unit, asked):
    persons(office, ["A", "B"])
    office.measure(HEAD + "A;2024;vorher;3;0,45\nA;2024;nachher;3;55\nB;2024;vorher;2;1\nB;2024;nachher;2;0\n")
    office.parts["indicators"][1] |= {"unit": unit} | ({"scale": scale} if scale else {})
    if not asked:
        assert office.read().measurements["q2"].min() == 0
        return
    (problem,) = office.problems()
    assert "in einer Zeile (Zeile 2) aber eine Zahl zwischen 0 und 1" in problem
    office.data["measurements"][0]["accept"] = ["mixed_per_cent"]
    assert office.read().measurements["q2"].max() == 55


def test_the_rest_of_a_pivot_table_is_no_person(office):
    persons(office, ["1", "2", "(Leer)", "Grand total"])
    assert len(office.read().persons) == 2


def test_eight_and_nine_are_ages(office):
    ages(office, ["10", "11", "9", "10", "11", "10", "8"])
    assert office.read().persons["alter"].notna().all()


def test_codes_for_no_answer_are_no_hours(office):
    hours = ["9", "12", "11", "10", "13", "999"]
    lines = [f"00{1 + at % 3};2024;Robotik;{each}\n" for at, each in enumerate(hours)]
    office.write("h.csv", "Nr;Jahr;Kurs;Std\n" + "".join(lines))
    columns = {"person": "Nr", "year": "Jahr", "course": "Kurs", "hours": "Std"}
    office.data["attendance"] = {"file": "h.csv", "columns": columns}
    (problem,) = office.problems()
    assert "steht «999» (1)" in problem
    office.data["attendance"]["accept"] = ["far_values"]
    assert office.read().attendance["hours"].sum() == 1054


def test_an_entry_long_ago_is_no_date(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Beginn\n1;2024;Kurs;01.01.1900\n2;2024;Kurs;1.3.2024\n")
    office.persons["columns"] = {"person": "Nr", "year": "Jahr", "group": "Gruppe", "entered": "Beginn"}
    (problem,) = office.problems()
    assert "Zeile 2" in problem
    assert "1. Januar 1900" in problem
    office.persons["accept"] = ["far_values"]
    assert office.read().persons["entered"].dt.year.tolist() == [1900, 2024]


def test_many_rows_without_an_id_stop_as_where_cells_are_merged(office):
    persons(office, list("ABCDE"))
    rows = "".join(f"{each};2024;vorher;3;10\n;2024;nachher;4;11\n" for each in "ABCDE")
    office.measure(HEAD + rows)
    problem = office.problems()[0]
    assert "5 von 10 Zeilen haben keine Kennung (Spalte «Nr»)" in problem
    office.data["measurements"][0]["most_left_out"] = 0.5
    assert len(office.read().measurements) == 5


def test_what_the_first_registration_leaves_blank_the_second_says(office):
    persons(office, ["A", "A", "B", "B"], Geschlecht=["", "w", "m", ""])
    assert office.read().persons["geschlecht"].tolist() == ["w", "m"]


def test_a_scale_of_nothing_but_0_and_1_may_be_yes_and_no(office):
    persons(office, ["A", "B"])
    office.measure(HEAD + "A;2024;vorher;1;3\nB;2024;vorher;0;4\n")
    office.parts["indicators"][0]["scale"] = {"low": 0, "high": 1}
    (remark,) = remarks(office.read())
    assert "«F1»: Auf der Skala von 0 bis 1 steht in allen 2 Zeilen" in remark
    office.write("befragung.csv", HEAD + "A;2024;vorher;1;3\nB;2024;vorher;0,5;4\n")
    assert not office.read().remarks
