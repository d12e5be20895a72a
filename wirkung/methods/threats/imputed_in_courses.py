"""How sure the change in everybody who answered at least once is, where they learned in courses.

Rubin's rules take the filled-in answers of a course to be unlike each other and are too sure (.918 with 8 courses
of 12 and an intraclass correlation of .2). Here every person's influence on the change is added up by course: what
was answered or is expected from the line that joins both waves, and what moving that line moves.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wirkung.methods.kernels.cluster_labels import Arm
from wirkung.methods.kernels.cr2 import Robust
from wirkung.methods.kernels.influence import Influence, in_courses
from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.kernels.table import BoolArray

_OF_A_LINE = 2  # coefficients


def change_in_courses(waves: FloatArray, group: Arm) -> Robust:
    """Variance and degrees of freedom of the mean change, answers filled in by the line through the pairs.

    `waves` has both waves of everybody (2, persons), NaN for an answer that was not given; both waves of the pairs
    vary. For the influences Tsiatis (2006), Semiparametric theory and missing data, chapter 4.
    """
    twice = np.asarray(~np.isnan(waves).any(axis=0))
    first, second = (_of_wave(waves[which], waves[1 - which], twice) for which in (0, 1))
    pairs = int(twice.sum())
    found = in_courses(
        [Influence(arm=group, weights=np.asarray(twice, dtype=np.float64), influence=second - first)]
    )
    return replace(found, variance=found.variance * pairs / (pairs - _OF_A_LINE))


def _of_wave(wave: FloatArray, other: FloatArray, twice: BoolArray) -> FloatArray:
    """The influence of everybody on the mean of a wave whose gaps are filled in from the other one."""
    gaps = np.isnan(wave)
    design = np.column_stack([np.ones(wave.size), np.where(np.isnan(other), 0.0, other)])
    inverse = np.linalg.inv(design[twice].T @ design[twice])
    line = inverse @ (design[twice].T @ wave[twice])
    filled = np.where(gaps, design @ line, wave)
    through_line = design @ inverse @ design[gaps].sum(axis=0) * np.where(twice, wave - design @ line, 0.0)
    return np.asarray((filled - filled.mean() + through_line) / wave.size)
