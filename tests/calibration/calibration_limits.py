"""Limits of the intervals for many samples at once; NaN where the rule of `wirkung.methods` declines.

`test_calibration.py` holds them against the functions themselves, sample by sample.
"""

import numpy as np
from scipy import stats

from wirkung.methods.kernels.clustered import (
    AT_AN_END,
    FEWEST_CLUSTERS,
    FEWEST_CLUSTERS_ON_ONE_SIDE,
    FEWEST_PERSONS,
    FEWEST_PERSONS_AT_AN_END,
)

LEVEL = 0.95
NO_SPREAD = 1e-20


def moments(values, courses):
    """Mean, CR2 variance and degrees of freedom of each sample; those of the t test with one person a course."""
    share = courses / courses.sum()
    mean = np.mean(values, axis=1)
    starts = np.concatenate([[0], np.cumsum(courses)[:-1]])
    sums = np.add.reduceat(values - mean[:, None], starts, axis=1)
    ratio = share**2 / (1 - share)
    df = 1 / (np.sum(share**2) + np.sum(ratio) ** 2 - np.sum(ratio**2))
    return mean, np.sum(sums**2 / (1 - share), axis=1) / courses.sum() ** 2, df


def limits(value, variance, df):
    reach = stats.t.ppf((1 + LEVEL) / 2, df) * np.sqrt(variance)
    return value - reach, value + reach


def change_limits(before, after, courses):
    """Limits of the mean change, NaN where the rule declines."""
    mean, variance, df = moments(after - before, courses)
    persons = courses.sum()
    declined = np.full(
        mean.shape, persons < FEWEST_PERSONS or (courses.max() > 1 and courses.size < FEWEST_CLUSTERS)
    )
    if persons < FEWEST_PERSONS_AT_AN_END:
        for end in (np.max(np.maximum(before, after), axis=1), np.min(np.minimum(before, after), axis=1)):
            stay = (before == end[:, None]) & (after == end[:, None])
            declined |= np.mean(stay, axis=1) >= AT_AN_END
    return np.where(declined | (variance < NO_SPREAD), np.nan, limits(mean, variance, df))


def difference_limits(ours, theirs, our_courses, their_courses):
    """Limits of the difference in change, NaN where the rule declines."""
    first, second = moments(ours, our_courses), moments(theirs, their_courses)
    variance = first[1] + second[1]
    some = np.maximum(variance, NO_SPREAD)
    welch = 1 / ((first[1] / some) ** 2 / first[2] + (second[1] / some) ** 2 / second[2] + 1e-300)
    grouped = [courses for courses in (our_courses, their_courses) if courses.max() > 1]
    fewest = FEWEST_CLUSTERS if len(grouped) == 2 else FEWEST_CLUSTERS_ON_ONE_SIDE
    if grouped:
        weight = 1 / our_courses.sum(), 1 / their_courses.sum()
        cr2 = sum(weight) ** 2 / (weight[0] ** 2 / first[2] + weight[1] ** 2 / second[2])
        welch = np.minimum(welch, cr2)
    persons = min(our_courses.sum(), their_courses.sum())
    declined = persons < FEWEST_PERSONS or any(courses.size < fewest for courses in grouped)
    return np.where(declined | (variance < NO_SPREAD), np.nan, limits(first[0] - second[0], variance, welch))


def share_limits(reached, total):
    """Newcombe's method 10 with t, for arrays of reached persons of both groups, `total` in each."""
    z = stats.t.ppf((1 + LEVEL) / 2, total - 1)
    shares = [numbers / total for numbers in reached]
    roots = [z * np.sqrt(share * (1 - share) / total + z**2 / (4 * total**2)) for share in shares]
    wilson = [
        (
            (share + z**2 / (2 * total) - root) / (1 + z**2 / total),
            (share + z**2 / (2 * total) + root) / (1 + z**2 / total),
        )
        for share, root in zip(shares, roots, strict=True)
    ]
    (low, high), (other_low, other_high) = wilson
    value = shares[0] - shares[1]
    return (
        value - np.sqrt((shares[0] - low) ** 2 + (other_high - shares[1]) ** 2),
        value + np.sqrt((high - shares[0]) ** 2 + (shares[1] - other_low) ** 2),
    )
