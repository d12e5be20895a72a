"""Sensitive characteristics are shown of larger groups only, and never crossed with results or drop-out."""

from __future__ import annotations

from dataclasses import replace

from wirkung.declared import Group
from wirkung.disclosure.merging import named, threshold_of
from wirkung.programme.model import Characteristic
from wirkung.year.data import YearData


def without_small_sensitive(data: YearData, smallest_group: int) -> YearData:
    """The data of a programme without the sensitive characteristics that too few persons have, or lack.

    What is left of them after small categories were counted together is looked at. A characteristic goes as a
    whole: from the other categories and all persons that of few would follow.
    """
    kept = [entry for entry in data.programme.characteristics if not _of_few(data, entry, smallest_group)]
    return replace(data, programme=data.programme.model_copy(update={"characteristics": kept}))


def _of_few(data: YearData, entry: Characteristic, smallest_group: int) -> bool:
    if not entry.is_sensitive:
        return False
    columns = [data.persons(group)[entry.id] for group in Group]
    numbers = [
        number
        for column in columns
        for number in (named(column) if entry.kind == "category" else column.notna()).value_counts()
    ]
    return any(0 < number < threshold_of(entry, smallest_group) for number in numbers)
