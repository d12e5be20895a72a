"""How times, states and cohorts are called in a report."""

from __future__ import annotations

from wirkung.catalogue import message
from wirkung.programme.parts import text_in
from wirkung.year.data import YearData

YEAR = 12


def time_label(data: YearData, months: int) -> str:
    """«beim Einstieg», «nach 1 Jahr», «nach 18 Monaten»."""
    if months == 0:
        return message("report", "subject.tracking.start", data.language)
    if months % YEAR == 0:
        return message("report", "subject.tracking.years", data.language, count=months // YEAR)
    return message("report", "subject.tracking.months", data.language, count=months)


def state_labels(data: YearData) -> tuple[tuple[str, str], ...]:
    """Id and label of every state, in the order of the codes of `methods.states`: none yet, steps, ends, lost."""
    steps = ((step.id, text_in(step.label, data.language)) for step in data.programme.cohort)
    ends = ((end.event, text_in(end.label, data.language)) for end in data.programme.tracking.ends)
    none_yet, lost = (
        (name, message("report", f"subject.tracking.{name}", data.language)) for name in ("none_yet", "lost")
    )
    return (none_yet, *steps, *ends, lost)
