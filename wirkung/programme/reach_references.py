"""Checks between the section `reach:` of a programme file and the characteristics that it counts by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from wirkung.programme.document import Fault, KeyPath, Node, repeated, unknown_name
from wirkung.programme.fields import spelt_number
from wirkung.programme.reach import is_band, limits_of


def reach_faults(root: Node) -> Iterator[Fault]:
    """Years that stand there twice, and numbers by categories that are none or more than there are persons."""
    entries = root.at("reach").members
    for position, node, first in repeated(entry.at("year") for entry in entries):
        values = {"found": node.text, "first": first.line}
        yield Fault(code="programme.year_twice", path=("reach", position, "year"), values=values)
    paid = {each.at("year").text: each for each in root.at("costs", "places").members}
    for position, entry in enumerate(entries):
        there = paid.get(entry.at("year").text)
        if entry.at("places").is_there and there is not None:
            values = {"first": there.line}
            yield Fault(code="programme.reach.places", path=("reach", position, "places"), values=values)
        yield from _target_by(root, entry, ("reach", position, "target_by"))
        if entry.at("hours_held").is_there and not entry.at("hours").is_there:
            yield Fault(code="programme.reach.hours", path=("reach", position, "hours_held"))
    yield from _bands(root)


def _target_by(root: Node, entry: Node, path: KeyPath) -> Iterator[Fault]:
    parts = entry.at("target_by").entries
    if parts and not entry.at("target").is_there:
        yield Fault(code="programme.reach.no_target", path=path)
    known = [
        member.at("id").text
        for member in root.at("characteristics").members
        if member.at("kind").text != "institution" and (member.at("kind").text != "number" or _bands_of(member))
    ]
    target = spelt_number(entry.at("target").content)
    for name, numbers in parts.items():
        if name not in known:
            yield unknown_name("programme.reach.characteristic", name, known, (*path, name))
            continue
        yield from _band_names(root, name, numbers, (*path, name))
        added = sum(spelt_number(each.content) or 0 for each in numbers.entries.values())
        if target is not None and added > target:
            values = {"added": f"{added:g}", "target": f"{target:g}"}
            yield Fault(code="programme.reach.too_many", path=(*path, name), values=values)


def _bands_of(member: Node) -> list[str]:
    return [band.text for band in member.at("bands").members]


def _band_names(root: Node, name: str, numbers: Node, path: KeyPath) -> Iterator[Fault]:
    member = next(each for each in root.at("characteristics").members if each.at("id").text == name)
    bands = _bands_of(member)
    for band in numbers.entries if bands else ():
        if band not in bands:
            yield unknown_name("programme.reach.band", band, bands, (*path, band))


def _bands(root: Node) -> Iterator[Fault]:
    """Bands are of numbers, and each begins above the one before it."""
    for position, member in enumerate(root.at("characteristics").members):
        bands = _bands_of(member)
        path: KeyPath = ("characteristics", position, "bands")
        if bands and member.at("kind").text != "number":
            yield Fault(code="programme.bands.number", path=path)
        limits = [limits_of(band) for band in bands if is_band(band)]
        empty = any(low >= above for low, above in limits)
        if empty or any(above > low for (_, above), (low, _) in pairwise(limits)):
            yield Fault(code="programme.bands.order", path=path, values={"found": ", ".join(bands)})
