"""Which rows count: rules of the programme file, and several answers of one person. All persons are invented."""

from __future__ import annotations

import pytest

from wirkung.declared import LeftOut

HEAD = "Nr;Jahr;Welle;F1;F2;submitdate\n"
LIST = "Nr;Jahr;Gruppe;Kurs;Status\n1;2024;Kurs;A;da\n2;2024;Kurs;A;abgesagt\n3;2024;Kurs;A;\n"


def left_out(tables, role):
    return dict(next(account for account in tables.accounts if account.role == role).left_out)


def test_only_and_leave_out_choose_rows_and_count_them(office):
    office.write("personen.csv", LIST)
    office.persons["only"] = {"Status": ["DA"]}
    tables = office.read()
    assert len(tables.persons) == 1
    assert left_out(tables, "persons") == {LeftOut.BY_RULE: 2}
    office.persons |= {"only": {}, "leave_out": {"Status": ["abgesagt"]}}
    assert len(office.read().persons) == 2
    office.persons["leave_out"] = {"Status": [""]}
    assert len(office.read().persons) == 2


def test_a_rule_whose_value_stands_nowhere_is_told(office):
    office.write("personen.csv", LIST)
    office.persons["leave_out"] = {"Status": ["abgemeldet"]}
    (remark,) = office.read().remarks
    assert "stehen in keiner Zeile: «abgemeldet»" in remark.text("de")


def test_rules_that_leave_nobody_and_headings_that_are_not_there_stop(office):
    office.write("personen.csv", LIST)
    office.persons["only"] = {"Status": ["dabei"]}
    assert "lassen keine Zeile übrig" in office.problems()[0]
    office.persons["only"] = {"Zustand": ["da"]}
    assert "Keine Spalte heißt «Zustand»" in office.problems()[0]


def responses(office, *rows, **source):
    office.measure(HEAD + "".join(f"{row}\n" for row in rows), **source)


def test_the_answer_that_was_sent_off_counts_and_it_is_told(office):
    responses(office, "001;2024;vorher;1;1;", "001;2024;vorher;4;4;2024-06-01 10:00", "002;2024;vorher;2;2;")
    tables = office.read()
    assert tables.measurements["q1"].tolist() == [4, 2]  # an answer given up is better than none
    assert left_out(tables, "measurements") == {LeftOut.NOT_SUBMITTED: 1}
    assert "Zeile 2" in tables.remarks[0].text("de")
    assert "Eine Antwort wurde nicht abgeschickt (Zeile 4) und zählt trotzdem" in tables.remarks[1].text("de")
    office.data["measurements"][0]["several"] = "submitted"
    tables = office.read()
    assert tables.measurements["q1"].tolist() == [4]
    assert left_out(tables, "measurements") == {LeftOut.NOT_SUBMITTED: 2}


@pytest.mark.parametrize(("rule", "counts"), [("first", 1), ("last", 3), ("submitted", 2)])
def test_a_rule_decides_among_several_answers(office, rule, counts):
    rows = ["001;2024;vorher;1;1;1.6.24 9:00", "001;2024;vorher;2;2;01.06.2024 10:00", "001;2024;vorher;3;3;"]
    responses(office, *rows, several=rule)
    assert office.read().measurements["q1"].tolist() == [counts]


def test_several_answers_without_a_rule_stop(office):
    responses(office, "001;2024;vorher;1;1;1.6.24", "001;2024;vorher;2;2;2.6.24")
    (problem,) = office.problems()
    assert "2 Zeilen (erste: Zeile 2) sind mehrere Antworten derselben Person" in problem
    office.data["measurements"][0]["several"] = "stop"
    assert office.problems() == [problem]


def test_the_same_answer_twice_is_one(office):
    responses(office, "001;2024;vorher;1;1;1.6.24", "001;2024;vorher;1;1;1.6.24")
    tables = office.read()
    assert left_out(tables, "measurements") == {LeftOut.SAME_ROW_TWICE: 1}


def test_the_submitted_answer_cannot_be_asked_for_where_nothing_says_which_it_is(office):
    office.measure("Nr;Jahr;Welle;F1;F2\n001;2024;vorher;1;1\n", several="submitted")
    assert "keine Spalte sagt, was abgeschickt ist" in office.problems()[0]
