"""How often the events of a year do not fit: for the evaluator, before anybody evaluates."""

from __future__ import annotations

import numpy as np

from wirkung.codes import Absence
from wirkung.declared import Group
from wirkung.finding import CrossTable
from wirkung.year.data import YearData
from wirkung.year.tracking.spans import into_programme
from wirkung.year.tracking.track import track
from wirkung.year.tracking.ways import ways_of


def irregular_events(data: YearData) -> CrossTable:
    """Events before entry, after the last day or without a date, and ways that are not straight, by group.

    Of the comparison group only the events are known, so that its steps are in no order.
    """
    if data.tables.events is None or not data.programme.way:
        return CrossTable(code="events", columns=tuple(Group), rows=())
    by_group = [_counts(data, group) for group in Group]
    names = dict.fromkeys(name for counts in by_group for name in counts)
    rows = tuple((name, tuple(counts.get(name) for counts in by_group)) for name in names)
    return CrossTable(code="events", columns=tuple(Group), rows=rows)


def _counts(data: YearData, group: Group) -> dict[str, float]:
    if data.persons(group).empty:
        return {}
    ways = ways_of(data, group)
    found = ways.irregular
    counts: dict[str, float] = {
        "before_entry": float(found.before_entry.sum()),
        "before_list": float(found.before_list.sum()),
        "after_last_day": float(found.after_last_day.sum()),
        "without_date": float(found.without_date.sum()),
    }
    if group is Group.COMPARISON:
        return {**counts, "changed_groups": float((~np.isnat(into_programme(data, ways))).sum())}
    tracked = track(data)
    if isinstance(tracked, Absence):
        return counts
    states = tracked.states
    return {
        **counts,
        "out_of_order": states.out_of_order,
        "seen_again": states.seen_again,
        "two_ends": states.two_ends,
    }
