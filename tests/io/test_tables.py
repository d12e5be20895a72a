"""What the tables hold."""

import pandas as pd
import pytest

from wirkung.errors import DataError


def test_persons_have_characteristics_by_kind(office):
    office.write(
        "personen.csv",
        "Nr;Jahr;Gruppe;Kurs;Alter;Schule\n1;2024;Kurs;A;12,5;\n2;2024;Vergleich;;k. A.;IGS  Stade \n",
    )
    office.persons["columns"] |= {"age": "Alter", "school": "Schule"}
    office.persons["missing"] = ["k. A."]
    office.parts["characteristics"] = [
        {"id": "age", "label": "Alter", "kind": "number"},
        {"id": "school", "label": "Schule", "kind": "institution"},
    ]
    persons = office.read().persons
    assert list(persons.columns) == ["person", "year", "group", "course", "entered", "age", "school"]
    assert persons["group"].tolist() == ["programme", "comparison"]
    assert (persons["age"][0], persons["school"][1]) == (12.5, "IGS Stade")
    assert persons.isna().sum().to_dict() == {
        "person": 0,
        "year": 0,
        "group": 0,
        "course": 1,
        "entered": 2,
        "age": 1,
        "school": 1,
    }


def test_who_registers_twice_has_entered_with_the_first(office):
    office.write(
        "personen.csv",
        "Nr;Jahr;Gruppe;Kurs;Beginn\n1;2024;Kurs;A;1.3.2024\n1;2024;Kurs;B;5.2.2024\n2;2024;Vergleich;;\n",
    )
    office.persons["columns"] |= {"entered": "Beginn"}
    entered = office.read().persons["entered"]
    assert entered[0].date().isoformat() == "2024-02-05"
    assert entered.isna().tolist() == [False, True]


