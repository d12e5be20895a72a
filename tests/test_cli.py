"""The command line as people meet it: help, version, `check`, and no traceback."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import wirkung
from tests.run.conftest import here

PROGRAMME = """\
id: kurs
title: Kurs
organisation: Amt
synthetic: true
question: Wirkt es?
design: {kind: comparison, assignment: self_selected}
data:
  persons:
    file: ../data/personen.csv
    columns: {person: Nr, year: Jahr, group: Gruppe}
    values: {group: {K: programme, V: comparison}}
  measurements:
    - file: ../data/fragen.csv
      columns: {person: Nr, year: Jahr, wave: Wann, mut: Mut}
      values: {wave: {vorher: before, nachher: after}}
indicators:
  - {id: courage, label: Mut, items: [mut]}
"""
PERSONS = "Nr;Jahr;Gruppe\n1;2023;K\n2;2023;K\n3;2023;V\n4;2024;K\n;2024;K\n"
ANSWERS = (
    "Nr;Jahr;Wann;Mut\n1;2023;vorher;3\n1;2023;nachher;4\n2;2023;vorher;2\n4;2024;vorher;5\n4;2024;nachher;5\n"
)


def call(*arguments: str) -> tuple[int, str, str]:
    """`wirkung …` as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "wirkung", *arguments],
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "params").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "params" / "kurs.yaml").write_text(PROGRAMME, encoding="utf-8")
    (tmp_path / "data" / "personen.csv").write_text(PERSONS, encoding="utf-8")
    (tmp_path / "data" / "fragen.csv").write_text(ANSWERS, encoding="utf-8")
    return tmp_path


def test_help_is_quick_and_names_the_commands():
    before = os.times()
    code, output, _ = call("--help")
    after = os.times()
    # 0.2 s of processor time, on a busy machine too; pandas alone takes 1 s.
    assert after.children_user - before.children_user < 0.8
    assert code == 0
    assert "run " in output
    assert "check " in output


def test_help_imports_neither_pandas_nor_papermill():
    source = "import sys, wirkung.cli; print(sorted({'pandas', 'papermill', 'rich.table'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_run_that_only_reads_and_plans_imports_no_statistics():
    """They take a second of every `check` and `run`; the notebooks' kernels have them."""
    source = "import sys, wirkung.run.run_command, wirkung.run.plan, wirkung.io.assemble\n"
    source += "print(sorted({'scipy', 'statsmodels', 'matplotlib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_run_builds_no_grammar_for_web_addresses():
    """JupyterLab's packages would have it do so, for a second."""
    source = "import sys, wirkung.cli\ntry:\n    wirkung.cli.main()\nfinally:\n    print('lark' in sys.modules)"
    command = [sys.executable, "-c", source, "run", "nowhere.yaml"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "nowhere.yaml" in done.stderr
    assert done.stdout.endswith("False\n")


def test_the_version_is_shown():
    assert call("--version") == (0, f"wirkung {wirkung.__version__}\n", "")


def test_every_option_of_run_is_explained():
    _, output, _ = call("run", "--help")
    for option in ("--year", "--out", "--language", "--debug", "Exit codes: 0"):
        assert option in output


@pytest.mark.parametrize("arguments", [("run",), ("run", "x.yaml", "--language", "fr"), ("check", "--yaer", "1")])
def test_wrong_use_has_the_usual_exit_code(arguments):
    code, output, errors = call(*arguments)
    assert code == 2
    assert output == ""
    assert "Usage: wirkung" in errors


def test_check_shows_what_was_read(folder):
    code, output, errors = here(folder, "check", "params/kurs.yaml", "--language", "en")
    assert (code, errors) == (0, "")
    lines = [line.rstrip() for line in output.splitlines()]
    assert lines[0] == "params/kurs.yaml: programme file and data can be used."
    assert lines[1] == "For internal use only: exact numbers, small ones too. Please do not pass this on."
    persons = next(line for line in lines if line.startswith("../data/personen.csv"))
    assert persons.split()[2:5] == ["5", "4", "1"]
    assert [line.split() for line in lines if line.startswith("202")] == [
        ["2023", "2", "1"], ["2024", "1", "0"],  # persons by group
        ["2023", "2", "1", "0"], ["2024", "1", "1", "0"],  # answers by wave
    ]  # fmt: skip


def test_check_of_one_year_shows_that_year(folder):
    code, output, _ = here(folder, "check", "params/kurs.yaml", "--year", "2024")
    assert code == 0
    assert "2023" not in output
    assert here(folder, "check", "params/kurs.yaml", "--year", "2019")[0] == 4


def test_check_refuses_a_year_of_which_a_wave_is_missing(folder):
    answers = folder / "data" / "fragen.csv"
    answers.write_text(ANSWERS.replace("4;2024;nachher;5\n", ""), encoding="utf-8")
    code, output, errors = here(folder, "check", "params/kurs.yaml")
    assert (code, output) == (4, "")
    assert "Erhebung «after»: Für 2024 gibt es keine einzige Antwort" in errors
    assert here(folder, "check", "params/kurs.yaml", "--year", "2023")[0] == 0


def test_check_tells_problems_of_file_and_data_by_kind(folder):
    (folder / "params" / "typo.yaml").write_text(PROGRAMME.replace("title:", "titel:"), encoding="utf-8")
    code, _, errors = here(folder, "check", "params/typo.yaml")
    assert code == 3
    assert errors.startswith("params/typo.yaml, Zeile 2, titel: ")
    (folder / "data" / "fragen.csv").unlink()
    code, output, errors = here(folder, "check", "params/kurs.yaml")
    assert (code, output) == (4, "")
    assert errors.startswith("../data/fragen.csv: ")
    code, _, errors = here(folder, "check", "params/kurs.yaml", "params/typo.yaml")
    assert code == 1
    assert "Traceback" not in errors


def test_a_traceback_only_where_it_is_asked_for(folder):
    assert "Traceback" not in here(folder, "check", "params/none.yaml")[2]
    assert "Traceback" in here(folder, "check", "params/none.yaml", "--debug")[2]


def test_without_a_workspace_a_run_says_what_it_needs(folder):
    code, _, errors = here(folder, "run", "params/kurs.yaml", "--language", "en")
    assert code == 5
    assert "no workspace found. Expected notebooks/evaluation.ipynb in a folder above the programme file" in errors
    assert not (folder / "reports").exists()
