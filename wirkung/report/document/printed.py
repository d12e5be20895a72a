"""Printed text that still knows what it is made of.

Numbers know their value, and intervals their limits, so that a spreadsheet can calculate with what the report
says; notes on methods know their sources, so that a report names each source once.
"""

from __future__ import annotations


class PrintedNumber(str):
    """The text of a number together with the number itself.

    It is text like any other. What is made from it (cut, joined, set into a sentence) is plain text; only
    `within` keeps the number.

    Parameters
    ----------
    text
        As it is read: «+0,31», «62 %».
    value
        The number with the digits that were printed; a share in per cent is 0..1.
    formats
        What makes a spreadsheet print `value` as `text`: for numbers above zero, below zero and zero, or one for
        all of them.
    """

    __slots__ = ("formats", "value")

    value: float
    formats: tuple[str, ...]

    def __new__(cls, text: str, value: float, formats: tuple[str, ...]) -> PrintedNumber:
        """The text with its number."""
        made = super().__new__(cls, text)
        made.value, made.formats = value, formats
        return made

    def __getnewargs__(self) -> tuple[str, float, tuple[str, ...]]:  # type: ignore[override]
        """What a copy is made from; str alone would only give the text."""
        return str(self), self.value, self.formats

    @property
    def number_format(self) -> str:
        """The formats as a spreadsheet takes them."""
        return ";".join(self.formats)

    def within(self, text: str) -> PrintedNumber:
        """The same number in a longer text that holds it once.

        Examples
        --------
        >>> hours = PrintedNumber("5.573", 5573, ("#,##0",)).within("5.573 Stunden")
        >>> hours, hours.value, hours.number_format
        ('5.573 Stunden', 5573, '#,##0" Stunden"')
        """
        before, _, after = text.partition(self)
        formats = tuple(f"{literal(before)}{each}{literal(after)}" for each in self.formats)
        return PrintedNumber(text, self.value, formats)


class PrintedInterval(str):
    """The text of an interval together with its limits.

    Parameters
    ----------
    text
        As it is read: «57 bis 66 %».
    low, high
        Each limit with its unit; None where there is no bound.
    """

    __slots__ = ("high", "low")

    low: PrintedNumber | None
    high: PrintedNumber | None

    def __new__(cls, text: str, low: PrintedNumber | None, high: PrintedNumber | None) -> PrintedInterval:
        """The text with its limits."""
        made = super().__new__(cls, text)
        made.low, made.high = low, high
        return made

    def __getnewargs__(self) -> tuple[str, PrintedNumber | None, PrintedNumber | None]:  # type: ignore[override]
        """What a copy is made from."""
        return str(self), self.low, self.high


class MethodNote(str):
    """How numbers were computed: text like any other, that still knows its two parts.

    Parameters
    ----------
    text
        As it reads under a table.
    method
        Measures and kinds of intervals, without the sources; empty where only sources are named.
    sources
        Where the formulas stand.
    """

    __slots__ = ("method", "sources")

    method: str
    sources: tuple[str, ...]

    def __new__(cls, text: str, method: str, sources: tuple[str, ...]) -> MethodNote:
        """The text with its parts."""
        made = super().__new__(cls, text)
        made.method, made.sources = method, sources
        return made

    def __getnewargs__(self) -> tuple[str, str, tuple[str, ...]]:  # type: ignore[override]
        """What a copy is made from."""
        return str(self), self.method, self.sources


def literal(text: str) -> str:
    """Text that a number format shows as it is; a straight quotation mark, which would end it, as a curved one.

    Examples
    --------
    >>> literal(" Stunden"), literal('3" lang'), literal("")
    ('" Stunden"', '"3” lang"', '')
    """
    return '"{}"'.format(text.replace('"', "”")) if text else ""
