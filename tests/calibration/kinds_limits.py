"""Limits of the intervals of the other kinds for many samples at once; NaN where the rule declines.

`test_kinds.py` holds them against the functions themselves, sample by sample.
"""

from functools import cache

import numpy as np
from calibration_limits import LEVEL, moments
from scipy import stats

from wirkung.methods.change.tango import tango_limits
from wirkung.methods.comparison.mean_of_skewed import FEWEST_CLUSTERS as FEWEST_CLUSTERS_OF_SKEWED
from wirkung.methods.comparison.mean_of_skewed import FEWEST_PERSONS as FEWEST_PERSONS_OF_SKEWED
from wirkung.methods.comparison.mean_of_skewed import LARGER
from wirkung.methods.comparison.shares_in_courses import fewest_with_each_answer
from wirkung.methods.kernels.clustered import FEWEST_CLUSTERS, FEWEST_CLUSTERS_ON_ONE_SIDE, FEWEST_PERSONS

SMALL = 1e-20
BLOCK = 200  # samples whose tables of all pairs of persons are held at once


def quantile(df):
    return stats.t.ppf((1 + LEVEL) / 2, df)


def wilson(share, persons, t):
    weight = t**2 / persons
    reach = t * np.sqrt((share * (1 - share) + weight / 4) / persons)
    middle = share + weight / 2
    return (middle - reach) / (1 + weight), (middle + reach) / (1 + weight)


def starts(courses):
    return np.concatenate([[0], np.cumsum(courses)[:-1]])


def kish(numbers):
    """How many equal numbers are as uneven, of each row."""
    return numbers.sum(axis=-1) ** 2 / np.maximum(np.square(numbers).sum(axis=-1), SMALL)


def worth(marks, courses):
    """The share, as how many persons they count, variance, both df (all courses, rarer answer), where none is."""
    share, variance, df = moments(marks, courses)
    if courses.max() == 1:
        return (
            share,
            np.full(share.shape, courses.sum() - 1.0),
            variance,
            (df, df),
            np.zeros(share.shape, dtype=bool),
        )
    yes = np.add.reduceat(marks, starts(courses), axis=1)
    with_each = np.minimum((yes > 0).sum(axis=1), (yes < courses).sum(axis=1))
    unknown = (with_each < fewest_with_each_answer(courses.size)) | (variance < SMALL)
    declined = np.full(share.shape, courses.size < FEWEST_CLUSTERS)
    persons = np.where(unknown, kish(courses), share * (1 - share) / np.maximum(variance, SMALL))
    variance = np.where(unknown, share * (1 - share) / kish(courses), variance)
    return share, persons, variance, (df, np.where(unknown, df, df_of_the_rarer(yes, courses))), declined


def df_of_the_rarer(yes, courses):
    """By Kish's number of the courses that the rarer answers came from, less one; `yes` by course."""
    no = courses - yes
    in_courses = (yes > 0).sum(axis=1), (no > 0).sum(axis=1)
    fewer = in_courses[0] < in_courses[1]
    alike = (in_courses[0] == in_courses[1]) & (kish(yes) <= kish(no))
    return np.maximum(kish(np.where((fewer | alike)[:, None], yes, no)) - 1, 1.0)


def share_limits_in_courses(marks, courses):
    """Wilson's limits of single persons, or of persons in courses."""
    if courses.max() == 1:
        return wilson(marks.mean(axis=1), courses.sum(), stats.norm.ppf((1 + LEVEL) / 2))
    share, persons, _, df, declined = worth(marks, courses)
    return np.where(declined, np.nan, wilson(share, persons, quantile(df[0])))


def difference_of_shares_limits(ours, theirs, our_courses, their_courses):
    """Newcombe's limits of single persons, or of persons in courses."""
    grouped = [courses for courses in (our_courses, their_courses) if courses.max() > 1]
    fewest = FEWEST_CLUSTERS if len(grouped) > 1 else FEWEST_CLUSTERS_ON_ONE_SIDE
    first, second = worth(ours, our_courses), worth(theirs, their_courses)
    declined = first[-1] | second[-1] | any(courses.size < fewest for courses in grouped)
    persons = our_courses.sum(), their_courses.sum()
    t = quantile(min(persons) - 1)
    if grouped:
        total = np.maximum(first[2] + second[2], SMALL)
        welch = 1 / ((first[2] / total) ** 2 / first[3][1] + (second[2] / total) ** 2 / second[3][1] + 1e-300)
        weight = 1 / our_courses.sum(), 1 / their_courses.sum()
        alike = sum(weight) ** 2 / (weight[0] ** 2 / first[3][1] + weight[1] ** 2 / second[3][1])
        t, persons = quantile(np.minimum(welch, alike)), (first[1], second[1])
    (low, high), (other_low, other_high) = (
        wilson(each[0], number, t) for each, number in zip((first, second), persons, strict=True)
    )
    value = first[0] - second[0]
    found = (
        value - np.hypot(first[0] - low, other_high - second[0]),
        value + np.hypot(high - first[0], second[0] - other_low),
    )
    return np.where(declined, np.nan, found)


