"""Waves that were exchanged: where a name, a number or a date tells, it is asked about."""

from __future__ import annotations

import pytest

IDS = [f"P{n:02}" for n in range(1, 9)]
LONG = "Nr;Jahr;Welle;F1;F2\n"


@pytest.fixture
def office(office):
    office.of_one_group(IDS)
    return office


def answers(first: str, second: str) -> str:
    """Two waves of all, the second with other answers."""
    return LONG + "".join(
        f"{each};2024;{first};{1 + at % 4};{at}\n{each};2024;{second};{2 + at % 4};{at + 2}\n"
        for at, each in enumerate(IDS)
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [("vorher", "nachher"), ("pre", "post"), ("Vorbefragung", "Nachbefragung"), ("vor", "nach"),
     ("Anfang", "Ende"), ("1", "2"), ("T0", "T1"), ("Welle 1", "Welle 2"), ("1. Befragung", "2. Befragung"),
     ("Prätest", "Posttest")],
)  # fmt: skip
def test_values_of_the_column_of_waves(office, first, second):
    office.measure(answers(first, second), values={"wave": {first: "before", second: "after"}})
    assert office.codes() == []
    office.data["measurements"][0]["values"] = {"wave": {second: "before", first: "after"}}
    assert set(office.codes()) == {"data.wave_names"}
    office.data["measurements"][0]["accept"] = ["wave_order"]
    assert office.codes() == []


def test_values_that_say_nothing_about_time_are_not_asked_about(office):
    office.measure(answers("rot", "blau"), values={"wave": {"blau": "before", "rot": "after"}})
    assert office.codes() == []


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        ("vorher.csv", "nachher.csv", 0),
        ("nachher.csv", "vorher.csv", 2),
        ("befragung_T2.csv", "befragung_T1.csv", 2),
        ("Befragung nach Schulen.csv", "Befragung 2.csv", 0),
        ("survey_771204.csv", "survey_482913.csv", 0),  # numbers of surveys are in no order
        ("Post 2.csv", "vorher und nachher.csv", 1),
    ],
)
def test_names_of_files(office, first, second, wrong):
    head = {"person": "Nr", "year": "Jahr", "q1": "F1", "q2": "F2"}
    for at, (name, wave) in enumerate(((first, "before"), (second, "after"))):
        text = "Nr;Jahr;F1;F2\n" + "".join(
            f"{each};2024;{1 + (n + at) % 4};{n + at}\n" for n, each in enumerate(IDS)
        )
        office.measure(text, file=name, columns=head, values={}, constants={"wave": wave})
    assert office.codes() == ["data.wave_names"] * wrong


def test_the_name_of_a_file_with_both_waves_says_nothing(office):
    """Who is asked afterwards how it was before answers both in the file of the second wave."""
    office.write("nachher.csv", "Nr;Jahr;jetzt;damals\n" + "".join(f"{each};2024;4;2\n" for each in IDS))
    office.measure(
        file="nachher.csv",
        columns={"person": "Nr", "year": "Jahr"},
        waves={"before": {"q1": "damals"}, "after": {"q1": "jetzt"}},
        values={},
    )
    assert office.codes() == []


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [("F1 vorher", "F1 nachher", 0), ("F1 nachher", "F1 vorher", 2), ("T2_F1", "T1_F1", 2), ("F7", "F1", 0)],
)
def test_headings_of_waves_in_one_row(office, first, second, wrong):
    rows = "".join(f"{each};2024;{1 + n % 4};{2 + n % 3}\n" for n, each in enumerate(IDS))
    office.write("breit.csv", f"Nr;Jahr;{first};{second}\n" + rows)
    office.measure(
        file="breit.csv",
        columns={"person": "Nr", "year": "Jahr"},
        waves={"before": {"q1": first}, "after": {"q1": second}},
        values={},
    )
    assert office.codes() == ["data.wave_names"] * wrong


@pytest.mark.parametrize(("early", "wrong"), [("01.09.2024", []), ("01.12.2024", ["data.wave_dates"])])
def test_days_on_which_answers_were_sent_off(office, early, wrong):
    rows = "".join(
        f"{each};2024;A;{1 + n % 4};{n};{early}\n{each};2024;B;{2 + n % 3};{n + 2};15.10.2024\n"
        for n, each in enumerate(IDS)
    )
    columns = {"person": "Nr", "year": "Jahr", "wave": "Welle", "q1": "F1", "q2": "F2", "submitted": "Datum"}
    office.measure(
        LONG.replace("\n", ";Datum\n") + rows, columns=columns, values={"wave": {"A": "before", "B": "after"}}
    )
    assert office.codes() == wrong
    if wrong:
        assert "8 von 8 Personen haben «before» später abgeschickt als «after»" in office.problems()[0]
