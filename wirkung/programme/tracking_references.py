"""Checks between the section `tracking:` of a programme file and its other parts."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.programme.document import Fault, KeyPath, Node, repeated, unknown_name
from wirkung.programme.fields import spelt_number
from wirkung.programme.sensitive import is_sensitive


def tracking_faults(root: Node) -> Iterator[Fault]:
    """Everything under `tracking:` that does not fit to cohort, events, waves or characteristics."""
    section = root.at("tracking")
    yield from _days(section)
    yield from _cohorts(root, section)
    yield from _events(root, section)
    yield from _silent_wave(root, section)
    yield from _covariates(root, section)
    yield from _official(root, section)


def _ids(root: Node, name: str) -> list[str]:
    return [member.at("id").text for member in root.at(name).members if member.at("id").text]


def _days(section: Node) -> Iterator[Fault]:
    first, last = section.at("observed_from").text, section.at("observed_until").text
    # Days are written as 2024-12-31, so that they sort as texts.
    if first and last and first > last:
        path: KeyPath = ("tracking", "observed_from")
        yield Fault(code="programme.tracking.observed_from", path=path, values={"first": first, "last": last})
    courses, follow_up = (spelt_number(section.at(f"{name}_months").content) for name in ("course", "follow_up"))
    if courses is not None and follow_up is not None and follow_up <= courses:
        values = {"courses": f"{courses:g}", "follow_up": f"{follow_up:g}"}
        yield Fault(code="programme.tracking.follow_up", path=("tracking", "follow_up_months"), values=values)


def _cohorts(root: Node, section: Node) -> Iterator[Fault]:
    found, path = section.at("cohorts").text, ("tracking", "cohorts")
    categories = [
        member.at("id").text
        for member in root.at("characteristics").members
        if member.at("kind").text not in ("number", "institution")
    ]
    if found in (sensitive := {name for name in categories if _is_sensitive(root, name)}):
        yield Fault(code="programme.tracking.sensitive", path=path, values={"found": found})
        return
    known = ("year", *(name for name in categories if name not in sensitive))
    if found and found not in known:
        yield unknown_name("programme.tracking.cohorts", found, known, path)


def _is_sensitive(root: Node, name: str) -> bool:
    """Whether a characteristic may not be crossed with anything (`Characteristic.is_sensitive`)."""
    member = next(each for each in root.at("characteristics").members if each.at("id").text == name)
    said, label = member.at("sensitive").text.casefold(), member.at("label")
    if said in ("true", "false"):
        return said == "true"
    return is_sensitive((name, label.text, *(each.text for each in label.entries.values())))


def _events(root: Node, section: Node) -> Iterator[Fault]:
    named: list[tuple[KeyPath, Node]] = [(("tracking", "lost"), section.at("lost"))]
    for position, member in enumerate(section.at("ends").members):
        named.append((("tracking", "ends", position, "event"), member.at("event")))
    named = [(path, node) for path, node in named if node.text]
    produced = [code.text for code in root.at("data", "events", "values", "event").entries.values()]
    steps = {step.at("event").text for step in root.at("cohort").members}
    for path, node in named:
        if root.at("data").entries and not root.at("data", "events").is_there:
            yield Fault(code="programme.tracking.no_events", path=path)
        elif produced and node.text not in produced:
            yield unknown_name("programme.step.event", node.text, produced, path)
        if node.text in steps:
            yield Fault(code="programme.tracking.event_is_step", path=path, values={"found": node.text})
    for position, node, first in repeated(node for _, node in named):
        values = {"found": node.text, "first": first.line}
        yield Fault(code="programme.tracking.event_twice", path=named[position][0], values=values)


def _silent_wave(root: Node, section: Node) -> Iterator[Fault]:
    has_data = bool(root.at("data").entries)
    if section.at("silent_wave").text and has_data and not root.at("data", "measurements").is_there:
        yield Fault(code="programme.tracking.no_measurements", path=("tracking", "silent_wave"))


def _covariates(root: Node, section: Node) -> Iterator[Fault]:
    shown = [
        member.at("id").text
        for member in root.at("characteristics").members
        if member.at("id").text and member.at("kind").text != "institution"
    ]
    known = [*shown, *_ids(root, "indicators")]
    for position, node in enumerate(section.at("covariates").members):
        if node.text and node.text not in known:
            path = ("tracking", "covariates", position)
            yield unknown_name("programme.tracking.covariate", node.text, known, path)


def _official(root: Node, section: Node) -> Iterator[Fault]:
    known = _ids(root, "cohort")
    for position, quota in enumerate(section.at("official").members):
        path: KeyPath = ("tracking", "official", position)
        step = quota.at("step").text
        if step and step not in known:
            yield unknown_name("programme.tracking.step", step, known, (*path, "step"))
        for place, age in enumerate(quota.at("ages").members):
            leavers, population = (spelt_number(age.at(key).content) for key in ("leavers", "population"))
            if leavers is not None and population is not None and leavers > population:
                values = {"leavers": f"{leavers:g}", "population": f"{population:g}"}
                yield Fault(code="programme.tracking.leavers", path=(*path, "ages", place), values=values)
