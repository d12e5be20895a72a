"""An attacker that reads only published files finds no group of few persons in random studies of fixed seeds."""

from __future__ import annotations

import pytest

from tests.attack.harness import attack_study


@pytest.mark.xfail(strict=True, reason="whole against those asked is not yet refused in every report")
def test_no_study_gives_few_persons_away() -> None:
    outcomes = [attack_study(seed) for seed in range(6)]
    assert [each.examples for each in outcomes if each.broken] == []