@cache
def tango(gained, lost, persons):
    return tango_limits(gained, lost, persons, LEVEL)


def tango_limits_of(change):
    """Tango's limits from each person's -1, 0 or 1."""
    gained, lost = (change > 0).sum(axis=1), (change < 0).sum(axis=1)
    found = [tango(int(up), int(down), change.shape[1]) for up, down in zip(gained, lost, strict=True)]
    return np.array(found).T


def mover_limits(ours, theirs):
    """Both changes' limits combined."""
    (low, high), (other_low, other_high) = tango_limits_of(ours), tango_limits_of(theirs)
    first, second = ours.mean(axis=1), theirs.mean(axis=1)
    value = first - second
    return (
        value - np.hypot(first - low, other_high - second),
        value + np.hypot(high - first, second - other_low),
    )


def signs_by_course(combine, first, second, rows, columns):
    """Signs of all pairs of persons, added up over the courses of both, block by block of the samples."""
    found = []
    for start in range(0, len(first), BLOCK):
        one, two = (each[start : start + BLOCK].astype(np.int8) for each in (first, second))
        signs = np.sign(combine(one[:, :, None], two[:, None, :]))
        sums = np.add.reduceat(signs, starts(rows), axis=1, dtype=np.int32)
        found.append(np.add.reduceat(sums, starts(columns), axis=2))
    return np.concatenate(found).astype(float)


def rank_biserial_limits(steps, courses):
    """The jackknife over courses on Fisher's z."""
    # Who made no step counts for nothing.
    signs = signs_by_course(lambda one, two: (one + two) * (one != 0) * (two != 0), steps, steps, courses, courses)
    own, number = (
        np.add.reduceat(each, starts(courses), axis=1) for each in (np.sign(steps), (steps != 0).astype(float))
    )
    whole, alone, moved = signs.sum(axis=(1, 2)), own.sum(axis=1), number.sum(axis=1)
    left = whole[:, None] - 2 * signs.sum(axis=2) + np.einsum("rgg->rg", signs)
    left_alone, left_moved = alone[:, None] - own, moved[:, None] - number
    with np.errstate(all="ignore"):
        value = (whole + alone) / (moved * (moved + 1))
        without = (left + left_alone) / (left_moved * (left_moved + 1))
    return _fisher(value, [without])


def cliff_limits(ours, theirs, our_courses, their_courses):
    """The jackknife over the courses of each group on Fisher's z, with Satterthwaite's degrees of freedom."""
    signs = signs_by_course(lambda one, two: one - two, ours, theirs, our_courses, their_courses)
    whole, persons = signs.sum(axis=(1, 2)), (our_courses.sum(), their_courses.sum())
    without = [
        (whole[:, None] - signs.sum(axis=2)) / ((persons[0] - our_courses) * persons[1]),
        (whole[:, None] - signs.sum(axis=1)) / (persons[0] * (persons[1] - their_courses)),
    ]
    return _fisher(whole / (persons[0] * persons[1]), without)


def _fisher(value, without):
    variances = [
        (each.shape[1] - 1) / each.shape[1] * np.square(each - each.mean(axis=1, keepdims=True)).sum(axis=1)
        for each in without
    ]
    total = sum(variances)
    with np.errstate(all="ignore"):
        df = total**2 / sum(each**2 / (group.shape[1] - 1) for each, group in zip(variances, without, strict=True))
        reach = quantile(df) * np.sqrt(total) / (1 - value**2)
        middle = np.arctanh(value)
        found = np.tanh(middle - reach), np.tanh(middle + reach)
    declined = (np.abs(value) == 1) | (total == 0) | np.isnan(total) | np.isnan(value)
    return np.where(declined, np.nan, found)


def willink_limits_of(values, courses):
    """Willink's limits of a mean, with the CR2 variance where there are courses."""
    mean, variance, df = moments(values, courses)
    sums = np.add.reduceat(values - mean[:, None], starts(courses), axis=1)
    clusters = courses.size
    of_courses, of_persons = (skewness_of(each) for each in (sums, values - mean[:, None]))
    farther = np.where(of_persons > 0, np.maximum(of_courses, of_persons), np.minimum(of_courses, of_persons))
    skewness = LARGER * farther
    skewness = np.where(np.abs(skewness) < 1e-9, 1e-9, skewness)
    grouped = courses.max() > 1
    few = clusters < FEWEST_CLUSTERS_OF_SKEWED if grouped else courses.sum() < FEWEST_PERSONS_OF_SKEWED
    declined = (variance < SMALL) | few | (courses.sum() < FEWEST_PERSONS)

    def back(limit):
        return 3 / skewness * (np.cbrt(1 + skewness * (limit - skewness / 6)) - 1)

    error, t = np.sqrt(variance), quantile(df)
    return np.where(declined, np.nan, (mean - error * back(t), mean - error * back(-t)))


def skewness_of(parts):
    """Of the mean that independent parts add up to."""
    number = parts.shape[1]
    unbiased = number**2 / ((number - 1) * (number - 2)) * ((number - 1) / number) ** 1.5
    return (parts**3).sum(axis=1) / np.maximum((parts**2).sum(axis=1), SMALL) ** 1.5 * unbiased
