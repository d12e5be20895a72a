"""With which code and packages a report was made."""

from __future__ import annotations

import functools
import hashlib
import platform
import re
from importlib import metadata
from pathlib import Path

import wirkung
from wirkung.programme.history import git
from wirkung.run.records import CodeRecord

PACKAGE = "wirkung"
_NAME = re.compile(r"^[A-Za-z0-9._-]+")


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
    commit = git(workspace, "rev-parse", "HEAD")
    changes = None if commit is None else git(workspace, "status", "--porcelain")
    return CodeRecord(
        version=wirkung.__version__,
        commit=commit,
        uncommitted_changes=None if changes is None else bool(changes),
        sha256=code_sha256(),
    )


@functools.cache
def code_sha256() -> str:
    """Of all files of this package: a commit says nothing of what was changed since."""
    folder = Path(wirkung.__file__).parent
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    whole = hashlib.sha256()
    for path in files:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return whole.hexdigest()
