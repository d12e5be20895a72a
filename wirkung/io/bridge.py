"""A ledger that counts in other years than the programme: what of each amount belongs to which year.

An amount with a date belongs to the year in which its month lies. One of a whole year or half is divided by
months, as if it had been spent evenly: a calendar year gives 7/12 to the school year that ends in it and 5/12 to
the one that begins. A year of the programme that the ledger covers in part only is left out: its costs would be
too low. What was bought in it for several years stays, as the depreciation of the years after it.
"""

from __future__ import annotations

import pandas as pd

from wirkung.finding import Bridge
from wirkung.io.intake import Intake
from wirkung.io.periods import MONTHS, Months, months_of_year, year_of_month
from wirkung.io.quoted import Listed
from wirkung.methods.money.ingredients import allocate
from wirkung.programme.model import Programme


def bridge_of(programme: Programme, costs: pd.DataFrame | None) -> Bridge | None:
    """How the ledger's years become the programme's; None where they are the same."""
    source = programme.data.costs
    if costs is None or source is None or source.period is None:
        return None
    if source.period.first_month == programme.year_is.first_month:
        return None
    dated = costs["dated"]
    return Bridge(
        ledger=source.period, programme=programme.year_is, dated=bool(dated.any()), divided=not bool(dated.all())
    )


def over_the_bridge(frame: pd.DataFrame, intake: Intake) -> pd.DataFrame:
    """The ledger by years of the programme, with `dated` and `whole_year`; a row becomes two where it lies in two.

    Parameters
    ----------
    frame
        The checked ledger, `year` being its own, with the `months` of each row.
    intake
        Knows both kinds of year, and is told what was divided and what was left out.
    """
    known: list[Months] = frame["months"].tolist()
    frame = frame.drop(columns="months").assign(dated=[one.dated for one in known])
    shares = {one: one.by_year(intake.period) for one in set(known)}
    taken = [(row, year) for row, one in enumerate(known) for year in sorted(shares[one])]
    amounts = {
        name: [part for one, cents in zip(known, frame[name], strict=True) for part in _parts(cents, shares[one])]
        for name in ("cents", "planned_cents")
    }
    rows = frame.iloc[[row for row, _ in taken]]
    spread = rows.assign(
        year=[year for _, year in taken],
        cents=amounts["cents"],
        planned_cents=pd.Series(amounts["planned_cents"], index=rows.index, dtype="Int64"),
        whole_year=True,
    )
    if intake.file_period.first_month != intake.period.first_month:
        spread = _whole_years(spread, known, intake)
    return spread.reset_index(drop=True)


def _parts(cents: int, months: dict[int, int]) -> list[int]:
    """Cents, or NA where nothing was planned, for each year."""
    if len(months) == 1 or pd.isna(cents):
        return [cents] * len(months)
    parts = allocate(int(cents), {str(year): number for year, number in months.items()})
    return [parts[str(year)] for year in sorted(months)]


def _whole_years(spread: pd.DataFrame, known: list[Months], intake: Intake) -> pd.DataFrame:
    """Only the years of which the ledger covers every month, and what was bought before for years of use."""
    covered = {month for one in set(known) for month in _covered_by(one, intake)}
    whole = {
        year
        for year in set(spread["year"])
        if covered.issuperset(range((first := months_of_year(int(year), intake.period).first), first + MONTHS))
    }
    facts = {
        "file_period": Listed("period", (intake.file_period,)),
        "period": Listed("period", (intake.period,)),
        "rows": int((~spread["dated"]).sum()),
    }
    intake.faults.note("data.bridge", **facts)
    partly = sorted(set(spread["year"]) - whole)
    if partly:
        intake.faults.note("data.bridge_partly", years=", ".join(map(str, partly)), **facts)
    spread = spread.assign(whole_year=spread["year"].isin(whole))
    return spread[spread["whole_year"] | spread["lifetime"].notna()]


def _covered_by(one: Months, intake: Intake) -> range:
    """A date stands for the whole year of the ledger: a month without a booking is not absent."""
    if one.dated:
        one = months_of_year(year_of_month(one.first, intake.file_period), intake.file_period)
    return range(one.first, one.first + one.number)
