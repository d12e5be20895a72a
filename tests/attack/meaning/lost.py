"""Who was lost: the share, how they started, and the final share under three views of them."""

from __future__ import annotations

from tests.attack.meaning.characteristics import of_listed
from tests.attack.meaning.schema import Literal, everybody
from tests.attack.meaning.steps import of_step
from tests.attack.meaning.told import Pair, Told


def of_lost(told: Told) -> Pair:
    about, year = told.line["about"], told.line["year"]
    aspect = about["aspect"]
    if aspect == "lost.share":
        return everybody(year, "programme", ("lost",)), everybody(year, "programme")
    if aspect == "lost.start":
        side = {"programme": "lost", "comparison": "kept"}.get(told.role, told.line["role"])
        what = (
            ("score", about["indicator"], "before") if "indicator" in about else ("known", about["characteristic"])
        )
        if "category" not in about:
            return everybody(year, "programme", (side,), what), None
        return of_listed(told.schema, told.line, "programme", (side,))
    return of_final_share(told)


def of_final_share(told: Told) -> Pair:
    """The share that reached the last step, under three views of those who were lost."""
    year, step = told.line["year"], told.line["about"]["step"]
    upto: Literal = ("upto", step)
    if told.role == "lost_reached":
        return everybody(year, "programme", ("lost",), upto), everybody(year, "programme", ("lost",))
    if told.role == "reached_of_previous":
        return of_step(told.schema, year, step, told.role)
    reached = told.role == "reached"
    base: tuple[Literal, ...] = (("kept",), ("based",))
    shares: dict[str, tuple[tuple[Literal, ...], tuple[Literal, ...]]] = {
        "observed": ((upto,), ()),
        "weighted": ((*base, upto), base) if reached else ((("lost",), ("based",)), (("based",),)),
    }
    worst: tuple[tuple[Literal, ...], tuple[Literal, ...]] = (
        ((upto,), (("not_gone", step),)) if reached else ((("gone", step),), ())
    )
    part, whole = shares.get(told.line["about"]["aspect"].removeprefix("lost."), worst)
    return everybody(year, "programme", *part), everybody(year, "programme", *whole)
