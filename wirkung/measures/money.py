"""Money that each person earned or paid. Means of amounts without an upper end."""

from __future__ import annotations

from wirkung.measures.score import Score


class Money(Score):
    """As scores: a mean amount per person (Willink's interval), which alone gives the sum; medians do not.

    There is no scale, so that nothing is shown of which one person has nearly all (`wirkung.disclosure.amounts`),
    and no distribution.
    """

    skewed = True


MEASURE = Money
