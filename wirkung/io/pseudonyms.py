"""Pseudonyms: persons can be joined across the tables of one call and recognised in none.

Source: keyed hashing as in Article 29 Working Party, Opinion 05/2014, section 4 («keyed-hash function»): the
key is that of the office's key room, or is drawn for the call and never written anywhere («with deletion of the
key»).
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from wirkung.declared import IdDifference
from wirkung.io.spelling import alike
from wirkung.io.values import texts

_WHOLE = re.compile(r"(\d+)\.0+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Replaces ids by keyed BLAKE2b hashes; the key lives as long as this object, and is not shown."""

    ignoring: tuple[IdDifference, ...] = ()
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def but_for(self, differences: Iterable[IdDifference]) -> Pseudonyms:
        """Pseudonyms under the same key that are equal also for ids which differ in no more than this."""
        return Pseudonyms((*self.ignoring, *differences), self._key)

    def of(self, ids: pd.Series[str]) -> pd.Series[str]:
        """One pseudonym (32 hexadecimal digits) for each id, missing where there is none.

        Parameters
        ----------
        ids
            Tidied ids; `1234.0`, as spreadsheets save a number, is the same person as `1234`.
        """
        return texts(ids, self._pseudonym)

    def compared(self, ids: pd.Series[str]) -> pd.Series[str]:
        """Ids as they are compared: without what they may differ in."""
        return texts(ids, self._compared)

    def _compared(self, person: str) -> str:
        whole = _WHOLE.fullmatch(person) if "." in person else None
        return (
            alike(whole[1] if whole is not None else person, self.ignoring) if self.ignoring or whole else person
        )

    def _pseudonym(self, person: str) -> str:
        return hashlib.blake2b(self._compared(person).encode(), key=self._key, digest_size=16).hexdigest()
