"""Questions on characteristics: baseline, subgroups, and any table that lists the categories of one."""

from __future__ import annotations

from tests.attack.meaning.schema import (
    ARMS,
    MERGED,
    Line,
    Literal,
    Schema,
    compared,
    everybody,
    here,
    named,
    of_table,
    pretested,
    twice,
)
from tests.attack.meaning.told import Pair, Told


def of_baseline(told: Told) -> Pair:
    about, arm = told.line["about"], told.line["role"] if told.role in ("base", "reached") else told.role
    if arm not in ARMS:
        return None, None
    if "indicator" in about:
        of = about.get("pretest_of")
        who = twice(about["indicator"]) if of is None else pretested(told.schema, of)
        return everybody(told.line["year"], arm, *who), None
    if "category" not in about:
        return everybody(told.line["year"], arm, ("known", about["characteristic"])), None
    return of_listed(told.schema, told.line, arm)


def of_listed(schema: Schema, line: Line, arm: str, *further: Literal) -> Pair:
    """A category of those whose category is in the table.

    Where categories are counted together, those who told none may be among them: nothing is certain of the whole.
    """
    about, year = line["about"], line["year"]
    if not schema.treated:
        whole = everybody(year, arm, *further, ("known", about["characteristic"]))
        return everybody(year, arm, *further, category(schema, line)), whole
    part = everybody(year, arm, *further, category(schema, line))
    listed = here(schema, line)
    if listed & MERGED:
        return None if about["category"] in MERGED else part, None
    if len(of_table(schema, line)) == 1:  # of two the other is not listed
        return part, None
    return part, everybody(year, arm, *further, ("listed", about["characteristic"], listed))


def category(schema: Schema, line: Line) -> Literal:
    """The category that a line is about; one merged of several is everything that has no line of its own."""
    about = line["about"]
    name = about["characteristic"]
    if not about["category"]:
        return ("unknown", name)
    if len(several := named(about["category"])) > 1:
        return ("listed", name, several)
    if about["category"] not in MERGED:
        return ("is", name, about["category"])
    told = any(
        each["question"] == line["question"] and each["about"].get("characteristic") == name
        for each in schema.lines
        if each["about"].get("category") == ""
    )
    # Where nobody is listed as unknown, those are counted with the small categories.
    return ("rest" if told or not schema.treated else "other", name, here(schema, line) - MERGED)


def of_subgroups(told: Told) -> Pair:
    arm = "programme" if told.role == "pairs" else told.role
    if arm not in ARMS:
        return None, None
    who = compared(told.schema, told.schema.indicators[0])
    return everybody(told.line["year"], arm, *who, category(told.schema, told.line)), everybody(
        told.line["year"], arm, *who
    )


def of_participants(told: Told) -> Pair:
    """Everybody, a category of those who are listed, or whose number is known.

    Where a line is withheld its persons may be those of whom the table says nothing.
    """
    about, year, arm = told.line["about"], told.line["year"], "programme"
    if "characteristic" not in about:
        return everybody(year, arm), everybody(year, arm)
    if "category" not in about:
        return everybody(year, arm, ("known", about["characteristic"])), None
    part, whole = of_listed(told.schema, told.line, arm)
    withheld = any(
        each["estimate"] is None and each["about"].get("characteristic") == about["characteristic"]
        for each in told.schema.lines
        if each["question"] == told.line["question"]
    )
    return part, None if withheld else whole


def of_leaving(told: Told) -> Pair:
    """Who left, and of them who has a reason; of reasons that are left out nothing is certain of the whole."""
    about, year = told.line["about"], told.line["year"]
    everyone = everybody(year, "programme")
    if "category" not in about:
        return everybody(year, "programme", ("quit",)), everyone
    if about["category"] in MERGED:
        return None, None
    return everybody(year, "programme", ("quit",), ("quit_for", about["category"])), None
