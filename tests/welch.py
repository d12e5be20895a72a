"""Welch's test as it is published: the kernel under every comparison of means, for persons on their own."""

from __future__ import annotations

from typing import Any

from wirkung.codes import Quantity
from wirkung.estimate import Estimate, Unit
from wirkung.methods.kernels.groups import difference
from wirkung.methods.kernels.samples import complete


def mean_difference(programme: Any, comparison: Any, *, unit: Unit, level: float = 0.95) -> Estimate:
    """Programme minus comparison, without the rules by which reports decline an interval."""
    ours, theirs = complete("programme", programme), complete("comparison", comparison)
    return difference(ours, theirs, quantity=Quantity.MEAN_DIFFERENCE, unit=unit, level=level)
