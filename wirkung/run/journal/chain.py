"""Whether an audit log is whole: every line as it was written, none missing, none more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wirkung.run.journal.lines import Head, Line, authentic


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Where a log is not whole: `code` stands in the catalogue under `journal`, `line` counts from 1."""

    code: str
    line: int | None = None


def rows_of(log: bytes) -> list[bytes]:
    """The lines as bytes; what follows the last line end is the last of them."""
    rows = log.split(b"\n")
    return rows[:-1] if rows[-1] == b"" else rows


def checked(log: bytes, head: Head, key: bytes) -> tuple[Line, ...] | Break:
    """The lines of a log that is whole, or where it is not.

    Parameters
    ----------
    log
        The file.
    head
        Authentic.
    key
        By which both were written.
    """
    if log and not log.endswith(b"\n"):
        return Break(code="journal.line_changed", line=len(rows_of(log)))
    rows = rows_of(log)
    lines: list[Line] = []
    number, before = head.dropped, head.before
    for place, row in enumerate(rows, start=1):
        line = authentic(Line, row, key)
        if line is None:
            return Break(code="journal.line_changed", line=place)
        if (line.number, line.before) != (number + 1, before):
            return Break(code="journal.not_in_order", line=place)
        number, before = line.number, line.hash
        lines.append(line)
    return _of_end(rows, number, head) or tuple(lines)


def _of_end(rows: Sequence[bytes], number: int, head: Head) -> Break | None:
    if number == head.number - 1:
        return Break(code="journal.last_missing", line=len(rows) + 1)
    if number < head.number:
        return Break(code="journal.cut", line=len(rows) + 1)
    if number > head.number or rows[-1] != head.line.encode():
        return Break(code="journal.too_long", line=len(rows))
    return None


def settled(log: bytes, head: Head, key: bytes) -> bytes:
    """The log with what its head announced, where a run was stopped between writing the head and the log.

    The announced line is added, and lines go that were due. Nothing else changes: what is wrong stays wrong.
    """
    rows = rows_of(log)
    while rows and (first := authentic(Line, rows[0], key)) and first.number <= head.dropped:
        del rows[0]
    if len(rows) == head.number - head.dropped - 1:
        rows.append(head.line.encode())
    return b"".join(row + b"\n" for row in rows)
