"""How wide the columns of a printed table are: as in browsers, between the longest word and the longest cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wirkung.report.document.blocks import Align, Column, Table

# Widths of signs in the text face of the PDF (Libertinus), as parts of the type size, rounded up by class.
_WIDTHS = {
    sign: width
    for width, signs in (
        (0.0, "\u00ad\u200b"),
        (0.31, "'|,.:;iIjl!()’‘\u00a0 "),
        (0.40, 'frtsJ-\u2011/"*[]„“'),
        (0.48, "0123456789aceäz?§€"),
        (0.70, "ABCDEFGHKLNOPQRSTUVXYZÄÖÜ%&"),
        (0.86, "mwMW✓✗…@"),
        (1.15, "→"),
    )
    for sign in signs
}
_OTHER_LETTERS, _OTHER_SCRIPTS = 0.55, 1.0
_FIRST_OTHER_SCRIPT = 0x2E80  # from here on signs are as wide as high: Chinese, Japanese, emoji
BOLD = 1.05  # heads are set in it
# What stands beside a cell, in type sizes; the template has the same.
PADDING: Mapping[Align, float] = {"left": 1.35, "right": 0.9}
LONGEST_WORD = 15.0  # beyond this a word is broken, in type sizes
LONGEST_NUMBER = 8.0  # beyond this a cell with numbers gets two lines where room is scarce, in type sizes
LONGEST_LINE = 36.0  # beyond this a cell gets more lines rather than more width, in type sizes
SMALLEST, LARGEST = 8.0, 8.75  # type sizes, in points
SOFT_HYPHEN = "\u00ad"
BESIDE = ("\u00a0/\u00a0", "\u00a0/ ")  # «240 bis 269 / 200 bis 209»: where such a cell may end its first line
# Where a line may end: between words and after a hyphen; only in a crowded table within words too.
WHOLE = re.compile(r"[ \n\u200b]+|(?<=[^\W\d]-|%-)(?=[^\W\d])")
BROKEN = re.compile(rf"[ \n\u200b{SOFT_HYPHEN}]+|(?<=[^\W\d]-|%-)(?=[^\W\d])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Type size and column widths of a table in points; where it is `crowded`, words must be hyphenated."""

    size: float
    widths: tuple[float, ...]
    crowded: bool


def laid_out(table: Table, *, width: float, padding: Mapping[Align, float] = PADDING) -> tuple[Table, Layout]:
    """A table with its layout; without the possible breaks in its words where it needs none."""
    table = replace(table, rows=tuple(tuple(_divisible(cell) for cell in row) for row in table.rows))
    layout = column_widths(table, width=width, padding=padding)
    if layout.crowded:
        return table, layout
    columns = tuple(replace(column, head=column.head.replace(SOFT_HYPHEN, "")) for column in table.columns)
    return replace(table, columns=columns), layout


def _divisible(cell: str) -> str:
    return cell.replace(*BESIDE) if BESIDE[0] in cell else cell  # others keep their numbers


def column_widths(table: Table, *, width: float, padding: Mapping[Align, float] = PADDING) -> Layout:
    """How a table stands on a page.

    Parameters
    ----------
    table
        With at least one column.
    width
        Of the page's text, in points, > 0.
    padding
        What stands beside a cell, by its side, in type sizes.

    Returns
    -------
    Layout
        Its type size lets the longest words of all columns stand side by side, within bounds. Where the smallest
        does not, long numbers get two lines; where that is not enough either, words break at their soft hyphens.
        Its widths add up to `width`.
    """
    cells = [[row[place] for row in table.rows] for place in range(len(table.columns))]
    for breaks, longest in ((WHOLE, LONGEST_WORD), (WHOLE, LONGEST_NUMBER), (BROKEN, LONGEST_NUMBER)):
        pairs = zip(table.columns, cells, strict=True)
        bounds = [_bounds(column, below, breaks, longest, padding[column.align]) for column, below in pairs]
        if sum(low for low, _ in bounds) * SMALLEST <= width:
            break
    least, most = sum(low for low, _ in bounds), sum(high for _, high in bounds)
    size = min(LARGEST, max(SMALLEST, width / least))
    space = width / size
    if space >= most:
        parts = [high * space / most for _, high in bounds]
    elif space <= least:
        parts = [low * space / least for low, _ in bounds]
    else:
        share = (space - least) / (most - least)
        parts = [low + (high - low) * share for low, high in bounds]
    crowded = breaks is BROKEN or any(low == LONGEST_WORD for low, _ in bounds)
    return Layout(size=size, widths=tuple(part * size for part in parts), crowded=crowded)


def _bounds(
    column: Column, cells: Sequence[str], breaks: re.Pattern[str], longest: float, padding: float
) -> tuple[float, float]:
    """The narrowest width of a column and the one beyond which it gains nothing, in type sizes."""
    # Numbers up to the longest stay on one line; text breaks between words, and where a word has a hyphen.
    in_one = column.align == "right" and _longest(cells) + padding <= longest
    pieces = cells if in_one else [piece for cell in cells for piece in breaks.split(cell)]
    head = _longest(breaks.split(column.head)) * BOLD
    low = min(LONGEST_WORD, max(head, _longest(pieces)) + padding)
    two_lines = measure(column.head) * BOLD / 2
    high = max(two_lines, _longest(cells)) + padding
    return low, max(low, min(high, LONGEST_LINE))


def _longest(texts: Iterable[str]) -> float:
    return max((measure(text) for text in texts), default=0.0)


def measure(text: str) -> float:
    """About how wide a text is on one line, in type sizes.

    Examples
    --------
    >>> round(measure("12,5\u00a0%"), 2)
    2.76
    """
    return sum(
        _WIDTHS.get(sign, _OTHER_LETTERS if ord(sign) < _FIRST_OTHER_SCRIPT else _OTHER_SCRIPTS) for sign in text
    )
