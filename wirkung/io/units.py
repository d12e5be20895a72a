"""Words above a column that say in what it is counted: money in thousands or in cents, hours in minutes."""

from __future__ import annotations

import re

from wirkung.io.spelling import tidy

_MANY = re.compile(
    r"(?<![^\W_])(?:[tk]|tsd\.?|tausend|mio\.?|millionen)[ -]?(?:€|eur(?:o|os)?(?![^\W_]))"
    r"|(?<![^\W_])in (?:tsd|tausend|mio|million|thousand)\w*"
    r"|(?<!\d)1[. ]?000 ?(?:€|eur(?:o|os)?(?![^\W_]))",
    re.IGNORECASE,
)

_CENTS = re.compile(r"(?<![^\W_])(?:euro-?)?(?:cents?|ct)(?![^\W_])", re.IGNORECASE)
_MINUTES = re.compile(r"(?<![^\W_])min(?:uten?|utes?)?(?![^\W_])", re.IGNORECASE)
_HOURS = re.compile(r"stunden?|std|(?<![^\W_])hours?(?![^\W_])", re.IGNORECASE)


def thousands(words: str) -> str:
    """The part of the words that says so; empty where none does.

    Examples
    --------
    >>> [thousands(words) for words in ("Betrag in T€", "TEUR", "Ist (Tsd. Euro)", "in Mio. €", "in 1.000 €")]
    ['T€', 'TEUR', 'Tsd. Euro', 'in Mio', '1.000 €']
    >>> [thousands(words) for words in ("Betrag in €", "Brutto EUR", "Amt € netto", "Ist-EUR", "Teurer")]
    ['', '', '', '', '']
    """
    found = _MANY.search(tidy(words))
    return found.group() if found else ""


def cents(words: str) -> str:
    """The part of the words that says that money is counted in cents; empty where none does.

    Examples
    --------
    >>> [cents(words) for words in ("Betrag (Cent)", "betrag_ct", "Center", "Betrag")]
    ['Cent', 'ct', '', '']
    """
    found = _CENTS.search(tidy(words))
    return found.group() if found else ""


def minutes(words: str) -> str:
    """The part of the words that says that time is counted in minutes; empty where none does.

    Examples
    --------
    >>> [minutes(words) for words in ("Minuten", "Dauer [min]", "Std. (je 45 Min.)", "Termin", "Soll-Stunden")]
    ['Minuten', 'min', '', '', '']
    """
    found = _MINUTES.search(tidy(words))
    return found.group() if found and not _HOURS.search(words) else ""
