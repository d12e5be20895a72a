"""Where the numbers come from: every file with its rows, its format and the beginning of its fingerprint."""

from __future__ import annotations

from collections.abc import Sequence

from wirkung.finding import Provenance, SourceAccount
from wirkung.report.document.blocks import Block, Column, Paragraph, Table
from wirkung.report.frame.evidence import further_scales
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import NO_BREAK, Numbers
from wirkung.report.writing.words import say, word

DIGITS = 12  # of 64: enough to compare two reports by eye


def provenance_blocks(provenance: Provenance, language: Language) -> tuple[Block, ...]:
    """The table of files, the versions that made the report, and the evidence on scales other than the first."""
    scales = () if provenance.licence is None else (further_scales(provenance.licence, language),)
    return (files_table(provenance.accounts, language), _versions(provenance, language), *scales)


def _versions(provenance: Provenance, language: Language) -> Paragraph:
    text = say(
        "provenance.versions",
        language,
        file=provenance.programme_file,
        digits=provenance.programme_sha256[:DIGITS],
        version=provenance.version,
        year=provenance.year,
    )
    return Paragraph(text=text, tone="note")


def files_table(accounts: Sequence[SourceAccount], language: Language) -> Table:
    """One row a file: rows read and used where they may be known, left out with reasons, format, fingerprint."""
    counted = any(account.rows_read is not None for account in accounts)
    numbers = (("rows_read", "right"), ("rows_used", "right")) if counted else ()
    heads = (("file", "left"), *numbers, ("left_out", "left"))
    known = any(account.fingerprint for account in accounts)
    more = (("format", "left"), ("fingerprint", "left"))[: 2 if known else 1]
    return Table(
        caption=say("caption.provenance", language),
        columns=tuple(
            Column(head=say(f"column.source.{head}", language), align="right" if align == "right" else "left")
            for head, align in (*heads, *more)
        ),
        rows=tuple(_row(account, language, fingerprint=known) for account in accounts),
        notes=(
            *_rounding(accounts, language),
            *((say("note.provenance", language, digits=DIGITS),) if known else ()),
        ),
    )


def _row(account: SourceAccount, language: Language, *, fingerprint: bool) -> tuple[str, ...]:
    numbers = Numbers(language)
    return (
        f"{word(account.role, language)}: {account.file}",
        *(numbers.whole(rows) for rows in (account.rows_read, account.rows_used) if rows is not None),
        _reasons(account, numbers),
        _format(account, language),
        *((account.fingerprint[:DIGITS],) if fingerprint else ()),
    )


def _rounding(accounts: Sequence[SourceAccount], language: Language) -> tuple[str, ...]:
    step = max((account.rounded_to for account in accounts), default=1)
    return (say("note.rows_rounded", language, step=step, most=step - 1),) if step > 1 else ()


def _reasons(account: SourceAccount, numbers: Numbers) -> str:
    counted = (*account.left_out, *account.set_missing)
    said = [f"{numbers.whole(number)}{NO_BREAK}× {word(reason, numbers.language)}" for reason, number in counted]
    if account.nearly_matched:
        said.append(say("nearly_matched", numbers.language, number=numbers.whole(account.nearly_matched)))
    if said:
        return "; ".join(said)
    nothing = "mark.few_left_out" if account.rounded_to > 1 else "mark.nothing_left_out"
    return say(nothing, numbers.language, most=account.rounded_to - 1)


def _format(account: SourceAccount, language: Language) -> str:
    if not account.encoding:
        return say("format.sheet", language)
    marks = {"separator": account.separator.replace("\t", "Tab"), "decimal": account.decimal}
    said = (say(f"format.{name}", language, mark=mark) for name, mark in marks.items() if mark)
    return ", ".join((account.encoding, *said))
