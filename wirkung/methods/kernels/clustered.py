"""The rule that chooses an interval where persons learned in courses, and its reasons.

All figures are coverages of 95 % intervals in simulations; those of the rule itself stand in
`tests/calibration/calibration.csv`.

- One group in courses: CR2 with Satterthwaite's degrees of freedom holds from two courses on (.94 to .97), as it
  is Student's t on the course means when courses are equally large. With two there is one degree of freedom, and
  the interval, 13 standard errors to either side, says nothing: it declines below `FEWEST_CLUSTERS`.
- Two groups: the degrees of freedom of CR2 take both groups to vary alike. Where only the programme learns in
  courses, its mean varies more, and they are too many (.86 with 3 courses, .92 with 6). Welch's combination of
  both variances has no such assumption, but is too generous where a small group varies little by chance.
  The smaller of both degrees of freedom holds in either case (.94 to .98).
- Where only one group has courses, 3 or 4 of them give .91 to .93 even so, and with 5 a change is seen where there
  is none in up to 6.6 of 100 samples: it declines below `FEWEST_CLUSTERS_ON_ONE_SIDE`. The restricted wild
  cluster bootstrap (Cameron, Gelbach & Miller 2008) did not do better there (.88 to .94), nor elsewhere, and knows
  no covariates, blocks or weights.
- One group, many of whom stand at an end of the scale both times: their changes are 0 and say nothing on how far
  the others may go. Where half of fewer than `FEWEST_PERSONS_AT_AN_END` persons do, it declines (.91 otherwise).
- Scores as skewed as incomes, with a change of .8 standard deviations, leave .91 with 8 to 20 persons and .93 with
  60. Nothing in so few answers gives that away: sorting by their skewness, Johnson's corrected t and the
  bootstrapped t all hold less often. The assumption `MEAN_NEARLY_NORMAL` says so to readers.
"""

from __future__ import annotations

import math

import numpy as np

from wirkung.codes import Assumption, Caution, Claim, Quantity
from wirkung.estimate import Estimate, Unit
from wirkung.methods.kernels.cluster_labels import Arm, coded, shared
from wirkung.methods.kernels.cr2 import Robust, cr2, cr2_difference, cr2_mean
from wirkung.methods.kernels.groups import counts
from wirkung.methods.kernels.samples import T_ASSUMPTIONS, Pairs, cautions, only_rounding
from wirkung.methods.kernels.student import UNKNOWN, Uncertainty, student

FEWEST_CLUSTERS = 3
FEWEST_CLUSTERS_ON_ONE_SIDE = 6
# 6 is the smallest group of the calibration; below, one person more or less decides.
FEWEST_PERSONS = 6
FEWEST_PERSONS_AT_AN_END = 20
AT_AN_END = 0.5

METHOD = "CR2 t"
SOURCE = "Pustejovsky & Tipton (2018), Journal of Business & Economic Statistics 36, 672-683"

# As for a t interval, with the courses instead of the persons as what is independent.
CLUSTER_ASSUMPTIONS = (Assumption.CLUSTERS_INDEPENDENT, *T_ASSUMPTIONS[1:])


def robust(arms: tuple[Arm, ...]) -> Robust:
    """Mean of one group, or difference of two, with CR2 variance; at least one person a group."""
    if len(arms) == 1:
        return cr2_mean(arms[0].sample.values, arms[0].codes)
    ours, theirs = arms
    if shared(ours, theirs):
        return _across(ours, theirs)
    parts = [cr2_mean(each.sample.values, each.codes) for each in arms]
    return difference_of(parts[0], parts[1], (ours.sample.n, theirs.sample.n))


def difference_of(ours: Robust, theirs: Robust, persons: tuple[float, float]) -> Robust:
    """Two groups' difference, with the smaller of the degrees of freedom of CR2 and of Welch."""
    found = cr2_difference(ours, theirs, persons)
    return Robust(value=found.value, variance=found.variance, df=min(found.df, _welch_df(ours, theirs)))


def uncertainty(arms: tuple[Arm, ...], *, level: float) -> tuple[Uncertainty, tuple[Caution, ...]]:
    """The interval by the rule above, or none and the reason."""
    if reasons := declines(*arms):
        return UNKNOWN, reasons
    found = robust(arms)
    if not spreads(found, arms):
        return UNKNOWN, (Caution.NO_SPREAD,)
    return student(found.value, math.sqrt(found.variance), found.df, level=level, method=METHOD), ()


