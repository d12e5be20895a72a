"""Checks of pre-tests: what was measured before in the place of an outcome that is measured afterwards only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wirkung.declared import Wave
from wirkung.programme.document import Fault, KeyPath, Node, unknown_name

# Means are adjusted by least squares. Of yes and no the interval would tell how many changed their answer, and of
# ordered answers nobody knows how far apart they are.
ADJUSTABLE: Final = ("score", "count", "money")


def pretest_faults(root: Node) -> Iterator[Fault]:
    """Everything in `pretest`, and in indicators that serve as one, that does not fit to something else."""
    indicators = root.at("indicators").members
    by_id = {each.at("id").text: each for each in indicators if each.at("id").text}
    for position, indicator in enumerate(indicators):
        path: KeyPath = ("indicators", position)
        if indicator.at("main").text == "true" and measured_before_only(indicator):
            yield Fault(code="programme.pretest.main", path=(*path, "main"))
        if not indicator.at("pretest").is_there:
            continue
        path = (*path, "pretest")
        yield from _outcome(path, indicator)
        name, own = indicator.at("pretest").text, indicator.at("id").text
        if name and name == own:
            yield Fault(code="programme.pretest.itself", path=path, values={"found": name})
        elif name in by_id:
            yield from _pretest(path, name, by_id[name])
        elif name:
            yield unknown_name("programme.pretest.unknown", name, (each for each in by_id if each != own), path)


def measured_before_only(indicator: Node) -> bool:
    """Whether an indicator can be nothing but the pre-test of another."""
    return _waves(indicator) == [Wave.BEFORE]


def serves_as_pretest(root: Node, indicator: Node) -> bool:
    """Whether another indicator names it as its pre-test."""
    name = indicator.at("id").text
    others = (each for each in root.at("indicators").members if each.at("id").text != name)
    return any(each.at("pretest").text == name for each in others)


def _outcome(path: KeyPath, indicator: Node) -> Iterator[Fault]:
    kind, waves = _kind(indicator), _waves(indicator)
    if kind not in ADJUSTABLE:
        yield Fault(code="programme.pretest.kind", path=path, values={"kind": kind})
    if waves not in ([Wave.AFTER], [Wave.FOLLOW_UP]):
        values = {"found": ", ".join(waves) or "–"}
        yield Fault(code="programme.pretest.measured_twice", path=path, values=values)


def _pretest(path: KeyPath, name: str, pretest: Node) -> Iterator[Fault]:
    kind, waves = _kind(pretest), _waves(pretest)
    if kind not in ADJUSTABLE:
        yield Fault(code="programme.pretest.kind_before", path=path, values={"found": name, "kind": kind})
    if Wave.BEFORE not in waves:
        values = {"found": name, "waves": ", ".join(waves) or "–"}
        yield Fault(code="programme.pretest.not_before", path=path, values=values)


def _kind(indicator: Node) -> str:
    return indicator.at("kind").text or "score"


def _waves(indicator: Node) -> list[str]:
    return [wave.text for wave in indicator.at("measured").members]
