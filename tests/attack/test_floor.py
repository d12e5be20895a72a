"""The campaign says so where a reader is shown less than before: too few lines, or lines on too few persons."""

import pytest

from tests.attack.harness import DESIGNS, ENOUGH_STUDIES, LEAST_PERSONS, LEAST_SHOWN, Outcome, too_little_shown


def studies(*, lines=0.01, persons=10, number=ENOUGH_STUDIES):
    names = list(DESIGNS)
    return [
        Outcome(
            seed=seed,
            design=design,
            rows=1_000,
            withheld=round(1_000 * (1 - LEAST_SHOWN[design] - lines)),
            persons=LEAST_PERSONS[design] + persons,
        )
        for seed in range(number)
        for design in (names[seed % len(names)],)
    ]


def test_enough_is_enough():
    assert too_little_shown(studies()) == []


@pytest.mark.parametrize("less", [{"lines": -0.01}, {"persons": -10}])
def test_fewer_lines_or_fewer_persons_are_told(less):
    assert too_little_shown(studies(**less)) == list(DESIGNS)


def test_of_a_few_studies_nothing_is_said():
    assert too_little_shown(studies(lines=-0.01, number=ENOUGH_STUDIES - 1)) == []
