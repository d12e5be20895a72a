"""Curves and tests straight from durations, for tests that look at every time at which something happened."""

import numpy as np

from wirkung.methods.survival import competing_events, kaplan_meier
from wirkung.methods.survival import log_rank as ranks
from wirkung.methods.survival.durations import durations, event_table


def survival_curve(times, event, entry=None):
    return kaplan_meier.survival_curve(event_table(durations(times, event, entry)))


def incidence_curve(times, kind, *, kinds, entry=None):
    return competing_events.incidence_curve(event_table(durations(times, kind, entry, kinds=kinds), kinds))


def log_rank(times, event, group, *, entry=None):
    names, codes = np.unique(np.asarray(group), return_inverse=True)
    return ranks.log_rank(durations(times, event, entry), codes, names.size)
