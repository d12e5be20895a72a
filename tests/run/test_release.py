"""A report is released by two roles, once, as they have read it; the report is invented and no kernel starts."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import io
import json
import re
import shutil
import zipfile
from dataclasses import replace

import nbformat
import pytest

from tests.report.pdf.conftest import TaggedPdf, squeezed
from tests.run.conftest import Toy
from tests.run.test_index import put
from wirkung.disclosure.keys import KEYS
from wirkung.disclosure.register.memory import begin
from wirkung.disclosure.register.room import room_in
from wirkung.report.document.blocks import MIME
from wirkung.report.document.reading import read_document
from wirkung.report.document.status import ReportStatus
from wirkung.report.editions.files import edition_files
from wirkung.run import restating
from wirkung.run.files import json_text
from wirkung.run.journal.book import log_of, whole_log
from wirkung.run.journal.lines import JournalEvent
from wirkung.run.published import published_manifest

MADE = dt.date(2026, 1, 31)  # the day of the run in the manifest of `put`
ROLES = ("--role", "Leitung Bildungsbüro", "--second-role", "Statistikstelle")
ON = ("--date", "2026-02-03")
EDITIONS = ("evaluation.html", "citizens.html", ".pdf", ".docx", ".xlsx")


def notebook() -> nbformat.NotebookNode:
    blocks = [
        {"kind": "Title", "text": "Spielzeugprogramm", "above": "Amt Nord", "below": "Evaluation 2024"},
        {"kind": "Paragraph", "text": "Das Interesse stieg.", "tone": "answer", "mark": ""},
    ]
    plain = {"citizens": [{"heading": "Was kam heraus?", "texts": ["Das Interesse stieg."], "items": []}]}
    outputs = [
        nbformat.v4.new_output(
            "display_data",
            data={MIME: {"version": 2, "blocks": [block]}, "text/plain": block["text"]},
            metadata={"wirkung": handed_over},
        )
        for block, handed_over in zip(blocks, ({}, plain), strict=True)
    ]
    head, answer = (
        nbformat.v4.new_code_cell("show()", id=f"c{place}", outputs=[each]) for place, each in enumerate(outputs)
    )
    return nbformat.v4.new_notebook(
        cells=[head, nbformat.v4.new_markdown_cell("## Ergebnis", id="result"), answer]
    )


@pytest.fixture(scope="module", autouse=True)
def of_the_module():
    """The register lies beside the reports, for fixtures of the module too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("WIRKUNG_REGISTER", raising=False)
        yield


@pytest.fixture(autouse=True)
def of_the_test(monkeypatch):
    """And for each test, which would have one apart."""
    monkeypatch.delenv("WIRKUNG_REGISTER")


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    """A report as a run leaves it: all editions as drafts, a file that is none, and the manifest with hashes."""
    root = tmp_path_factory.mktemp("draft")
    folder = put(root / "reports", 2024, "toy", "Spielzeugprogramm")
    document = replace(read_document(notebook(), language="de"), on=MADE)
    files = edition_files(document, stem="evaluation")
    files |= {"evaluation.ipynb": nbformat.writes(notebook()).encode() + b"\n", "results.json": b"{}\n"}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    manifest = published_manifest(folder).model_copy(update={"files": hashes, "publication": "0a1b"})
    (folder / "manifest.json").write_text(json_text(manifest), encoding="utf-8")
    begin(room_in(root))  # as the run did
    return root


@pytest.fixture
def toy(draft, tmp_path):
    shutil.copytree(draft, tmp_path / "toy")
    return Toy(tmp_path / "toy")


@pytest.fixture(scope="module")
def released(draft, tmp_path_factory):
    """The same after its release; nothing changes it."""
    toy = Toy(tmp_path_factory.mktemp("released"))
    shutil.copytree(draft, toy.folder, dirs_exist_ok=True)
    before = toy.contents()
    code, output, errors = toy.wirkung("release-report", "reports/2024/toy", *ROLES, *ON)
    assert (code, errors) == (0, "")
    assert output.startswith("Freigegeben: reports/2024/toy/evaluation.html. ")
    return toy, before


def refused(toy, *arguments, report="reports/2024/toy", command="release-report") -> list[str]:
    """The sentences of a refusal that has changed nothing."""
    before = toy.contents()
    code, output, errors = toy.wirkung(command, report, *arguments)
    assert (code, output) == (5, "")
    assert toy.contents() == before
    return errors.splitlines()


def test_every_edition_says_when_and_by_whom_it_was_released(released):
    toy, before = released
    said = "freigegeben durch Leitung Bildungsbüro und Statistikstelle, 03.02.2026"
    after = toy.contents()
    assert said in after["2024/toy/evaluation.html"].decode().replace("\xa0", " ")
    assert f"Stand: {said}" in after["index.html"].decode().replace("\xa0", " ")
    editions = [name for name in before if name.endswith((".pdf", ".docx", ".xlsx", ".html")) and "toy" in name]
    assert len(editions) > 5
    assert [name for name in editions if after[name] == before[name]] == []


