"""What the declared design, and those who were lost, oblige to say beside a result."""

from __future__ import annotations

import numpy as np

from wirkung.codes import Caution
from wirkung.declared import Assignment, Group, Wave
from wirkung.methods.comparison.mean_difference import BASELINE_NOT_EQUIVALENT, hedges_g
from wirkung.programme.model import Indicator
from wirkung.year.data import Scores, YearData
from wirkung.year.enough import may_be
from wirkung.year.taking_part import comparison_got_programme, offer_drawn

# From here on a loss is named beside the result: «more than 20 per cent poses serious threats to validity»
# (Schulz and Grimes 2002, Lancet 359, 781-785).
MANY_LOST = 0.2


def design_cautions(data: YearData) -> tuple[Caution, ...]:
    """What the declared design itself obliges to say."""
    design = data.programme.design
    said = {
        Caution.NO_COMPARISON_GROUP: not data.has_comparison,
        Caution.REGRESSION_TO_THE_MEAN: design.assignment is Assignment.SELECTED_BY_BASELINE,
        Caution.RETROSPECTIVE_INSTRUMENT: design.instrument == "retrospective",
    }
    return tuple(caution for caution, holds in said.items() if holds)


def group_cautions(data: YearData) -> tuple[Caution, ...]:
    """What is to be known of how the two groups came about, beside any comparison of them."""
    said = {
        Caution.SELF_SELECTION: data.programme.design.assignment is Assignment.SELF_SELECTED,
        Caution.COMPARISON_UNCLUSTERED: data.comparison_unclustered,
        Caution.AS_THE_LOT_FELL: offer_drawn(data),
        Caution.COMPARISON_GOT_PROGRAMME: comparison_got_programme(data),
    }
    return tuple(caution for caution, holds in said.items() if holds)


def wave_cautions(data: YearData, indicator: Indicator) -> tuple[Caution, ...]:
    """That «afterwards» is the follow-up, where the programme file says so."""
    return (Caution.FOLLOW_UP_IS_MAIN,) if data.main_wave(indicator) is Wave.FOLLOW_UP else ()


def loss_cautions(before: Scores, later: Scores, *, smallest: int) -> tuple[Caution, ...]:
    """Whether many of those who answered before did not answer later, and whether they were different.

    Parameters
    ----------
    before, later : shape (persons of the group,)
        Scores of two waves, NaN where unanswered.
    smallest
        The smallest group that may be told: of fewer who were lost, or stayed, it is not said how they differ.
    """
    answered = ~np.isnan(before)
    lost = answered & np.isnan(later)
    stayed = answered & ~lost
    everybody, number = int(answered.sum()), int(lost.sum())
    cautions = []
    if all(each > MANY_LOST * everybody for each in may_be(number, everybody, smallest=smallest)):
        cautions.append(Caution.MANY_LOST)
    if min(number, everybody - number) >= smallest:
        difference = hedges_g(before[lost], before[stayed]).value
        if difference is not None and abs(difference) > BASELINE_NOT_EQUIVALENT:
            cautions.append(Caution.LOST_DIFFER)
    return tuple(cautions)


def silence_cautions(data: YearData, indicator: Indicator, group: Group) -> tuple[Caution, ...]:
    """Whether many of a group did not answer in the main wave, where nothing was measured before."""
    answered = data.answered(indicator.id, group, data.main_wave(indicator))
    everybody, smallest = answered.size + answered.left_out, data.programme.privacy.smallest_group
    silent = may_be(answered.left_out, everybody, smallest=smallest)
    return (Caution.MANY_SILENT,) if all(each > MANY_LOST * everybody for each in silent) else ()
