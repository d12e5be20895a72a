"""Shares over time where persons learned in courses: the curve without one course after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from scipy import stats

from wirkung.codes import Assumption, Caution
from wirkung.estimate import Estimate, Interval
from wirkung.methods.comparison.beside_the_main_line import without_interval
from wirkung.methods.comparison.shares_in_courses import SOURCE as WILSON
from wirkung.methods.comparison.shares_in_courses import fewest_with_each_answer
from wirkung.methods.kernels.cluster_labels import Arm, arm
from wirkung.methods.kernels.clustered import clusters_named, declines
from wirkung.methods.kernels.jackknife import SOURCE, jackknife_variance
from wirkung.methods.kernels.table import BoolArray
from wirkung.methods.kernels.wilson import wilson_limits
from wirkung.methods.survival.kaplan_meier import CurvePoint
from wirkung.year.tracking.spans import Spans

LEVEL = 0.95
CurveOf = Callable[[Spans, Sequence[float]], Sequence[CurvePoint]]


def curve_in_courses(found: Spans, points: Sequence[CurvePoint], curve_of: CurveOf) -> tuple[CurvePoint, ...]:
    """The points of a curve with the intervals that the courses leave.

    Parameters
    ----------
    found
        The spans of one group.
    points
        Of its curve, in order of time.
    curve_of
        The curve of some of the persons at the same times.

    Returns
    -------
    The same where nobody shares a course. Otherwise Wilson's intervals for as many persons as the courses leave,
    by the jackknife; none by the one rule for courses and persons, nor where the step was made in too few courses.
    """
    courses = found.sample.courses
    group = arm(found.months, None if courses is None else found.sample.of(courses), name="months")
    if not group.grouped or not points:
        return tuple(points)
    if reasons := declines(group):
        return tuple(
            replace(point, estimate=without_interval(point.estimate).with_cautions(*reasons)) for point in points
        )
    times = [point.time for point in points]

    def shares(kept: BoolArray) -> list[float | None]:
        """The curve of some of the persons."""
        return [point.estimate.value for point in curve_of(found.rows(kept), times)]

    without = {kept.tobytes(): shares(kept) for kept in (group.codes != each for each in range(group.clusters))}

    def value_at(at: int) -> Callable[[BoolArray], float | None]:
        """One time of the curve without a course."""
        return lambda kept: without[kept.tobytes()][at]

    return tuple(
        replace(point, estimate=_sure(point, group, found, value_at(at))) for at, point in enumerate(points)
    )


def _sure(point: CurvePoint, group: Arm, found: Spans, value_of: Callable[[BoolArray], float | None]) -> Estimate:
    estimate = point.estimate
    reasons = _rare(group, found.reached & (found.months <= point.time))
    plain = without_interval(estimate).with_cautions(*reasons)
    if estimate.interval is None or estimate.value is None or reasons:
        return plain
    variance = jackknife_variance(group.codes, value_of)
    if variance is None or variance <= 0 or not 0 < estimate.value < 1:
        return plain.with_cautions(Caution.NO_SPREAD)
    quantile = float(stats.t.ppf((1 + LEVEL) / 2, group.clusters - 1))
    low, high = wilson_limits(estimate.value, estimate.value * (1 - estimate.value) / variance, quantile)
    return replace(
        plain,
        interval=Interval(low=low, high=high, level=LEVEL, method="Wilson, jackknife"),
        standard_error=variance**0.5,
        convention=clusters_named(group, variance="jackknife"),
        source=f"{estimate.source}; {WILSON}; {SOURCE}",
        assumptions=(
            Assumption.CLUSTERS_INDEPENDENT,
            *(each for each in estimate.assumptions if each is not Assumption.PERSONS_INDEPENDENT),
        ),
    )


def _rare(group: Arm, reached: BoolArray) -> tuple[Caution, ...]:
    """Whether the step was made, or not made, in too few courses."""
    both = (np.unique(group.codes[chosen]).size for chosen in (reached, ~reached))
    return (Caution.RARE_IN_COURSES,) if min(both) < fewest_with_each_answer(group.clusters) else ()
