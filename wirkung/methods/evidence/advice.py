"""What follows for a goal: keep going, go on and measure again, rethink; or that it cannot be said, and why."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from scipy import stats

from wirkung.codes import Advice, CountRole, Quantity, Undecided, UnitKind, Verdict
from wirkung.estimate import PERSONS, SHARE, Estimate, Interval
from wirkung.methods.evidence.attainment import attainment

# A result on these is a difference already: no difference, 0, is where it starts from.
_FROM_ZERO = frozenset(
    {
        Quantity.MEAN_CHANGE,
        Quantity.MEAN_DIFFERENCE,
        Quantity.DIFFERENCE_IN_CHANGE,
        Quantity.STANDARDISED_CHANGE,
        Quantity.STANDARDISED_DIFFERENCE,
        Quantity.SHARE_DIFFERENCE,
    }
)
# Of a share of persons these cells say «so many of so many»; of other results they say how many persons.
_GROUPS = (CountRole.PROGRAMME, CountRole.COMPARISON, CountRole.REACHED, CountRole.PAIRS, CountRole.BASE)
_BROWN = "Brown, Cai & DasGupta (2001), Statistical Science 16, 101-133 (Jeffreys)"
_XIE = "Xie & Singh (2013), International Statistical Review 81, 3-39 (confidence distribution)"
# Probabilities less apart are the same.
_SAME = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Steering:
    """The advice on a goal and what it rests on.

    `why_not` says why nothing can be said. `probability` is how probable it is that the goal is met, where a
    distribution supports it. `needed` is how many more persons would decide it, if the result stayed as it is.
    """

    advice: Advice
    verdict: Verdict
    why_not: Undecided | None = None
    probability: Estimate | None = None
    needed: Estimate | None = None


def advice(estimate: Estimate | None, target: float, *, better: int = 1, start: float | None = None) -> Steering:
    """What to do about a goal, by rules that read estimate and interval, never the estimate alone.

    Parameters
    ----------
    estimate
        The result that the goal is about; None where its data are not there.
    target
        The number to be reached, in the unit of the estimate.
    better : 1 or -1
        1 where more is wanted, -1 where less is.
    start
        Where it started from, for example last year's value. Changes and differences start from 0; for other
        results the direction is unknown without it.

    Returns
    -------
    Steering
        KEEP if the whole interval is at the target or beyond; RETHINK if it is wholly short of it.
        If it includes the target: ON_THE_WAY where it lies wholly on the wanted side of the start, otherwise
        CANNOT_BE_SAID (INTERVAL_TOO_WIDE). CANNOT_BE_SAID too without data (NO_DATA: no result, or one without
        a value) or without an interval (NO_INTERVAL).

        The probability is that of the distribution the interval is of: the posterior one of a share under
        Jeffreys' prior, of a share in courses that of its score, and otherwise Student's or the normal one; none
        where the interval is of another kind. The persons needed are those at which an interval around the same
        estimate would just leave out the target.

    Raises
    ------
    ValueError
        `target` is not finite, `start` neither, or `better` neither 1 nor -1.

    References
    ----------
    The interval as a test: Hauck & Anderson (1986), Statistics in Medicine 5, 203-209. Probabilities: Brown, Cai
    & DasGupta (2001), Interval estimation for a binomial proportion, Statistical Science 16, 101-133; Xie &
    Singh (2013), Confidence distribution, International Statistical Review 81, 3-39.

    Examples
    --------
    >>> from wirkung.methods.kernels.intervals import share
    >>> found = advice(share(66, 100), 0.7, start=0.5)
    >>> found.advice, round(found.probability.value, 3), found.needed.value
    (<Advice.ON_THE_WAY: 'on_the_way'>, 0.19, 405.0)
    """
    if start is not None and not math.isfinite(start):
        raise ValueError(f"start must be a finite number, found {start}")
    if estimate is None:
        return Steering(advice=Advice.CANNOT_BE_SAID, verdict=Verdict.UNDECIDED, why_not=Undecided.NO_DATA)
    verdict = attainment(estimate, target, better=better)
    if estimate.value is None:
        return Steering(advice=Advice.CANNOT_BE_SAID, verdict=verdict, why_not=Undecided.NO_DATA)
    if estimate.interval is None:
        return Steering(advice=Advice.CANNOT_BE_SAID, verdict=verdict, why_not=Undecided.NO_INTERVAL)
    probability = _probability(estimate, target, better)
    if verdict is not Verdict.UNDECIDED:
        kept = Advice.KEEP if verdict is Verdict.REACHED else Advice.RETHINK
        return Steering(advice=kept, verdict=verdict, probability=probability)
    rising = _on_the_way(estimate, better, start)
    return Steering(
        advice=Advice.ON_THE_WAY if rising else Advice.CANNOT_BE_SAID,
        verdict=verdict,
        why_not=None if rising else Undecided.INTERVAL_TOO_WIDE,
        probability=probability,
        needed=_needed(estimate, target),
    )


def advice_on_count(estimate: Estimate, target: float, *, better: int = 1, silent: int = 0) -> Steering:
    """What to do about a goal for these persons alone, all of whom were counted: nothing is uncertain.

    Parameters
    ----------
    estimate
        The number or share that the goal is about, of everybody it is about.
    target
        The number to be reached, in the unit of the estimate.
    better : 1 or -1
        1 where more is wanted, -1 where less is.
    silent : persons
        Whom the goal is about as well, but of whom nothing is known; only beside a share of persons.

    Returns
    -------
    Steering
        KEEP at the target or beyond, RETHINK short of it: with `silent` persons whatever they would have said, and
        otherwise CANNOT_BE_SAID (SOME_SILENT). Without a value CANNOT_BE_SAID (NO_DATA).

    Raises
    ------
    ValueError
        `target` is not finite, `better` neither 1 nor -1, or `silent` negative, or beside what is no share of
        persons.

    References
    ----------
    Of a population that was counted in full there is no sampling error: Cochran (1977), Sampling Techniques,
    3rd ed., section 2.6 (finite population correction). What the silent leave open: Manski (1989), Journal of
    Human Resources 24, 343-360 (bounds without assumptions).

    Examples
    --------
    >>> from wirkung.methods.kernels.intervals import share
    >>> advice_on_count(share(259, 344), 0.7).verdict  # though an interval would just reach down to .7
    <Verdict.REACHED: 'reached'>
    >>> advice_on_count(share(259, 344), 0.7, silent=40).why_not  # 259 of 384 are too few
    <Undecided.SOME_SILENT: 'some_silent'>
    """
    if not math.isfinite(target) or better not in (1, -1) or silent < 0:
        raise ValueError(
            f"target must be finite, better 1 or -1 and silent from 0 on, found {target}, {better} and {silent}"
        )
    if estimate.value is None:
        return Steering(advice=Advice.CANNOT_BE_SAID, verdict=Verdict.UNDECIDED, why_not=Undecided.NO_DATA)
    least, most = _however_they_answered(estimate, silent) if silent else (estimate.value, estimate.value)
    worst, best = (least, most) if better == 1 else (most, least)
    if better * worst >= better * target:
        return Steering(advice=Advice.KEEP, verdict=Verdict.REACHED)
    if better * best < better * target:
        return Steering(advice=Advice.RETHINK, verdict=Verdict.MISSED)
    return Steering(advice=Advice.CANNOT_BE_SAID, verdict=Verdict.UNDECIDED, why_not=Undecided.SOME_SILENT)


def _however_they_answered(share: Estimate, silent: int) -> tuple[float, float]:
    """The share of all if none of the silent had reached it, and if all of them had."""
    reached, total = next(((each.number, each.of) for each in share.counts if each.of), (0, None))
    if share.quantity is not Quantity.SHARE or total is None:
        raise ValueError(f"silent persons can be counted beside a share of persons only, found {share.quantity}")
    return reached / (total + silent), (reached + silent) / (total + silent)


def before_its_time(steering: Steering, *, grows: bool) -> Steering:
    """A goal that has time left cannot be judged yet; only what can but grow (`grows`) is met once it is met."""
    if grows and steering.verdict is Verdict.REACHED:
        return steering
    return Steering(advice=Advice.WAIT, verdict=Verdict.UNDECIDED, why_not=Undecided.NOT_YET_DUE)


def _on_the_way(estimate: Estimate, better: int, start: float | None) -> bool:
    """Whether the whole interval lies on the wanted side of where it started from."""
    begin = 0.0 if start is None and estimate.quantity in _FROM_ZERO else start
    if begin is None or estimate.interval is None:
        return False
    return estimate.interval.low > begin if better == 1 else estimate.interval.high < begin


def _probability(estimate: Estimate, target: float, better: int) -> Estimate | None:
    """How probable it is that the true value is at the target or beyond; None without a distribution.

    Always by the distribution that the interval is of: else it would call sure what the interval leaves open.
    """
    cell, interval = estimate.counts[0], estimate.interval
    if interval is None or estimate.value is None:
        return None
    if estimate.quantity is Quantity.SHARE and cell.role is CountRole.REACHED and cell.of is not None:
        if interval.method == "Wilson":
            above, source = float(stats.beta.sf(target, cell.number + 0.5, cell.of - cell.number + 0.5)), _BROWN
        else:
            above, source = _share_above(estimate.value, interval, target), _XIE
    elif estimate.standard_error and _is_of_student(estimate, interval):
        above, source = _student_above(estimate, target), _XIE
    else:
        return None
    return replace(
        estimate,
        quantity=Quantity.PROBABILITY,
        unit=SHARE,
        value=above if better == 1 else 1 - above,
        source=source,
        interval=None,
        test=None,
        standard_error=None,
        standardiser="",
        convention="",
    )


def _share_above(share: float, interval: Interval, target: float) -> float:
    """The share of persons in courses: Wilson's score, spread so that it has the limits of the interval.

    Half of a Wilson interval is √(w s (1 - s) + w²/4) / (1 + w) long, with w the square of its quantile over the
    persons. That gives w back, of however many courses it was made.
    """
    half = (interval.high - interval.low) / 2
    # half² (1 + w)² = w s (1 - s) + w²/4
    spread = share * (1 - share)
    square, linear, constant = half**2 - 0.25, 2 * half**2 - spread, half**2
    weight = (-linear - math.sqrt(max(linear**2 - 4 * square * constant, 0.0))) / (2 * square)
    if not 0 < target < 1:
        return float(target <= 0)
    quantile = float(stats.norm.ppf((1 + interval.level) / 2))
    return float(stats.norm.cdf(quantile * (share - target) / math.sqrt(weight * target * (1 - target))))


def _is_of_student(estimate: Estimate, interval: Interval) -> bool:
    """Whether the interval is Student's (or the normal one) around the standard error beside it."""
    tail = (1 - interval.level) / 2
    limits = (_student_above(estimate, interval.low), _student_above(estimate, interval.high))
    return abs(limits[0] - (1 - tail)) < _SAME and abs(limits[1] - tail) < _SAME


