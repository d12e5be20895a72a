"""One source on its way from text to a checked table: what was left out of it, and what is wrong with it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Literal

import pandas as pd

from wirkung.declared import Doubt, IdDifference, LeftOut, Period
from wirkung.errors import DataError, Problem
from wirkung.finding import FileColumns, SourceAccount
from wirkung.io import dates, periods, values
from wirkung.io.chosen import left_out_by_rule, rules_without_rows
from wirkung.io.faults import Faults
from wirkung.io.no_persons import adds_up, no_persons
from wirkung.io.numbers import NumberFormat, as_numbers, format_of, grades, is_finite, of_clock, some_per_cent
from wirkung.io.numerals import numeral
from wirkung.io.options import ticked
from wirkung.io.pseudonyms import Pseudonyms
from wirkung.io.quotable import listed_rows
from wirkung.io.quoted import Listed, quoted
from wirkung.io.read import TextTable
from wirkung.io.recoding import Recoding
from wirkung.io.spelling import folded, tidy
from wirkung.io.suspect import check_garbled, without_errors
from wirkung.programme.sources import beside

# No answer, number of hours or amount is larger; what is, would make sums of squares overflow.
LARGEST_NUMBER = 1e12


class Intake:
    """Converts the columns of one source, and keeps account of its rows.

    Rows without any mapped cell, and rows without a person where the source is about persons, are left out
    at once. What the columns give has the rows' numbers in the file as its index.

    Parameters
    ----------
    table
        The mapped columns as text.
    pseudonyms
        The same for all sources of a call, so that persons can be joined.
    required
        Columns without which the source says nothing.
    numeric
        Columns that hold numbers: together they show the decimal sign of the file.
    currency
        Marks (`€`, `EUR`) that may stand beside a number.
    period
        What a year of the programme is.

    Raises
    ------
    DataError
        A required column is mapped neither to a heading nor to a constant; or nobody has an id.
    """

    def __init__(
        self,
        table: TextTable,
        pseudonyms: Pseudonyms,
        *,
        required: Iterable[str],
        numeric: Iterable[str] = (),
        currency: tuple[str, ...] = (),
        period: Period = Period.CALENDAR,
    ) -> None:
        found = {name: column.heading for column in table.columns for name in column.names}
        self.faults = Faults(table.place, found | table.source.read, table.source.id_with)
        self.left_out: Counter[LeftOut] = Counter({LeftOut.WITHOUT_CONSENT: len(table.without_consent)})
        self.set_missing: Counter[LeftOut] = Counter()
        self.rows_used = 0
        self.nearly_matched = 0
        self._table = table
        self._source = table.source
        self._recoding = Recoding(table.source)
        self.period = period
        self.says_period = table.source.period is not None
        self.file_period = table.source.period or period
        self._texts: dict[str, pd.Series[str]] = {}
        self._pseudonyms = pseudonyms
        self.sums = pd.Series(dtype="str")  # what rows that were left out as sums are called
        self.explained: set[LeftOut] = set()  # of what a more exact finding has told already
        self.not_to_be_matched = frozenset(pseudonyms.compared(table.without_consent.dropna()))
        self.sent: pd.DataFrame | None = None  # who sent an answer of which wave off, and when
        self._cells = self._filled_rows()
        self._check_mapped(required)
        self._replace_persons(pseudonyms)
        for name in self._cells.columns.drop("person", errors="ignore"):
            self._cells[name] = self._without_suspects(name, self._cells[name])
        self.most_left_out = self._source.most_left_out
        self._numbers = self._format(numeric, currency)

    @property
    def constants(self) -> Collection[str]:
        """The columns that stand in no cell."""
        return self._source.constants.keys()

    @property
    def rows(self) -> pd.Index[int]:
        """The numbers of the rows that the columns have."""
        return self._cells.index

    def has(self, name: str) -> bool:
        """Whether the programme file maps this column, to a heading or to a constant."""
        return name in self._cells.columns

    def text(self, name: str) -> pd.Series[str]:
        """The column, recoded by its value map; missing where the cell is blank or says so."""
        if name not in self._texts:
            column = self._present(name)
            self._texts[name] = self._recoded(name, column)
            unknown = column.notna() & self._texts[name].isna()
            self.faults.cells("data.value_not_mapped", name, column[unknown], key=name)
        return self._texts[name]

    def label(self, name: str) -> pd.Series[str]:
        """The column as labels: those that differ only in case are one, spelt as most rows spell it."""
        column = self.text(name)
        if self.accepts(Doubt.MIXED_LABELS):
            return column
        usual: dict[str, str] = {}
        for spelling in column.value_counts().index:  # the most frequent first
            usual.setdefault(folded(spelling), spelling)
        merged = values.texts(column, lambda cell: usual[folded(cell)])
        other = column.notna() & (merged != column)
        if other.any():
            labels = dict(self.faults.told(name, merged[merged.notna()]).quoted)  # frequent in all spellings
            known = {cell for cell in column[other] if usual[folded(cell)] in labels}
            told = self.faults.told(name, column[other], known)
            self.faults.remark("data.labels_merged", name, other, values=told)
        return merged

    def known_text(self, name: str) -> pd.Series[str]:
        """The column recoded by its value map; missing also where the map does not name the value."""
        return self._recoded(name, self._present(name))

    def code(self, name: str, codes: type[StrEnum], *, blank: StrEnum | None = None) -> pd.Series[str]:
        """The column as codes; a value that stands for none is a problem, and a blank cell if `blank` is None."""
        allowed = [code.value for code in codes]
        column = self._present(name)
        recoded = self._recoded(name, column, allowed)
        unknown = column[column.notna() & ~recoded.isin(allowed)]
        self.faults.cells("data.code_not_mapped", name, unknown, key=name, codes=quoted(allowed, shown=None))
        if blank is not None:
            return recoded.mask(column.isna(), blank.value)
        self.faults.rows("data.cell_empty", name, column.isna() & recoded.isna())
        return recoded

    def year(self) -> pd.Series[int]:
        """The column `year` as years of the programme; what is unreadable or in two of them is a problem."""
        months = self.months()
        known = {one: one.by_year(self.period) for one in set(months) if one is not None}
        two = pd.Series([one is not None and len(known[one]) > 1 for one in months], index=self.rows, dtype="bool")
        counts = {"file_period": Listed("period", (self.file_period,)), "period": Listed("period", (self.period,))}
        self.faults.rows("data.period_in_two", "year", two, **counts)
        first = {one: min(years) for one, years in known.items()}
        return pd.Series([0 if one is None else first[one] for one in months], index=self.rows, dtype="int64")

    def months(self) -> list[periods.Months | None]:
        """The months of each row by the column `year`; None, and a problem, where it names none."""
        column = self.text("year")
        found = values.objects(column, lambda cell: periods.months_of(cell, self.file_period))
        unread = pd.Series([one is None for one in found], index=self.rows, dtype="bool")
        self.faults.rows("data.cell_empty", "year", self._present("year").isna() & column.isna())
        code = "data.not_a_year" if self.file_period.first_month == 1 else "data.not_a_period"
        self.faults.cells(code, "year", column[column.notna() & unread])
        plain = values.numbers(column, dates.year).notna()
        if self.file_period.first_month != 1 and "year" in self._source.columns and plain.any():
            self.faults.remark("data.year_begins", "year", plain)
        return found

    def date(self, name: str) -> pd.Series[pd.Timestamp]:
        """The column as days, NaT where there is none; anything but a date is a problem."""
        column = self.text(name)
        days = values.dates(column, dates.date)
        self.faults.cells("data.not_a_date", name, column[column.notna() & days.isna()])
        return days

    def marks(self) -> pd.DataFrame:
        """The columns of dates, which have no name of ours, as text without marks for «no answer»."""
        source = self._source
        others = {beside(heading) for heading in (*source.only, *source.leave_out, *source.id_with)}
        dates = (name for name in map(str, self._cells) if name.startswith(beside("")) and name not in others)
        return pd.DataFrame({name: self._present(name) for name in dates})

    def number(self, name: str, *, clock: bool = False) -> pd.Series[float]:
        """The column as floats, NaN where there is none; anything but a finite number is a problem.

        With `clock`, «1:30» is one and a half.
        """
        numbers = values.numbers(self._plain(name, clock=clock), float)
        self.faults.rows(
            "data.number_too_large",
            name,
            numbers.abs().between(LARGEST_NUMBER, math.inf, inclusive="neither"),
            most=LARGEST_NUMBER,
        )
        return numbers

    def blank(self, name: str) -> pd.Series[bool]:
        """Which cells say nothing, where the programme file does not say what that means."""
        nothing = self._present(name).isna()
        return nothing & (name not in self._source.blank)

    def per_cent(self, name: str) -> pd.Series[bool]:
        """Which cells are shares in per cent: they are read as the number before the sign."""
        return values.texts(self._present(name), lambda cell: cell if cell.endswith("%") else None).notna()

    def exact(self, name: str) -> list[Decimal | None]:
        """The column as exact numbers, None where there is none; anything but a number is a problem."""
        return values.decimals(self._plain(name), Decimal)

    def without(self, frame: pd.DataFrame, which: pd.Series[bool], reason: LeftOut) -> pd.DataFrame:
        """The frame without the rows that `which` marks, which are counted under `reason`."""
        self.left_out[reason] += int(which.sum())
        kept = frame.loc[~which]
        self.rows_used = len(kept)
        return kept

    def spelt(self, name: str, code: str) -> str:
        """How the file itself writes a code: the first value that is mapped to it."""
        mapped = self._recoding.map_of(name)
        return next((value for value, target in mapped.items() if str(target) == code), code)

    def alike_rows(self) -> pd.Series[bool]:
        """Which rows are the same as an earlier one in all columns that are read."""
        return self._cells.duplicated()

    def account(self) -> SourceAccount:
        """What became of the source's rows and cells."""
        table = self._table
        return SourceAccount(
            role=table.role,
            file=self._source.name,
            rows_read=len(table.cells) + len(table.without_consent),
            rows_used=self.rows_used,
            left_out=_in_order(self.left_out),
            set_missing=_in_order(self.set_missing),
            nearly_matched=self.nearly_matched,
            encoding=table.encoding,
            separator=table.separator,
            decimal=self._numbers.decimal if table.separator else "",
            fingerprint=table.fingerprint,
        )

    def columns(self) -> FileColumns:
        """The columns of the file, those that are not read too."""
        table = self._table
        return FileColumns(file=self._source.name, sheet=table.place.sheet, columns=table.columns)

    def _filled_rows(self) -> pd.DataFrame:
        raw = self._table.cells
        cells = pd.DataFrame(
            {name: values.texts(raw[name], lambda cell: tidy(cell) or None, codes="kept") for name in raw}
        )
        mapped = cells[list(self._source.columns)]
        cells = self.without(cells, mapped.isna().all(axis=1), LeftOut.EMPTY_ROW).copy()
        for heading, absent in rules_without_rows(cells, self._source):
            self.faults.note("data.rule_without_rows", column=heading, values=quoted(absent))
        cells = self.without(cells, left_out_by_rule(cells, self._source), LeftOut.BY_RULE).copy()
        if cells.empty and self.left_out[LeftOut.BY_RULE]:
            raise DataError([Problem(code="data.no_rows_left", place=self._table.place)])
        for name, option in self._source.options.items():
            cells[name] = self._ticked(name, option, cells[name])
        for name, constant in self._source.constants.items():
            cells[name] = pd.Series(str(constant), index=cells.index, dtype="str")
        return cells

    def _ticked(self, name: str, option: str, column: pd.Series[str]) -> pd.Series[str]:
        """Whether an option was ticked, of a cell with all that were."""
        found = ticked(self._recoding.present(name, column), option)
        if not (found == "1").any() and not self.accepts(Doubt.NEVER_TICKED):
            facts = {"column": self.faults.heading(name), "option": quoted([option]), "key": name}
            self.faults.source("data.never_ticked", **facts)
        return found

    def _check_mapped(self, required: Iterable[str]) -> None:
        absent = [name for name in required if not self.has(name)]
        if absent:
            facts = {"names": quoted(absent, shown=None)}
            raise DataError([Problem(code="data.column_not_mapped", place=self._table.place, values=facts)])

    def _replace_persons(self, pseudonyms: Pseudonyms) -> None:
        if not self.has("person"):
            self._leave_out_totals()
            return
        nobody = self._recoding.nobody

        def somebody(name: str) -> pd.Series[str]:
            """A column of ids without what the file declares to be nobody."""
            cells = self._cells[name]
            return values.texts(cells, lambda cell: None if folded(cell) in nobody else cell, codes="kept")

        ids = somebody("person")
        self._cells = self.without(self._cells, ids.isna(), LeftOut.NO_PERSON)
        ids = self._leave_out_sums(ids[ids.notna()])
        self._without_suspects("person", ids)
        for name in map(beside, self._source.id_with):
            other = somebody(name)
            self.faults.rows("data.id_incomplete", name, other.isna(), person=self.faults.heading("person"))
            ids = ids + " " + other.fillna("")
        self._cells = self._cells.assign(person=pseudonyms.of(ids))
        self._ids = ids
        self._texts["person"] = self.faults.persons = self._cells["person"]
        if self._cells.empty:
            facts = {"column": self.faults.heading("person")}
            raise DataError([Problem(code="data.no_ids", place=self._table.place, values=facts)])

    def _without_suspects(self, name: str, column: pd.Series[str]) -> pd.Series[str]:
        if not self.accepts(Doubt.GARBLED):
            check_garbled(name, column, self.faults)
        return without_errors(name, column, self.faults, self._recoding.explained(name))

    def _leave_out_totals(self) -> None:
        """Leave out rows that add up others, of which everything would count twice, and those of other years."""
        columns = self._source.columns
        worded = [self._cells[name] for name in ("category", "course", "description") if name in columns]
        named = [name for name in ("category", "course") if name in columns]
        if not self.accepts(Doubt.NO_PERSON) and named:
            first = worded[0].fillna(worded[-1])
            sums = values.texts(first, lambda cell: cell if adds_up(cell) else None).notna()
            found = sums | no_persons(first, pd.Series(False, index=first.index))
            if found.any():
                self.faults.remark("data.totals_left_out", named[0], found)
            self.sums = first[found]
            self._cells = self.without(self._cells, found, LeftOut.SUM_OR_NOTE)
        for year, columns in self._source.years.items():
            blank = self._cells[list(columns)].isna().all(axis=1)
            self._cells = self.without(self._cells, blank, LeftOut.NOT_OF_YEAR).copy()
            if self._cells.empty:
                facts = {"year": year, "columns": quoted(columns.values(), shown=None)}
                raise DataError([Problem(code="data.year_blank", place=self._table.place, values=facts)])

    def every_number(self, name: str) -> pd.Series[float]:
        """The numbers of a column in all rows of the file, those left out too; NaN where there is none."""
        raw = self._table.cells[name]
        found = values.texts(raw, lambda cell: self._numbers.read(tidy(cell)) if tidy(cell) else None)
        return values.numbers(found, float)

    def _leave_out_sums(self, ids: pd.Series[str]) -> pd.Series[str]:
        """The ids of rows that are persons; sums, notes and repeated headings are left out, counted and named."""
        if self.accepts(Doubt.NO_PERSON):
            return ids
        mapped = [name for name in self._source.columns if name != "person"]
        others_blank = self._cells[mapped].isna().all(axis=1) if mapped else pd.Series(False, index=ids.index)
        # Lists that were made to be printed repeat their headings on every page.
        heading = folded(self.faults.heading("person"))
        codes: Literal["read", "missing"] = "read" if any(map(str.isdigit, heading)) else "missing"
        repeated = values.texts(ids, lambda cell: cell if folded(cell) == heading else None, codes=codes).notna()
        found = no_persons(ids, others_blank) | repeated
        if found.any():
            self.faults.remark("data.no_persons", "person", found, rows=listed_rows(found.index[found]))
        self._cells = self.without(self._cells, found, LeftOut.SUM_OR_NOTE)
        return ids[~found]

    def ids_but_for(
        self, differences: Iterable[IdDifference], rows: pd.Index[int] | None = None
    ) -> pd.Series[str]:
        """Pseudonyms of the rows' persons that are equal also where ids differ in no more than this."""
        ids = self._ids if rows is None else self._ids[rows]
        return self._pseudonyms.but_for(differences).of(ids)

    def compared_ids(self) -> pd.Series[str]:
        """The rows' ids as they are compared; they are never told."""
        return self._pseudonyms.compared(self._ids)

    def alike(self) -> dict[str, str]:
        """For each person's pseudonym the one under which all ids that might be a person's are one."""
        return dict(zip(self._texts["person"], self.ids_but_for(IdDifference), strict=True))

    def marks_among(self, name: str, low: float, high: float) -> list[str]:
        """The general marks for «no answer» that are numbers between two bounds and stand in a column."""
        if not self.has(name):
            return []
        there = set(map(folded, self._cells[name].dropna().unique()))
        read = {mark: self._numbers.read(mark) for mark in self._source.missing if folded(mark) in there}
        return [mark for mark, found in read.items() if found is not None and low <= float(found) <= high]

    def maps(self, name: str) -> bool:
        """Whether the programme file says what each value of a column stands for."""
        return bool(self._recoding.map_of(name))

    def meanings(self, name: str) -> Mapping[str, str | int]:
        """What the programme file says that the values of a column stand for."""
        return self._recoding.map_of(name)

    def mapped(self, name: str) -> list[str]:
        """The values of a column that the programme file names."""
        return list(self._recoding.map_of(name))

    def present(self, name: str) -> pd.Series[str]:
        """The column as it came, missing where the cell is blank or says so."""
        return self._present(name)

    def accepts(self, doubt: Doubt) -> bool:
        """Whether the programme file says that what looks doubtful is right."""
        return doubt in self._source.accept

    def _format(self, numeric: Iterable[str], units: tuple[str, ...]) -> NumberFormat:
        columns = {name: self._worded(name) for name in numeric if self.has(name)}
        found, undecided, name = format_of(columns, units, self._source.decimal)
        if undecided is not None:
            self.faults.cells("data.decimal_open", name, undecided)
        return found

    def _plain(self, name: str, *, clock: bool = False) -> pd.Series[str]:
        """The column's numbers as Python writes them; what is none is a problem."""
        column = values.texts(self._worded(name), self._numbers.without_unit)
        column = values.texts(column, of_clock) if clock else column
        answers = as_numbers(column)
        if answers is not None:
            self.faults.remark("data.yes_no_read", name, column.notna(), key=name)
            column = answers
        self._check_spellings(name, column)
        plain = values.texts(column, self._numbers.read)
        # «99,0» is the mark 99 where the column holds numbers.
        marks = {
            float(found) for mark in self._recoding.marks(name) if (found := self._numbers.read(mark)) is not None
        }
        return values.texts(plain, lambda cell: None if float(cell) in marks else cell) if marks else plain

    def _check_spellings(self, name: str, column: pd.Series[str]) -> None:
        graded = grades(column) if not self._numbers.units else column.iloc[:0]
        self.faults.cells("data.grade_open", name, graded, key=name)
        wrong = column.notna() & values.texts(column, is_finite).isna() & ~column.index.isin(graded.index)
        self.faults.cells("data.not_a_number", name, column[wrong], key=name)
        if not self.accepts(Doubt.MIXED_PER_CENT):
            self.faults.cells("data.some_per_cent", name, some_per_cent(column))

    def _worded(self, name: str) -> pd.Series[str]:
        """The column recoded by its value map; numbers stay what they are where the map is about words."""
        mapped = self._recoding.map_of(name)
        if not mapped or any(numeral(value) is not None for value in mapped):
            return self.text(name)
        column = self._present(name)
        recoded = self._recoded(name, column)
        kept = recoded.fillna(column)
        words = column.notna() & recoded.isna() & values.texts(column, is_finite).isna()
        self.faults.cells("data.value_not_mapped", name, column[words], key=name)
        return kept.mask(words)

    def _present(self, name: str) -> pd.Series[str]:
        return self._recoding.present(name, self._cells[name])

    def _recoded(self, name: str, column: pd.Series[str], allowed: Iterable[str] = ()) -> pd.Series[str]:
        return self._recoding.recoded(name, column, self._cells[name], allowed)


def _in_order(counts: Counter[LeftOut]) -> tuple[tuple[LeftOut, int], ...]:
    return tuple((reason, counts[reason]) for reason in LeftOut if counts[reason])
