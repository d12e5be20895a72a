"""Persons as rows: outcome, group and covariates, all of them known, for the methods that regress or weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from wirkung.codes import Assumption, Caution, CountRole, Quantity, UnitKind
from wirkung.estimate import Count, Unit, checked_unit
from wirkung.methods.kernels.cluster_labels import Arm, Codes, Labels, arm, coded, labels_of
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, FloatArray, complete, finite

BoolArray = NDArray[np.bool_]
_TABLE = 2


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Persons: `outcome` (n), `programme` (n), `covariates` (n, k), `codes` of clusters (n) or None.

    `labels` (n) has the cluster of each as it is named, None for who is in one alone.
    """

    outcome: FloatArray
    programme: BoolArray
    covariates: FloatArray
    codes: Codes | None
    labels: Labels

    @property
    def persons(self) -> tuple[int, int]:
        """How many are in the programme and in the comparison group."""
        ours = int(np.count_nonzero(self.programme))
        return ours, self.programme.size - ours

    @property
    def counts(self) -> tuple[Count, Count]:
        """How many persons each group has."""
        ours, theirs = self.persons
        return (
            Count(role=CountRole.PROGRAMME, number=ours),
            Count(role=CountRole.COMPARISON, number=theirs),
        )

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Few persons in a group, where so."""
        return (Caution.FEW_PERSONS,) if min(self.persons) < FEW_PERSONS_BELOW else ()

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What a t interval rests on; clusters are independent by design, persons alone by assumption."""
        usual = (Assumption.PERSONS_INDEPENDENT,) if self.codes is None else ()
        return (*usual, Assumption.MEAN_NEARLY_NORMAL)

    @property
    def arms(self) -> tuple[Arm, Arm]:
        """Outcome and clusters of the programme and of the comparison group."""
        ours, theirs = (
            arm(self.outcome[who], self.labels[who], name="outcome") for who in (self.programme, ~self.programme)
        )
        return ours, theirs

    def rows(self, kept: BoolArray) -> Table:
        """The same table with these rows only."""
        return Table(
            outcome=self.outcome[kept],
            programme=self.programme[kept],
            covariates=self.covariates[kept],
            codes=None if self.codes is None else coded(self.labels[kept]),
            labels=self.labels[kept],
        )


def difference_in(unit: Unit) -> Quantity:
    """What the difference of two means is called: of marks of 0 and 1 it is one of shares."""
    checked_unit(unit)
    return Quantity.SHARE_DIFFERENCE if unit.kind is UnitKind.SHARE else Quantity.MEAN_DIFFERENCE


def table(
    outcome: ArrayLike, in_programme: ArrayLike, covariates: ArrayLike | None, clusters: ArrayLike | None = None
) -> Table:
    """Persons of both groups, perhaps none of one; a missing number is the caller's mistake, who chose them."""
    values = complete("outcome", outcome).values  # noqa: PD011 - of a sample
    programme = marks("in_programme", in_programme, values.size, both=False)
    columns = complete_matrix("covariates", covariates, values.size)
    labels = labels_of(clusters, values.size)
    codes = None if clusters is None else coded(labels)
    return Table(outcome=values, programme=programme, covariates=columns, codes=codes, labels=labels)


def numbers(name: str, values: ArrayLike) -> FloatArray:
    """One number per row, NaN where missing; infinity is refused."""
    finite(name, values)
    found = np.asarray(values, dtype=np.float64)
    if not found.size:
        raise ValueError(f"{name} must hold at least one number, found none")
    return found


def marks(name: str, values: ArrayLike, size: int, *, both: bool = True) -> BoolArray:
    """True or False (or 1 and 0) per row; with `both`, each must occur."""
    found = np.asarray(values)
    if found.shape != (size,):
        raise ValueError(f"{name} must have one mark per row ({size}), found shape {found.shape}")
    missing = int(np.count_nonzero(pd.isna(found)))
    if missing:
        raise ValueError(f"{name} must hold True and False (or 1 and 0), found nothing in {missing} rows")
    if found.dtype != np.bool_:
        wrong = ~np.isin(found, (0, 1))
        if wrong.any():
            raise ValueError(
                f"{name} must hold True and False (or 1 and 0), "
                f"found {found[wrong][0]!r} in {np.count_nonzero(wrong)} rows"
            )
        found = found.astype(np.bool_)
    yes = int(np.count_nonzero(found))
    if both and yes in (0, size):
        raise ValueError(f"{name} must mark some rows and leave some, found {yes} of {size} marked")
    return found


def matrix(name: str, values: ArrayLike | None, size: int) -> FloatArray:
    """Rows by columns; one column may come flat, None is no column."""
    if values is None:
        return np.empty((size, 0))
    try:
        columns = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must hold numbers, {error}") from error
    columns = columns[:, None] if columns.ndim == 1 else columns
    if columns.ndim != _TABLE or columns.shape[0] != size:
        raise ValueError(f"{name} must have one row per outcome ({size}), found shape {np.shape(values)}")
    infinite = int(np.count_nonzero(np.isinf(columns)))
    if infinite:
        raise ValueError(f"{name} must hold finite numbers or NaN, found {infinite} infinite")
    return columns


def complete_matrix(name: str, values: ArrayLike | None, size: int) -> FloatArray:
    """As `matrix`, of everybody in a sample; a missing number (NaN) is the caller's mistake.

    Examples
    --------
    >>> complete_matrix("marks", [[1.0, 2.0], [float("nan"), 1.0]], 2)
    Traceback (most recent call last):
    ...
    ValueError: marks must be complete, found NaN in row 1 (1 of 2 rows); leave out whom the sample does not hold
    """
    columns = matrix(name, values, size)
    missing = np.flatnonzero(np.isnan(columns).any(axis=1))
    if missing.size:
        raise ValueError(
            f"{name} must be complete, found NaN in row {missing[0]} ({missing.size} of {size} rows); "
            "leave out whom the sample does not hold"
        )
    return columns