def test_nobody_enters_after_the_year_of_registration(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs;Beginn\n1;2024;Kurs;A;1.3.2025\n")
    office.persons["columns"] |= {"entered": "Beginn"}
    with pytest.raises(DataError) as caught:
        office.read()
    assert "entry lies after the year of registration" in caught.value.problems[0].text("en")


def test_one_group_needs_no_column_for_it(office):
    office.parts["design"] = {"kind": "one_group", "assignment": "self_selected"}
    office.persons = {"file": "personen.csv", "columns": {"person": "Nr"}, "constants": {"year": 2024}}
    persons = office.read().persons
    assert persons["group"].tolist() == ["programme"] * 3
    assert persons["year"].tolist() == [2024] * 3
    assert persons["course"].isna().all()


def test_codes_need_no_map(office):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n1;2024;programme;A\n2;2024;Comparison;\n")
    del office.persons["values"]
    assert office.read().persons["group"].tolist() == ["programme", "comparison"]


def test_sources_about_different_items_complete_each_other(office):
    columns = {"person": "Nr", "wave": "Welle"}
    office.measure("Nr;Welle;F1\n001;vorher;1\n002;vorher;2\n001;nachher;3\n", columns={**columns, "q1": "F1"})
    office.measure(
        "Nr;F2\n002;20\n003;30\n",
        file="b.csv",
        columns={"person": "Nr", "q2": "F2"},
        values={},
        constants={"wave": "before"},
    )
    table = office.read().measurements
    assert table[["year", "wave"]].to_numpy().tolist() == [[2024, "before"]] * 2 + [
        [2024, "after"],
        [2024, "before"],
    ]
    assert table["q1"].fillna(-1).tolist() == [1, 2, 3, -1]
    assert table["q2"].fillna(-1).tolist() == [-1, 20, -1, 30]


def test_second_source_with_the_same_item_is_a_second_answer(office):
    office.measure("Nr;Jahr;Welle;F1;F2\n001;2024;vorher;1;1\n")
    office.measure("Nr;Jahr;Welle;F1;F2\n001;2024;vorher;5;5\n002;2024;vorher;5;5\n", file="b.csv")
    tables = office.read()
    assert tables.measurements["q1"].tolist() == [1, 5]
    assert tables.accounts[2].left_out == (("second_answer_in_wave", 1),)


def test_bounds_of_a_scale_belong_to_it(office):
    office.measure("Nr;Jahr;Welle;F1;F2\n001;2024;vorher;1;-7\n002;2024;vorher;5;99\n003;2024;vorher;5,01;0\n")
    table = office.read().measurements
    assert table["q1"].fillna(0).tolist() == [1, 5, 0]
    assert table["q2"].tolist() == [-7, 99, 0]


def test_attendance_adds_up_the_sessions_of_a_course(office):
    office.write("t.csv", "Nr;Kurs;h;Soll\n001;A;2;2\n001;A;1,5;2\n001;B;;2\n002;A;;2\n002;A;1;2\n")
    columns = {"person": "Nr", "course": "Kurs", "hours": "h", "planned_hours": "Soll"}
    office.data["attendance"] = {"file": "t.csv", "columns": columns}
    table = office.read().attendance
    assert table[["year", "course"]].to_numpy().tolist() == [[2024, "A"], [2024, "B"], [2024, "A"]]
    assert table["hours"].fillna(-1).tolist() == [2 + 1.5, -1, 1]
    assert table["planned_hours"].tolist() == [2 + 2, 2, 2 + 2]


def test_attendance_without_planned_hours(office):
    office.write("t.csv", "Nr;Kurs;h\n001;A;2\n")
    office.data["attendance"] = {"file": "t.csv", "columns": {"person": "Nr", "course": "Kurs", "hours": "h"}}
    assert office.read().attendance["planned_hours"].isna().all()


def test_events_without_dates(office):
    office.write("e.csv", "Nr;Was\n001;Wahl\n002;Umzug\n009;Wahl\n")
    columns, values = {"person": "Nr", "event": "Was"}, {"event": {"Wahl": "choice"}}
    office.data["events"] = {"file": "e.csv", "columns": columns, "values": values}
    tables = office.read()
    assert tables.events["event"].tolist() == ["choice"]
    assert tables.events["date"].isna().all()
    assert tables.events["date"].dtype.kind == "M"
    assert tables.accounts[1].left_out == (("unknown_person", 1), ("other_value", 1))


COSTS = {"year": "Jahr", "category": "Art", "description": "Was", "amount": "Betrag", "hours": "h", "rate": "Satz"}


def costs_of(office, *rows):
    office.write("k.csv", "Jahr;Art;Was;Betrag;h;Satz\n" + "\n".join(rows) + "\n")
    office.data["costs"] = {"file": "k.csv", "columns": COSTS, "values": {"category": {"Personal": "staff"}}}
    return office


@pytest.mark.parametrize(
    ("row", "cents"),
    [
        ("1.234,50;;", 123450),
        ("1.234,50 €;;", 123450),
        ("€ 0,10;;", 10),
        ("EUR 7;;", 700),
        ("7,00 EUR;;", 700),
        (";1,5;33,33", 5000),  # 1.5 x 33.33 = 49.995
        (";0,1;0,25", 3),  # 2.5 cents are rounded half up, not half to even
        ("50,00;1,5;33,33", 5000),
        ("49,99;1,5;33,33", 4999),  # one cent less is still the same amount
        ("0,29;;", 29),  # a float would make 28.999... of it
        ("0;;", 0),
    ],
)
def test_costs_are_exact(office, row, cents):
    table = costs_of(office, f"2024;Personal;Leitung;{row}").read().costs
    assert table[["year", "category", "description", "cents"]].to_dict("records") == [
        {"year": 2024, "category": "staff", "description": "Leitung", "cents": cents}
    ]


def test_costs_keep_another_currency_apart(office):
    office.parts["costs"] = {"currency": "CHF", "price_year": 2024, "outcome": "x"}
    assert costs_of(office, "2024;Personal;;CHF 5,00;;").read().costs["cents"].tolist() == [500]
    assert "muss Zahlen enthalten" in costs_of(office, "2024;Personal;;5,00 €;;").problems()[0]


def test_tables_that_are_not_named_are_none(office):
    tables = office.read()
    assert (tables.measurements, tables.attendance, tables.events, tables.costs) == (None, None, None, None)
    assert tables.persons["year"].dtype == "int64"
    assert isinstance(tables.persons["group"].dtype, pd.StringDtype)
