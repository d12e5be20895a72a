"""Checks of consent: it is about persons, no word means two things, and nobody is missed for a misspelt code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wirkung.declared import SourceRole
from wirkung.programme.columns import sources
from wirkung.programme.document import Fault, KeyPath, Node
from wirkung.programme.processing import OF_NOBODY

_WORDS: Final = ("given", "refused", "withdrawn")


def consent_faults(root: Node) -> Iterator[Fault]:
    """Everything under `consent` of any source that contradicts itself or something else."""
    tolerant = root.at("data", "ids_tolerance").text not in ("", "0")
    roles = {source.path: source.role for source in sources(root)}
    for source_path, role in roles.items():
        path: KeyPath = (*source_path, "privacy", "consent")
        consent = root.at(*path)
        if not consent.is_there:
            continue
        if role in OF_NOBODY:
            yield Fault(code="programme.consent.only", path=path)
        elif role is not SourceRole.PERSONS and tolerant:
            yield Fault(code="programme.consent.tolerance", path=path)
        yield from _twice(path, consent)


def _twice(path: KeyPath, consent: Node) -> Iterator[Fault]:
    seen: set[str] = set()
    for key in _WORDS:
        for at, node in enumerate(consent.at(key).members):
            word = node.text.strip().casefold()
            if word and word in seen:
                yield Fault(code="programme.consent.twice", path=(*path, key, at), values={"found": node.text})
            seen.add(word)
