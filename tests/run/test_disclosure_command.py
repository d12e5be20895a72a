"""The evaluator's audit of a published report, from the command line. All persons are invented."""

from __future__ import annotations

import json
import os
import shutil

import pytest

from tests.run.conftest import Toy, code
from tests.run.small_study import PROGRAMME, publish, write_data, write_workspace
from wirkung.disclosure.keys import KEYS

OWN = "# Eigenes\nprint('Von Hand gezählt: 4')"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A workspace with a report, and one more after nine persons' answers were changed; tests get copies."""
    folder = tmp_path_factory.mktemp("published")
    write_workspace(folder, code(OWN, cell="own", tags=["report"]))
    publish(folder, 0, 9)
    return folder


@pytest.fixture
def toy(published, tmp_path, monkeypatch):
    monkeypatch.delenv("WIRKUNG_REGISTER")
    shutil.copytree(published, tmp_path / "toy", symlinks=True)
    toy = Toy(tmp_path / "toy")
    yield toy
    toy.stop()


def audit(toy, *arguments: str) -> tuple[str, str]:
    """What the terminal shows, and what is in the file."""
    exit_code, output, errors = toy.wirkung("disclosure", "reports/2024/toy", *arguments)
    assert (exit_code, errors) == (0, "")
    return output, (toy.folder / ".wirkung/audits/2024-toy.txt").read_text(encoding="utf-8")


def refused(toy, report="reports/2024/toy", exit_code=5) -> str:
    code, output, errors = toy.wirkung("disclosure", report)
    assert (code, output) == (exit_code, "")
    assert "Traceback" not in errors
    assert not list(toy.folder.rglob("2024-toy.txt"))
    return errors


def test_it_says_what_was_withheld_why_and_how_far_it_can_be_narrowed(toy):
    before = {path: path.read_bytes() for path in toy.folder.rglob("*") if path.is_file()}
    output, text = audit(toy)
    assert output.splitlines()[0] == "Prüfung des Schutzes kleiner Gruppen: toy 2024"
    assert output.splitlines()[-1] == "Die ganze Prüfung, nur für Sie lesbar: .wirkung/audits/2024-toy.txt"
    for part in (output, text):
        assert "Programmdatei, Daten, Fassung und Ergebnis sind die des Berichts." in part
        assert "- toy 2024, " in part
        assert "- Zelle 7: # Eigenes" in part
    lines = [line.split("  ") for line in text.splitlines()]
    rows = {line[0]: [part.strip() for part in line[1:] if part.strip()] for line in lines}
    about, why, bounds = rows["change/interest/main"]
    assert (about, why, bounds) == ("Interesse", "Angaben weniger geändert (früherer Bericht)", "nicht berechnet")
    assert rows["threats/interest.threat.ceiling_after/main"][1:] == [why, bounds]
    assert "«Angaben weniger geändert»: Seit einem früheren Bericht" in text
    # Nothing else was written, and nothing that was there has changed: neither reports nor register.
    after = {path: path.read_bytes() for path in toy.folder.rglob("*") if path.is_file()}
    new = {path.relative_to(toy.folder).as_posix() for path in after.keys() - before.keys()}
    assert new == {".wirkung/audits/2024-toy.txt", ".wirkung/audits/.gitignore"}
    assert all(after[path] == content for path, content in before.items())


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such modes")
def test_nobody_else_reads_it(toy):
    audit(toy)
    assert (toy.folder / ".wirkung/audits/2024-toy.txt").stat().st_mode & 0o777 == 0o600
    assert (toy.folder / ".wirkung/audits").stat().st_mode & 0o777 == 0o700


def test_it_speaks_english_as_well(toy):
    output, text = audit(toy, "--language", "en")
    assert "Programme file, data, version and outcome are those of the report." in output
    assert "data of few changed (earlier report)" in text
    assert "The whole audit, for you alone to read" in output


def test_what_is_no_longer_the_same_is_said(toy):
    write_data(toy.folder, lifted=30)
    programme = toy.folder / "params" / "toy.yaml"
    programme.write_text(PROGRAMME + "# remark\n", encoding="utf-8")
    manifest = toy.reports / "2024/toy/manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["code"]["version"] = "0.0.1"
    manifest.chmod(0o600)
    manifest.write_text(json.dumps(content), encoding="utf-8")
    output, _ = audit(toy)
    assert "Was folgt, gilt für den heutigen Stand:" in output
    assert "- Die Programmdatei params/toy.yaml ist nicht mehr dieselbe." in output
    assert "- Die Datei ../data/answers.csv ist nicht mehr dieselbe." in output
    assert "persons.csv" not in output
    assert "- Der Bericht entstand mit der Fassung 0.0.1, diese Prüfung mit " in output
    assert "Eine Zeile des Berichts würde heute anders ausgewiesen: change/interest/main" in output


