"""Writing a file so that it is on the disk when its folder is renamed, and who may read it.

A report is for those whom the office lets into its group (the people who read it, a web server), not for every
account of the machine. The user's own mask may take away more, never give more.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from pydantic import BaseModel

PUBLISHED_FOLDER = 0o750
PUBLISHED_FILE = 0o640
OWN_FOLDER = 0o700  # of what is not published yet
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would write other line ends


def write(path: Path, data: bytes) -> str:
    """Write a file and give back the SHA-256 of what was written.

    Parameters
    ----------
    path
        A file in a folder that exists.
    data
        The whole content.

    Raises
    ------
    OSError
        When the disk is full or the folder cannot be written.
    """
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, PUBLISHED_FILE), "wb") as file:
        file.write(data)
        file.flush()
        # Without this a power cut after the rename could leave a published report of empty files.
        os.fsync(file.fileno())
    return hashlib.sha256(data).hexdigest()


def json_text(record: BaseModel) -> str:
    """A record as it stands in a file: readable, the same on every machine."""
    values = json.loads(record.model_dump_json())  # which has null for what JSON cannot hold
    return json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
