"""Few persons who lack a number are in the adjusted numbers as well; many are not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.raw import repository_study
from wirkung.declared import Group
from wirkung.year.covariates import baseline_columns

GROUPS = (Group.PROGRAMME, Group.COMPARISON)


def ages(lacking):
    """The ages of both groups where so many persons of the programme have none, and what they were."""
    data = repository_study("mint", 2023).data
    there = data.persons(Group.PROGRAMME)["age"].notna()
    known = data.persons(Group.PROGRAMME).index[there]
    persons = data.tables.persons.copy()
    persons.loc[data.persons().index[data.persons()["age"].isna()], "age"] = 14.0
    persons.loc[known[:lacking], "age"] = np.nan
    (column,) = baseline_columns(replace(data, tables=replace(data.tables, persons=persons)), GROUPS, ["age"])
    return column.values


@pytest.mark.parametrize("lacking", [1, 9])
def test_few_are_set_to_the_mean_of_the_others(lacking):
    values, everybody = ages(lacking), ages(0)
    assert not np.isnan(values).any()
    changed = np.flatnonzero(values != everybody)
    assert values[changed] == pytest.approx(np.delete(everybody, changed).mean(), abs=0.02)
    assert changed.size <= lacking


def test_many_stay_without():
    assert np.isnan(ages(10)).sum() == 10
