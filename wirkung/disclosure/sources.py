"""What a report says of the rows of its files: nothing from which a few of them could be counted.

All numbers are rounded down to the same step, at least the smallest group; reasons with fewer rows are not listed.
Fewer than two steps are 0, since what lies below one step would be a small group.
So rows read, used and left out give nothing back by subtraction, neither from each other nor from the persons that
the report counts. Who has the data sees the exact numbers in `wirkung check`.
"""

from __future__ import annotations

from dataclasses import replace

from wirkung.declared import LeftOut
from wirkung.finding import SourceAccount

TEN = 10
# So many steps and more are told.
FEW_STEPS = 2


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
        rows_read=_few_as_none(account.rows_read, step),
        rows_used=_few_as_none(account.rows_used, step),
        left_out=_rounded(account.left_out, step),
        set_missing=_rounded(account.set_missing, step),
        nearly_matched=account.nearly_matched // step * step,
        rounded_to=step,
    )


def _few_as_none(number: int, step: int) -> int:
    return 0 if number < FEW_STEPS * step else number // step * step


def _rounded(counts: tuple[tuple[LeftOut, int], ...], step: int) -> tuple[tuple[LeftOut, int], ...]:
    return tuple((reason, number // step * step) for reason, number in counts if number >= step)
