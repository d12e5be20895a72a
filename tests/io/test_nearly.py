"""Codes that people make themselves, within a stated tolerance. All codes are invented."""

from __future__ import annotations

import itertools
from io import StringIO
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from wirkung.catalogue import LANGUAGES
from wirkung.declared import LeftOut
from wirkung.io.nearly import nearly_equal
from wirkung.report.frame.provenance import files_table
from wirkung.report.writing.language import language_of
from wirkung.run.check import Checked
from wirkung.run.check_summary import summary

CODES = st.lists(st.text(alphabet="AB12", min_size=3, max_size=6), max_size=8)
LISTED = ["DU16IA", "NB25LM", "NB25LN", "RH20KM"]


def edits(one: str, other: str) -> int:
    """Levenshtein distance by its definition."""
    if not one or not other:
        return len(one) + len(other)
    return min(
        edits(one[1:], other) + 1, edits(one, other[1:]) + 1, edits(one[1:], other[1:]) + (one[0] != other[0])
    )


@given(unknown=CODES, listed=CODES)
def test_a_match_is_unique_both_ways_and_everything_near_is_matched_or_ambiguous(unknown, listed):
    found = nearly_equal(unknown, listed, 1)
    near = {
        (one, other)
        for one, other in itertools.product(unknown, listed)
        if min(map(len, (one, other))) > 3 and edits(one, other) <= 1
    }
    for one, other in found.matched.items():
        assert [target for code, target in near if code == one] == [other]
        assert [code for code, target in near if target == other] == [one]
    assert {one for one, _ in near} <= {*found.matched, *found.ambiguous}


def survey(office, *rows, tolerance=1):
    """A survey beside a list of codes."""
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n" + "".join(f"{code};2024;Kurs;A\n" for code in LISTED))
    office.parts["design"] = {"kind": "one_group", "assignment": "self_selected"}
    office.measure("Nr;Jahr;Welle;F1;F2\n" + "".join(f"{row}\n" for row in rows), most_left_out=1)
    office.data["ids_tolerance"] = tolerance
    return office.read()


EXACT = [f"{code};2024;vorher;3;1" for code in LISTED[1:]]


@pytest.mark.parametrize("code", ["DU16IB", "DU16I", "DU16IAX", "du16IA".replace("du", "DV")])
def test_one_wrong_character_is_matched_told_and_counted(office, code):
    tables = survey(office, f"{code};2024;vorher;4;1", *EXACT)
    assert len(tables.measurements) == 4
    assert tables.measurements["person"].isin(tables.persons["person"]).all()
    assert tables.accounts[1].nearly_matched == 1
    assert "Eine Zeile (Zeile 2) ist einer Person der Liste zugeordnet" in tables.remarks[-1].text("de")
    assert code not in "".join(remark.text("de") for remark in tables.remarks)


def test_without_a_tolerance_nothing_is_matched(office):
    tables = survey(office, "DU16IB;2024;vorher;4;1", *EXACT, tolerance=0)
    assert len(tables.measurements) == 3
    assert dict(tables.accounts[1].left_out) == {LeftOut.UNKNOWN_PERSON: 1}


@pytest.mark.parametrize(
    "rows",
    [
        ["NB25LX;2024;vorher;4;1"],  # two in the list
        ["DU16IB;2024;vorher;4;1", "DU16IC;2024;nachher;4;1"],  # two in the file
        ["RH20KN;2024;vorher;4;1", "RH20KM;2024;vorher;4;1"],  # has answered already
    ],
)
def test_what_is_ambiguous_is_counted_and_never_forced(office, rows):
    tables = survey(office, *rows, "NB25LM;2024;vorher;3;1")
    assert tables.accounts[1].nearly_matched == 0
    wrong = sum(row.split(";")[0] not in LISTED for row in rows)
    assert dict(tables.accounts[1].left_out) == {LeftOut.UNKNOWN_PERSON: wrong}
    assert "mehrere Personen infrage, oder die eine hat schon geantwortet" in tables.remarks[-1].text("de")


def test_a_code_may_be_right_in_one_wave_and_wrong_in_the_next(office):
    tables = survey(office, "RH20KN;2024;nachher;4;1", *EXACT)
    assert tables.measurements.groupby("person")["wave"].nunique().max() == 2


def test_short_codes_are_not_matched():
    assert nearly_equal(["12"], ["13"], 1).matched == {}
    assert nearly_equal(["1234567"], ["1234576"], 2).matched == {}
    assert nearly_equal(["12345678"], ["12345687"], 2).matched == {"12345678": "12345687"}


@pytest.mark.parametrize("written", ["DU–16", "ＤＵ-16", "DU-１６"])
def test_characters_that_look_the_same_are_asked_for_and_then_matched(office, written):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\nDU-16;2024;Kurs;A\n")
    office.measure(f"Nr;Jahr;Welle;F1;F2\n{written};2024;vorher;3;1\n")
    (problem,) = office.problems()
    assert "nur durch gleich aussehende Zeichen von einer Kennung" in problem
    assert "ids_ignore: [characters]" in problem
    office.data["ids_ignore"] = ["characters"]
    assert len(office.read().measurements) == 1


@pytest.mark.parametrize("written", ["Mu\u0308-16", "M\u00fc\u00ad-16", "\u200bM\u00fc-16"])
def test_marks_that_nobody_sees_make_no_other_id(office, written):
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\nM\u00fc-16;2024;Kurs;A\n")
    office.measure(f"Nr;Jahr;Welle;F1;F2\n{written};2024;vorher;3;1\n")
    assert len(office.read().measurements) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_many_were_matched_so_stands_in_the_check_and_in_the_report(office, language):
    tables = survey(office, "DU16IB;2024;vorher;4;1", *EXACT)
    loaded = SimpleNamespace(name="probe.yaml", programme=office.programme())
    console = Console(width=400, record=True, file=StringIO())
    for part in summary(Checked(loaded=loaded, tables=tables, years=[2024]), language):
        console.print(part)
    said = {"de": "1\u00a0× mit abweichendem Code", "en": "1\u00a0× with a code that differs"}[language]
    assert said in console.export_text()
    table = files_table(tables.accounts, language_of(office.programme(), language))
    assert any(said in str(cell) for row in table.rows for cell in row)
