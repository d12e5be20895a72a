"""Who took part, whatever the lot or the list said: by the column of the design, else by attendance."""

from __future__ import annotations

from wirkung.declared import Group
from wirkung.year.data import YearData
from wirkung.year.enough import are_there
from wirkung.year.kept import kept
from wirkung.year.sample import PERSONS, Mask, Sample


@kept
def comparison_attending(data: YearData) -> tuple[Sample, Sample] | None:
    """Everybody of the comparison group, and those who attended after all; None where nobody knows."""
    attending = _attending(data, Group.COMPARISON)
    return None if attending is None else _both(data, Group.COMPARISON, attending)


def offered_absent(data: YearData) -> tuple[Sample, Sample] | None:
    """Everybody to whom the lot offered the programme, and those who did not come; None where nobody knows."""
    attending = _attending(data, Group.PROGRAMME) if data.programme.design.by_lot else None
    return None if attending is None else _both(data, Group.PROGRAMME, ~attending)


def comparison_got_programme(data: YearData) -> bool:
    """Whether some of the comparison group attended; a few count as nobody."""
    found = comparison_attending(data)
    return found is not None and are_there(found[1].chosen, smallest=data.programme.privacy.smallest_group)


def offer_drawn(data: YearData) -> bool:
    """Whether the lot drew an offer, to which not everybody kept: as the file says, or attendance shows."""
    design = data.programme.design
    return design.by_lot and (design.took_part is not None or comparison_got_programme(data))


def _both(data: YearData, group: Group, chosen: Mask) -> tuple[Sample, Sample]:
    return data.sample(PERSONS, group), data.sample(PERSONS, group, chosen)


def _attending(data: YearData, group: Group) -> Mask | None:
    declared = data.took_part(group)
    if declared is not None and declared.size:
        return declared
    attendance, persons = data.rows_of_year(data.tables.attendance), data.persons(group)["person"]
    if attendance is None or persons.empty:
        return None
    return persons.isin(attendance["person"][attendance["hours"] > 0]).to_numpy()
