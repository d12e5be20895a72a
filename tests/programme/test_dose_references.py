"""Bands of hours must hold every percentage once, and something must say who attended how much."""

from __future__ import annotations

import pytest

DOSE = ("cohort:\n", "dose: {bands: BANDS}\ncohort:\n")
ATTENDANCE = """\
  attendance:
    file: attendance.csv
    columns: {person: Nr, course: Kurs, hours: da, planned_hours: geplant}
"""


def with_bands(bands):
    return (DOSE[0], DOSE[1].replace("BANDS", bands))


@pytest.mark.parametrize("bands", ["[0-49, 50-74, 75+]", "[0-49, 50-100]", "[0-0, 1-99, 100+]", "[0-99, 100-100]"])
def test_bands_that_hold_every_percentage_once_are_taken(said_after, bands):
    assert said_after(with_bands(bands)) == []


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        ("[0-49, 40-74, 75+]", "bands[2]: ‘40-74’ begins before ‘0-49’ has ended. Please write them from"),
        ("[75+, 50-74, 0-49]", "bands[2]: ‘50-74’ begins before ‘75+’ has ended."),
        (
            "[0-49, 60-74, 75+]",
            "bands[2]: Between ‘0-49’ and ‘60-74’ percentages are missing. Please begin the band with 50.",
        ),
        ("[10-49, 50+]", "bands[1]: The first band must begin at 0, found was ‘10-49’;"),
        ("[0-49, 50-99]", "bands[2]: The last band must be open or end at 100, found was ‘50-99’;"),
        ("[0-49, 50-120]", "bands[2]: ‘50-120’ lies above 100; the bands are per cent of the planned hours."),
        ("[0-100, 101+]", "bands[2]: ‘101+’ lies above 100;"),
        ("[0-49, 74-50, 75+]", "bands[2]: ‘74-50’ ends before it begins."),
        ("[0-100]", "bands: One band alone tells nothing apart."),
        ("[]", "bands: One band alone tells nothing apart."),
        ("[half, 50+]", "bands[1]: ‘half’ is no band. Please write it like 6-9"),
        ("[0-49.5, 50+]", "bands[1]: ‘0-49.5’ is no band."),
    ],
)
def test_what_is_wrong_with_bands_is_said_where_it_stands(said_after, bands, expected):
    found = said_after(with_bands(bands))
    assert any(expected in line for line in found), found
    assert all("dose.bands" in line for line in found)


def test_bands_of_hours_need_the_hours(said_after):
    found = said_after(with_bands("[0-49, 50+]"), (ATTENDANCE, ""))
    assert any("dose: dose needs the list of attendance (data.attendance), which is missing." in x for x in found)


def test_bands_of_hours_need_the_planned_hours(said_after):
    found = said_after(with_bands("[0-49, 50+]"), (", planned_hours: geplant", ""))
    assert any("dose: dose needs the column ‘planned_hours’" in line for line in found)
    crosses = (", hours: da, planned_hours: geplant}", "}\n    crosses: {hours: 2}")
    assert said_after(with_bands("[0-49, 50+]"), crosses) == []


def test_bands_of_hours_need_an_outcome(said_after):
    indicators = (
        "  - {id: interest, label: Interesse, items: [q_1, q_2], reversed: [q_2], scale: {low: 1, high: 5}}\n"
    )
    found = said_after(with_bands("[0-49, 50+]"), (indicators, ""))
    assert any(
        "dose: dose divides the main outcome by attendance, but there are no indicators." in x for x in found
    )


def test_bands_of_ages_are_spelt_likewise(said_after):
    (line,) = said_after(("kind: number}", "kind: number, bands: [young, 14+]}"))
    assert "characteristics[1].bands[1]: ‘young’ is no band." in line
