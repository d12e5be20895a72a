"""Questions on steps: cohort, earlier years, goals, retention, states, timing, costs."""

from __future__ import annotations

from itertools import pairwise

from tests.attack.meaning.schema import ARMS, Literal, Schema, everybody
from tests.attack.meaning.told import Pair, Told


def of_cohort(told: Told) -> Pair:
    about, year = told.line["about"], told.line["year"]
    if about.get("aspect") == "participations":
        if told.role == "base":
            return everybody(year, "programme", ("there",)), everybody(year, "programme")
        return (
            (everybody(year, "programme", ("twice_there",)), None)
            if told.role == "further_courses"
            else (None, None)
        )
    return of_step(told.schema, about.get("cohort", year), about["step"], told.role)


def of_step(schema: Schema, year: int, step: str, role: str, months: int | None = None) -> Pair:
    def upto(name: str) -> Literal:
        return ("upto", name) if months is None else ("age", name, months)

    if role == "reached":
        return everybody(year, "programme", upto(step)), everybody(year, "programme")
    if role == "reached_of_previous" and step in schema.in_order[1:]:
        before = next(first for first, second in pairwise(schema.in_order) if second == step)
        return everybody(year, "programme", upto(step)), everybody(year, "programme", upto(before))
    return None, None


def of_earlier(told: Told) -> Pair:
    about = told.line["about"]
    if "quota" in about:
        return None, None
    return of_step(told.schema, about["cohort"], about["step"], told.role, about.get("months"))


def of_goals(told: Told) -> Pair:
    about = told.line["about"]
    return of_step(told.schema, told.line["year"], about["step"], told.role) if about.get("step") else (None, None)


def of_retention(told: Told) -> Pair:
    about = told.line["about"]
    year = about.get("cohort", told.line["year"])
    if told.role != "reached" or not isinstance(year, int):
        return None, None
    what: Literal = ("answered", about["wave"]) if "wave" in about else ("there",)
    return everybody(year, "programme", what), everybody(year, "programme")


def of_states(told: Told) -> Pair:
    about = told.line["about"]
    if told.role != "reached":
        return None, None
    where: Literal = ("state", about["months"], tuple(about["states"]))
    return everybody(told.line["year"], "programme", where), everybody(told.line["year"], "programme")


def of_steps(told: Told) -> Pair:
    year, step = told.line["year"], ("step", told.line["about"]["step"])
    arm = told.role.removesuffix("_after") if told.role.removesuffix("_after") in ARMS else told.line["role"]
    if arm not in ARMS:
        return None, None
    whole = everybody(year, arm)
    return (whole, None) if told.role in (*ARMS, "base") else (everybody(year, arm, step), whole)


def of_timing(told: Told) -> Pair:
    about, year = told.line["about"], told.line["year"]
    step = about["step"]
    if about.get("aspect") == "timing.difference":
        arm = told.line["role"] if told.role == "reached" else told.role
        if arm not in ARMS:
            return None, None
        return everybody(year, arm, ("curve", step, "ever")), everybody(year, arm, ("spans", step))
    arm = about.get("group_of")
    if arm is None:
        return None, None
    name = {"reached": "curve", "at_risk": "risk", "censored": "left"}[told.role]
    return everybody(year, arm, (name, step, about["months"])), everybody(year, arm, ("spans", step))


def of_cost(told: Told) -> Pair:
    about = told.line["about"]
    year, aspect = about.get("cohort", told.line["year"]), about.get("aspect", "")
    if told.role in ARMS:
        step = about.get("step")
        return (everybody(year, told.role, ("step", step)), everybody(year, told.role)) if step else (None, None)
    if told.role == "reached_of_previous" and "step" in about:
        return of_step(told.schema, year, about["step"], told.role)
    there: dict[str, tuple[Literal, ...]] = {
        "per_place": (),
        "per_participant": (("participant",),),
        "per_attended_hour": (("there",),),
        "per_completed": (("upto", "completed"),),
        "per_outcome": (("upto", about.get("step", "")),),
    }
    if told.role != "base" or aspect not in there:
        return None, None
    return everybody(year, "programme", *there[aspect]), everybody(year, "programme")


def of_reach(told: Told) -> Pair:
    """Everybody of a year; who was refused or waits is known by no data."""
    if told.role != "base" or told.line["about"].get("aspect", "") in ("reach.refused", "reach.waiting"):
        return None, None
    before = 1 if told.line["role"] == "year_before" else 0
    return everybody(told.line["year"] - before, "programme"), None


def of_alternatives(told: Told) -> Pair:
    year = told.line["about"].get("cohort")
    if told.role == "base" and year is not None:
        return everybody(year, "programme"), None
    return None, None