def test_reports_that_came_later_do_not_count(toy):
    before, _ = audit(toy)
    other = PROGRAMME.replace("id: toy", "id: other")
    (toy.folder / "params" / "other.yaml").write_text(other, encoding="utf-8")
    assert toy.wirkung("run", "params/other.yaml")[0] == 0
    after, _ = audit(toy)
    assert after == before


def test_a_folder_without_a_report_is_refused(toy):
    for folder in ("reports", "params", "nowhere"):
        errors = refused(toy, folder)
        assert "Hier liegt kein veröffentlichter Bericht: «manifest.json» fehlt." in errors


@pytest.mark.parametrize(
    "name",
    [
        "manifest.json",
        pytest.param("results.json", marks=pytest.mark.slow),
        pytest.param("evaluation.ipynb", marks=pytest.mark.slow),
    ],
)
def test_a_report_of_another_version_is_refused(toy, name):
    path = toy.reports / "2024/toy" / name
    path.write_text('{"schema_version": "0.1"}', encoding="utf-8")
    assert f"{path}: Die Datei ist nicht so, wie diese Fassung" in refused(toy)


def test_a_report_that_the_register_does_not_know_is_refused(toy, monkeypatch):
    monkeypatch.setenv("WIRKUNG_REGISTER", str(toy.folder / "new"))
    assert "Der Bericht steht nicht im Verzeichnis der Veröffentlichungen" in refused(toy)
    assert not (toy.folder / "new").exists()


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        pytest.param(lambda room: (room / "register").unlink(), "es ist nicht mehr da", id="no register"),
        pytest.param(
            lambda room: (room / "keys" / KEYS).unlink(),
            "braucht seine Schlüssel, und sie sind nicht da",
            id="no keys",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            lambda room: (room / "register").write_bytes(b"x"),
            "abgeschnitten oder verändert",
            id="damaged",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_without_a_register_that_can_be_read_nothing_is_written(toy, harm, sentence):
    harm(toy.folder / ".wirkung")
    assert sentence in refused(toy)


def test_data_and_programme_file_that_are_gone_are_named(toy):
    (toy.folder / "data/answers.csv").unlink()
    assert "answers.csv" in refused(toy, exit_code=4)
    (toy.folder / "params/toy.yaml").unlink()
    assert "params/toy.yaml" in refused(toy, exit_code=3)


def test_it_is_never_written_among_reports(toy, monkeypatch):
    shutil.move(toy.folder / ".wirkung", toy.reports / "room")
    monkeypatch.setenv("WIRKUNG_REGISTER", str(toy.reports / "room"))
    assert "würde hier mit ihm veröffentlicht" in refused(toy)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_lead_neither_among_reports_nor_over_them(toy):
    (toy.folder / ".wirkung/audits").symlink_to(toy.reports, target_is_directory=True)
    assert "würde hier mit ihm veröffentlicht" in refused(toy)
    (toy.folder / ".wirkung/audits").unlink()
    (toy.folder / ".wirkung/audits").mkdir()
    page = toy.reports / "index.html"
    before = page.read_bytes()
    (toy.folder / ".wirkung/audits/2024-toy.txt").symlink_to(page)
    (toy.folder / "link").symlink_to(toy.reports / "2024/toy", target_is_directory=True)
    exit_code, _, errors = toy.wirkung("disclosure", "link")
    assert exit_code == 0, errors
    assert page.read_bytes() == before
    assert not (toy.folder / ".wirkung/audits/2024-toy.txt").is_symlink()


def test_a_released_report_is_audited_as_its_draft_was(toy):
    """A real run, so that what a release reads again is what a kernel wrote; the register stays as it is."""
    register = (toy.folder / ".wirkung" / "register").read_bytes()
    draft = audit(toy)[1]
    code, _, errors = toy.wirkung(
        "release-report", "reports/2024/toy", "--role", "Amt", "--second-role", "Statistik"
    )
    assert (code, errors) == (0, "")
    assert audit(toy)[1] == draft
    assert (toy.folder / ".wirkung" / "register").read_bytes() == register
