"""Rows of a ledger that are no expenditure of the year: balances, what was carried over, sums of a quarter."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from wirkung.declared import Doubt
from wirkung.io.intake import Intake
from wirkung.io.spelling import folded

# «Vortrag» alone is a talk that somebody gave.
_CARRIED = re.compile(
    r"(?:saldo|kassen|rest(?:mittel)?)?(?:vortrag|übertrag|uebertrag)"
    r"(?: (?:aus|von|vom|des|der) (?:\d{4}|vorjahr|letzten jahr).*| \d{4}.*| vorjahr.*)"
    r"|(?:saldo|kassen)vortrag|übertrag|uebertrag"
    r"|(?:anfangs|end|kassen|eröffnungs|konto)(?:bestand|saldo|stand)\b.*"
    r"|opening balance.*|(?:carried|brought) forward.*"
)
_BALANCE = re.compile(r"\b(?:saldo|kontostand|kassenstand|kumuliert\w*|laufende summe|balance|cumulative)\b")
_OF_PERIOD = re.compile(
    r"(?:[1-4]\.?|i{1,3}\.?|iv\.?) ?(?:quartal|halbjahr|vierteljahr)(?: \d{4})?|q[1-4](?: \d{4})?"
)


def check_balances(intake: Intake, cents: Sequence[int]) -> None:
    """Problems where amounts are a running balance, carried over, or sums of the rows above them."""
    if intake.accepts(Doubt.SUMS):
        return
    for name in ("amount", "planned"):
        if intake.has(name) and (words := _BALANCE.search(folded(intake.faults.heading(name)))):
            intake.faults.source("data.running_balance", column=intake.faults.heading(name), words=words[0])
    for name in ("description", "category"):
        if intake.has(name):
            said = intake.present(name).map(folded, na_action="ignore")
            intake.faults.rows("data.carried_over", name, _matches(said, _CARRIED))
            intake.faults.rows("data.sum_of_period", name, _matches(said, _OF_PERIOD) & _sums(said, cents))


def _matches(said: pd.Series[str], words: re.Pattern[str]) -> pd.Series[bool]:
    return pd.Series([isinstance(cell, str) and bool(words.fullmatch(cell)) for cell in said], index=said.index)


def _sums(said: pd.Series[str], cents: Sequence[int]) -> pd.Series[bool]:
    """Which rows of a period are what the rows since the one before come to."""
    found, total = [], 0
    for is_period, amount in zip(_matches(said, _OF_PERIOD), cents, strict=True):
        found.append(bool(is_period) and amount == total != 0)
        total = 0 if is_period else total + amount
    return pd.Series(found, index=said.index, dtype="bool")
