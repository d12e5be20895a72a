"""What git knows of a folder, and since when a programme file says what results depend on."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wirkung.errors import ProgrammeFileError
from wirkung.programme.load import LoadedProgramme, read_programme

SECONDS: Final = 20
# What decides which results there are and what they may claim; titles, files and costs do not.
DECIDES: Final = ("design", "indicators", "characteristics", "cohort", "goals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The commit that shows what was planned, the day of it, and the day before which it had to be made."""

    commit: str
    on: dt.date
    before: dt.date


def registered(loaded: LoadedProgramme, *, before: dt.date) -> Registered | None:
    """The last commit of a programme file before a day, if it says what the file says today.

    Parameters
    ----------
    loaded
        The programme file as it is today.
    before
        The first day on which there can be data.

    Returns
    -------
    Registered or None
        None where nothing shows it: no git, no commit of this file before that day, one that cannot be read any
        more, or one in which design, indicators, characteristics, steps or goals were others. What git has for the
        time of a commit can be set by whoever makes it: see docs/preregistration.md.
    """
    folder, name = loaded.path.parent, loaded.path.name
    found = git(folder, "log", "-1", f"--before={before.isoformat()}T00:00:00", "--format=%H %cs", "--", name)
    if not found:
        return None
    commit, day = found.split()
    content = git(folder, "show", f"{commit}:./{name}")
    if content is None:
        return None
    try:
        planned = read_programme(content.encode(), loaded.name)
    except ProgrammeFileError:
        return None
    same = all(getattr(planned, part) == getattr(loaded.programme, part) for part in DECIDES)
    return Registered(commit=commit, on=dt.date.fromisoformat(day), before=before) if same else None


def git(folder: Path, *arguments: str) -> str | None:
    """What git says in a folder; None where there is no git, no checkout or no commit."""
    program = shutil.which("git")
    if program is None:
        return None
    command = [program, "--no-optional-locks", "-C", str(folder), *arguments]
    # Within a git hook the environment names another checkout than that of the folder.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, its variable parts are our own folder and file
            command,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
            env=environment,
        )
    except (subprocess.TimeoutExpired, UnicodeDecodeError):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
