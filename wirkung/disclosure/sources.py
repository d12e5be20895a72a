"""What a report says of the rows of its files: nothing from which a few of them could be counted.

How many rows a file has is not said at all: 30 to 39 rows of events, of which the report counts 30, leave at most
nine for what it withholds. How many were left out is rounded down to a step, at least the smallest group, and
reasons with fewer rows are not listed. Who has the data sees the exact numbers in `wirkung check`.
"""

from __future__ import annotations

from dataclasses import replace

from wirkung.declared import LeftOut
from wirkung.finding import SourceAccount

TEN = 10
# After few persons' data have changed: 30 rows left out, one of them used again, would be 20 instead of 30.
WIDEST = 100_000


def published_account(account: SourceAccount, *, smallest_group: int, few_changed: bool = False) -> SourceAccount:
    """The account of a file with rounded numbers.

    Parameters
    ----------
    account
        As it was counted.
    smallest_group
        The step of rounding is the next multiple of ten from here on.
    few_changed
        Whether few persons' data have changed since an earlier report: then hardly anything is told.
    """
    step = WIDEST if few_changed else -(-smallest_group // TEN) * TEN
    return replace(
        account,
        rows_read=None,
        rows_used=None,
        left_out=_rounded(account.left_out, step),
        set_missing=_rounded(account.set_missing, step),
        nearly_matched=account.nearly_matched // step * step,
        rounded_to=step,
    )


def _rounded(counts: tuple[tuple[LeftOut, int], ...], step: int) -> tuple[tuple[LeftOut, int], ...]:
    return tuple((reason, number // step * step) for reason, number in counts if number >= step)
