"""What is due is shown first and then deleted exactly as it was shown, and nothing else or anywhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.run.conftest import PROGRAMME, here
from wirkung.disclosure.keys import KEYS
from wirkung.disclosure.register.memory import begin
from wirkung.disclosure.register.room import room_in
from wirkung.run.deletion import deed
from wirkung.run.journal.book import lines_as_they_stand, note, whole_log
from wirkung.run.journal.lines import JournalEvent
from wirkung.run.lock import hold

CANARY = "Zyx-Kanari-17"
PAST, FUTURE = "2020-12-31", "2999-12-31"
PERSONS = f"Nr;Jahr\n{CANARY};2024\n"
COSTS = "    file: ../data/kosten.csv\n    columns: {year: Jahr, category: Art, amount: Betrag}\n"
REGISTER = "Verzeichnis der Veröffentlichungen: Von den Personen bleibt nichts, was es schützen könnte"
STEP = "costs: {price_year: 2024, outcome: all}\ncohort: [{id: all, label: Alle, kind: registered}]\n"
EXECUTED = {"cells": [], "metadata": {"papermill": {}}, "nbformat": 4, "nbformat_minor": 5, "note": CANARY}


def programme(name: str, until: str, *, file: str = "../data/toy.csv", more: str = "") -> str:
    said = f'privacy: {{purpose: "Z", legal_basis: "R", delete_by: {until}}}'
    text = PROGRAMME.replace("id: toy", f"id: {name}").replace("synthetic: true", said)
    return text.replace("../data/toy.csv", file) + more


@pytest.fixture
def office(tmp_path, monkeypatch) -> Path:
    """A programme whose data are due, with what programs leave beside it, and a sample."""
    monkeypatch.delenv("WIRKUNG_REGISTER")
    folder = tmp_path / "office"
    files = {
        "params/real.yaml": programme("real", PAST),
        "params/sample.yaml": PROGRAMME.replace("../data/toy.csv", "../data/sample.csv"),
        "data/toy.csv": PERSONS,
        "data/toy (Kopie).csv": "Nr;Jahr\n",
        "data/sample.csv": "Nr;Jahr\nerfunden;2024\n",
        "data/.~lock.toy.csv#": CANARY,
        "notebooks/evaluation.ipynb": "{}",
        "notebooks/.ipynb_checkpoints/evaluation-checkpoint.ipynb": CANARY,
        "out.ipynb": json.dumps(EXECUTED),
        "run.log": CANARY,
        "reports/.tmp-0a/new/2024/real/evaluation.ipynb": CANARY,
        "reports/.tmp-0a/lock": "",
        "reports/2024/real/evaluation.html": "<p>",
        ".wirkung/audits/2024-real.txt": CANARY,
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    begin(room_in(folder))
    note(room_in(folder))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    ours = (deed.PLAN, "journal.jsonl", "journal.head", "lock")
    found = (path for path in folder.rglob("*") if path.is_file() and path.name not in ours)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def shown(office: Path, *arguments: str) -> str:
    code, output, errors = here(office, "retention", "--plan", *arguments)
    assert (code, errors) == (0, "")
    return output


def refused(office: Path, *arguments: str) -> str:
    """The sentences of a refusal that has deleted nothing."""
    before = contents(office)
    code, output, errors = here(office, "retention", *(arguments or ("--apply",)))
    assert (code, output) == (5, "")
    assert contents(office) == before
    return errors


def test_what_is_due_is_shown_and_nothing_is_deleted(office):
    before = contents(office)
    archive, rest = shown(office, "--register").split("Außerdem fällig:")
    assert contents(office) == before
    assert archive.splitlines()[1:] == [
        "  data/toy.csv  Daten von Personen  real  zu löschen bis 2020-12-31",
        f"  .wirkung/register  {REGISTER}",
    ]
    due, stays = rest.split("Wird hier nicht gelöscht:")
    assert sorted(line.split("  ")[1] for line in due.strip("\n").splitlines()) == [
        ".wirkung/audits/2024-real.txt",
        ".wirkung/keys/keys.json",
        "data/.~lock.toy.csv#",
        "notebooks/.ipynb_checkpoints/evaluation-checkpoint.ipynb",
        "out.ipynb",
        "reports/.tmp-0a/new/2024/real/evaluation.ipynb",
        "run.log",
    ]
    assert "  data/toy (Kopie).csv  liegt neben Fälligem" in stays
    assert "Fällige Dateien: 9. Gelöscht ist noch nichts." in stays


def test_exactly_that_is_deleted_and_recorded_and_no_person_is_left(office):
    before = set(contents(office))
    shown(office, "--register")
    code, output, errors = here(office, "retention", "--apply", "--language", "en")
    assert (code, errors) == (0, "")
    assert output.startswith("Deleted, and looked again: nothing of it is left. Files: 9. ")
    after = contents(office)
    (record,) = (name for name in after if name.startswith(".wirkung/deletions/2"))
    assert {
        name for name in before if "toy (Kopie)" in name or name.startswith(("params/", "data/sample"))
    } <= set(after)
    assert [name for name, content in after.items() if CANARY.encode() in content] == []
    assert not (office / "reports/.tmp-0a").exists()
    assert not (office / "notebooks/.ipynb_checkpoints").exists()
    said = json.loads(after[record])
    assert said["complete"] is True
    assert {"kind": "source", "programmes": ["real"], "until": PAST, "files": 1} in said["deleted"]
    assert "toy" not in after[record].decode()
    logged = [(line.event, line.programme, line.count) for line in lines_as_they_stand(room_in(office))]
    assert logged[1:] == [
        (JournalEvent.DELETION, "", 8),
        (JournalEvent.DELETION, "real", 1),
        (JournalEvent.KEYS_DESTROYED, "", None),
    ]
    assert "kein Plan" in refused(office)
    assert "Nichts ist fällig" in shown(office)


def test_without_a_plan_that_was_shown_nothing_is_deleted(office):
    assert "hier liegt kein Plan" in refused(office)
    shown(office)
    plan = office / ".wirkung" / deed.PLAN
    plan.write_text(plan.read_text().replace("data/toy.csv", "data/sample.csv"))
    assert "nicht so, wie er gezeigt wurde" in refused(office)


@pytest.mark.parametrize(
    "change",
    [
        lambda office: (office / "data/toy.csv").write_text(PERSONS.replace("17", "18")),
        lambda office: (office / "more.log").touch(),
        lambda office: (office / "run.log").unlink(),
        lambda office: (office / "params/real.yaml").write_text(programme("real", FUTURE)),
        lambda office: (office / "params/more.yaml").write_text(programme("more", FUTURE, file="../data/b.csv")),
    ],
)
def test_a_workspace_that_changed_is_refused(office, change):
    shown(office)
    change(office)
    assert "Seit der Plan gezeigt wurde, hat sich hier etwas geändert" in refused(office)


def test_of_two_programmes_the_later_day_counts_and_costs_have_their_own(office):
    (office / "data/kosten.csv").write_text("Jahr;Art;Betrag\n2024;Honorar;5\n")
    (office / "params/real.yaml").write_text(programme("real", PAST, more="  costs:\n" + COSTS + STEP))
    (office / "params/more.yaml").write_text(programme("more", FUTURE))
    said = shown(office)
    assert "Hat eine eigene Frist und wird hier nicht gelöscht:\n  data/kosten.csv  Kosten  real\n" in said
    assert "  data/toy.csv  noch nicht fällig  more, real  zu löschen bis 2999-12-31\n" in said
    assert ".wirkung/register" not in said
    assert here(office, "retention", "--apply")[0] == 0
    assert (office / "data/toy.csv").exists()
    assert (room_in(office).keys.folder / KEYS).exists()
    assert whole_log(room_in(office))[-1].event is JournalEvent.DELETION


def test_register_and_keys_stay_unless_the_office_says_that_nobody_needs_them(office):
    said = shown(office)
    assert "  .wirkung/register  liegt noch da, obwohl keine Daten von Personen mehr da sein dürfen" in said
    assert here(office, "retention", "--apply")[0] == 0
    assert not (office / "data/toy.csv").exists()
    assert not (office / ".wirkung/audits/2024-real.txt").exists()
    assert (room_in(office).keys.folder / KEYS).exists()
    assert [(line.programme, line.count) for line in whole_log(room_in(office))[1:]] == [("", 6), ("real", 1)]
    assert here(office, "retention", "--apply", "--register")[0] == 2


def test_what_lies_elsewhere_is_named_and_stays(office):
    outside = office.parent / "drive" / "toy.csv"
    outside.parent.mkdir()
    outside.write_text(PERSONS)
    (office / "params/real.yaml").write_text(programme("real", PAST, file=str(outside)))
    assert f"  {outside}  fällig, und liegt außerhalb des Arbeitsordners" in shown(office)
    assert here(office, "retention", "--apply")[0] == 0
    assert outside.read_text() == PERSONS


@pytest.mark.parametrize("linked", ["data/toy.csv", "data", "notebooks/.ipynb_checkpoints", "run.log"])
def test_a_symbolic_link_out_of_the_workspace_stops_everything(office, linked):
    away = office.parent / "away"
    (office / linked).rename(away)
    (office / linked).symlink_to(away, target_is_directory=away.is_dir())
    kept = {path: path.read_bytes() for path in (away.rglob("*") if away.is_dir() else [away]) if path.is_file()}
    assert "symbolische Verknüpfung" in refused(office, "--plan")
    assert "hier liegt kein Plan" in refused(office)
    assert {path: path.read_bytes() for path in kept} == kept


def test_a_folder_that_cannot_be_written_stops_everything(office, monkeypatch):
    shown(office)
    closed = office / "data"
    monkeypatch.setattr(deed.os, "access", lambda path, _: path != closed)
    assert refused(office).startswith(f"{closed}: In diesem Ordner darf nichts gelöscht werden.")


def test_a_log_that_is_not_whole_stops_everything(office):
    shown(office)
    (office / ".wirkung/journal.head").unlink()
    assert "wo das Vorgangsprotokoll endet" in refused(office)


def test_what_could_not_be_deleted_is_said_and_recorded(office, monkeypatch):
    shown(office)
    unlink = Path.unlink

    def stuck(path: Path, **options: bool) -> None:
        if path.name == "run.log":
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, **options)

    monkeypatch.setattr(Path, "unlink", stuck)
    code, _, errors = here(office, "retention", "--apply")
    assert code == 5
    assert errors.startswith("run.log: Die Datei ließ sich nicht löschen und liegt noch da")
    (record,) = (office / ".wirkung/deletions").glob("*.json")
    assert json.loads(record.read_text())["complete"] is False


def test_a_run_at_work_is_not_disturbed(office):
    with hold(office / "reports/.tmp-0a/lock"):
        assert "Hier arbeitet gerade ein Lauf" in refused(office, "--plan")


def test_a_sample_alone_has_nothing_due(office):
    (office / "params/real.yaml").unlink()
    assert shown(office).startswith("Nichts ist fällig")
    (office / "params/sample.yaml").unlink()
    assert "In diesem Ordner liegt keine Programmdatei" in refused(office, "--plan")
