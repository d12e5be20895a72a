"""Rows of a list that are no persons: sums, means, and notes below the table."""

from __future__ import annotations

import re

import pandas as pd

from wirkung.io.spelling import folded
from wirkung.io.values import texts

# What offices and Excel write before a sum, a mean or a note; as a whole cell, or followed by a colon or a date.
WORDS = (
    "summe", "summen", "gesamt", "gesamtsumme", "gesamtergebnis", "insgesamt", "zwischensumme", "zusammen",
    "total", "sum", "ø", "∅", "durchschnitt", "mittelwert", "mittel", "median", "mean", "average", "anzahl",
    "teilergebnis", "zwischenergebnis", "ergebnis", "quote", "prozent", "in %", "anteil", "mw", "sd",
    "minimum", "maximum", "min", "max", "standardabweichung", "stand", "quelle", "hinweis", "hinweise",
    "anmerkung", "anmerkungen", "bemerkung", "legende", "erstellt", "stichtag", "seite", "grand total",
    "(leer)", "(blank)",  # rows of a pivot table without a value
)  # fmt: skip
_WORD = re.compile(
    rf"(?:{'|'.join(map(re.escape, WORDS))})(?:\s*[:.]?|\s*[:.]?\s.*\d.*|\s*:\s.*)"
    # «Robotik Ergebnis», as Excel calls what it adds up below each group
    r"|n ?= ?\d+|.*\S\s(?:ergebnis|teilergebnis|mittelwert|summe|total|maximum|minimum)",
    re.DOTALL,
)
# «Summe Aufwendungen»: what follows the word says of what.
_SUM = re.compile(r"(?:summen?|gesamt(?:summe|ergebnis)?|insgesamt|zwischensumme|zusammen|total|sum)\b")
_NOTE = re.compile(r"\*+\s*\S.*|(?:\S+\s+){4,}\S+", re.DOTALL)  # «* ohne Geschwister», or a sentence


def no_persons(ids: pd.Series[str], others_blank: pd.Series[bool]) -> pd.Series[bool]:
    """Which rows are sums, means or notes, by what stands where the id should be.

    Parameters
    ----------
    ids
        Tidied cells, missing where blank.
    others_blank
        Whether every other mapped cell of the row is blank: only then a sentence is taken for a note.

    Examples
    --------
    >>> ids = pd.Series(["Summe", "Stand: 3.4.2024", "Max", "Maxi", "4711"], dtype="str")
    >>> no_persons(ids, pd.Series(False, index=ids.index)).tolist()
    [True, True, True, False, False]
    """
    words = texts(ids, lambda cell: cell if is_sum_or_note(cell) else None, codes="missing").notna()
    notes = texts(ids, lambda cell: cell if _NOTE.fullmatch(cell) else None, codes="missing").notna()
    return words | (notes & others_blank)


def is_sum_or_note(cell: str) -> bool:
    """Whether a tidied cell is a word that stands before sums, means and notes."""
    return _WORD.fullmatch(folded(cell)) is not None


def adds_up(cell: str) -> bool:
    """Whether a tidied cell begins with a word for a sum; means and notes add up nothing.

    Only where what the row says is then compared with the rows above it: «Summe aller Teile» may be a title.
    """
    return _SUM.match(folded(cell)) is not None
