"""Rows of persons who did not consent are left out before anything else is read. All persons are invented."""

from __future__ import annotations

import pandas as pd
import pytest

from wirkung.declared import LeftOut
from wirkung.errors import DataError
from wirkung.io.assemble import read_tables
from wirkung.programme.document import Node
from wirkung.programme.fields import Plain
from wirkung.programme.references import reference_faults

WORDS = {"given": ["ja"], "refused": ["nein"], "withdrawn": ["widerrufen"]}
CONSENT = {"column": "Einwilligung", **WORDS}
LIST = "Nr;Jahr;Gruppe;Kurs;Einwilligung\n"
SURVEY = "Nr;Jahr;Welle;F1;F2\n"


def left_out(tables, at: int = 0) -> int:
    return dict(tables.accounts[at].left_out).get(LeftOut.WITHOUT_CONSENT, 0)


@pytest.fixture
def asked(office):
    """An office whose list of persons says who consented."""
    office.persons["privacy"] = {"consent": CONSENT}

    def write(*rows: str, head: str = LIST):
        office.write("personen.csv", head + "".join(f"{each}\n" for each in rows))
        return office

    return write


def test_only_who_consented_is_read(asked):
    office = asked(
        "1;2024;Kurs;Chemie;ja",
        "2;2024;Kurs;Chemie; JA ",
        "3;2024;Kurs;Chemie;nein",
        "4;2024;Kurs;Chemie;widerrufen",
        "5;2024;Kurs;Chemie;",
        "6;2024;Vergleich;;ja",
        ";;;;",
    )
    tables = office.read()
    assert len(tables.persons) == 3
    assert left_out(tables) == 3
    account = tables.accounts[0]
    assert account.rows_read == 7 == account.rows_used + sum(number for _, number in account.left_out)


def test_nothing_else_in_their_rows_is_looked_at_or_complained_of(asked):
    wrong = "9;gestern;niemand;anna.vogel@example.org;nein"
    tables = asked("1;2024;Kurs;Chemie;ja", "2;2024;Vergleich;;ja", wrong).read()
    assert len(tables.persons) == 2
    with pytest.raises(DataError):
        asked("1;2024;Kurs;Chemie;ja", "2;2024;Vergleich;;ja", wrong.replace("nein", "ja")).read()


def test_who_did_not_consent_in_the_list_is_in_no_other_source(asked):
    office = asked("1;2024;Kurs;Chemie;ja", "2;2024;Kurs;Chemie;widerrufen", "3;2024;Vergleich;;ja")
    office.measure(SURVEY + "1;2024;vorher;3;1\n2;2024;vorher;99;kaputt\n3;2024;vorher;2;1\n1;2024;nachher;4;2\n")
    tables = office.read()
    assert len(tables.measurements) == 3
    assert (left_out(tables), left_out(tables, 1)) == (1, 1)
    assert LeftOut.UNKNOWN_PERSON not in dict(tables.accounts[1].left_out)


def test_consent_in_one_survey_only_holds_for_the_person(office):
    office.measure(
        "Nr;Jahr;Welle;F1;F2;Darf\n001;2024;vorher;3;1;ja\n002;2024;vorher;4;1;nein\n003;2024;vorher;2;1;ja\n",
        privacy={"consent": {"column": "Darf", "given": ["ja"], "refused": ["nein"]}},
    )
    tables = office.read()
    assert len(tables.persons) == len(tables.measurements) == 2
    assert [left_out(tables, at) for at in (0, 1)] == [1, 1]


def test_a_survey_may_have_a_consent_of_its_own_beside_the_list(asked):
    office = asked(
        "1;2024;Kurs;Chemie;ja", "2;2024;Kurs;Chemie;ja", "3;2024;Kurs;Chemie;ja", "4;2024;Vergleich;;ja"
    )
    survey = {"column": "Darf", "given": ["1"], "refused": ["0"], "withdrawn": ["w"]}
    rows = "1;2024;vorher;3;1;1\n2;2024;vorher;4;1;0\n3;2024;vorher;2;1;w\n4;2024;vorher;2;1;1\n"
    office.measure("Nr;Jahr;Welle;F1;F2;Darf\n" + rows, privacy={"consent": survey})
    tables = office.read()
    assert len(tables.persons) == 3  # who withdrew anywhere is gone; who refused the survey is in the list
    assert len(tables.measurements) == 2


def test_a_second_row_that_says_nothing_is_left_out_and_the_person_is_not(asked):
    tables = asked("1;2023;Kurs;Chemie;ja", "1;2024;Kurs;Chemie;", "2;2024;Vergleich;;ja").read()
    assert sorted(tables.persons["year"]) == [2023, 2024]
    tables = asked("1;2023;Kurs;Chemie;ja", "1;2024;Kurs;Chemie;nein", "2;2024;Vergleich;;ja").read()
    assert tables.persons["year"].tolist() == [2024]
    assert left_out(tables) == 2


def test_another_spelling_of_an_id_brings_nobody_back(asked):
    office = asked("a1;2024;Kurs;Chemie;ja", "B 02;2024;Kurs;Chemie;nein", "c3;2024;Vergleich;;ja")
    office.measure(SURVEY + "a1;2024;vorher;3;1\nb2;2024;vorher;3;1\nc3;2024;vorher;2;1\n")
    tables = office.read()
    assert len(tables.measurements) == 2


