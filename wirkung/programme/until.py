"""A programme file as it could be read on a day: what was decided or recommended later is not known."""

from __future__ import annotations

import datetime as dt
import os

from wirkung.programme.model import Programme

UNTIL_VARIABLE = "WIRKUNG_UNTIL"  # by which a run tells the kernel; a notebook's parameters stay the same


def asked_until() -> dt.date | None:
    """The last day that counts, where a run asks for a report «so far»."""
    day = os.environ.get(UNTIL_VARIABLE, "")
    return dt.date.fromisoformat(day) if day else None


def as_known(programme: Programme, until: dt.date) -> Programme:
    """The programme without what came after a day, from which on its list of events ends too."""
    observed = programme.tracking.observed_until
    ends = {} if observed is None else {"observed_until": min(observed, until)}
    return programme.model_copy(
        update={
            "evaluation": programme.evaluation.model_copy(update={"data_as_of": until}),
            "tracking": programme.tracking.model_copy(update=ends),
            "decisions": [each for each in programme.decisions if each.on <= until],
            "recommendation": [each for each in programme.recommendation if each.on is None or each.on <= until],
        }
    )
