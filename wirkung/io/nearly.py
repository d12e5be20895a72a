"""Codes that people make themselves, matched within a tolerance where there is exactly one possibility.

Who builds a code of the mother's first name and the day of birth twice, months apart, gets a letter wrong now and
then. A wrong match is worse than none, so what could be two persons is left alone.

Sources: Lipp, Stadtmüller, Giersiefen, Wacker & Klocke (2021), Using record linkage to improve matching rates of
subject-generated ID-codes, Survey Methods: Insights from the Field, https://surveyinsights.org/?p=14270: pupils
whose codes do not fit perfectly but are very similar; Pöge (2011), Persönliche Codes bei
Längsschnittuntersuchungen III, Methoden - Daten - Analysen 5, 109-134, on tolerating errors in them. Counted are
edits of one character (Levenshtein).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

# Of a code of three characters one edit is a third: nearly every code would be like another one.
CHARACTERS_FOR_AN_EDIT = 4
_TWO = 2  # are enough to know that there is more than one possibility


@dataclass(frozen=True, slots=True)
class Nearly:
    """Codes with the one listed code that each can be, and codes that are near to some but to none alone."""

    matched: dict[str, str]
    ambiguous: frozenset[str]


def nearly_equal(unknown: Collection[str], listed: Collection[str], edits: int) -> Nearly:
    """Match codes that are not listed with listed ones.

    Parameters
    ----------
    unknown
        Codes without an equal listed one, spelt as they are compared.
    listed
        The codes that there are.
    edits
        How many characters may be wrong, missing or too many; a code needs four characters for each.

    Returns
    -------
    Nearly
        A match is unique both ways: no other listed code is within `edits` of this one, and no other unknown one
        within `edits` of that.

    Examples
    --------
    >>> found = nearly_equal({"DU16IB", "NB25LM"}, {"DU16IA", "NB25LN", "NB25LO"}, 1)
    >>> found.matched, sorted(found.ambiguous)
    ({'DU16IB': 'DU16IA'}, ['NB25LM'])
    """
    all_unknown, all_listed = sorted(set(unknown)), sorted(set(listed))
    near = {code: _near(code, all_listed, edits) for code in all_unknown}
    one = {code: found[0] for code, found in near.items() if len(found) == 1}
    back = {target: _near(target, all_unknown, edits) for target in set(one.values())}
    matched = {code: target for code, target in one.items() if back[target] == [code]}
    return Nearly(matched, frozenset(code for code, found in near.items() if found and code not in matched))


def _near(code: str, codes: Collection[str], edits: int) -> list[str]:
    """The codes within so many edits, at most two of them."""
    if len(code) < CHARACTERS_FOR_AN_EDIT * edits:
        return []
    found = extract(code, codes, scorer=Levenshtein.distance, score_cutoff=edits, limit=_TWO)
    return [other for other, _, _ in found]
