"""`wirkung results` lists, filters and writes what was published; all numbers are invented."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from tests.run.conftest import here
from tests.run.store.reports import SHOWN, line, write_report
from wirkung.report.document.status import ReportStatus


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "evaluation.ipynb").touch()
    for year in (2023, 2024):
        lines = (line("interest", 0.33, year=year), line("skill", None, year=year))
        write_report(folder / "reports", year, "mint", *lines, line("interest", 0.33, year=year, role="before"))
    cost = line("hours", 12.0, year=2024, question="costs")
    write_report(folder / "reports", 2024, "lesen", cost, status=ReportStatus.WITHDRAWN)
    return folder


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.delenv("WIRKUNG_STORE", raising=False)


def listed(office, *arguments: str) -> list[list[str]]:
    code, output, errors = here(office, "results", *arguments)
    assert (code, errors) == (0, "")
    return [[cell.strip() for cell in each.split("  ") if cell.strip()] for each in output.splitlines()]


def test_the_main_results_are_listed_as_they_are_printed(office):
    heading, *rows = listed(office)
    assert " ".join(heading) == "Programm Bericht Jahr Frage Gegenstand Wert Intervall Aussage Stand"
    printed = [SHOWN, "−0,50 bis 0,75", "●○○ Beschreibung"]
    draft = "Entwurf, nicht freigegeben"
    assert rows == [
        ["lesen", "2024", "2024", "costs", "Hours", *printed, "zurückgezogen"],
        ["mint", "2024", "2024", "change", "Interest", *printed, draft],
        ["mint", "2024", "2024", "change", "Skill", "[g]", draft],
        ["mint", "2023", "2023", "change", "Interest", *printed, draft],
        ["mint", "2023", "2023", "change", "Skill", "[g]", draft],
    ]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        (["--programme", "mint"], 4),
        (["--programme", "mint", "--programme", "lesen"], 5),
        (["--years", "2022-2023"], 2),
        (["--question", "costs"], 1),
        (["--subject", "skill"], 2),
        (["--subject", "skill", "--years", "2024"], 1),
    ],
)
def test_what_is_listed_can_be_chosen(office, asked, number):
    assert len(listed(office, *asked)) == number + 1


def test_nothing_that_fits_is_said(office):
    assert listed(office, "--programme", "nirgends") == [["Kein Ergebnis passt zur Auswahl."]]


def test_a_file_has_every_line_with_its_facts(office, tmp_path):
    assert here(office, "results", "--to", str(tmp_path / "x.csv"))[0] == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "x.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == 7
    assert (rows[0]["value"], rows[0]["organisation"]) == ("12.0", "Amt <Nord>")
    assert [row["value"] for row in rows if row["withheld"] == "True"] == ["", ""]
    _, output, _ = here(office, "results", "--to", str(tmp_path / "x.parquet"), "--subject", "interest")
    assert output.strip() == f"Geschrieben: {tmp_path / 'x.parquet'}, 4 Ergebnisse."
    table = pd.read_parquet(tmp_path / "x.parquet")
    assert table["value"].tolist() == [0.33] * 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.csv", "x.parquet"]


def test_a_file_of_another_kind_and_a_folder_that_is_not_there_are_refused(office, tmp_path):
    code, _, errors = here(office, "results", "--to", str(tmp_path / "x.xlsx"))
    assert (code, "«.xlsx»" in errors) == (5, True)
    code, _, errors = here(office, "results", "--out", str(tmp_path / "none"))
    assert (code, "«wirkung run»" in errors) == (5, True)
