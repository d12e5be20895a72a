"""A ledger with rows before and after tax: what was paid would count twice."""

from __future__ import annotations

import re

import pandas as pd

from wirkung.io.intake import Intake

_TAX = re.compile(r"(?<![^\W_])(?:mwst|ust|mehrwertsteuer|umsatzsteuer|vat)(?![^\W_])|brutto|gross", re.IGNORECASE)
_NET = re.compile(r"netto|(?<![^\W_])net(?![^\W_])", re.IGNORECASE)


def tell_net_and_gross(intake: Intake, descriptions: pd.Series[str]) -> None:
    """A remark where some rows are called net, and others gross or tax."""
    net, tax = (descriptions.str.contains(words) for words in (_NET, _TAX))
    if (net & ~tax).any() and (tax & ~net).any():
        intake.faults.remark("data.net_and_gross", "description", net | tax)
