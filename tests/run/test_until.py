"""A preliminary report of what was known on a day, and the final one that replaces it; all invented."""

from __future__ import annotations

import json
import shutil
import zipfile

import pytest

from tests.run.conftest import Toy
from tests.run.small_study import NUMBER, PROGRAMME, write_data, write_workspace
from tests.run.test_second_run import FEW, assert_nothing_told, lines, page

ENTERED = PROGRAMME.replace("year: year, town: town}", "year: year, town: town, entered: entered}")
LATER = 3  # persons who entered after the day
UNTIL = ("--until", "2024-09-30")
SAID = "Vorläufig, Datenstand 30.09.2024"


def write_entered(folder) -> None:
    """All entered on 1 February but for few, who did in October and answered the same as others."""
    write_data(folder)
    path = folder / "data" / "persons.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    days = ["2024-10-05" if NUMBER - LATER <= n < NUMBER else "2024-02-01" for n in range(len(rows))]
    rows = [f"{row};{day}" for row, day in zip(rows, days, strict=True)]
    path.write_text("\n".join([f"{head};entered", *rows]) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def preliminary(tmp_path_factory):
    """A workspace with a preliminary report and its register; tests get copies."""
    folder = tmp_path_factory.mktemp("preliminary")
    write_workspace(folder)
    (folder / "params" / "toy.yaml").write_text(ENTERED, encoding="utf-8")
    write_entered(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("WIRKUNG_REGISTER", raising=False)
        code, _, errors = Toy(folder).wirkung("run", "params/toy.yaml", "--year", "2024", *UNTIL)
    assert code == 0, errors
    return folder


@pytest.fixture
def toy(preliminary, tmp_path, monkeypatch):
    monkeypatch.delenv("WIRKUNG_REGISTER", raising=False)
    shutil.copytree(preliminary, tmp_path / "toy")
    toy = Toy(tmp_path / "toy")
    yield toy
    toy.stop()


def manifest(toy) -> dict:
    return json.loads((toy.reports / "2024/toy/manifest.json").read_text(encoding="utf-8"))


def test_every_edition_and_list_says_that_it_is_preliminary(toy):
    folder = toy.reports / "2024/toy"
    html = folder.joinpath("evaluation.html").read_text(encoding="utf-8")
    assert f"<title>{SAID}: Spielzeugprogramm</title>" in html
    assert "vorläufig, keine Freigabe möglich, Datenstand 30.09.2024" in page(toy)
    assert "Dieser Bericht ist vorläufig: Er kennt nur, was bis zum 30.09.2024 geschehen ist" in page(toy)
    for path in (*folder.glob("*.docx"), *folder.glob("*.xlsx")):
        core = zipfile.ZipFile(path).read("docProps/core.xml").decode()
        assert f">{SAID}: Spielzeugprogramm<" in core, path.name
    index = (toy.reports / "index.html").read_text(encoding="utf-8")
    assert f"{SAID}: Spielzeugprogramm" in index.replace("\xa0", " ")
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    assert (results["until"], manifest(toy)["until"], manifest(toy)["status"]) == (
        "2024-09-30",
        "2024-09-30",
        "preliminary",
    )


def test_the_results_store_has_it_as_preliminary_only(toy):
    assert toy.wirkung("results", "--to", "rows.csv")[0] == 0
    head, *rows = (toy.folder / "rows.csv").read_text(encoding="utf-8-sig").splitlines()
    assert {"until", "status"} <= set(head.split(","))
    assert rows
    assert all(",preliminary," in row and "2024-09-30" in row for row in rows)


@pytest.mark.parametrize(
    ("command", "code"), [(("release-report", "--role", "A", "--second-role", "B"), "freigegeben werden"),
                          (("publish-report",), "veröffentlicht gelten")],
)  # fmt: skip
def test_it_cannot_be_released_or_published(toy, command, code):
    before = toy.contents()
    name, *options = command
    exit_code, _, errors = toy.wirkung(name, "reports/2024/toy", *options)
    assert exit_code == 5
    assert (
        f"Der Bericht ist vorläufig (Datenstand 2024-09-30) und kann nicht {'als ' * ('gelten' in code)}{code}"
        in (errors.replace("\n", " "))
    )
    assert toy.contents() == before


def test_plan_and_resume_know_the_day(toy):
    same = toy.wirkung("run", "params/toy.yaml", "--year", "2024", *UNTIL, "--plan", "--resume")[1]
    assert "aktuell" in same
    final = toy.wirkung("run", "params/toy.yaml", "--year", "2024", "--plan", "--resume")[1]
    assert final.splitlines()[-1].rstrip().endswith("anderer Datenstand")


def test_a_withdrawn_one_says_both(toy):
    assert toy.wirkung("retract", "reports/2024/toy", "--reason", "Probe")[0] == 0
    assert "zurückgezogen" in page(toy)
    assert SAID in page(toy)
    assert manifest(toy)["until"] == "2024-09-30"


def test_the_final_report_replaces_it_tells_nothing_of_the_few_and_is_not_replaced(toy):
    before = lines(toy)
    code, _, errors = toy.wirkung("run", "params/toy.yaml", "--year", "2024")
    assert code == 0, errors
    assert (manifest(toy)["status"], manifest(toy)["until"]) == ("draft", None)
    assert FEW["de"] in page(toy)
    assert_nothing_told(before, lines(toy))
    assert SAID not in page(toy)
    final = toy.contents()
    code, _, errors = toy.wirkung("run", "params/toy.yaml", "--year", "2024", *UNTIL)
    assert code == 5
    assert "2024/toy ist ein Bericht über alles, was bekannt ist; ein vorläufiger ersetzt ihn nicht." in errors
    assert toy.contents() == final
