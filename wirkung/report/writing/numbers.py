"""How numbers are printed, in one place: German and British conventions, units, signs, intervals.

Rounding is half away from zero, as German offices round («kaufmännisch»); a minus is «−», never a hyphen;
a number and its unit are kept on one line by a no-break space. What is one number knows its value: see
`PrintedNumber`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from babel.numbers import format_decimal, get_currency_symbol

from wirkung.catalogue import LOCALES
from wirkung.codes import Quantity, UnitKind
from wirkung.estimate import PERSONS, Count, Estimate, Interval, Unit
from wirkung.finding import Subject
from wirkung.report.document.printed import PrintedInterval, PrintedNumber, literal
from wirkung.report.writing.language import Language, unit_name
from wirkung.report.writing.words import say

NO_BREAK = "\u00a0"
MINUS = "\u2212"
CENTS_BELOW = 100  # amounts under 100 are printed to the cent, larger ones without
STANDARDISED_DECIMALS = 2
LEAST_PROBABLE = 0.01  # below it and above its complement a probability is not told more exactly
# What compares answers of which only the order says something: no number of the scale, so it is named.
RANK_MEASURES = frozenset({Quantity.RANK_BISERIAL, Quantity.CLIFFS_DELTA})
MONTHS_DECIMALS = 1  # a tenth of a month is three days

DIFFERENCES = frozenset(
    {
        Quantity.MEAN_CHANGE,
        Quantity.MEAN_DIFFERENCE,
        Quantity.DIFFERENCE_IN_CHANGE,
        Quantity.STANDARDISED_CHANGE,
        Quantity.STANDARDISED_DIFFERENCE,
        Quantity.SHARE_DIFFERENCE,
        Quantity.SHARE_AGAINST_QUOTA,
        Quantity.EXPECTED_CHANGE,
        Quantity.TYPICAL_CHANGE,
        Quantity.RANK_BISERIAL,
        Quantity.CLIFFS_DELTA,
        Quantity.MEAN_TIME_DIFFERENCE,
    }
)


class _Limits(NamedTuple):
    """Codes of the words around two limits, or around the only one there is."""

    between: str
    at_least: str
    at_most: str
    unbounded: str


_Bounds = tuple[PrintedNumber | None, PrintedNumber | None]

INTERVAL = _Limits("interval.between", "interval.at_least", "interval.at_most", "interval.any")
LIKELY = _Limits("likely.between", "likely.at_least", "likely.at_most", "likely.any")


def in_points(estimate: Estimate) -> bool:
    """Whether it is a difference of shares, which is told in percentage points."""
    return estimate.unit.kind is UnitKind.SHARE and estimate.quantity in DIFFERENCES


@dataclass(frozen=True, slots=True)
class Numbers:
    """Prints numbers in one language («de», «en»)."""

    language: Language

    def decimal(self, value: float, decimals: int, *, signed: bool = False) -> PrintedNumber:
        """A plain number with thousands grouped: «1.234,50»; `signed` puts «+» before what is above zero."""
        return self._printed(_rounded(value, decimals), decimals, signed=signed)

    def whole(self, value: float) -> PrintedNumber:
        """A count: «1.234»."""
        return self.decimal(value, 0)

    def count(self, count: Count) -> str:
        """How many: «1.234», or the range of a band, «1.230 bis 1.239»."""
        if count.at_most is None:
            return self.whole(count.number)
        low, high = self.whole(count.number), self.whole(count.at_most)
        return say(INTERVAL.between, self.language, low=low, high=high).replace(" ", NO_BREAK)

    def persons(self, count: Count) -> str:
        """How many persons: «258 Personen», «250 bis 259 Personen»."""
        if count.at_most is None:
            return self.value(count.number, PERSONS, 0)
        number = self.count(count).replace(NO_BREAK, " ")  # only what stands before the unit is one with it
        return say("unit.persons", self.language, number=number, count=count.at_most)

    def share(self, value: float, *, fine: bool = False) -> PrintedNumber:
        """A share 0..1 in per cent: «62 %»; one decimal where whole per cent would say none or all.

        `fine` gives one to all below ten per cent, where small shares are to be told apart.
        """
        percent = 100 * value
        least = 10 if fine else 1
        decimals = 1 if 0 < percent < least or 99 < percent < 100 else 0  # noqa: PLR2004 - per cent, not thresholds
        return self._percent(percent, decimals)

    def points(self, value: float, *, signed: bool = False) -> PrintedNumber:
        """A difference of two shares in percentage points: «+5 Prozentpunkte»."""
        number = self.decimal(100 * value, 0, signed=signed)
        count = int(_rounded(abs(100 * value), 0))
        return number.within(say("unit.percentage_points", self.language, number=number, count=count))

    def money(
        self, value: float, currency: str, *, signed: bool = False, cents: bool | None = None
    ) -> PrintedNumber:
        """An amount: «12.345 €», with cents below 100 unless `cents` says whether it has them."""
        decimals = 2 if (abs(value) < CENTS_BELOW if cents is None else cents) else 0
        symbol = get_currency_symbol(currency, locale=LOCALES[self.language])
        before, after = ("", f"{NO_BREAK}{symbol}") if self.language == "de" else (symbol, "")
        return self._printed(_rounded(value, decimals), decimals, signed=signed, before=before, after=after)

    def level(self, level: float) -> str:
        """The level of an interval: «95 %», with a decimal where it has one."""
        percent = 100 * level
        decimals = 0 if math.isclose(percent, round(percent), abs_tol=1e-9) else 1
        return self.decimal(percent, decimals)

    def value(
        self, value: float, unit: Unit, decimals: int, *, signed: bool = False, named: bool = True
    ) -> PrintedNumber:
        """A value in its unit; `named=False` leaves out the names of units (for table cells), not % or €."""
        match unit.kind:
            case UnitKind.SHARE:
                return self.points(value, signed=True) if signed else self.share(value)
            case UnitKind.MONEY:
                return self.money(value, unit.symbol, signed=signed)
            case UnitKind.SCORE:
                number = self.decimal(value, decimals, signed=signed)
                name = unit_name(unit, self.language) if named else ""
                return number.within(f"{number}{NO_BREAK}{name}") if name else number
            case UnitKind.STANDARD_DEVIATIONS:
                return self._counted(value, unit.kind, STANDARDISED_DECIMALS, signed=signed, named=named)
            case UnitKind.MONTHS:
                return self._counted(value, unit.kind, MONTHS_DECIMALS, signed=signed, named=named)
            case _:  # whole things: persons, hours, places
                return self._counted(value, unit.kind, 0, signed=signed, named=named)

    def size(self, estimate: Estimate, subject: Subject) -> str:
        """The value without its sign, for sentences whose verb says the direction: «0,31 Punkte»."""
        value = abs(_known(estimate))
        if in_points(estimate):
            return self.points(value)
        return self.value(value, estimate.unit, subject.decimals)

    def estimate(self, estimate: Estimate, subject: Subject, *, named: bool = False) -> str:
        """The value as a table shows it: differences signed, unit names left out unless `named`."""
        return self.like(_known(estimate), estimate, subject, named=named)

    def like(self, value: float, estimate: Estimate, subject: Subject, *, named: bool = False) -> str:
        """Another value, such as a target, printed as the estimate would be."""
        match estimate.quantity:
            case Quantity.LEDGER_LINE:
                return self.money(value, estimate.unit.symbol, cents=True)
            case Quantity.TOTAL_COST:  # beside thousands no cents; the ledger has them
                return self.money(value, estimate.unit.symbol, cents=abs(value) < 1)
            case Quantity.PROBABILITY:
                return self.probability(value)
            case Quantity.ASSUMED_VALUE:
                return self.given(value, estimate.unit, subject.decimals, named=named)
        signed = estimate.quantity in DIFFERENCES
        number = self.value(value, estimate.unit, _places(estimate, subject), signed=signed, named=named)
        if named and estimate.quantity in RANK_MEASURES:
            return number.within(say("unit.rank_measure", self.language, number=number))
        return number

    def precise(self, value: float, estimate: Estimate, subject: Subject) -> float:
        """A number on the estimate's scale with no more digits than the report prints; a share stays 0..1.

        What a file for other programs says beyond that would give single persons' answers away: on a scale of
        points twelve digits are as good as the sum.
        """
        printed = self.like(value, estimate, subject)
        if not isinstance(printed, PrintedNumber):  # a probability next to none or all
            return min(max(value, LEAST_PROBABLE), 1 - LEAST_PROBABLE)
        return float(_rounded(printed.value / 100, 2)) if self._signed(estimate) else printed.value

    def probability(self, value: float) -> str:
        """A probability 0..1 in per cent; never none or all, which no data can show."""
        if value < LEAST_PROBABLE:
            return say("probability.below", self.language, share=self.share(LEAST_PROBABLE))
        if value > 1 - LEAST_PROBABLE:
            return say("probability.above", self.language, share=self.share(1 - LEAST_PROBABLE))
        return self.share(value)

    def given(self, value: float, unit: Unit, decimals: int, *, named: bool = True) -> str:
        """A number that somebody put in, with the digits it was given with: «3,5 %», «12,50 €»."""
        match unit.kind:
            case UnitKind.SHARE:
                percent = 100 * value
                return self._percent(percent, _decimals_of(percent))
            case UnitKind.MONEY:
                return self.money(value, unit.symbol, cents=not float(value).is_integer())
            case _:
                return self.value(value, unit, decimals, named=named)

    def interval(self, estimate: Estimate, subject: Subject) -> str:
        """The limits of an estimate's interval: «0,21 bis 0,40», «57 bis 66 %», «mindestens 4.500 €»."""
        limits = self._limits(estimate, subject, case="")
        return PrintedInterval(self._worded(INTERVAL, *limits).replace(" ", NO_BREAK), *limits)

    def likely(self, estimate: Estimate, subject: Subject) -> str:
        """The limits in plain words, with their unit: «wahrscheinlich zwischen 0,16 und 0,41 Punkten»."""
        low, high = self._limits(estimate, subject, case=".dative")
        words, unit = self._worded(LIKELY, low, high), estimate.unit
        name = unit_name(unit, self.language) if unit.kind is UnitKind.SCORE and (low or high) else ""
        if not name:
            return words
        return f"{words}{NO_BREAK}{self._dative(name) if low and high else name}"

    def _limits(self, estimate: Estimate, subject: Subject, *, case: str) -> _Bounds:
        """Both limits, each as it is printed by itself; None where there is no bound."""
        interval, signed = _interval(estimate), self._signed(estimate)
        low, high = (
            self.value(limit, estimate.unit, _places(estimate, subject), signed=signed, named=False)
            if math.isfinite(limit)
            else None
            for limit in (interval.low, interval.high)
        )
        if low and high and signed:  # «−1 bis +2 Prozentpunkte», also where one would be singular
            low = self.decimal(100 * interval.low, 0, signed=True)
            high = self._plural_points(interval.high, case)
        return low, high

    def _worded(self, codes: _Limits, low: str | None, high: str | None) -> str:
        """A common unit is said only at the second limit."""
        if low and high:
            return say(codes.between, self.language, low=_without_common_unit(low, high), high=high)
        if low:
            return say(codes.at_least, self.language, low=low)
        return say(codes.at_most, self.language, high=high) if high else say(codes.unbounded, self.language)

    def _plural_points(self, value: float, case: str) -> PrintedNumber:
        number = self.decimal(100 * value, 0, signed=True)
        return number.within(say(f"unit.percentage_points{case}", self.language, number=number, count=2))

    def _dative(self, symbol: str) -> str:
        """The name of a unit after «zwischen»: one German word that ends in -e takes -en («Punkten»)."""
        inflected = self.language == "de" and symbol.isalpha() and symbol.endswith("e")
        return f"{symbol}n" if inflected else symbol

    def _signed(self, estimate: Estimate) -> bool:
        """Limits carry a plus only where a share's difference needs it to be told from a share."""
        return estimate.unit.kind is UnitKind.SHARE and estimate.quantity in DIFFERENCES

    def _counted(self, value: float, kind: UnitKind, decimals: int, *, signed: bool, named: bool) -> PrintedNumber:
        number = self.decimal(value, decimals, signed=signed)
        if not named:
            return number
        count = int(abs(value)) if float(value).is_integer() else 2  # 1,5 takes the plural
        return number.within(say(f"unit.{kind.value}", self.language, number=number, count=count))

    def _percent(self, percent: float, decimals: int) -> PrintedNumber:
        """A share with the sign that stands for hundredths, also in a spreadsheet."""
        number = self._printed(_rounded(percent, decimals), decimals, after=self._percent_gap)
        hundredths = float(_rounded(percent, decimals) / 100)
        return PrintedNumber(f"{number}%", hundredths, tuple(f"{each}%" for each in number.formats))

    def _printed(
        self, rounded: Decimal, decimals: int, *, signed: bool = False, before: str = "", after: str = ""
    ) -> PrintedNumber:
        """A number between its sign and its unit; spreadsheets would write another minus."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        plus = "+" if signed else ""
        sign = MINUS if rounded < 0 else plus if rounded > 0 else ""
        digits = format_decimal(abs(rounded), format=pattern, locale=LOCALES[self.language])
        formats = tuple(f"{literal(each + before)}{pattern}{literal(after)}" for each in (plus, MINUS, ""))
        return PrintedNumber(f"{sign}{before}{digits}{after}", float(rounded), formats)

    @property
    def _percent_gap(self) -> str:
        return NO_BREAK if self.language == "de" else ""


def _rounded(value: float, decimals: int) -> Decimal:
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded  # no «−0,00»


def _decimals_of(value: float) -> int:
    """With how many decimals, two at most, a number is printed whole."""
    return next((places for places in (0, 1) if math.isclose(round(value, places), value, abs_tol=1e-9)), 2)


def _without_common_unit(low: str, high: str) -> str:
    """«57 %» before «66 %» becomes «57»: the unit is said once, at the end."""
    number, gap, unit = low.partition(NO_BREAK)
    return number if gap and high.endswith(gap + unit) else low


def _places(estimate: Estimate, subject: Subject) -> int:
    """How many decimals: those of the indicator; a median of whole answers is whole, or halfway between two."""
    if estimate.quantity is not Quantity.MEDIAN:
        return subject.decimals
    return 0 if estimate.value is None or estimate.value.is_integer() else 1


def _known(estimate: Estimate) -> float:
    if estimate.value is None:
        raise ValueError(f"{estimate.quantity}: no value to print")
    return estimate.value


def _interval(estimate: Estimate) -> Interval:
    if estimate.interval is None:
        raise ValueError(f"{estimate.quantity}: no interval to print")
    return estimate.interval
