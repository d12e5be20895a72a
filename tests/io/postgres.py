"""A PostgreSQL server of Debian's package, started for the tests and stopped by them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PASSWORD = "geheim/mit?Zeichen"  # noqa: S105 - of a server that lives as long as a test
ESCAPED = "geheim%2Fmit%3FZeichen"


def programs() -> Path:
    """The folder of initdb and pg_ctl; without it the tests are skipped, but fail in continuous integration."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        missing = "PostgreSQL is not installed (Debian: postgresql)"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found[-1].parent


@contextmanager
def server() -> Iterator[Path]:
    """A running server that listens on a socket in the folder, and on nothing else."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # the path of a socket must be short
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    folder.chmod(0o755)
    (folder / "password").write_text(PASSWORD)
    who = ["--username=amt", f"--pwfile={folder / 'password'}", "--auth=scram-sha-256"]
    _run(folder, "initdb", "--no-sync", "--no-locale", "--encoding=UTF8", *who)
    start(folder)
    try:
        yield folder
    finally:
        stop(folder)
        shutil.rmtree(folder)


def start(folder: Path) -> None:
    """Until it answers."""
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c lc_messages=C"
    _run(folder, "pg_ctl", "start", "--wait", f"--log={folder / 'log'}", f"--options={options}")


def stop(folder: Path) -> None:
    """As if the machine had lost power."""
    _run(folder, "pg_ctl", "stop", "--mode=immediate")


def is_running(folder: Path) -> bool:
    """Whether its last end was not `stop`."""
    return (folder / "data" / "postmaster.pid").exists()


def _run(folder: Path, program: str, *arguments: str) -> None:
    # The server refuses to run as root.
    user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    command = [*user, str(programs() / program), f"--pgdata={folder / 'data'}", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
