"""Everything that is wrong is told at once, and what a report would lack before a run. Persons are invented."""

from __future__ import annotations

import pytest

from wirkung.errors import DataError
from wirkung.io.years import check_year

HEAD = "Nr;Jahr;Welle;F1;F2\n"


def names(office, second="Ben"):
    """Two children with one number, told apart by their first names."""
    office.write(
        "personen.csv", f"Nr;Jahr;Gruppe;Kurs;Vorname\n1;2024;Kurs;A;Ada\n1;2024;Kurs;A;{second}\nSumme;;;;\n"
    )
    office.persons["id_with"] = ["Vorname"]


def test_a_blank_second_cell_of_an_id_is_asked_for(office):
    names(office, second="")
    (problem,) = office.problems()
    assert problem.startswith(
        "personen.csv: Spalte «Vorname»: In einer Zeile (Zeile 3) ist die Zelle leer, die mit «Nr»"
    )
    office.persons["missing"] = ["k. A."]
    names(office, second="k. A.")
    assert "Zeile 3" in office.problems()[0]
    names(office)
    assert len(office.read().persons) == 2


@pytest.mark.parametrize("error", ["#NV", "#DIV/0!", "Err:502"])
@pytest.mark.parametrize("column", [0, 3, 4])
def test_an_error_cell_is_neither_an_id_nor_a_label(office, column, error):
    names(office)
    lines = [line.split(";") for line in (office.folder / "personen.csv").read_text().split("\n")]
    lines[2][column] = error
    office.write("personen.csv", "\n".join(map(";".join, lines)))
    (problem,) = office.problems()
    assert "(Zeile 3)" in problem
    assert "Fehlermeldung der Tabellenkalkulation" in problem


def test_an_error_can_be_declared_to_be_no_answer(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n1;2024;Kurs;#NV\n")
    office.persons["missing"] = ["#NV"]
    assert office.read().persons["course"].isna().all()


def test_columns_that_make_persons_recognisable_hide_no_other_finding(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs;E-Mail\n1;2024;Kurs;A;a@amt.de\n2;bald;Kurs;A;b@amt.de\n")
    office.measure(HEAD + "1;2024;vorher;viel;1\n")
    found = [problem.code for problem in office.error().problems]
    assert found == ["data.personal_beside", "data.not_a_year", "data.not_a_number"]


def test_columns_that_make_persons_recognisable_do_not_hide_who_is_unknown(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs;E-Mail\n1;2024;Kurs;A;a@amt.de\n2;2024;Kurs;A;b@amt.de\n")
    office.measure(HEAD + "9;2024;vorher;1;1\n")
    found = [problem.code for problem in office.error().problems]
    assert found == ["data.personal_beside", "data.nobody_known"]


def test_rows_chosen_by_a_column_are_no_dates_of_a_list_of_crosses(office):
    office.write("liste.csv", "Nr;Status;02.07.2024\n001;da;x\n002;weg;x\n")
    office.data["attendance"] = {
        "file": "liste.csv",
        "columns": {"person": "Nr"},
        "crosses": {},
        "only": {"Status": ["da"]},
    }
    assert office.read().attendance["hours"].tolist() == [1]


@pytest.mark.parametrize(
    ("year", "wave", "expected"),
    [
        (2024, "vorher", ["data.wave_without_rows"]),
        (2023, "vorher", ["data.nobody_took_part", "data.wave_without_rows", "data.wave_without_rows"]),
        (2022, "vorher", ["data.year_without_data"]),
    ],
)
def test_what_a_report_of_a_year_would_lack(office, year, wave, expected):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n1;2024;Kurs;A\n2;2023;Vergleich;A\n")
    office.measure(HEAD + f"1;2024;{wave};1;1\n")
    with pytest.raises(DataError) as caught:
        check_year(office.programme(), office.read(), year, "probe.yaml")
    assert [problem.code for problem in caught.value.problems] == expected
