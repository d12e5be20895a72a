"""What systemd itself says of units that were written for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from wirkung.run.schedule.wishes import Files


def refused_by_systemd(files: Files) -> str:
    """The first thing that `systemd-analyze verify` finds wrong; empty where it finds nothing or is not there."""
    program = shutil.which("systemd-analyze")
    if program is None:
        return ""
    with TemporaryDirectory(prefix="wirkung-") as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        units = [str(Path(folder, name)) for name in files if "@" not in name]
        command = [program, "--user", "--man=no", "verify", *units]
        surroundings = {"XDG_RUNTIME_DIR": folder, **os.environ}  # which it wants, and a job of cron has not
        found = subprocess.run(  # noqa: S603 - no shell
            command, capture_output=True, text=True, check=False, env=surroundings
        )
        said = found.stderr.replace(f"{folder}/", "").splitlines()
    # It warns of keys that it does not know, and of other units that are none of ours.
    ours = [line for line in said if line.startswith(tuple(files))]
    return next(iter(ours or said), str(found.returncode)) if ours or found.returncode else ""
