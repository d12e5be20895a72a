"""Checks of the design: what it says fits together, and the columns it names are there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wirkung.declared import Assigned, Assignment, DesignKind, MainEstimate, RobustnessLine, SourceRole, Wave
from wirkung.programme.arm_references import arm_faults
from wirkung.programme.columns import given_columns
from wirkung.programme.design import EACH_ALONE
from wirkung.programme.design_columns import cluster_columns, design_columns
from wirkung.programme.document import Fault, KeyPath, Node, repeated, unknown_name

# Columns with a meaning of their own, which are no clusters and no blocks.
_TAKEN: Final = ("person", "year", "group", "entered", "left")
_WITH_COMPARISON: Final = (DesignKind.COMPARISON, DesignKind.RANDOMISED)


def design_faults(root: Node) -> Iterator[Fault]:
    """Everything in `design` that contradicts itself or names what is not there."""
    design = root.at("design")
    yield from _lot(design)
    yield from _groups(root, design)
    yield from _columns(root)
    yield from _assigned(root, design)
    if design.at("kind").text == DesignKind.ONE_GROUP:
        yield from _without_comparison(design)
    yield from _estimate(root, design)
    yield from _randomised(design)
    yield from arm_faults(design)
    yield from _robustness(design)
    yield from _starts(root, design)


def _starts(root: Node, design: Node) -> Iterator[Fault]:
    """Who starts later is no comparison afterwards, and one start is enough for each person."""
    path: KeyPath = ("design", "starts")
    if not design.at("starts").is_there:
        return
    for key in ("arms", "weights", "blocks"):
        if design.at(key).is_there:
            yield Fault(code="programme.design.starts_beside", path=path, values={"key": key})
    for position, indicator in enumerate(root.at("indicators").members):
        measured = indicator.at("measured")
        if Wave.FOLLOW_UP in [each.text for each in measured.members]:
            yield Fault(code="programme.design.starts_measured", path=("indicators", position, "measured"))


def _randomised(design: Node) -> Iterator[Fault]:
    """Only a lot draws, and a year is drawn once."""
    rows = design.at("randomised").members
    path: KeyPath = ("design", "randomised")
    for key in ("randomised", "took_part"):
        if design.at(key).is_there and design.at("kind").text != DesignKind.RANDOMISED:
            values = {"key": key, "kind": design.at("kind").text or "–"}
            yield Fault(code="programme.design.drawn", path=("design", key), values=values)
    yield from _clusters_drawn(design, path)
    by_arm: dict[str, list[tuple[int, Node]]] = {}
    for place, row in enumerate(rows):
        by_arm.setdefault(row.at("arm").text, []).append((place, row.at("year")))
    for years in by_arm.values():
        for position, node, first in repeated(year for _, year in years):
            facts: dict[str, object] = {"found": node.text, "first": first.line}
            yield Fault(
                code="programme.design.drawn_twice", path=(*path, years[position][0], "year"), values=facts
            )


def _clusters_drawn(design: Node, path: KeyPath) -> Iterator[Fault]:
    """Numbers of clusters belong to a lot of clusters, and to both groups."""
    both = ("programme_clusters", "comparison_clusters")
    for position, row in enumerate(design.at("randomised").members):
        given = [key for key in both if row.at(key).is_there]
        if given and design.at("assigned").text != Assigned.CLUSTERS:
            values = {"key": given[0]}
            yield Fault(code="programme.design.clusters_drawn", path=(*path, position, given[0]), values=values)
        elif len(given) == 1:
            (missing,) = set(both) - set(given)
            yield Fault(code="programme.missing", path=(*path, position, missing), values={"key": missing})


def _robustness(design: Node) -> Iterator[Fault]:
    """Each line once, and none that its design has no use for."""
    path: KeyPath = ("design", "robustness")
    lines, kind = design.at("robustness").members, design.at("kind").text
    for position, node, _ in repeated(lines):
        values = {"found": node.text}
        yield Fault(code="programme.design.robustness_twice", path=(*path, position), values=values)
    for position, node in enumerate(lines):
        if node.text == RobustnessLine.MATCHING and kind == DesignKind.RANDOMISED:
            yield Fault(code="programme.design.matching", path=(*path, position))
        clusters = design.at("clusters")
        alone = not clusters.is_there or clusters.at("comparison").text == EACH_ALONE
        if node.text == RobustnessLine.RANDOM_INTERCEPT and alone:
            yield Fault(code="programme.design.random_intercept", path=(*path, position))
    if lines and design.at("weights").is_there:
        yield Fault(code="programme.design.robustness_weights", path=path)


def _lot(design: Node) -> Iterator[Fault]:
    kind, assignment = design.at("kind").text, design.at("assignment").text
    path: KeyPath = ("design", "assignment")
    if kind not in tuple(DesignKind) or assignment not in tuple(Assignment):
        return
    by_lot = assignment == Assignment.LOTTERY
    if by_lot and kind != DesignKind.RANDOMISED:
        yield Fault(code="programme.design.lottery", path=path, values={"kind": kind})
    if not by_lot and kind == DesignKind.RANDOMISED:
        yield Fault(code="programme.design.randomised", path=path, values={"assignment": assignment})


def _groups(root: Node, design: Node) -> Iterator[Fault]:
    kind, path = design.at("kind").text, ("data", "persons", "columns")
    if (
        root.at(*path).entries
        and kind in _WITH_COMPARISON
        and "group" not in given_columns(root, SourceRole.PERSONS)
    ):
        yield Fault(code="programme.design.group", path=path, values={"kind": kind})


def _columns(root: Node) -> Iterator[Fault]:
    """A column that the list of persons does not have, or that says something else."""
    given = given_columns(root, SourceRole.PERSONS)
    for path, node in design_columns(root):
        values = {"key": path[-1], "found": node.text}
        if node.text in _TAKEN:
            yield Fault(code="programme.design.taken", path=path, values=values)
        elif root.at("data", "persons", "columns").entries and node.text not in given:
            yield Fault(code="programme.design.column", path=path, values=values)


def _assigned(root: Node, design: Node) -> Iterator[Fault]:
    """Whole clusters can be assigned only where everybody has one, and never one within itself."""
    clusters = design.at("clusters")
    if design.at("assigned").text == Assigned.CLUSTERS:
        if not clusters.is_there:
            yield Fault(code="programme.design.assigned", path=("design", "assigned"))
        if clusters.at("comparison").text == EACH_ALONE:
            yield Fault(code="programme.design.assigned_alone", path=("design", "clusters", "comparison"))
        blocks = design.at("blocks").text
        if blocks and blocks in [node.text for _, node in cluster_columns(root)]:
            values = {"found": blocks}
            yield Fault(code="programme.design.blocks_are_clusters", path=("design", "blocks"), values=values)


def _without_comparison(design: Node) -> Iterator[Fault]:
    for key in ("assigned", "blocks", "estimate", "arms", "robustness", "starts"):
        if design.at(key).is_there:
            yield Fault(code="programme.design.no_comparison", path=("design", key), values={"key": key})


def _estimate(root: Node, design: Node) -> Iterator[Fault]:
    """Covariates are characteristics that can be adjusted for, and there is something to adjust for."""
    covariates, estimate = design.at("covariates"), design.at("estimate").text
    path: KeyPath = ("design", "covariates")
    if covariates.members and estimate != MainEstimate.ADJUSTED:
        yield Fault(code="programme.design.covariates_unused", path=path, values={"found": estimate or "–"})
    for position, node, _ in repeated(covariates.members):
        yield Fault(code="programme.design.covariate_twice", path=(*path, position), values={"found": node.text})
    kinds = {one.at("id").text: one.at("kind").text for one in root.at("characteristics").members}
    for position, node in enumerate(covariates.members):
        known = [name for name, kind in kinds.items() if kind != "institution"]
        if node.text and node.text not in known:
            yield unknown_name("programme.design.covariate", node.text, known, (*path, position))
