"""That a plan was there before the data is said only where git shows it."""

import datetime as dt
import os
import shutil
import subprocess

import pytest

from wirkung.programme.history import git, registered
from wirkung.programme.load import load_programme

PLAN = """\
id: lesen
title: {de: Lesen, en: Reading}
organisation: {de: Amt, en: Office}
question: {de: "Lesen Kinder besser?", en: "Do children read better?"}
design: {kind: one_group, assignment: self_selected}
data:
  persons: {file: p.csv, columns: {person: id, year: year}}
  measurements: [{file: a.csv, columns: {person: id, year: year, wave: wave, score: score}}]
indicators:
  - {id: reading, label: {de: Lesen, en: Reading}, items: [score], scale: {low: 0, high: 20}}
"""
GIT = shutil.which("git")
YEAR_BEGAN = dt.date(2024, 1, 1)


def commit(folder, content, day):
    """Write the programme file and commit it on a day."""
    (folder / "lesen.yaml").write_text(content, encoding="utf-8")
    when = f"{day}T12:00:00+00:00"
    person = {f"GIT_{role}_{part}": "test" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    environment = {**os.environ, **person, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    for command in (["add", "lesen.yaml"], ["commit", "-q", "-m", "plan", "--no-gpg-sign"]):
        subprocess.run([GIT, "-C", str(folder), *command], check=True, env=environment)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A git checkout without a commit, whatever git the tests themselves run in."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    subprocess.run([GIT, "init", "-q", str(tmp_path)], check=True)
    return tmp_path


def found(folder):
    return registered(load_programme(folder / "lesen.yaml"), before=YEAR_BEGAN)


def test_a_plan_committed_before_the_year_is_registered(folder):
    commit(folder, PLAN, "2023-11-02")
    known = found(folder)
    assert (known.on, known.before) == (dt.date(2023, 11, 2), YEAR_BEGAN)
    assert known.commit == git(folder, "rev-parse", "HEAD")


def test_other_words_later_change_nothing(folder):
    commit(folder, PLAN, "2023-11-02")
    commit(folder, PLAN.replace("Lesen Kinder besser?", "Lesen die Kinder besser?"), "2024-08-01")
    assert found(folder).on == dt.date(2023, 11, 2)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("assignment: self_selected", "assignment: assigned_by_rule"),
        ("high: 20}", "high: 20}, smallest_relevant_change: 2"),
        ("items: [score]", "items: [score], better: lower"),
    ],
)
def test_another_plan_later_is_not_registered(folder, old, new):
    commit(folder, PLAN, "2023-11-02")
    commit(folder, PLAN.replace(old, new), "2024-08-01")
    assert found(folder) is None


def test_a_plan_that_was_given_up_before_the_year_does_not_count(folder):
    commit(folder, PLAN, "2023-10-02")
    commit(folder, PLAN.replace("self_selected", "assigned_by_rule"), "2023-11-02")
    (folder / "lesen.yaml").write_text(PLAN, encoding="utf-8")
    assert found(folder) is None


def test_a_plan_of_the_first_day_or_without_commit_is_not_registered(folder):
    (folder / "lesen.yaml").write_text(PLAN, encoding="utf-8")
    assert found(folder) is None
    commit(folder, PLAN, "2024-01-01")
    assert found(folder) is None


def test_a_commit_that_is_no_programme_file_is_not_registered(folder):
    commit(folder, "id: [", "2023-11-02")
    commit(folder, PLAN, "2024-08-01")
    assert found(folder) is None


def test_without_git_nothing_is_registered(tmp_path, monkeypatch):
    (tmp_path / "lesen.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.setenv("PATH", "")
    assert found(tmp_path) is None
