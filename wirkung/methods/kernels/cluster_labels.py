"""Who belongs to which course: labels made into codes, and persons without one into clusters of their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from wirkung.methods.kernels.samples import FloatArray, Sample, complete, complete_pairs

Codes = NDArray[np.intp]
Labels = NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class Arm:
    """Observed numbers of one group; `labels` has the cluster of each, None for a person who is their own."""

    sample: Sample
    labels: Labels

    @property
    def grouped(self) -> bool:
        """Whether any person shares a named cluster."""
        return any(label is not None for label in self.labels)

    @property
    def codes(self) -> Codes:
        """The cluster of each person as 0, 1, …; a person without a label is a cluster of their own."""
        return coded(self.labels)

    @property
    def clusters(self) -> int:
        """How many clusters there are, single persons included."""
        return int(self.codes.max(initial=-1)) + 1

    @property
    def named_clusters(self) -> int:
        """How many clusters have a name; single persons are none of them."""
        return len({label for label in self.labels if label is not None})


def arm(values: ArrayLike, clusters: ArrayLike | None, *, name: str, clusters_name: str = "clusters") -> Arm:
    """One group with one number per person."""
    sample = complete(name, values)
    return Arm(sample=sample, labels=labels_of(clusters, sample.n, clusters_name))


def both_arms(
    programme: ArrayLike,
    comparison: ArrayLike,
    programme_clusters: ArrayLike | None,
    comparison_clusters: ArrayLike | None,
) -> tuple[Arm, Arm]:
    """Both groups with one number per person; errors name the arguments as they are named here."""
    return (
        arm(programme, programme_clusters, name="programme", clusters_name="programme_clusters"),
        arm(comparison, comparison_clusters, name="comparison", clusters_name="comparison_clusters"),
    )


def arm_of_changes(before: ArrayLike, after: ArrayLike, clusters: ArrayLike | None, *, group: str = "") -> Arm:
    """One group with the change of each person."""
    change = complete_pairs(before, after, group=group).change
    return Arm(sample=change, labels=labels_of(clusters, change.n, f"{group}clusters"))


def coded(labels: Labels) -> Codes:
    """Codes 0, 1, … in order of first appearance; after them, each None is a cluster of its own."""
    known: dict[object, int] = {}
    found = (-1 if label is None else known.setdefault(label, len(known)) for label in labels.tolist())
    codes = np.fromiter(found, np.intp, labels.size)
    alone = np.flatnonzero(codes < 0)
    codes[alone] = codes.max(initial=-1) + 1 + np.arange(alone.size)
    return codes


def shared(ours: Arm, theirs: Arm) -> set[object]:
    """Clusters that have persons in both groups."""
    return (set(ours.labels) & set(theirs.labels)) - {None}


def sizes(codes: Codes) -> FloatArray:
    """How many persons each cluster has."""
    return np.bincount(codes).astype(np.float64)


def labels_of(clusters: ArrayLike | None, persons: int, name: str = "clusters") -> Labels:
    """The cluster of each person, shape (persons,); None for who has none, and for all where there are none."""
    if clusters is None:
        return np.full(persons, None, dtype=object)
    labels = np.array(clusters, dtype=object)  # asarray alone would spell a missing course «nan»
    if labels.shape != (persons,):
        raise ValueError(f"{name} must name one cluster per person ({persons}), found shape {labels.shape}")
    labels[pd.isna(labels)] = None
    labels[labels == ""] = None
    return labels
