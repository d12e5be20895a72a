"""How a notebook hands over to its run what its report would give away: encrypted, in a folder that the run named.

A notebook itself never writes the register. A run names the folder by an environment variable, reads what the
kernel left there, and remembers it before it publishes. Without the variable nobody is about to publish.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from wirkung.disclosure.keys import Keys, Purpose
from wirkung.disclosure.register.contents import Draft, Register
from wirkung.disclosure.safe_file import put

DRAFTS_VARIABLE = "WIRKUNG_DRAFTS"


def is_asked_for() -> bool:
    """Whether a run waits for what is released here."""
    return bool(os.environ.get(DRAFTS_VARIABLE))


def hand_over(draft: Draft, keys: Keys) -> None:
    """Leave a draft for the run that named a folder."""
    sealed = keys.seal(Register.of(draft).to_bytes(), Purpose.DRAFT)
    put(Path(os.environ[DRAFTS_VARIABLE], secrets.token_hex(8)), sealed)


def handed_over(folder: Path, keys: Keys) -> list[Draft]:
    """What notebooks left in a folder.

    Raises
    ------
    SealError
        Something else lies there.
    """
    files = sorted(folder.iterdir())
    return [Register.from_bytes(keys.open(path.read_bytes(), Purpose.DRAFT)).draft() for path in files]
