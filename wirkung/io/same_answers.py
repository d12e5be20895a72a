"""Two waves in which everybody answered the very same: one file given twice, rather than no change."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

import pandas as pd

from wirkung.declared import Doubt, Wave
from wirkung.io.intake import Intake
from wirkung.io.quoted import quoted
from wirkung.programme.model import Programme

# Cohen's kappa of two answers of one person. Above .8 agreement is «almost perfect» (Landis & Koch 1977,
# Biometrics 33, 159-174). Facts that are asked as yes or no (a library card) change less than ratings do.
_STEADY, _STEADY_FACTS = 0.8, 0.95
_CHANCE = 0.001  # less probable is no coincidence
_FEWEST = 5  # persons
_DIFFERENT = 0.02  # of the persons: a copy in which a few cells were mended is one still
_LOOKED_AT = 1000  # persons; more would only make it more certain


def check_same_answers(
    table: pd.DataFrame, programme: Programme, intakes: Mapping[Wave, Sequence[Intake]]
) -> None:
    """A problem where (nearly) all persons of a year have the same answers in two waves, and chance is no reason.

    Parameters
    ----------
    table
        `Tables.measurements`.
    programme
        Which answers are yes or no.
    intakes
        The sources with rows of each wave; the problem is told of the last one of the later wave.
    """
    facts = {item for indicator in programme.indicators if indicator.kind == "yes_no" for item in indicator.items}
    items = [name for name in table.columns if name not in ("person", "year", "wave")]
    if any(intake.accepts(Doubt.SAME_ANSWERS) for each in intakes.values() for intake in each):
        return
    for year, rows in table.groupby("year", sort=True):
        waves = [wave for wave in Wave if (rows["wave"] == wave).any()]
        for early, late in combinations(waves, 2):
            first = rows[rows["wave"] == early].set_index("person")[items].head(_LOOKED_AT)
            second = rows[(rows["wave"] == late) & rows["person"].isin(first.index)].set_index("person")[items]
            same = list(_same(first.loc[second.index], second, facts))
            if same:
                _report(intakes[late][-1], same, early, late, year=year, of=len(second))


def _report(intake: Intake, same: Sequence[str], early: Wave, late: Wave, **facts: object) -> None:
    waves = {"early": intake.spelt("wave", early), "late": intake.spelt("wave", late)}
    columns = quoted(map(intake.faults.heading, same))
    intake.faults.source("data.same_answers", columns=columns, **waves, **facts)


def _same(first: pd.DataFrame, second: pd.DataFrame, facts: Collection[str]) -> Iterator[str]:
    """The items with the same answers: all of them together where that is no coincidence, else one by one."""
    items = [str(item) for item in first if (first[item].notna() & second[item].notna()).any()]
    if _no_coincidence(first[items], second[items], facts):
        yield from items
    else:
        yield from (item for item in items if _no_coincidence(first[[item]], second[[item]], facts))


def _no_coincidence(first: pd.DataFrame, second: pd.DataFrame, facts: Collection[str]) -> bool:
    """Whether so many persons would answer the very same less often than once in a thousand times.

    Two answers of one person agree with probability kappa + (1 - kappa) x (agreement of any two persons), as Cohen
    defines kappa: an item to which all say the same proves nothing, one with many answers proves much. The few who
    differ may be any (a union bound).
    """
    both = first.notna() & second.notna()
    differ = ((first != second) & both).any(axis=1)
    persons = int(both.any(axis=1).sum())
    if persons < _FEWEST or differ.sum() > _DIFFERENT * persons:
        return False
    chance = math.log(math.comb(persons, int(differ.sum())))
    for item in first:
        shares = pd.concat([first[item], second[item]]).value_counts(normalize=True)
        kappa = _STEADY_FACTS if item in facts else _STEADY
        agree = kappa + (1 - kappa) * float((shares**2).sum())
        chance += int((both[item] & ~differ).sum()) * math.log(agree)
    return chance < math.log(_CHANCE)
