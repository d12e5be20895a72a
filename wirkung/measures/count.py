"""Counted for each person: visits, absences, books. Means of whole numbers without an upper end."""

from __future__ import annotations

from wirkung.measures.score import Score


class Counted(Score):
    """As scores: a mean per person in the unit of the indicator (Willink's interval), differences by Welch or CR2.

    A rate for persons who were all observed equally long is that mean; a model of counts (Poisson) would take its
    spread from its mean, which counts of visits do not keep to. There is no scale, so that nothing is shown of
    which one person has nearly all (`wirkung.disclosure.amounts`), and no distribution.
    """

    skewed = True


MEASURE = Counted
