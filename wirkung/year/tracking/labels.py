"""How times are called in a report."""

from __future__ import annotations

from wirkung.catalogue import message
from wirkung.year.data import YearData

YEAR = 12


def time_label(data: YearData, months: int) -> str:
    """«beim Einstieg», «nach 1 Jahr», «nach 18 Monaten»."""
    if months == 0:
        return message("report", "subject.tracking.start", data.language)
    if months % YEAR == 0:
        return message("report", "subject.tracking.years", data.language, count=months // YEAR)
    return message("report", "subject.tracking.months", data.language, count=months)
