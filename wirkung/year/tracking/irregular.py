"""What in the events does not fit, as cautions beside a result; the data check has the counts.

Said only where it is so of a group that is large enough (`wirkung.year.enough`).
"""

from __future__ import annotations

from wirkung.codes import Caution
from wirkung.methods.cohort.states import States
from wirkung.year.tracking.ways import Irregular


def cautions_of(irregular: Irregular, *, smallest: int) -> tuple[Caution, ...]:
    """What a reader must know of events that were not used as they stand, those of `smallest` persons or more."""
    events = {
        Caution.EVENTS_BEFORE_ENTRY: irregular.before_entry,
        Caution.EVENTS_BEFORE_LIST: irregular.before_list,
        Caution.EVENTS_AFTER_LAST_DAY: irregular.after_last_day,
        Caution.EVENTS_WITHOUT_DATE: irregular.without_date,
    }
    return tuple(caution for caution, each in events.items() if (each > 0).sum() >= smallest)


def cautions_of_states(states: States, *, smallest: int) -> tuple[Caution, ...]:
    """What a reader must know of ways that are not straight, those of `smallest` persons or more."""
    persons = {
        Caution.STEPS_OUT_OF_ORDER: states.out_of_order,
        Caution.LOST_SEEN_AGAIN: states.seen_again,
        Caution.TWO_ENDS: states.two_ends,
    }
    return tuple(caution for caution, number in persons.items() if number >= smallest)
