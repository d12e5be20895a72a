"""With which code and packages a report was made."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

import wirkung
from wirkung.run.records import CodeRecord

PACKAGE = "wirkung"
_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_GIT_SECONDS = 20


def python_version() -> str:
    """The version of Python, for example «3.13.1»."""
    return platform.python_version()


def package_versions() -> dict[str, str]:
    """The installed version of every package that this one depends on, by name."""
    required = [line for line in metadata.requires(PACKAGE) or [] if "extra ==" not in line]
    names = sorted(match.group() for line in required if (match := _NAME.match(line)))
    return {name: metadata.version(name) for name in names}


def code_record(workspace: Path) -> CodeRecord:
    """Version and, where the workspace is a git checkout, commit and whether it has uncommitted changes."""
    commit = _git(workspace, "rev-parse", "HEAD")
    changes = None if commit is None else _git(workspace, "status", "--porcelain")
    return CodeRecord(
        version=wirkung.__version__,
        commit=commit,
        uncommitted_changes=None if changes is None else bool(changes),
    )


def _git(workspace: Path, *arguments: str) -> str | None:
    """What git says; None where there is no git, no checkout or no commit."""
    git = shutil.which("git")
    if git is None:
        return None
    command = [git, "--no-optional-locks", "-C", str(workspace), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, its only variable part is our own folder
            command, capture_output=True, text=True, encoding="utf-8", timeout=_GIT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
