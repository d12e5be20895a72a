"""What a report says of the rows of its files: nothing from which a few of them could be counted.

All numbers are rounded down to the same step, at least the smallest group; reasons with fewer rows are not listed.
So rows read, used and left out give nothing back by subtraction, neither from each other nor from the persons that
the report counts. Who has the data sees the exact numbers in `wirkung check`.
"""

from __future__ import annotations

from dataclasses import replace

from wirkung.declared import LeftOut
from wirkung.finding import SourceAccount

TEN = 10


def published_account(account: SourceAccount, *, smallest_group: int) -> SourceAccount:
    """The account of a file with rounded numbers.

    Parameters
    ----------
    account
        As it was counted.
    smallest_group
        The step of rounding is the next multiple of ten from here on.
    """
    step = -(-smallest_group // TEN) * TEN
    return replace(
        account,
        rows_read=account.rows_read // step * step,
        rows_used=account.rows_used // step * step,
        left_out=_rounded(account.left_out, step),
        set_missing=_rounded(account.set_missing, step),
        nearly_matched=account.nearly_matched // step * step,
        rounded_to=step,
    )


def _rounded(counts: tuple[tuple[LeftOut, int], ...], step: int) -> tuple[tuple[LeftOut, int], ...]:
    return tuple((reason, number // step * step) for reason, number in counts if number >= step)
