"""Words above a column of money that say that it is counted in thousands or millions."""

from __future__ import annotations

import re

from wirkung.io.spelling import tidy

_MANY = re.compile(
    r"(?<![^\W_])(?:[tk]|tsd\.?|tausend|mio\.?|millionen)[ -]?(?:€|eur(?:o|os)?(?![^\W_]))"
    r"|(?<![^\W_])in (?:tsd|tausend|mio|million|thousand)\w*"
    r"|(?<!\d)1[. ]?000 ?(?:€|eur(?:o|os)?(?![^\W_]))",
    re.IGNORECASE,
)


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
