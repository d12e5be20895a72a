"""Whether a number that is not said may as well be large: else a reader knows that it is small.

That somebody is there a reader knows of a group of which a line is withheld, and of who is in the larger of two
groups and not in the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from wirkung.disclosure.atoms import Atoms, Marks, merged
from wirkung.disclosure.ranges import Band

Places = NDArray[np.int64]
Numbers = NDArray[np.int64]
Persons = NDArray[np.float64]
Limits = tuple[Numbers, Numbers]  # least and most of each row

_NEAR = 1e-6
# A further search for examples is made where the last one found them for so large a part of the groups.
_ENOUGH = 0.1
_NO_LIMIT = 3  # of the status of a linear programme


@dataclass(slots=True)
class Knowledge:
    """What a reader knows, and what can be ruled out then.

    Numbers of persons that fit all that is known are kept as examples: a group that is large in one of them need
    not be looked at any more. They fit as well when less is known. What limits a group is kept too: while it is
    known, the group is limited.

    Parameters
    ----------
    atoms
        Groups of persons.
    known
        For rows: between which numbers a reader knows theirs, both the same where it is said exactly.
    smallest
        The smallest group.
    """

    atoms: Atoms
    known: Mapping[int, Band]
    smallest: int
    _rows: Places = field(init=False)
    _limits: Limits = field(init=False)
    _kinds: Atoms = field(init=False)  # the rows, over atoms of their own
    _said: csr_array = field(init=False)  # the same as numbers: most of them are 0
    _kind_of: Places = field(init=False)  # of each atom, -1 for those of whom nothing is said
    _examples: list[Persons] = field(init=False)  # of each atom
    _limited_by: dict[bytes, Mapping[int, Band]] = field(init=False)  # groups, and what they were ruled out by

    def __post_init__(self) -> None:
        self._examples, self._limited_by = [self.atoms.sizes.astype(float)], {}
        self.know_only(self.known)

    def know_only(self, known: Mapping[int, Band]) -> None:
        """Something else is known now, mostly less."""
        self.known = known
        self._rows = np.array(sorted(known), dtype=np.int64)
        least, most = (np.array([known[row][end] for row in self._rows.tolist()]) for end in (0, 1))
        self._limits = least, most
        self._kinds, self._kind_of = merged(self.atoms.rows[self._rows], self.atoms.sizes)
        self._said = csr_array(self._kinds.rows.astype(float))
        self._examples = [each for each in self._examples if self._is_possible(each)]

    def _is_possible(self, example: Persons) -> bool:
        numbers = self._said @ self._of_kinds(example)
        least, most = self._limits
        return bool((numbers >= least - _NEAR).all() and (numbers <= most + _NEAR).all())

    def _of_kinds(self, example: Persons) -> Persons:
        somewhere = self._kind_of >= 0
        return np.bincount(
            self._kind_of[somewhere], weights=example[somewhere], minlength=len(self._kinds.sizes)
        ).astype(float)

    def ruled_out(self, group: Marks) -> Places | None:
        """From which rows it follows that a group has fewer than the smallest; None where it may have as many.

        Parameters
        ----------
        group
            (atoms,): which are in it, of 1 to smallest - 1 persons together.
        """
        kinds = np.unique(self._kind_of[group])
        if kinds.size == 0 or kinds[0] < 0 or self._is_large(kinds):
            return None  # of somebody in it nothing is said, or it is large in an example
        limiting = self._limited_by.get(group.tobytes())
        if limiting and all(self.known.get(row) == band for row, band in limiting.items()):
            return np.array(list(limiting), dtype=np.int64)
        missing = self.smallest - int(self._kinds.sizes[kinds].sum())
        if _may_grow(self._kinds, kinds, self._limits, missing):
            return None
        found, rows = _most(self._rows, self._said, kinds, self._limits)
        if found is None:
            return None
        if found[kinds].sum() < self.smallest - _NEAR:
            self._limited_by[group.tobytes()] = {row: self.known[row] for row in rows.tolist()}
            return rows
        self._keep(found)
        return None

    def _is_large(self, kinds: Places) -> bool:
        """Whether the persons of some kinds are as many as the smallest group in one of the examples."""
        return any(self._of_kinds(each)[kinds].sum() >= self.smallest - _NEAR for each in self._examples)

    def look_for(self, groups: Sequence[Marks]) -> None:
        """Look for examples in which as many of some small groups as possible are large."""
        left = [np.unique(self._kind_of[group]) for group in groups]
        left = [kinds for kinds in left if kinds.size and kinds[0] >= 0 and not self._is_large(kinds)]
        while len(left) > 1:
            found = self._large_together(left)
            if found is None:
                return
            self._keep(found)
            small = [kinds for kinds in left if found[kinds].sum() < self.smallest - _NEAR]
            if len(left) - len(small) < _ENOUGH * len(left):
                return
            left = small

    def _large_together(self, groups: Sequence[Places]) -> Persons | None:
        """Of each kind so many persons that the groups together lack as few as can be; None for no answer."""
        said, number = self._said, len(groups)
        members = np.concatenate(groups)
        of_group = np.repeat(np.arange(number), [each.size for each in groups])
        inside = csr_array((np.ones(members.size), (of_group, members)), shape=(number, said.shape[1]))
        known = hstack([said, csr_array((said.shape[0], number))], format="csr")
        reached = hstack([inside, -eye_array(number)], format="csr")
        found = milp(
            np.concatenate([np.zeros(said.shape[1]), np.full(number, -1.0)]),
            constraints=[LinearConstraint(known, *self._limits), LinearConstraint(reached, 0, np.inf)],
            bounds=Bounds(0, np.concatenate([np.full(said.shape[1], np.inf), np.full(number, self.smallest)])),
            options={"presolve": False},  # presolving prints lines that no option keeps away from a notebook
        )
        return None if found.x is None else np.asarray(found.x[: said.shape[1]], dtype=np.float64)

    def _keep(self, found: Persons) -> None:
        """Numbers of persons of each kind as an example: those of a kind stand at the first of its atoms."""
        places, first = np.unique(self._kind_of, return_index=True)
        example = np.zeros(len(self.atoms.sizes))
        example[first[places >= 0]] = found
        if self._is_possible(example):
            self._examples.append(example)


def larger_by_few(common: Numbers, known: Mapping[int, Band], smallest: int) -> Places:
    """Pairs of rows of which one is known to be larger, by 1 to `smallest` - 1 persons who are not in the other.

    So a reader knows that there is somebody, whether or not the other has persons of its own.

    Parameters
    ----------
    common : (rows, rows)
        How many persons two rows have in common.
    known
        For rows: between which numbers a reader knows theirs, both the same where it is said exactly.

    Returns
    -------
    (pairs, 2): the larger one first.
    """
    rows = np.array(sorted(known), dtype=np.int64)
    least, most = (np.array([known[row][end] for row in rows.tolist()], dtype=np.int64) for end in (0, 1))
    beyond = np.diag(common)[rows][:, None] - common[np.ix_(rows, rows)]
    found = (least[:, None] > most[None, :]) & (beyond > 0) & (beyond < smallest)
    return rows[np.argwhere(found)]


def _may_grow(kinds: Atoms, wanted: Places, limits: Limits, by: int) -> bool:
    """Whether some of one kind outside could as well be in one of the wanted: the quick answer, mostly yes."""
    said, numbers = kinds.rows, kinds.numbers()
    may_fall, may_rise = numbers - limits[0] >= by, limits[1] - numbers >= by
    outside = kinds.sizes >= by
    outside[wanted] = False
    others = np.flatnonzero(outside)
    for kind in wanted.tolist():
        into = said[:, kind]
        if not (into & ~may_rise).any():
            return True
        can_leave = ~said[~into & ~may_fall][:, others].any(axis=0)
        if (can_leave & said[into & ~may_rise][:, others].all(axis=0)).any():
            return True
    return False


def _most(rows: Places, said: csr_array, wanted: Places, limits: Limits) -> tuple[Persons | None, Places]:
    """The most persons there can be, as an example, and the rows that limit them; None for any number.

    Raises
    ------
    ValueError
        No numbers of persons fit the limits. True ones do, so that one of the limits is false.
    """
    exact = limits[0] == limits[1]
    ranged = said[~exact]
    aim = np.zeros(said.shape[1])
    aim[wanted] = -1
    found = linprog(
        aim,
        A_eq=said[exact],
        b_eq=limits[0][exact],
        A_ub=vstack([ranged, -ranged], format="csr"),
        b_ub=np.concatenate([limits[1][~exact], -limits[0][~exact]]),
        method="highs",
        options={"presolve": False},  # presolving prints lines that no option keeps away from a notebook
    )
    if found.status == _NO_LIMIT:
        return None, rows[:0]
    if found.fun is None:
        raise ValueError(f"what is known of {len(rows)} numbers of persons does not fit together: {found.message}")
    weights = np.zeros(len(rows))
    weights[exact] = np.abs(found.eqlin.marginals)
    weights[~exact] = np.abs(found.ineqlin.marginals).reshape(2, -1).max(axis=0)
    return np.asarray(found.x, dtype=np.float64), rows[weights > _NEAR]
