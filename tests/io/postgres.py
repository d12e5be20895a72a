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
    # The server refuses to run as root.
    user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres", "postgres")
    folder.chmod(0o755)
    (folder / "password").write_text(PASSWORD)
    data, bin_ = folder / "data", programs()

    def run(program: str, *arguments: str) -> None:
        command = [*user, str(bin_ / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)

    who = ["--username=amt", f"--pwfile={folder / 'password'}", "--auth=scram-sha-256"]
    run("initdb", "--no-sync", "--no-locale", "--encoding=UTF8", f"--pgdata={data}", *who)
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c lc_messages=C"
    run("pg_ctl", "start", "--wait", f"--pgdata={data}", f"--log={folder / 'log'}", f"--options={options}")
    try:
        yield folder
    finally:
        run("pg_ctl", "stop", "--mode=immediate", f"--pgdata={data}")
        shutil.rmtree(folder)