def _student_above(estimate: Estimate, target: float) -> float:
    df = math.inf if estimate.test is None or estimate.test.df is None else estimate.test.df
    return float(stats.t.cdf(((estimate.value or 0.0) - target) / (estimate.standard_error or 1.0), df))


def _needed(estimate: Estimate, target: float) -> Estimate | None:
    """How many more persons would decide it; None at the target itself, or where the persons are not known."""
    interval, value, persons = estimate.interval, estimate.value, _persons(estimate)
    if interval is None or value is None or persons is None or value == target:
        return None
    if interval.method == "Wilson":
        # Wilson's interval leaves out t exactly if |p - t| > z √(t(1 - t)/n).
        z = float(stats.norm.ppf((1 + interval.level) / 2))
        enough = z**2 * target * (1 - target) / (value - target) ** 2
    else:
        # An interval narrows with the root of the persons.
        reach = interval.high - value if target > value else value - interval.low
        enough = persons * (reach / (value - target)) ** 2
    more = max(1, math.floor(enough) + 1 - persons)
    return replace(
        estimate,
        quantity=Quantity.COUNT,
        unit=PERSONS,
        value=float(more),
        interval=None,
        test=None,
        standard_error=None,
        standardiser="",
        convention="",
    )


def _persons(estimate: Estimate) -> int | None:
    """On how many persons the result rests, both groups together; None where its cells do not say it."""
    cells = [count for count in estimate.counts if count.role in _GROUPS]
    if not cells or len(cells) < len(estimate.counts):
        return None
    if estimate.unit.kind is UnitKind.SHARE:
        return sum(cell.number if cell.of is None else cell.of for cell in cells)
    return sum(cell.number for cell in cells)