def test_it_records_what_the_two_had_read_and_what_they_have_now(released):
    toy, before = released
    after = toy.contents()
    manifest = json.loads(after["2024/toy/manifest.json"])
    read = json.loads(before["2024/toy/manifest.json"])
    roles = ["Leitung Bildungsbüro", "Statistikstelle"]
    assert manifest["status"] == "approved"
    assert manifest["release"] == {"roles": roles, "on": "2026-02-03", "files": read["files"]}
    for name, sha256 in manifest["files"].items():
        assert hashlib.sha256(after[f"2024/toy/{name}"]).hexdigest() == sha256
    kept = set(read) - {"files", "status", "release"}
    assert {key: manifest[key] for key in kept} == {key: read[key] for key in kept}


def test_only_the_status_changes(released):
    toy, before = released
    after = toy.contents()
    for name in ("evaluation.ipynb", "results.json"):
        assert after[f"2024/toy/{name}"] == before[f"2024/toy/{name}"]
    page, draft = (each["2024/toy/evaluation.html"].decode().splitlines() for each in (after, before))
    changed = [line for line in page if line not in draft]
    assert len(changed) == 1
    assert "freigegeben" in changed[0]


def test_nothing_is_left_beside_the_report(released):
    toy, before = released
    public = {f"2024/toy/evaluation.citizens.{suffix}" for suffix in ("html", "pdf")}
    assert set(toy.contents()) - set(before) == {"index.html", "results.sqlite"} | public
    assert toy.folders() == ["2024", "2024/toy"]


@pytest.fixture(scope="module")
def published(released, tmp_path_factory):
    """The same after its publication, with what it was before; nothing changes it."""
    toy = Toy(tmp_path_factory.mktemp("published"))
    shutil.copytree(released[0].folder, toy.folder, dirs_exist_ok=True)
    before = toy.contents()
    code, output, errors = toy.wirkung("publish-report", "reports/2024/toy", "--date", "2026-02-05")
    assert (code, errors) == (0, "")
    assert output.startswith("Veröffentlicht: reports/2024/toy/evaluation.html. ")
    return toy, before


def first_page(name: str, content: bytes) -> str:
    """What the first page of an edition says, squeezed: of a PDF that page, of the others all."""
    if name.endswith(".pdf"):
        return squeezed(TaggedPdf(content).page_words[0])
    if name.endswith((".docx", ".xlsx")):
        parts = zipfile.ZipFile(io.BytesIO(content))
        xml = "".join(parts.read(part).decode() for part in parts.namelist() if part.endswith(".xml"))
        return squeezed(html.unescape(re.sub(r"<[^>]+>", "", xml)))
    return squeezed(content.decode())


def test_every_edition_says_on_its_first_page_that_it_was_published(published):
    toy, before = published
    said = "veröffentlicht nach Freigabe durch Leitung Bildungsbüro und Statistikstelle, 05.02.2026"
    after = toy.contents()
    assert f"Stand: {said}" in after["index.html"].decode().replace("\xa0", " ")
    told = {name: first_page(name, after[name]) for name in after if name.endswith(EDITIONS)}
    assert len(told) == 8
    assert [name for name, text in told.items() if squeezed(said) not in text] == []
    assert set(after) == set(before)


def test_a_publication_is_recorded_beside_its_release(published):
    toy, before = published
    after = toy.contents()
    manifest, was = (json.loads(each["2024/toy/manifest.json"]) for each in (after, before))
    assert (manifest["status"], manifest["published_on"]) == ("published", "2026-02-05")
    for name, sha256 in manifest["files"].items():
        assert hashlib.sha256(after[f"2024/toy/{name}"]).hexdigest() == sha256
    kept = set(was) - {"files", "status", "published_on"}
    assert {key: manifest[key] for key in kept} == {key: was[key] for key in kept}


def test_only_what_was_released_is_published_and_once(toy, published):
    assert "ist ein Entwurf" in refused(toy, command="publish-report")[0]
    again = refused(published[0], command="publish-report")
    assert "schon veröffentlicht, seit 2026-02-05" in again[0]


def test_the_day_of_publication_is_between_the_release_and_today(released):
    toy, _ = released
    early = refused(toy, "--date", "2026-02-02", command="publish-report")
    assert "vor der Freigabe vom 2026-02-03" in early[0]
    assert "in der Zukunft" in refused(toy, "--date", "2999-01-01", command="publish-report")[0]


def test_a_withdrawn_report_is_not_published(released, tmp_path):
    toy = Toy(tmp_path / "toy")
    shutil.copytree(released[0].reports, toy.reports)
    folder = toy.reports / "2024" / "toy"
    withdrawn = published_manifest(folder).model_copy(update={"status": ReportStatus.WITHDRAWN})
    (folder / "manifest.json").write_text(json_text(withdrawn), encoding="utf-8")
    assert "zurückgezogen" in refused(toy, command="publish-report")[0]


def test_a_released_report_is_not_released_again(released):
    toy, _ = released
    (said,) = refused(toy, *ROLES, *ON)
    assert "schon freigegeben: am 2026-02-03, durch Leitung Bildungsbüro, Statistikstelle" in said


