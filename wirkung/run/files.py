"""Writing a file so that it is on the disk when its folder is renamed."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from pydantic import BaseModel


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
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        # Without this a power cut after the rename could leave a published report of empty files.
        os.fsync(file.fileno())
    return hashlib.sha256(data).hexdigest()


def json_text(record: BaseModel) -> str:
    """A record as it stands in a file: readable, the same on every machine."""
    values = json.loads(record.model_dump_json())  # which has null for what JSON cannot hold
    return json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
