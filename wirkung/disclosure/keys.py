"""The key room: the one place where keys are made, kept, changed and destroyed.

Two kinds of secrets lie in it. From `identity` come the keys that make persons recognisable to this office and to
nobody else (pseudonyms, register, hashes); it never changes, or nobody would be recognised any more. With the
`sealing` secrets files are encrypted; the newest seals, older ones only open, until everything is sealed anew.
No secret is used itself: each purpose has a key of its own.

Source: key derivation by HKDF (RFC 5869) with SHA-256, encryption by AES-256-GCM (NIST SP 800-38D), both of the
package `cryptography`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import secrets
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from wirkung.disclosure.safe_file import private_folder, put
from wirkung.errors import Place, Problem, WorkspaceError

KEYS = "keys.json"
LOG = "log.jsonl"
_BYTES = 32  # AES-256, and a key for SHA-256
_NONCE = 12
_FORMAT = "wirkung 1"  # then the room and the key, a line end, the nonce, and what is sealed
_HEAD = re.compile(rb"wirkung 1 ([0-9a-f]{16}) ([0-9a-f]{8})\n")

Secret = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", repr=False)]


class Purpose(StrEnum):
    """What a key is for; each purpose has its own."""

    REGISTER = "register"  # seals what was published
    DRAFT = "draft"  # seals what a notebook hands over to its run
    PSEUDONYMS = "pseudonyms"  # in place of ids
    COPIES = "copies"  # in place of names, in files that are handed on
    PERSONS = "persons"  # by which the register knows a person again
    ANSWERS = "answers"  # by which it notices that an answer was changed
    FILES = "files"  # by which the office knows a data file again in what was published
    JOURNAL = "journal"  # by which it notices that the audit log was changed


class KeyEvent(StrEnum):
    """What the log of the key room records."""

    MADE = "made"
    ROTATED = "rotated"
    DESTROYED = "destroyed"
    COPIES_MADE = "copies_made"
    REGISTER_BEGUN = "register_begun"
    JOURNAL_BEGUN = "journal_begun"


class SealError(Exception):
    """What was sealed cannot be opened; `other_key` where it was sealed with a key that is not in this room."""

    def __init__(self, *, other_key: bool) -> None:
        self.other_key = other_key
        super().__init__("sealed with another key" if other_key else "not as it was sealed")


class SealingKey(BaseModel):
    """A secret for encryption."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
    made: str
    secret: Secret


class Keys(BaseModel):
    """The secrets of one key room; neither they nor what is derived from them is ever shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    room: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    identity: Secret
    sealing: Annotated[tuple[SealingKey, ...], Field(min_length=1)]

    def sub_key(self, purpose: Purpose) -> bytes:
        """The key for a purpose (32 bytes); rotation does not change it."""
        return self._derived(self.identity, purpose)

    def seal(self, content: bytes, purpose: Purpose) -> bytes:
        """Encrypted and authenticated: nobody else reads it, and nobody changes it unnoticed."""
        newest = self.sealing[0]
        head = f"{_FORMAT} {self.room} {newest.id}\n".encode()
        nonce = secrets.token_bytes(_NONCE)
        cipher = AESGCM(self._derived(newest.secret, purpose))
        return head + nonce + cipher.encrypt(nonce, content, head + purpose.encode())

    def open(self, sealed: bytes, purpose: Purpose) -> bytes:
        """What was sealed for a purpose.

        Raises
        ------
        SealError
            It was sealed with another key, or is not as it was sealed: cut off, changed, or something else.
        """
        found = _HEAD.match(sealed)
        if found is None:
            raise SealError(other_key=False)
        room, name = (part.decode() for part in found.groups())
        key = next((each for each in self.sealing if each.id == name), None)
        if room != self.room or key is None:
            raise SealError(other_key=True)
        cipher, rest = AESGCM(self._derived(key.secret, purpose)), sealed[found.end() :]
        try:
            return cipher.decrypt(rest[:_NONCE], rest[_NONCE:], found.group() + purpose.encode())
        except (InvalidTag, ValueError) as error:  # ValueError: shorter than a nonce
            raise SealError(other_key=False) from error

    def _derived(self, secret: str, purpose: Purpose) -> bytes:
        kdf = HKDF(algorithm=SHA256(), length=_BYTES, salt=self.room.encode(), info=f"wirkung {purpose}".encode())
        return kdf.derive(bytes.fromhex(secret))


class KeyRoom:
    """The folder of the keys, with the log of what was done to them beside them.

    Parameters
    ----------
    folder
        Made when the first key is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def is_there(self) -> bool:
        """Whether it holds keys."""
        return (self.folder / KEYS).exists()

    def keys(self) -> Keys:
        """The keys.

        Raises
        ------
        WorkspaceError
            The file holds no keys, or cannot be read.
        """
        path = self.folder / KEYS
        try:
            return Keys.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            problem = Problem(code="key.unreadable", place=Place(file=str(path)))
            raise WorkspaceError([problem]) from error

    def make(self) -> Keys:
        """New keys where there are none.

        Raises
        ------
        WorkspaceError
            There are keys: new ones would make everything unreadable.
        """
        if self.is_there:
            raise WorkspaceError([Problem(code="key.exists", place=Place(file=str(self.folder / KEYS)))])
        keys = Keys(room=secrets.token_hex(8), identity=secrets.token_hex(_BYTES), sealing=(_sealing_key(),))
        private_folder(self.folder)
        self._put(keys)
        self.record(KeyEvent.MADE, keys.sealing[0].id)
        return keys

    def with_new_key(self) -> Keys:
        """The keys with another one to seal with; the old ones still open, until `keep_newest`."""
        keys = self.keys()
        keys = keys.model_copy(update={"sealing": (_sealing_key(), *keys.sealing)})
        self._put(keys)
        return keys

    def keep_newest(self) -> None:
        """Forget the keys that only opened; the caller has sealed everything anew."""
        keys = self.keys()
        self._put(keys.model_copy(update={"sealing": keys.sealing[:1]}))
        self.record(KeyEvent.ROTATED, keys.sealing[0].id)

    def destroy(self) -> None:
        """Delete the keys: whatever was sealed with them cannot be read any more, by nobody.

        Copies elsewhere (backups) are not reached.
        """
        newest = self.keys().sealing[0].id
        # First the record: keys that vanish without one would look lost, and somebody would look for them.
        self.record(KeyEvent.DESTROYED, newest)
        (self.folder / KEYS).unlink()

    def record(self, event: KeyEvent, key: str) -> None:
        """Add a line to the log."""
        line = json.dumps({"when": now(), "what": event.value, "key": key})
        path = self.folder / LOG
        earlier = path.read_bytes() if path.exists() else b""
        put(path, earlier + line.encode() + b"\n")

    def log(self) -> list[tuple[str, KeyEvent, str]]:
        """When, what and with which key, in order.

        Raises
        ------
        WorkspaceError
            The log is not what this program writes.
        """
        path = self.folder / LOG
        if not path.exists():
            return []
        try:
            lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            return [(str(line["when"]), KeyEvent(line["what"]), str(line["key"])) for line in lines]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkspaceError([Problem(code="key.log_unreadable", place=Place(file=str(path)))]) from error

    def _put(self, keys: Keys) -> None:
        put(self.folder / KEYS, keys.model_dump_json().encode())


def now() -> str:
    """The time, as it stands in records."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _sealing_key() -> SealingKey:
    return SealingKey(id=secrets.token_hex(4), made=now(), secret=secrets.token_hex(_BYTES))
