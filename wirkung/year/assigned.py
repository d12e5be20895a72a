"""Where each person of the list was assigned or learned, and in which block: by the columns of the design."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.declared import Group, Wave
from wirkung.programme.design import Design, kept_as

Labels = NDArray[np.object_]


def clusters_of(design: Design, persons: pd.DataFrame) -> Labels | None:
    """The course, class or school of each person, None where the file has none; None where the design names none.

    Parameters
    ----------
    design
        Which column says so, for each group.
    persons
        Rows of the list of persons.
    """
    columns = {group: design.cluster_column(group) for group in Group}
    if not any(columns.values()):
        return None
    found = np.full(len(persons), None, dtype=object)
    for group, column in columns.items():
        if column is not None:
            # Courses and schools of one name are two clusters.
            labels = persons[kept_as(column)]
            ours = (persons["group"] == group) & labels.notna() & (labels != "")
            found[ours.to_numpy()] = [f"{column} {label}" for label in labels[ours]]
    return found


def took_part_of(design: Design, persons: pd.DataFrame) -> NDArray[np.bool_] | None:
    """Whether each person took part, whatever the lot said; None where the design names no column for it."""
    return None if design.took_part is None else (persons[kept_as(design.took_part)] == "1").to_numpy()


def starts_later(design: Design, persons: pd.DataFrame) -> NDArray[np.bool_] | None:
    """Whether each person starts between `after` and `follow_up`; None where the design names no starts."""
    return None if design.starts is None else (persons[kept_as(design.starts)] == Wave.FOLLOW_UP).to_numpy()


def blocks_of(design: Design, persons: pd.DataFrame) -> Labels | None:
    """The block of each person; None where the design names none."""
    return None if design.blocks is None else persons[kept_as(design.blocks)].to_numpy(dtype=object)


def arms_of(design: Design, persons: pd.DataFrame) -> Labels | None:
    """The arm of each person, None in the comparison group; None where the design has no arms."""
    if design.arms is None:
        return None
    arms = persons[kept_as(design.arms.column)].astype(object)
    return arms.where(persons["group"] == Group.PROGRAMME, None).to_numpy(dtype=object)


def weights_of(design: Design, persons: pd.DataFrame) -> NDArray[np.float64] | None:
    """For how many each person stands; None where the design names no weights."""
    return None if design.weights is None else persons[kept_as(design.weights)].to_numpy(dtype=np.float64)
