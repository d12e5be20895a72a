"""One answer as readers may see it, for tests that look at a single one."""

from __future__ import annotations

from wirkung.disclosure.release import ReleasedAnswer, release
from wirkung.finding import Answer


def released_alone(answer: Answer, smallest_group: int = 10) -> ReleasedAnswer:
    """The release of a report that has this answer only."""
    return release((answer,), smallest_group=smallest_group)[0]
