"""Text on its way into a page: what must be kept apart (writing directions, icons) or escaped in another way."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from wirkung.report.writing.directions import DIRECTION_MARKS, RIGHT_TO_LEFT

_ICON = re.compile("([●○]+|[✓✗!?–]) (.+)", re.DOTALL)


def isolated(text: str) -> Markup:
    """Escaped text in which words from right to left do not turn the words around them.

    Examples
    --------
    >>> str(isolated("a < b"))
    'a &lt; b'
    >>> str(isolated("Kurs שלום: 3"))
    'Kurs <bdi>שלום</bdi>: 3'
    """
    plain = DIRECTION_MARKS.sub("", text)
    markup, place = Markup(), 0
    for found in RIGHT_TO_LEFT.finditer(plain):
        markup += escape(plain[place : found.start()]) + Markup("<bdi>{}</bdi>").format(found.group())
        place = found.end()
    return markup + escape(plain[place:])


def with_icon(text: str) -> Markup:
    """Escaped text whose leading icon is for eyes only: the words after it say the same.

    Examples
    --------
    >>> str(with_icon("✓ erreicht"))
    '<span class="icon" aria-hidden="true">✓</span> erreicht'
    >>> str(with_icon("erreicht"))
    'erreicht'
    """
    found = _ICON.fullmatch(text)
    if found is None:
        return isolated(text)
    icon = Markup('<span class="icon" aria-hidden="true">{}</span> ').format(found[1])
    return icon + isolated(found[2])


def css_string(text: str) -> Markup:
    r"""Text as a string of a style sheet; everything but letters and digits is escaped.

    Examples
    --------
    >>> str(css_string('MIN(T)'))
    '"MIN\\28 T\\29 "'
    """
    kept = (each if each.isalnum() and each.isascii() else f"\\{ord(each):x} " for each in text)
    return Markup('"{}"').format(Markup("".join(kept)))  # noqa: S704 - letters, digits and escapes only
