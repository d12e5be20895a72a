"""What the attacker gets is what a run publishes: neither more, which would flatter it, nor less."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attack.published import publish, with_a_register
from tests.attack.studies import YEARS, write_case

ROOT = Path(__file__).resolve().parent.parent.parent
SEED = 2


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, dict, list, list]:
    """`results.json` and `manifest.json` of a run, and lines and accounts for the attacker, of the same files."""
    folder = tmp_path_factory.mktemp("run")
    case = write_case(SEED, folder, further=False)
    shutil.copytree(ROOT / "notebooks", folder / "now" / "notebooks", ignore=shutil.ignore_patterns(".*"))
    command = [sys.executable, "-m", "wirkung", "run", case.programme.name, "--year", str(YEARS[-1])]
    apart = {**os.environ, "WIRKUNG_REGISTER": str(folder / "room")}
    done = subprocess.run(
        command, cwd=case.programme.parent, env=apart, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    (report,) = (folder / "now" / "reports").glob("2*/*/")
    results, manifest = (
        json.loads((report / name).read_text(encoding="utf-8")) for name in ("results.json", "manifest.json")
    )
    apart = tmp_path_factory.mktemp("attack")
    with with_a_register(apart):
        given = publish(case.programme, YEARS[-1])
    return results, manifest, list(given.lines), list(given.accounts)


def test_every_line_of_a_run_is_in_the_attackers_hands_as_it_is(both):
    results, _, lines, _ = both
    published = {line["id"]: line for line in results["results"]}
    assert len(published) > 20
    given = {line["id"]: line for line in lines}
    assert {name: given.get(name) for name in published} == published


def test_the_attacker_has_no_other_lines_but_those_of_the_deep_dives(both):
    results, _, lines, _ = both
    shown = {line["question"] for line in results["results"]}
    mine = {line["id"] for line in lines if line["question"] in shown}
    assert mine == {line["id"] for line in results["results"]}


def test_the_accounts_of_files_are_the_same_but_for_the_key(both):
    _, manifest, _, accounts = both
    keyed = [each.pop("fingerprint") for each in (*manifest["data"], *accounts)]
    assert all(len(each) == 64 for each in keyed)
    assert len(set(keyed)) == len(keyed)  # two offices with the same file do not know it by the same mark
    assert manifest["data"] == accounts