def spreads(found: Robust, arms: tuple[Arm, ...]) -> bool:
    """Whether the variance is more than rounding."""
    return not only_rounding(math.sqrt(max(found.variance, 0.0)), *(each.sample.values for each in arms))


def declines(*groups: Arm) -> tuple[Caution, ...]:
    """Why nothing is said on how uncertain a number of these groups is: too few courses, or too few persons.

    The one rule for every number of a report, whatever its method; nothing where there can be an interval. One
    course alone is too few as well. Who has no course learned alone.
    """
    one_side = len(groups) > 1 and not all(each.grouped for each in groups)
    fewest = FEWEST_CLUSTERS_ON_ONE_SIDE if one_side else FEWEST_CLUSTERS
    found = {
        Caution.TOO_FEW_CLUSTERS: any(each.grouped and each.clusters < fewest for each in groups),
        Caution.FEW_PERSONS: any(each.sample.n < FEWEST_PERSONS for each in groups),
    }
    return tuple(caution for caution, holds in found.items() if holds)


def at_an_end(pairs: Pairs) -> tuple[Caution, ...]:
    """Whether too many of few persons stand at one end of what was answered, before and after."""
    before, after = pairs.before.values, pairs.after.values
    if not 0 < before.size < FEWEST_PERSONS_AT_AN_END:
        return ()
    answers = np.concatenate([before, after])
    ends = ((Caution.MANY_AT_FLOOR, np.min(answers)), (Caution.MANY_AT_CEILING, np.max(answers)))
    return tuple(caution for caution, end in ends if np.mean((before == end) & (after == end)) >= AT_AN_END)


def what_to_know(*arms: Arm) -> tuple[Caution, ...]:
    """Few persons, no spread, and courses that have persons of both groups."""
    samples = [each.sample for each in arms]
    usual = cautions(*samples, constant=all(sample.constant for sample in samples))
    crossed = len(arms) > 1 and bool(shared(*arms))
    return (*usual, Caution.CLUSTER_IN_BOTH_GROUPS) if crossed else usual


def clusters_named(*arms: Arm, variance: str = "CR2") -> str:
    """The convention with the number of clusters of each group that has any: «CR2, 6 clusters».

    Who has a cluster of their own is not counted: that would tell how many persons there are.
    """
    return f"{variance}, {' and '.join(str(each.named_clusters) for each in arms if each.grouped)} clusters"


def _welch_df(ours: Robust, theirs: Robust) -> float:
    """Satterthwaite's degrees of freedom from both estimated variances; those of CR2 within each group."""
    total = ours.variance + theirs.variance
    if total == 0:
        return min(ours.df, theirs.df)
    share = ours.variance / total
    return 1 / (share**2 / ours.df + (1 - share) ** 2 / theirs.df)


def _across(ours: Arm, theirs: Arm) -> Robust:
    """Courses with persons of both groups: the regression on the group, by the general formulas."""
    outcome = np.concatenate([ours.sample.values, theirs.sample.values])
    in_programme = np.repeat([1.0, 0.0], [ours.sample.n, theirs.sample.n])
    design = np.column_stack([np.ones(outcome.size), in_programme])
    codes = coded(np.concatenate([ours.labels, theirs.labels]))
    return cr2(design, outcome, codes, np.array([0.0, 1.0]))


def difference_of_arms(
    ours: Arm,
    theirs: Arm,
    known: Uncertainty,
    declined: tuple[Caution, ...],
    *,
    quantity: Quantity,
    unit: Unit,
    source: str,
) -> Estimate:
    """The difference of two means where persons learned in courses, as sure as is `known` of it.

    Parameters
    ----------
    ours, theirs
        The values of both groups and their courses.
    known, declined
        What stands beside the difference, and why something of it does not.
    quantity, unit, source
        Of the estimate.

    Returns
    -------
    Estimate
        An association, without a value where nobody is in one of the groups.
    """
    both = ours.sample.n > 0 and theirs.sample.n > 0
    return Estimate(
        quantity=quantity,
        unit=unit,
        value=ours.sample.mean - theirs.sample.mean if both else None,
        claim=Claim.ASSOCIATION,
        counts=counts(ours.sample, theirs.sample),
        source=source,
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        convention=clusters_named(ours, theirs),
        assumptions=CLUSTER_ASSUMPTIONS,
        cautions=tuple(dict.fromkeys((*what_to_know(ours, theirs), *declined))),
    )
