"""Questions on indicators: change, after only, comparison, its conventions, robustness, distribution, threats."""

from __future__ import annotations

from tests.attack.meaning.schema import ARMS, Literal, compared, everybody, pretested, twice
from tests.attack.meaning.steps import of_steps
from tests.attack.meaning.told import Pair, Told


def of_change(told: Told) -> Pair:
    later = "follow_up" if told.line["role"] == "follow_up" else "after"
    asked = twice(told.line["about"]["indicator"], later=later)
    return everybody(told.line["year"], "programme", *asked), everybody(told.line["year"], "programme")


def of_afterwards(told: Told) -> Pair:
    """Who answered afterwards; of yes and no, of them who said yes."""
    about, year = told.line["about"], told.line["year"]
    asked = everybody(year, "programme", ("score", about["indicator"], "after"))
    if told.role != "reached":
        return (asked, everybody(year, "programme")) if told.role == "base" else (None, None)
    yes = ("value", about["indicator"], "after", 1.0)
    return everybody(year, "programme", ("score", about["indicator"], "after"), yes), asked


def of_comparison(told: Told) -> Pair:
    arm = told.line["role"] if told.role == "base" else told.role
    who: tuple[Literal, ...] = compared(told.schema, told.line["about"]["indicator"])
    if arm == "pairs":
        arm, who = "programme", twice(told.line["about"]["indicator"])
    return (everybody(told.line["year"], arm, *who), None) if arm in ARMS else (None, None)


def of_later(told: Told) -> Pair:
    """Whom the comparison at the follow-up compares, who is missing by then, and the main result beside it."""
    about, year, role = told.line["about"], told.line["year"], told.line["role"]
    indicator, aspect = about["indicator"], about.get("aspect", "").removeprefix("later.")
    if role == "after":
        return of_comparison(told)
    if aspect.startswith("loss"):
        arm = aspect.removeprefix("loss.") if told.role == "reached" else told.role
        return everybody(year, arm, ("silent", indicator, "follow_up")), everybody(year, arm)
    whose = role if role in ARMS else "programme"
    arm = told.role if told.role in ARMS else whose if told.role in ("base", "pairs") else ""
    once = aspect or compared(told.schema, indicator) == (("score", indicator, "after"),)
    later = ("score", indicator, "follow_up")
    who: tuple[Literal, ...] = (later,) if once else (("score", indicator, "before"), later)
    return (everybody(year, arm, *who), None) if arm else (None, None)


def of_dose(told: Told) -> Pair:
    """Participants of a band, with or without those of whom the attendance is not known."""
    about, year = told.line["about"], told.line["year"]
    band, unknown = about["category"], "unknown" in about["aspect"]
    low, _, high = band.rstrip("+").partition("-")
    limits = (int(low), int(high) + 1 if high else 101) if band else (101, 101)
    pairs = twice(about["indicator"])
    return everybody(year, "programme", *pairs, ("dose", *limits, unknown)), everybody(year, "programme", *pairs)


def of_side_effects(told: Told) -> Pair:
    """What stands in the section that each comes from: steps, indicators of two groups, or of one."""
    if told.line["about"].get("step"):
        return of_steps(told)
    return of_change(told) if told.role == "pairs" else of_comparison(told)


def of_conventions(told: Told) -> Pair:
    if told.role == "pairs":
        return everybody(told.line["year"], "programme", *twice(told.line["about"]["indicator"])), None
    return of_comparison(told)


def of_robustness(told: Told) -> Pair:
    if told.role not in ARMS or "outside_overlap_left_out" in told.line["estimate"]["cautions"]:
        return None, None
    indicator, check = told.line["about"]["indicator"], told.line["about"]["aspect"].removeprefix("robustness.")
    who: tuple[Literal, ...] = twice(indicator)
    if check == "chosen":
        who = compared(told.schema, indicator)
    elif check == "pretest":
        who = pretested(told.schema, indicator)
    elif check in ("after", "lee_lower", "lee_upper"):
        who = (("score", indicator, "after"),)
    elif check == "staggered":
        who = (*who, ("score", indicator, "follow_up"))
    elif check in ("weighted", "doubly_robust"):
        if told.schema.treated:
            # Who did not tell a characteristic may be counted as one of its small categories, or at its mean.
            return None, everybody(told.line["year"], told.role)
        who = (*who, ("complete",))
    return everybody(told.line["year"], told.role, *who), everybody(told.line["year"], told.role)


def of_distribution(told: Told) -> Pair:
    about, wave = told.line["about"], told.role.removesuffix("_in_range")
    pairs = twice(about["indicator"])
    part = ("range", about["indicator"], wave, told.line["label"])
    return everybody(told.line["year"], "programme", *pairs, part), everybody(
        told.line["year"], "programme", *pairs
    )


def of_threats(told: Told) -> Pair:
    about, year = told.line["about"], told.line["year"]
    threat = about["aspect"].removeprefix("threat.")
    if threat.startswith("loss"):
        arm = threat.removeprefix("loss.") if told.role == "reached" else told.role
        return everybody(year, arm, ("silent", told.schema.indicators[0])), everybody(year, arm)
    if threat == "contamination":
        return everybody(year, "comparison", ("there",)), everybody(year, "comparison")
    if "indicator" not in about or threat == "regression":
        return None, None
    pairs = everybody(year, "programme", *twice(about["indicator"]))
    if threat == "missing":
        return pairs, everybody(year, "programme", ("either", about["indicator"]))
    if threat.startswith("ceiling"):
        wave = threat.removeprefix("ceiling_")
        return everybody(
            year, "programme", *twice(about["indicator"]), ("ceiling", about["indicator"], wave, 1)
        ), pairs
    return (pairs, None) if threat == "courses" else (None, None)
