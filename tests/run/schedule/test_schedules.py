"""What is written for a scheduler is accepted by it and starts what was asked for, in paths of all kinds."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from ruamel.yaml import YAML

from tests.run.conftest import PROGRAMME, here
from wirkung.run.schedule.cron import crontab
from wirkung.run.schedule.gitlab import job
from wirkung.run.schedule.systemd import units
from wirkung.run.schedule.verify import refused_by_systemd
from wirkung.run.schedule.windows import tasks
from wirkung.run.schedule.wishes import Schedule

ODD = "Ämter & 100 % d'Or $HOME"  # a folder that every quoting has to get right
STAND_IN = """\
#!/bin/sh
{ pwd; for each in "$@"; do echo "$each"; done; echo "ADDRESS=$ADDRESS"; } >> "$(dirname "$0")/called"
exit 4
"""


@pytest.fixture(params=[ODD])
def schedule(tmp_path, request):
    """In an odd folder, with a stand-in for Python that notes how it was called and fails."""
    workspace = tmp_path / request.param
    (workspace / ".wirkung").mkdir(parents=True)
    (workspace / ".wirkung" / "environment").write_text("ADDRESS='x y'\n", encoding="utf-8")
    python = workspace / "python"
    python.write_text(STAND_IN, encoding="utf-8")
    python.chmod(0o700)
    return Schedule(
        workspace=str(workspace),
        python=str(python),
        files=("params/mint.yaml", "params/lesen & 5 %.yaml"),
        sample="params/mint.yaml",
        on=dt.date(1900, 10, 1),
        at=dt.time(2, 30),
        on_failure='echo "$WIRKUNG_FAILED 100%" > told',
    )


RUN = ["-m", "wirkung", "run", "params/mint.yaml", "params/lesen & 5 %.yaml", "--resume", "--log", "json"]
DRY_RUN = ["-m", "wirkung", "dry-run", "params/mint.yaml"]


def minutes_of(line: str) -> tuple[list[str], str]:
    """The five fields of a line of a crontab, and its command as cron hands it to the shell (crontab(5))."""
    *fields, command = line.split(" ", 5)
    limits = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)]
    for field, (low, high) in zip(fields, limits, strict=True):
        assert field == "*" or low <= int(field) <= high
    assert not re.search(r"(?<!\\)%", command), "a percent sign would end the command"
    return fields, command.replace("\\%", "%")


def test_cron_starts_what_was_asked_for_and_the_hook_where_it_fails(schedule, tmp_path):
    folder = tmp_path / ODD
    written = crontab(schedule, str(folder))
    for name, content in written.files.items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o700)
    lines = [minutes_of(line) for line in (folder / "wirkung.crontab").read_text(encoding="utf-8").splitlines()]
    assert [fields for fields, _ in lines] == [["30", "2", "1", "10", "*"], ["30", "2", "15", "*", "*"]]
    for (_, command), called, name in zip(lines, (RUN, DRY_RUN), ("reports", "dry-run"), strict=True):
        done = subprocess.run(["/bin/sh", "-c", command], cwd="/", capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (4, f"wirkung-{name}: 4\n", "")
        assert (folder / "called").read_text(encoding="utf-8").splitlines() == [
            str(folder),
            *called,
            "ADDRESS=x y",
        ]
        assert (folder / "told").read_text(encoding="utf-8") == f"wirkung-{name} 100%\n"
        (folder / "called").unlink()


def words(line: str) -> list[str]:
    """The words of a command line of systemd, by systemd.service(5) and systemd.unit(5)."""
    found = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    assert " ".join(f'"{word}"' for word in found) == line
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%").replace("$$", "$") for word in found]


@pytest.mark.parametrize("schedule", ["Ämter & 100 %"], indirect=True)
def test_systemd_accepts_its_units_and_reads_the_same_words(schedule):
    files = {name: content.decode() for name, content in units(schedule).files.items()}
    assert refused_by_systemd(units(schedule).files) == ""
    started = {name: re.search(r"^ExecStart=(.*)$", text, re.MULTILINE) for name, text in files.items()}
    commands = {name: words(found[1]) for name, found in started.items() if found}
    assert commands == {
        "wirkung-reports.service": [schedule.python, *RUN],
        "wirkung-dry-run.service": [schedule.python, *DRY_RUN],
        "wirkung-failed@.service": ["/bin/sh", "-c", schedule.on_failure],
    }
    for name, moment in (("wirkung-reports", "*-10-01 02:30:00"), ("wirkung-dry-run", "*-*-15 02:30:00")):
        assert f"OnCalendar={moment}\nPersistent=true\n" in files[f"{name}.timer"]
        assert f"OnFailure=wirkung-failed@{name}.service\n" in files[f"{name}.service"]
    without = units(replace(schedule, on_failure="")).files
    assert not any(
        b"OnFailure" in content or name.startswith("wirkung-failed") for name, content in without.items()
    )


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("schedule", ["Ämter & 100 %"], indirect=True)
def test_what_systemd_would_not_start_is_told(schedule):
    quoted = f"{schedule.workspace}/it's"  # which it does not take as the name of a program
    assert "special characters" in refused_by_systemd(units(replace(schedule, python=quoted)).files)
    assert "nowhere is not executable" in refused_by_systemd(units(replace(schedule, python="/nowhere")).files)
    files = units(schedule).files
    timer = files["wirkung-reports.timer"]
    for broken in (timer.replace(b"10-01", b"13-41"), timer.replace(b"Persistent", b"Persistence")):
        assert refused_by_systemd({**files, "wirkung-reports.timer": broken}).startswith("wirkung-reports.timer")


def test_gitlab_gets_the_sample_only(schedule):
    ((name, content),) = job(schedule).files.items()
    assert name == "wirkung-dry-run.gitlab-ci.yml"
    ((_, said),) = YAML(typ="safe").load(content).items()
    assert said["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}]
    assert said["script"] == ["make .venv/.ready", ".venv/bin/wirkung dry-run params/mint.yaml"]
    (after,) = said["after_script"]
    assert after.endswith(f"sh -c '{schedule.on_failure}'")
    assert b"lesen" not in content


def test_windows_gets_tasks_and_batch_files(schedule):
    files = tasks(schedule, r"C:\Ämter & Co").files
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    months = {}
    for name in ("wirkung-reports", "wirkung-dry-run"):
        task = ET.fromstring(files[f"{name}.xml"])  # noqa: S314 - see above
        assert task.findtext(f".//{space}Command") == rf"C:\Ämter & Co\{name}.cmd"
        assert task.findtext(f".//{space}StartBoundary") == "2026-01-01T02:30:00"
        assert task.findtext(f".//{space}StartWhenAvailable") == "true"
        months[name] = [month.tag.removeprefix(space) for month in task.find(f".//{space}Months")]
    assert months["wirkung-reports"] == ["October"]
    assert len(months["wirkung-dry-run"]) == 12
    batch = files["wirkung-reports.cmd"].decode()
    assert batch.count("\n") == batch.count("\r\n")
    assert '"params/lesen & 5 %%.yaml" "--resume"' in batch
    assert 'set WIRKUNG_FAILED=wirkung-reports\r\necho "$WIRKUNG_FAILED' in batch


@pytest.fixture
def office(tmp_path):
    for name in ("notebooks", "params"):
        (tmp_path / name).mkdir()
    (tmp_path / "notebooks" / "evaluation.ipynb").touch()
    (tmp_path / "params" / "mint.yaml").write_text(PROGRAMME, encoding="utf-8")
    (tmp_path / "params" / "real.yaml").write_text(PROGRAMME.replace("synthetic: true", "synthetic: false"))
    return tmp_path


def test_the_command_writes_and_says_how_to_set_up(office):
    asked = ("schedule", "cron", "params/mint.yaml", "params/real.yaml", "--on", "11-02", "--at", "04:05")
    code, output, errors = here(office, *asked)
    assert (code, errors) == (0, "")
    assert "crontab -" in output.splitlines()[-1]
    assert sorted(path.name for path in (office / "schedule").iterdir()) == [
        "wirkung-dry-run.sh",
        "wirkung-reports.sh",
        "wirkung.crontab",
    ]
    assert (office / "schedule" / "wirkung.crontab").read_text(encoding="utf-8").startswith("5 4 2 11 * ")
    script = (office / "schedule" / "wirkung-reports.sh").read_text(encoding="utf-8")
    assert f"{sys.executable} -m wirkung run params/mint.yaml params/real.yaml --resume" in script
    assert (office / "schedule" / "wirkung-reports.sh").stat().st_mode & 0o100
    assert here(office, *asked)[0] == 0  # the same again
    code, _, errors = here(office, *asked[:-1], "05:05")
    assert (code, "mit anderem Inhalt" in errors) == (5, True)


def test_what_cannot_be_scheduled_is_told_before_anything_is_written(office):
    assert here(office, "schedule", "cron")[0] == 3
    other = "systemd" if sys.platform == "win32" else "windows"
    code, _, errors = here(office, "schedule", other, "params/mint.yaml")
    assert (code, "anderes Betriebssystem" in errors) == (5, True)
    code, _, errors = here(office, "schedule", "gitlab", "params/real.yaml")
    assert (code, errors.count("Kein Beispiel")) == (3, 1)
    code, _, errors = here(office, "schedule", "systemd", "params/mint.yaml", "--sample", "params/real.yaml")
    assert (code, errors.count("Kein Beispiel")) == (3, 1)
    assert not (office / "schedule").exists()


def test_a_dry_run_takes_samples_only(office):
    code, output, errors = here(office, "dry-run", "params/real.yaml", "params/mint.yaml")
    assert (code, output) == (3, "")
    assert errors.startswith("params/real.yaml: Kein Beispiel")