def test_a_misspelt_code_of_who_did_not_consent_is_nobody_elses(asked):
    office = asked("MARA05;2024;Kurs;Chemie;ja", "MARA15;2024;Kurs;Chemie;nein", "KLAUS9;2024;Vergleich;;ja")
    office.data["ids_tolerance"] = 1
    # One edit from MARA15, two from MARA05.
    office.measure(SURVEY + "MARX15;2024;vorher;3;1\nKLAUS9;2024;vorher;2;1\n")
    tables = office.read()
    assert len(tables.measurements) == 1
    assert tables.accounts[1].nearly_matched == 0


def test_unknown_words_stop_and_are_not_quoted(asked):
    office = asked("1;2024;Kurs;Chemie;ja", "2;2024;Kurs;Chemie;nur Anna Vogel", "3;2024;Vergleich;;ja")
    (problem,) = office.error().problems
    assert problem.code == "data.consent_unknown"
    assert "in einer Zeile (Zeile 3)" in problem.text("de")
    for language in ("de", "en"):
        assert "Anna" not in problem.text(language)
        assert "widerrufen" in problem.text(language)


def test_what_many_write_is_quoted_as_elsewhere(asked):
    office = asked(*(f"{each};2024;Kurs;Chemie;mündlich" for each in range(10)), "11;2024;Vergleich;;ja")
    assert "«mündlich» (10)" in office.error().problems[0].text("de")


def test_a_consent_has_a_day_that_has_been(asked, office):
    office.persons["privacy"] = {"consent": {**CONSENT, "date": "am"}}
    head = LIST.replace("\n", ";am\n")
    rows = ("1;2024;Kurs;Chemie;ja;1.2.2024", "2;2024;Vergleich;;ja;2024-02-03", "3;2024;Kurs;Chemie;nein;")
    assert len(asked(*rows, head=head).read().persons) == 2
    wrong = ("4;2024;Kurs;Chemie;ja;", "5;2024;Kurs;Chemie;ja;1.1.2099")
    codes = [each.code for each in asked(*rows, *wrong, head=head).error().problems]
    assert codes == ["data.consent_without_day", "data.consent_in_future"]


def test_where_nobody_consented_there_is_nothing_to_report(asked):
    assert [each.code for each in asked("1;2024;Kurs;Chemie;nein").error().problems] == ["data.nobody_consented"]


def test_a_missing_column_is_told_as_any_other(asked):
    office = asked("1;2024;Kurs;Chemie", head="Nr;Jahr;Gruppe;Kurs\n")
    assert "«Einwilligung»" in office.problems()[0]


@pytest.mark.usefixtures("asked", "quick_reader")
@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_other_formats_leave_out_the_same(office, suffix):
    head, *rows = [
        line.split(";") for line in (LIST + "1;2024;Kurs;C;ja\n2;2024;Vergleich;;ja\n3;x;y;C;nein").split("\n")
    ]
    office.persons["file"] = f"personen.{suffix}"
    if suffix == "xlsx":
        office.write_sheet("personen.xlsx", [head, *rows])
    else:
        pd.DataFrame(rows, columns=head, dtype="str").to_parquet(office.folder / "personen.parquet")
    tables = office.read()
    assert (len(tables.persons), left_out(tables)) == (2, 1)


def test_the_same_with_synthetic_persons_and_without_consent_as_ever(office):
    assert len(office.read().persons) == 3
    assert read_tables(office.programme(), office.folder).accounts[0].left_out == ()


def faults(**data) -> list[tuple[str, tuple]]:
    def node(value) -> Node:
        if isinstance(value, dict):
            return Node(content={key: node(each) for key, each in value.items()}, line=1)
        if isinstance(value, list):
            return Node(content=[node(each) for each in value], line=1)
        return Node(content=Plain(value), line=1)

    found = reference_faults(node({"data": data}))
    return [(each.code, each.path[-1]) for each in found if each.code.startswith("programme.consent")]


def test_what_contradicts_itself_is_found_in_the_programme_file():
    persons = {"file": "a.csv", "columns": {"person": "Nr", "year": "Jahr"}}
    survey = {"file": "b.csv", "columns": {"person": "Nr", "wave": "W"}, "privacy": {"consent": CONSENT}}
    costs = {"file": "c.csv", "columns": {"year": "J", "category": "K"}, "privacy": {"consent": CONSENT}}
    assert faults(persons=persons, measurements=[survey]) == []
    assert faults(persons=persons, costs=costs) == [("programme.consent.only", "consent")]
    assert faults(persons=persons, measurements=[survey], ids_tolerance="1") == [
        ("programme.consent.tolerance", "consent")
    ]
    twice = {"consent": {**CONSENT, "refused": ["nein", "Ja"]}}
    assert faults(persons={**persons, "privacy": twice}) == [("programme.consent.twice", 1)]


def test_a_basis_of_consent_without_a_column_is_told_and_assumed(office):
    office.persons["privacy"] = {"legal_basis": "Einwilligung der Eltern"}
    assert [each.code for each in office.read().remarks] == ["data.consent_assumed"]
    office.persons["privacy"]["consent"] = CONSENT
    office.write("personen.csv", LIST + "1;2024;Kurs;Chemie;ja\n2;2024;Vergleich;;ja\n")
    assert office.codes() == []


@pytest.mark.parametrize("large", [False, True])
def test_a_large_file_is_read_the_same_way(asked, office, large):
    rows = [f"{n};2024;Kurs;C;{'nein' if n < 40 else 'ja'}" for n in range(400)]
    asked(*rows, "500;2024;Vergleich;;ja")
    office.persons["large"] = large
    tables = office.read()
    assert (len(tables.persons), left_out(tables)) == (361, 40)
    asked(*rows, "501;2024;Kurs;C;vielleicht", "500;2024;Vergleich;;ja")
    assert office.codes() == ["data.consent_unknown"]
