"""What counts as the same text: cells and headings as people type them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from wirkung.declared import IdDifference

_DASHES = re.compile("[\u2010-\u2015\u2212]")  # word processors lengthen the hyphen
# Zero-width marks that copying from web pages and a doubled byte order mark leave behind.
INVISIBLE = {ord(mark): None for mark in "\ufeff\u200b\u200c\u200d\u2060\u00ad"}


def tidy(text: str) -> str:
    """The text without outer spaces, every run of white space (also no-break) as one space.

    Examples
    --------
    >>> tidy("  k.\u00a0A. ")
    'k. A.'
    """
    if text.isascii():
        return " ".join(text.split())
    return unicodedata.normalize("NFC", " ".join(text.translate(INVISIBLE).split()))


def alike(text: str, ignoring: Collection[IdDifference]) -> str:
    """An id as it is compared where spellings may differ in some ways.

    Examples
    --------
    >>> alike("0012 ab", list(IdDifference)), alike("１２–ab", list(IdDifference))
    ('12ab', '12-ab')
    """
    if IdDifference.CHARACTERS in ignoring:
        text = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    if IdDifference.CASE in ignoring:
        text = text.casefold()
    if IdDifference.BLANKS in ignoring:
        text = "".join(text.split())
    if IdDifference.LEADING_ZEROS in ignoring:
        text = text.lstrip("0") or "0"
    return text


def is_submitted(heading: str) -> bool:
    """Whether this is the heading under which LimeSurvey tells when an answer was sent off («submitdate. …»)."""
    return folded(heading).split(".")[0] == "submitdate"


def folded(text: str) -> str:
    """The text as it is compared where the exact spelling finds nothing: upper and lower case are the same."""
    return tidy(text).casefold()
