"""Columns that make persons recognisable, found by heading and by what stands in them.

Recall and precision are measured on lists of names, addresses, schools and places in
`tests/io/test_identifying.py`.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Collection, Sequence

import numpy as np

from wirkung.declared import Personal
from wirkung.io.common_names import FIRST_NAMES, LAST_NAMES
from wirkung.io.dates import date
from wirkung.io.personal_headings import kind_of_heading, speaks_of_persons
from wirkung.io.spelling import tidy

LOOKED_AT = 500  # different cells of a column; more would not change a share
_SHARE = 0.3  # of the different cells that look like something, so that the column is that
_FEWEST = 3  # such cells, or all there are
_LONGEST_NAME = 5  # words
_NAME_SHARE = 0.15  # many names are in no list
_WEAK_SHARE = 0.05  # where heading or form («two words, hardly any twice») speaks of persons already
_BIRTHS_APART, _BIRTHS_AGO = 300, 3  # days between early and late ones; years
_FORMED = 0.8
_DISTINCT = 0.7  # hardly two have one birthday, or write the same sentence
_TEXT_WORDS = 4  # a sentence has more

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[A-Za-zÄÖÜäöü]{2,}")
_PHONE = re.compile(r"(?:tel\.?:? ?)?(?:\+\d{1,3}|00\d{2}|\(?0\d)[\d ()/.\-]{5,18}", re.IGNORECASE | re.ASCII)
# Among words only what can hardly be a date, a time or a number of something else.
_PHONE_IN_WORDS = re.compile(
    r"(?<![\w/.,-])(?:(?:\+\d{2} ?(?:\(0\) ?)?\(?\d{2,4}|\(?0\d{2,4})\)?[ /-]{1,3}\d(?:[ -]?\d){4,9}"
    r"|01[5-7]\d{8,9})"
    r"(?!\d|[.,]\d)",
    re.ASCII,
)
_SHOWN = {Personal.EMAIL: "@", Personal.PHONE: r"\d{3}"}  # what a column with such a heading must hold
_PHONE_SIGN = re.compile(r"[+/()\- ]|^01[5-7]\d{8,9}$")
_STREET = re.compile(
    r".*(?:stra(?:ß|ss)e|str\.?|weg|allee|platz|gasse|ring|damm|ufer|chaussee|stieg|kamp|hof|deich"
    r"|markt|redder|twiete)\s*\d{1,4}\s?[a-z]?\b.*"
    r"|(?:am|an de[rn]|auf de[rmn]|im|in de[rn]|zum|zur|hinter|unter) .*[^\W\d] \d{1,4}\s?[a-z]?",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:(?:frau|herrn?|hr\.|fr\.|dr\.|prof\.|mrs?\.?|ms\.?) )+", re.IGNORECASE)
# What stands beside a name in the name of a school, a place or an offer.
_THING = re.compile(
    r"schul|gymnas|\bkgs\b|\bigs\b|\bobs\b|kita|krippe|kinder|hort|haus|heim|verein|zentrum|stadt|gemeinde|kreis"
    r"|kurs|workshop|team|gruppe|klasse|labor|projekt|e\. ?v\.|gmbh|\bo?kg\b|\bohg\b|\bgbr\b|& co|e\. ?[gk]\.|"
    r"\bag\b|stiftung|universit|kolleg|werk|bad "
    r"|sankt|st\. ",
    re.IGNORECASE,
)
_TWO_WORDS = re.compile(
    r"[^\W\d_a-zäöüß][^\s\d]*,?(?: (?:von|van|de[rm]?|al|el|zu))*"
    r" [^\W\d_a-zäöüß][^\s\d]*(?: [^\s\d]+)?"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'`.-][^\W\d_]*)*")


def kind_of_column(heading: str, cells: Sequence[str]) -> Personal | None:
    """What makes persons recognisable in a column; None for nothing.

    Parameters
    ----------
    heading
        As it stands in the file.
    cells
        Of the column; blank ones count for nothing.
    """
    filled = [text for cell in cells if (text := tidy(cell))]
    said = kind_of_heading(heading)
    if said is not None:
        # «Name: 1, 2, 3» holds numbers, «Tel. erreichbar» ja and nein, and an empty column holds nobody.
        if any(re.search(_SHOWN.get(said, r"[^\W\d_]|\d{2}"), text) for text in filled):
            return (_in_words(filled) or said) if said is Personal.FREE_TEXT else said
        if said not in _SHOWN:
            return None
    found = kind_of_cells(filled)
    if found is None and speaks_of_persons(heading) and _are_names(set(filled), _WEAK_SHARE, fewest=1):
        return Personal.NAME
    return found


def kind_of_cells(filled: Sequence[str]) -> Personal | None:
    """What cells that are not blank show by themselves."""
    distinct = list(dict.fromkeys(filled))[:LOOKED_AT]
    if (kind := _in_words(distinct)) is not None:
        return kind
    checks: tuple[tuple[Personal, Callable[[str], bool]], ...] = (
        (Personal.PHONE, _is_phone),
        (Personal.ADDRESS, lambda cell: _STREET.fullmatch(cell) is not None),
    )
    for kind, looks_so in checks:
        hits = sum(map(looks_so, distinct))
        if hits >= min(_FEWEST, len(distinct)) and hits > _SHARE * len(distinct):
            return kind
    if _are_names(distinct, _WEAK_SHARE if _are_two_words(filled, distinct) else _NAME_SHARE):
        return Personal.NAME
    if _are_birth_dates(filled, distinct):
        return Personal.BIRTH_DATE
    return Personal.FREE_TEXT if _are_sentences(filled, distinct) else None


def _in_words(filled: Sequence[str]) -> Personal | None:
    """Addresses of e-mail (one is one in any sentence) and telephone numbers (three, or all) among other words."""
    if any(_EMAIL.search(cell) for cell in filled):
        return Personal.EMAIL
    distinct = set(filled)
    phones = sum(_PHONE_IN_WORDS.search(cell) is not None and date(cell) is None for cell in distinct)
    return Personal.PHONE if phones >= min(_FEWEST, len(distinct)) > 0 else None


def is_name(cell: str) -> bool:
    """Whether a cell reads like the name of a person: a frequent first or last name, and no other words.

    Examples
    --------
    >>> is_name("Yılmaz, Ayşe"), is_name("Anne-Frank-Schule"), is_name("Buxtehude")
    (True, False, False)
    """
    text = _TITLE.sub("", cell)
    if text != cell and text[:1].isupper():
        return True
    if any(map(str.isdigit, text)) or _THING.search(text):
        return False
    words = _WORD.findall(text)
    if not 1 <= len(words) <= _LONGEST_NAME or not any(word[0].isupper() for word in words):
        return False
    parts = {_plain(part) for word in words for part in word.split("-") if part}
    return bool(parts & FIRST_NAMES or parts & LAST_NAMES)


def _plain(word: str) -> str:
    """Without accents and dots: «Gül» is «gul», «Łukasz» «lukasz»; «ue» stays what it is."""
    text = (
        word.replace("ı", "i").replace("İ", "i").casefold().replace("ł", "l").replace("ø", "o").replace("đ", "d")
    )
    text = "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))
    return text if text in FIRST_NAMES or text in LAST_NAMES else _umlauts(text)


def _umlauts(text: str) -> str:
    """«Mueller» as «Müller» is looked for."""
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _are_names(distinct: Collection[str], share: float, *, fewest: int = _FEWEST) -> bool:
    hits = sum(map(is_name, distinct))
    return hits >= min(fewest, len(distinct)) > 0 and hits > share * len(distinct)


def _are_two_words(filled: Sequence[str], distinct: Sequence[str]) -> bool:
    """Nearly all cells are two or three capitalised words, and hardly any stands there twice: as full names do."""
    formed = sum(_TWO_WORDS.fullmatch(cell) is not None for cell in distinct)
    return min(formed, len(distinct)) > _FORMED * min(len(filled), LOOKED_AT)


def _is_phone(cell: str) -> bool:
    return _PHONE.fullmatch(cell) is not None and _PHONE_SIGN.search(cell) is not None and date(cell) is None


def _are_birth_dates(filled: Sequence[str], distinct: Sequence[str]) -> bool:
    """Days that lie years back, spread over years, hardly two the same: nothing else in such lists looks so."""
    days = [day for cell in distinct if (day := date(cell)) is not None]
    if len(days) < _FEWEST or len(days) < _DISTINCT * max(len(distinct), min(len(filled), LOOKED_AT)):
        return False
    numbers = np.array([day.toordinal() for day in days])
    early, late = np.quantile(numbers, [0.1, 0.9])
    years = (dt.date.today().toordinal() - late) / 365.25  # noqa: DTZ011 - a day more or less is no matter
    return bool(late - early > _BIRTHS_APART and years > _BIRTHS_AGO)


def _are_sentences(filled: Sequence[str], distinct: Sequence[str]) -> bool:
    words = [len(_WORD.findall(cell)) for cell in distinct]
    return (
        len(distinct) >= _FEWEST
        and len(distinct) > _DISTINCT * min(len(filled), LOOKED_AT)
        and sorted(words)[len(words) // 2] > _TEXT_WORDS
    )
