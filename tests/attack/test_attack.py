"""An attacker that reads only published files finds no group of few persons in random studies of fixed seeds."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from tests.attack.further import Further
from tests.attack.harness import attack_study
from tests.attack.studies import write_case

# One group, compared groups and lotteries; with and without a later run, funnel, follow-up, costs and events.
# Each with the least share of its lines that is shown; of the first nothing can be.
SEEDS = {0: 0.0, 1: 0.3, 2: 0.3, 3: 0.38, 4: 0.28, 5: 0.5, 7: 0.1, 8: 0.04, 18: 0.12}
# Here ranges narrow each other; in 117 those of an earlier report narrow those of a later one.
NARROWED = (65, 117, 2_323_951_593, 1_893_585_376)

# With side effects, pre-tests and all else that random studies have besides.
FURTHER = (8800, 8805, 8812, 8808)
# A study takes some ten seconds: a few of each kind in every run, the others with the slow ones.
IN_EVERY_RUN = {0, 1, 8, 8800}


def studies(seeds):
    """The seeds as parameters, alone or with what belongs to each."""
    each = seeds.items() if isinstance(seeds, dict) else ((seed,) for seed in seeds)
    return [pytest.param(*values, marks=[] if values[0] in IN_EVERY_RUN else pytest.mark.slow) for values in each]


@pytest.mark.parametrize(("seed", "least"), studies(SEEDS))
def test_no_study_gives_few_persons_away_nor_is_more_withheld_than_was(seed: int, least: float) -> None:
    outcome = attack_study(seed, further=False)
    assert outcome.examples == ()
    # What is claimed wrongly is no break, but shows that the attacker reads a number as it is not meant.
    assert not outcome.false
    assert outcome.refused == ()
    assert outcome.rows - outcome.withheld >= least * outcome.rows


@pytest.mark.parametrize("seed", studies(NARROWED))
def test_ranges_that_narrow_each_other_leave_no_small_rest(seed: int) -> None:
    assert attack_study(seed, further=False).examples == ()


@pytest.mark.parametrize("seed", studies(FURTHER))
def test_side_effects_pre_tests_bands_and_answers_of_yes_and_no_give_nobody_away(seed: int) -> None:
    outcome = attack_study(seed)
    assert (outcome.examples, outcome.refused) == ((), ())
    assert not outcome.false


def test_the_seeds_have_everything_that_a_study_may_have_besides() -> None:
    drawn = [Further.drawn(seed) for seed in FURTHER]
    assert all(any(getattr(each, field.name) for each in drawn) for field in fields(Further))


def test_one_questionnaire_more_changes_no_other_answer(tmp_path: Path) -> None:
    case = write_case(FURTHER[0], tmp_path)
    assert case.later is not None
    now, later = (
        (path.parent / "answers.csv").read_text(encoding="utf-8") for path in (case.programme, case.later)
    )
    assert later.startswith(now)
    assert later.count("\n") == now.count("\n") + 1
