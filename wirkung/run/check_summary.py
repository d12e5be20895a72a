"""What `wirkung check` shows of data that can be used."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import pandas as pd
from rich.table import Table
from rich.text import Text

from wirkung.catalogue import message
from wirkung.codes import CourseTotal
from wirkung.declared import Group, Wave
from wirkung.finding import SourceAccount
from wirkung.report.frame.provenance import DIGITS
from wirkung.report.writing.words import say as sentence
from wirkung.report.writing.words import word
from wirkung.run.check import Checked

_KEYS = ("person", "year", "wave")


def summary(checked: Checked, language: str) -> list[Table | Text]:
    """What was read, for the evaluator: files, persons per year and group, answers per year and wave.

    The numbers are as they are, small ones included: this is for the terminal of somebody who has the data.
    """
    tables = checked.tables
    parts: list[Table | Text] = [Text(_say("cli.check.good", language, file=checked.loaded.name))]
    parts += [Text(_say("cli.check.internal", language))]
    parts += [_heading("files", language), _files(tables.accounts, language)]
    remarks = dict.fromkeys(remark.text(language) for remark in tables.remarks)
    if remarks:
        parts += [_heading("remarks", language), *(Text(f"- {remark}") for remark in remarks)]
    if tables.totals is not None:
        parts += [_heading("totals", language), _counts(*_totals(tables.totals), checked.years, language)]
    else:
        persons = pd.crosstab(tables.persons["year"], tables.persons["group"])
        parts += [_heading("persons", language), _counts(persons, list(Group), checked.years, language)]
    if tables.measurements is not None:
        items = [name for name in tables.measurements.columns if name not in _KEYS]
        given = tables.measurements[tables.measurements[items].notna().any(axis="columns")]
        answers = pd.crosstab(given["year"], given["wave"])
        parts += [_heading("answers", language), _counts(answers, list(Wave), checked.years, language)]
    return parts


def _totals(totals: pd.DataFrame) -> tuple[pd.DataFrame, list[CourseTotal]]:
    """Courses, registrations, participations and completions by year, as far as the file has them."""
    columns = [CourseTotal.REGISTERED, CourseTotal.ATTENDED, CourseTotal.COMPLETED]
    known = [column for column in columns if totals[column.value].notna().any()]
    by_year = totals.groupby("year")
    sums = by_year[[column.value for column in known]].sum().astype("int64")
    sums.insert(0, CourseTotal.OFFERED.value, by_year.size())
    return sums, [CourseTotal.OFFERED, *known]


def _heading(code: str, language: str) -> Text:
    return Text(f"\n{_say(f'cli.check.{code}', language)}", style="bold")


def _files(accounts: Sequence[SourceAccount], language: str) -> Table:
    table = Table(box=None, pad_edge=False)
    known = any(account.fingerprint for account in accounts)
    for code in ("file", "holds", "read", "used", "left_out", "format", *(("fingerprint",) if known else ())):
        numeric = code in ("read", "used")
        heading = _say(f"cli.check.column.{code}", language)
        table.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for account in accounts:
        table.add_row(
            Text(account.file),
            word(account.role, language),
            str(account.rows_read),
            str(account.rows_used),
            _reasons(account, language),
            _format(account, language),
            *((account.fingerprint[:DIGITS],) if known else ()),
        )
    return table


def _reasons(account: SourceAccount, language: str) -> str:
    counted = (*account.left_out, *account.set_missing)
    said = [f"{number} × {word(reason, language)}" for reason, number in counted]
    if account.nearly_matched:
        said.append(sentence("nearly_matched", language, number=account.nearly_matched))
    return "; ".join(said)


def _format(account: SourceAccount, language: str) -> str:
    if not account.encoding:
        return _say("cli.check.spreadsheet", language)
    separator = {"\t": "Tab"}.get(account.separator, account.separator)
    return " ".join(part for part in (account.encoding, separator, account.decimal) if part)


def _counts(counts: pd.DataFrame, columns: Sequence[StrEnum], years: list[int], language: str) -> Table:
    whole = counts.reindex(index=pd.Index(years), columns=pd.Index(columns), fill_value=0)
    table = Table(box=None, pad_edge=False)
    table.add_column(_say("cli.check.column.year", language))
    for column in columns:
        table.add_column(word(column, language), justify="right")
    for year, *numbers in whole.itertuples():
        table.add_row(str(year), *(str(number) for number in numbers))
    return table


def _say(code: str, language: str, **values: object) -> str:
    return message("problems", code, language, **values)
