"""The words of an audit: what was done before the evaluation, and what differs now. All persons are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.questions.conftest import PROGRAMME, write_programme
from wirkung.audit import Report, written_audit
from wirkung.disclosure.register.handing_over import handed_over
from wirkung.disclosure.register.memory import begin
from wirkung.disclosure.register.records import Entry
from wirkung.disclosure.register.room import room_of
from wirkung.errors import WorkspaceError
from wirkung.study.audit import audited
from wirkung.study.study import open_study


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("audit")


@pytest.fixture(scope="module")
def programme(folder):
    """Two persons from a school of their own, and one who answered afterwards alone."""
    path = write_programme(folder, PROGRAMME)
    persons, answers = folder / "persons.csv", folder / "answers.csv"
    text = persons.read_text(encoding="utf-8")
    for name in ("p19", "p20"):
        text = text.replace(f"{name};2024;programme;k{int(name[1:]) % 2};B", f"{name};2024;programme;k1;Dorf")
    persons.write_text(text, encoding="utf-8")
    lines = answers.read_text(encoding="utf-8").splitlines()
    answers.write_text("\n".join(x for x in lines if not x.startswith("p3;2024;before")) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def published(programme, folder):
    """What a run does with what a study leaves; no test changes it."""
    drafts = folder / "drafts"
    drafts.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WIRKUNG_REGISTER", str(folder / "room"))
        patch.setenv("WIRKUNG_DRAFTS", str(drafts))
        memory = begin(room_of(programme))
        assert open_study(programme, year=2024).answers
        (draft,) = handed_over(drafts, memory.keys)
        values = {"programme": draft.programme, "year": draft.year, "when": "2025-01-01", "rows": ()}
        memory.register.add(draft, Entry(publication="one", notebooks=(), editions=(), **values))
        memory.write()
    return folder / "room"


@pytest.fixture
def publication(published, monkeypatch):
    monkeypatch.setenv("WIRKUNG_REGISTER", str(published))
    return "one"


def report(**values):
    usual = {"year": 2024, "publication": "one", "programme_sha256": "", "accounts": (), "version": ""}
    return Report(**usual | {"withheld": {}, "own": ()} | values)


def test_what_was_done_before_the_evaluation_is_said_with_the_number_of_persons(programme, publication):
    text = written_audit(report(publication=publication), programme, "de").text
    assert "Vor der Auswertung zusammengezählt als «weitere»:\n- School: A, B, Dorf\n" in text
    assert "\n- Interest, 2024, Programm, nachher: eine Person\n" in text
    assert "Vor diesem Bericht war nichts veröffentlicht." in text
    assert "Der Bericht enthält keine eigenen Zellen." in text


def test_a_line_that_was_shown_otherwise_is_named(programme, publication):
    found = audited(programme, year=2024, publication=publication, until=None).audit
    lines = {"/".join(name): how == "withheld" for name, how in found.shown.items()}
    said = "würde heute anders ausgewiesen"
    assert said not in written_audit(report(withheld=lines), programme, "de").summary
    name = next(iter(lines))
    otherwise = lines | {name: not lines[name]}
    assert (
        f"Eine Zeile des Berichts {said}: {name}"
        in written_audit(report(withheld=otherwise), programme, "de").text
    )
    unknown = lines | {"change/nothing/main": False}
    assert "change/nothing/main" in written_audit(report(withheld=unknown), programme, "de").text


def test_an_audit_hands_nothing_over_and_writes_nothing(programme, publication, tmp_path, monkeypatch):
    room = room_of(programme)
    before = {path: path.read_bytes() for path in room.folder.rglob("*") if path.is_file()}
    drafts = tmp_path / "none"
    drafts.mkdir()
    monkeypatch.setenv("WIRKUNG_DRAFTS", str(drafts))
    assert written_audit(report(publication=publication), programme, "en").text
    assert list(drafts.iterdir()) == []
    assert {path: path.read_bytes() for path in room.folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("unknown", ["two", None])
@pytest.mark.usefixtures("publication")
def test_a_report_that_is_not_in_the_register_is_refused(programme, unknown):
    with pytest.raises(WorkspaceError) as caught:
        audited(programme, year=2024, publication=unknown, until=None)
    assert [problem.code for problem in caught.value.problems] == ["disclosure.not_remembered"]


def test_a_number_that_is_known_to_be_small_is_named(programme, publication, monkeypatch):
    """Every bound of this report is below a smallest group that nothing can reach."""
    found = audited(programme, year=2024, publication=publication, until=None)
    assert (
        "Jede fehlende Zahl kann so groß wie die Mindestfallzahl sein"
        in written_audit(report(), programme, "de").summary
    )
    strict = replace(found, audit=replace(found.audit, smallest_group=1000))
    monkeypatch.setattr("wirkung.audit.audited", lambda *_, **__: strict)
    text = written_audit(report(), programme, "de").summary
    assert "fehlenden Zahlen lässt sich ausschließen, dass sie die Mindestfallzahl erreichen" in text.replace(
        "\n", " "
    )
