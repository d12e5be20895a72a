"""Whether a number that is not said may as well be large: else a reader knows that it is small.

That somebody is there a reader knows of a group of which a line is withheld, and of who is in the larger of two
groups and not in the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

from wirkung.disclosure.atoms import Atoms, Common, Marks, merged
from wirkung.disclosure.ranges import Band

Places = NDArray[np.int64]
Numbers = NDArray[np.int64]
Persons = NDArray[np.float64]
Limits = tuple[Numbers, Numbers]  # least and most of each row

_NEAR = 1e-6
# A further search for examples is made where the last one found them for so large a part of the groups.
_ENOUGH = 0.1
# So few groups are looked at one by one, where a search for all is not much smaller than that for each.
_FEW_LEFT = 4
_SEVERAL = 2
# What it costs to say less of a row though nobody misses it: of several such rows few are taken.
_EACH_ROW = 0.01


@dataclass(slots=True)
class Block:
    """What a reader knows of groups that have persons in common, and what can be ruled out then.

    Numbers of persons that fit all that is known are kept as examples: a group that is large in one of them need
    not be looked at any more. They fit as well when less is known. Which groups earlier reports limit is kept too.

    Parameters
    ----------
    atoms
        Groups of persons.
    known
        For rows: between which numbers a reader knows theirs, both the same where it is said exactly.
    smallest
        The smallest group.

    Raises
    ------
    ValueError
        The true numbers are not between those that are known.
    """

    atoms: Atoms
    known: Mapping[int, Band]
    smallest: int
    _rows: Places = field(init=False, default_factory=lambda: np.full(1, -1))  # none that there is
    _limits: Limits = field(init=False)
    _kinds: Atoms = field(init=False)  # the rows, over atoms of their own
    _said: csr_array = field(init=False)  # the same as numbers: most of them are 0
    _numbers: Numbers = field(init=False)  # of persons in each of the rows
    _kind_of: Places = field(init=False)  # of each atom, -1 for those of whom nothing is said
    _examples: list[Persons] = field(init=False)  # of each atom
    _of_example: list[Persons] = field(init=False)  # the same of each kind
    _when_less_is_known: list[Persons] = field(init=False)  # what may become examples
    _limited: set[bytes] = field(init=False)  # groups of which nothing helps

    def __post_init__(self) -> None:
        self._examples, self._when_less_is_known = [self.atoms.sizes.astype(float)], []
        self._limited = set()
        self.know_only(self.known)

    def know_only(self, known: Mapping[int, Band]) -> None:
        """Something else is known now, mostly less."""
        self.known = known
        self._have_rows(np.array(sorted(known), dtype=np.int64))
        least, most = (np.array([known[row][end] for row in self._rows.tolist()]) for end in (0, 1))
        self._limits = least, most
        truth, *others = (*self._examples, *self._when_less_is_known)
        if not self._is_possible(self._of_kinds(truth)):
            raise ValueError(f"what is known of {len(self._rows)} numbers of persons does not fit together")
        self._examples, self._of_example, self._when_less_is_known = [], [], []
        for example, of_kinds in ((each, self._of_kinds(each)) for each in (truth, *others)):
            if self._is_possible(of_kinds):
                self._examples.append(example)
                self._of_example.append(of_kinds)

    def _have_rows(self, rows: Places) -> None:
        """Of these rows something is known: mostly the same as before, of which only less is said."""
        if np.array_equal(rows, self._rows):
            return
        self._rows = rows
        self._kinds, self._kind_of = merged(self.atoms.rows[rows], self.atoms.sizes)
        self._said = csr_array(self._kinds.rows).astype(float)
        self._numbers = np.asarray(np.rint(self._said @ self._kinds.sizes), dtype=np.int64)

    def _is_possible(self, of_kinds: Persons) -> bool:
        numbers = self._said @ of_kinds
        least, most = self._limits
        return bool((numbers >= least - _NEAR).all() and (numbers <= most + _NEAR).all())

    def _of_kinds(self, example: Persons) -> Persons:
        somewhere = self._kind_of >= 0
        return np.bincount(
            self._kind_of[somewhere], weights=example[somewhere], minlength=len(self._kinds.sizes)
        ).astype(float)

    def to_say_less_of(self, group: Marks, cost: Callable[[int], float]) -> Places | None:
        """Of which rows less has to be said so that a group may have as many as the smallest; None where it may.

        Those that are missed least; none where nothing helps, since all that limits it was published earlier.

        Parameters
        ----------
        group
            (atoms,): which are in it, of 1 to smallest - 1 persons together.
        cost
            How much it would be missed if less were said of a row; infinite where nothing can be taken back.
        """
        kinds = np.unique(self._kind_of[group])
        if kinds.size == 0 or kinds[0] < 0 or self._is_large(kinds):
            return None  # of somebody in it nothing is said, or it is large in an example
        if group.tobytes() in self._limited:
            return self._rows[:0]
        if self._may_grow(kinds):
            return None
        costs = np.array([cost(row) for row in self._rows.tolist()])
        persons, broken = _cheapest(self._said, kinds, self._limits, self.smallest, costs)
        if persons is None:
            self._limited.add(group.tobytes())
            return self._rows[:0]
        if broken.any():
            self._when_less_is_known.append(self._of_atoms(persons))
            return self._rows[broken]
        self._keep(persons)
        return None

    def _keep(self, persons: Persons) -> None:
        """Keep numbers of persons of each kind as an example."""
        self._examples.append(self._of_atoms(persons))
        self._of_example.append(persons)

    def _is_large(self, kinds: Places) -> bool:
        """Whether the persons of some kinds are as many as the smallest group in one of the examples."""
        return any(each[kinds].sum() >= self.smallest - _NEAR for each in self._of_example)

    def _may_grow(self, wanted: Places) -> bool:
        """Whether some of one kind outside could as well be in one of the wanted: the quick answer, mostly yes."""
        said, (least, most) = self._kinds.rows, self._limits
        by = self.smallest - int(self._kinds.sizes[wanted].sum())
        may_fall, may_rise = self._numbers - least >= by, most - self._numbers >= by
        outside = self._kinds.sizes >= by
        outside[wanted] = False
        for kind in wanted.tolist():
            into = said[:, kind]
            if not (into & ~may_rise).any():
                return True
            leaving = np.flatnonzero(said[into & ~may_rise].all(axis=0) & outside)
            if leaving.size and (~said[:, leaving][~into & ~may_fall].any(axis=0)).any():
                return True
        return False

    def look_for(self, groups: Sequence[Marks]) -> None:
        """Look for examples in which as many of some small groups as possible are large."""
        left = [np.unique(self._kind_of[group]) for group in groups]
        left = [kinds for kinds in left if kinds.size and kinds[0] >= 0 and not self._is_large(kinds)]
        left = [kinds for kinds in left if not self._may_grow(kinds)]
        if len(left) < _SEVERAL:
            return
        few = 0 if 2 * self._not_settled()[1].size < len(self._rows) else _FEW_LEFT
        while True:
            found = self._large_together(left)
            if found is None:
                return
            self._keep(found)
            small = [kinds for kinds in left if found[kinds].sum() < self.smallest - _NEAR]
            if len(small) <= few or len(left) - len(small) < _ENOUGH * len(left):
                return
            left = small

    def _large_together(self, groups: Sequence[Places]) -> Persons | None:
        """Of each kind so many persons that the groups together lack as few as can be; None for no answer.

        A group of one kind has no more persons than the smallest group: that needs no equation of its own.
        """
        persons = self._kinds.sizes.astype(float)
        open_ones, rows = self._not_settled()
        said, free = self._said[rows][:, open_ones], open_ones.size
        settled = persons.copy()
        settled[open_ones] = 0
        alone = np.zeros(persons.size, dtype=np.bool_)
        alone[[int(kinds[0]) for kinds in groups if kinds.size == 1]] = True
        several = [kinds for kinds in groups if kinds.size > 1]
        number, lengths = len(several), [kinds.size for kinds in several]
        members = np.concatenate([np.zeros(0, dtype=np.int64), *several])
        of_group = np.repeat(np.arange(number), lengths)
        inside = csr_array((np.ones(members.size), (of_group, members)), shape=(number, persons.size))
        known = hstack([said, csr_array((rows.size, number))], format="csr")
        reached = hstack([inside[:, open_ones], -eye_array(number)], format="csr")
        beside = (self._said @ settled)[rows]
        limited = np.where(alone, float(self.smallest), np.inf)
        found = milp(
            -np.concatenate([alone[open_ones], np.ones(number)]).astype(float),
            constraints=[
                LinearConstraint(known, *(ends[rows] - beside for ends in self._limits)),
                *([LinearConstraint(reached, -(inside @ settled), np.inf)] if number else []),
            ],
            bounds=Bounds(0, np.concatenate([limited[open_ones], np.full(number, self.smallest)])),
            options={"presolve": False},  # presolving prints lines that no option keeps away from a notebook
        )
        if found.x is None:
            return None
        persons[open_ones] = found.x[:free]
        return persons

    def _not_settled(self) -> tuple[Places, Places]:
        """The kinds whose number does not follow from exact rows one by one, and the rows with any of them.

        What follows is their true number: it need not be looked for.
        """
        least, most = self._limits
        exact, is_open = least == most, np.ones(self._said.shape[1], dtype=np.bool_)
        while True:
            left = self._said @ is_open.astype(float)
            follows = (self._said[exact & (left == 1)].sum(axis=0) > 0) & is_open
            if not follows.any():
                return np.flatnonzero(is_open), np.flatnonzero(left)
            is_open &= ~follows

    def _of_atoms(self, persons: Persons) -> Persons:
        """Numbers of persons of each kind as an example: those of a kind stand at the first of its atoms."""
        places, first = np.unique(self._kind_of, return_index=True)
        example = np.zeros(len(self.atoms.sizes))
        example[first[places >= 0]] = persons
        return example


def larger_by_few(common: Common, known: Mapping[int, Band], smallest: int) -> Places:
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


def _cheapest(
    said: csr_array, wanted: Places, limits: Limits, smallest: int, costs: Persons
) -> tuple[Persons | None, Marks]:
    """Numbers of persons with so many in the wanted kinds, at the least cost, and which rows they do not fit.

    For each person by which a row is missed its cost is paid, and a little besides, so that few rows are. None
    where there are none that fit the rows of infinite cost.
    """
    height, width = said.shape
    free = np.flatnonzero(np.isfinite(costs))
    slack = csr_array((np.ones(free.size), (free, np.arange(free.size))), shape=(height, free.size))
    of_wanted = csr_array((np.ones(wanted.size), (np.zeros(wanted.size, dtype=int), wanted)), shape=(1, width))
    prices = costs[free] + _EACH_ROW
    found = milp(
        np.concatenate([np.zeros(width), prices, prices]),
        constraints=[
            LinearConstraint(hstack([said, slack, -slack], format="csr"), *limits),
            LinearConstraint(hstack([of_wanted, csr_array((1, 2 * free.size))], format="csr"), smallest, np.inf),
        ],
        options={"presolve": False},  # presolving prints lines that no option keeps away from a notebook
    )
    broken = np.zeros(height, dtype=np.bool_)
    if found.x is None:
        return None, broken
    persons, below, above = np.split(found.x, [width, width + free.size])
    broken[free] = below + above > _NEAR
    return np.asarray(persons, dtype=np.float64), broken
