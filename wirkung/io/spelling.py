"""What counts as the same text: cells and headings as people type them."""

from __future__ import annotations

import unicodedata

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


def folded(text: str) -> str:
    """The text as it is compared where the exact spelling finds nothing: upper and lower case are the same."""
    return tidy(text).casefold()
