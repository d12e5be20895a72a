"""The command `wirkung schedule`, without its option parsing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from wirkung.catalogue import message
from wirkung.errors import ExitCode, Place, Problem, ProgrammeFileError, WorkspaceError
from wirkung.programme.load import LoadedProgramme, load_programme
from wirkung.run.console import from_here, guarded, say, standard_output
from wirkung.run.files import PUBLISHED_FILE, write
from wirkung.run.schedule.cron import crontab
from wirkung.run.schedule.gitlab import job
from wirkung.run.schedule.systemd import units
from wirkung.run.schedule.verify import refused_by_systemd
from wirkung.run.schedule.windows import tasks
from wirkung.run.schedule.wishes import Schedule, Written
from wirkung.run.workspace import find_workspace

SYSTEMD, CRON, GITLAB, WINDOWS = "systemd", "cron", "gitlab", "windows"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """On which day of the year, at what time, and what is done where a job fails."""

    on: date
    at: time
    on_failure: str


_WRITTEN: dict[str, Callable[[Schedule, str], Written]] = {
    SYSTEMD: lambda schedule, _: units(schedule),
    CRON: crontab,
    GITLAB: lambda schedule, _: job(schedule),
    WINDOWS: tasks,
}


def schedule_command(
    scheduler: str,
    files: Sequence[Path],
    *,
    sample: Path,
    when: When,
    to: Path,
    language: str,
    debug: bool,
) -> ExitCode:
    """Write the files of a scheduler, and say how to set them up.

    Parameters
    ----------
    scheduler
        «systemd», «cron», «gitlab» or «windows».
    files
        Programme files of the yearly run.
    sample
        The programme file of the monthly try.
    when
        When, and what then.
    to
        The folder to write to.
    language
        Of messages, «de» or «en».
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        _refuse_elsewhere(scheduler)
        schedule, folder = _schedule(scheduler, files, sample, when), to.resolve()
        written = _WRITTEN[scheduler](schedule, str(folder))
        said = refused_by_systemd(written.files) if scheduler == SYSTEMD else ""
        if said:
            raise WorkspaceError([Problem(code="schedule.refused", values={"said": said})])
        _write(folder, written)
        console = standard_output()
        for name in written.files:
            say(console, message("problems", "cli.schedule.written", language, file=from_here(folder / name)))
        say(console, message("problems", "cli.schedule.next", language, folder=from_here(folder)))
        for line in written.set_up:
            say(console, f"    {line}")
        return ExitCode.OK

    return guarded(act, language=language, debug=debug)


def _refuse_elsewhere(scheduler: str) -> None:
    """What is written names paths of this machine, so that it has to be one of that kind."""
    if scheduler == GITLAB or (sys.platform == "win32") == (scheduler == WINDOWS):
        return
    raise WorkspaceError([Problem(code="schedule.other_system", values={"scheduler": scheduler})])


def _schedule(scheduler: str, files: Sequence[Path], sample: Path, when: When) -> Schedule:
    tried = load_programme(sample)
    loaded = [load_programme(file) for file in files]
    samples = [tried, *(loaded if scheduler == GITLAB else ())]
    real = [each.name for each in samples if not each.programme.synthetic]
    problems = [Problem(code="dry_run.no_sample", place=Place(file=name)) for name in real]
    if scheduler != GITLAB and not loaded:
        problems.append(Problem(code="schedule.no_files"))
    if problems:
        raise ProgrammeFileError(problems)
    workspace = find_workspace(tried.path)
    return Schedule(
        workspace=str(workspace),
        python=sys.executable,
        files=tuple(_from(workspace, each) for each in loaded),
        sample=_from(workspace, tried),
        on=when.on,
        at=when.at,
        on_failure=when.on_failure,
    )


def _from(workspace: Path, loaded: LoadedProgramme) -> str:
    path = loaded.path
    return str(path.relative_to(workspace)) if path.is_relative_to(workspace) else str(path)


def _write(folder: Path, written: Written) -> None:
    """All files or, where one of another content is there already, none."""
    there = [name for name, content in written.files.items() if _differs(folder / name, content)]
    if there:
        raise WorkspaceError(
            [Problem(code="schedule.there", place=Place(file=str(folder / name))) for name in there]
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in written.files.items():
        write(folder / name, content)
        if name in written.programs:
            (folder / name).chmod(PUBLISHED_FILE | 0o100)


def _differs(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() != content
