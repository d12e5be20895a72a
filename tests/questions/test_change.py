"""Who stands in a change: those with both answers; that the others are like them is said, in levels too."""

from __future__ import annotations

import numpy as np
import pytest

from tests.raw import repository_study
from wirkung.codes import Assumption, Role
from wirkung.declared import Group, Wave
from wirkung.year.observed import observations


@pytest.fixture(scope="module")
def mint():
    return repository_study("mint", 2024)


def test_only_persons_with_both_answers_are_pairs(mint):
    indicator = mint.data.programme.indicators[0]
    waves = [mint.data.wave_scores(indicator.id, Group.PROGRAMME, wave) for wave in (Wave.BEFORE, Wave.AFTER)]
    both = ~np.isnan(waves[0]) & ~np.isnan(waves[1])
    finding = mint.change.findings[0]
    assert 0 < both.sum() < len(both)
    assert finding.main.value == pytest.approx(np.mean(waves[1][both] - waves[0][both]))
    assert finding.get(Role.BEFORE).value == pytest.approx(np.mean(waves[0][both]))
    for _, estimate in finding.estimates:
        assert Assumption.MISSING_AT_RANDOM in estimate.assumptions


def test_courses_are_those_of_the_pairs(mint):
    indicator = mint.data.programme.indicators[0]
    group = observations(mint.data, indicator, Group.PROGRAMME, Wave.BEFORE, Wave.AFTER)
    everybody = mint.data.courses(Group.PROGRAMME)
    assert group.courses.tolist() == everybody[group.sample.chosen].tolist()
    assert group.sample.left_out == len(everybody) - group.after.size