def test_four_eyes_are_two_roles(toy):
    same = ("--role", "Leitung  Bildungsbüro", "--second-role", "leitung bildungsbüro ")
    assert "steht zweimal da" in refused(toy, *same)[0]
    none = refused(toy, "--role", " ", "--second-role", "x" * 121)
    assert [line.split(":")[0] for line in none] == ["--role", "--second-role"]


def test_the_day_is_between_the_run_and_today(toy):
    assert "vor dem Lauf vom 2026-01-31" in refused(toy, *ROLES, "--date", "2026-01-30")[0]
    assert "in der Zukunft" in refused(toy, *ROLES, "--date", "2999-01-01")[0]


def test_a_folder_without_report_is_refused(toy):
    (toy.folder / "empty").mkdir()
    assert "kein veröffentlichter Bericht: «manifest.json» fehlt" in refused(toy, *ROLES, report="empty")[0]


def test_files_of_another_hand_are_named_all_at_once(toy):
    folder = toy.reports / "2024" / "toy"
    (folder / "evaluation.docx").write_bytes(b"corrected by hand")
    (folder / "evaluation.xlsx").unlink()
    (folder / "notes.txt").write_text("mine")
    said = refused(toy, *ROLES, *ON)
    assert [line.split("«")[1].split("»")[0] for line in said] == [
        "evaluation.docx",
        "evaluation.xlsx",
        "notes.txt",
    ]


def test_what_this_version_tells_otherwise_is_not_released(toy):
    """A page that another version wrote, with its hash: that is what the two have read."""
    folder = toy.reports / "2024" / "toy"
    page = b"<!DOCTYPE html><p>0.3</p>"
    (folder / "evaluation.html").write_bytes(page)
    manifest = published_manifest(folder)
    files = {**manifest.files, "evaluation.html": hashlib.sha256(page).hexdigest()}
    (folder / "manifest.json").write_text(json_text(manifest.model_copy(update={"files": files})))
    (said,) = refused(toy, *ROLES, *ON)
    assert "(0.1.0). Öffentlich würde, was niemand gelesen hat" in said


def test_a_report_that_a_run_replaces_meanwhile_stays_a_draft(toy, monkeypatch):
    folder = toy.reports / "2024" / "toy"
    newer = published_manifest(folder).model_copy(update={"publication": "ffff"})

    def published_meanwhile(*arguments, **named):
        (folder / "manifest.json").write_text(json_text(newer))
        return edition_files(*arguments, **named)

    monkeypatch.setattr(restating, "edition_files", published_meanwhile)
    code, _, errors = toy.wirkung("release-report", "reports/2024/toy", *ROLES, *ON)
    assert code == 5
    assert "inzwischen ersetzt" in errors
    assert published_manifest(folder) == newer
    assert toy.folders() == ["2024", "2024/toy"]


def test_an_end_in_the_middle_leaves_the_draft(toy, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restating, "publish", full)
    before = toy.contents()
    assert toy.wirkung("release-report", "reports/2024/toy", *ROLES, *ON)[0] == 5
    assert toy.contents() == before


def test_release_and_publication_are_in_the_audit_log_with_their_roles(published):
    _, released, public = whole_log(room_in(published[0].folder))
    assert (released.event, public.event) == (JournalEvent.RELEASED, JournalEvent.MADE_PUBLIC)
    assert released.roles == ("Leitung Bildungsbüro", "Statistikstelle")
    assert {(each.programme, each.year, each.publication) for each in (released, public)} == {
        ("toy", 2024, "0a1b")
    }


def test_what_cannot_be_logged_is_not_released(toy):
    room = room_in(toy.folder)
    keys = (room.keys.folder / KEYS).read_bytes()
    (room.keys.folder / KEYS).unlink()
    assert "Hier liegen keine Schlüssel" in refused(toy, *ROLES, *ON)[0]
    (room.keys.folder / KEYS).write_bytes(keys)
    log_of(room).write_text("{}\n")
    assert "die sagt, wo das Vorgangsprotokoll endet, ist nicht da" in refused(toy, *ROLES, *ON)[0]


@pytest.mark.parametrize("had", [True, False])
def test_a_withdrawn_report_is_told_again_in_the_editions_that_it_had(toy, monkeypatch, had):
    folder = toy.reports / "2024" / "toy"
    manifest = published_manifest(folder)
    if had:
        (folder / "evaluation.citizens.html").write_bytes(b"released")
        manifest = manifest.model_copy(update={"files": manifest.files | {"evaluation.citizens.html": "0" * 64}})
        (folder / "manifest.json").write_text(json_text(manifest), encoding="utf-8")
        manifest = published_manifest(folder)
    written = {"evaluation.html": b"withdrawn", "evaluation.citizens.html": b"withdrawn"}
    monkeypatch.setattr(restating, "edition_files", lambda *_, **__: written)
    document = read_document(notebook(), language="de")
    restating.restate(folder, manifest, document, changes={}, replaced="retract.replaced", adding=False)
    told = {path.name: path.read_bytes() for path in folder.iterdir() if path.name in written}
    assert told == (written if had else {"evaluation.html": b"withdrawn"})
