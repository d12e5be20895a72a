"""Intervals of yes and no, ordered answers, counts and money hold: stored table, a small run, the whole (slow)."""

import math
import statistics
from pathlib import Path

import numpy as np
import pytest
from calibrate import _longer, read
from kinds import (
    ALONE,
    LAYOUTS,
    REPLICATIONS,
    alike,
    cells,
    chances,
    grades,
    pairs,
    said_yes,
    share_cells,
    shown,
    who,
)
from kinds_limits import (
    cliff_limits,
    difference_of_shares_limits,
    mover_limits,
    rank_biserial_limits,
    share_limits_in_courses,
    tango_limits_of,
    willink_limits_of,
    wilson,
)
from kinds_readme import MOST_COVERAGE, TOO_LONG, readme
from scipy import stats

from wirkung.codes import UnitKind
from wirkung.estimate import Unit
from wirkung.methods.change.ordinal_clustered import cliffs_delta_clustered, rank_biserial_clustered
from wirkung.methods.change.paired_counts import paired_counts
from wirkung.methods.change.paired_shares import share_change
from wirkung.methods.comparison.beside_the_main_line import mean_in_courses
from wirkung.methods.comparison.mean_of_skewed import mean_of_skewed
from wirkung.methods.comparison.share_change_difference import difference_of_share_changes
from wirkung.methods.comparison.shares_in_courses import share_difference_clustered
from wirkung.methods.kernels.intervals import share

HERE = Path(__file__).parent
STORED = list(read(HERE / "kinds.csv"))
FURTHER = list(read(HERE / "further.csv"))
EUROS = Unit(kind=UnitKind.SCORE)
SAMPLES = 5
SMALL = [(20, 0, 0.0), (30, 6, 0.2), (96, 8, 0.2)]


def limits_of(estimate):
    return (estimate.interval.low, estimate.interval.high) if estimate.interval else (math.nan, math.nan)


def labels(courses, prefix):
    return None if courses.max() == 1 else [f"{prefix}{code}" for code in np.repeat(range(courses.size), courses)]


@pytest.fixture
def rng():
    return np.random.default_rng(4)


@pytest.mark.parametrize(("persons", "courses"), [(20, 0), (20, 3), (30, 6)])
def test_the_formulas_are_those_of_the_methods(rng, persons, courses):
    here, alone = who(persons, courses), who(persons, 0)
    ours, theirs = chances(rng, SAMPLES, here, 0.1, 0.5), chances(rng, SAMPLES, alone, 0.0, 0.4)
    money = np.exp(alike(rng, SAMPLES, here, 0.1))
    waves = [[grades(wave) for wave in pairs(rng, SAMPLES, here, 0.1)] for _ in range(2)]
    steps = [after - before for before, after in waves]
    found = {
        "share": share_limits_in_courses(ours, here),
        "difference": difference_of_shares_limits(ours, theirs, here, alone),
        "skewed": willink_limits_of(money, here),
        "rank": rank_biserial_limits(steps[0], here),
        "cliff": cliff_limits(*steps, here, here),
    }
    of, other = labels(here, "K"), labels(here, "S")
    for row in range(SAMPLES):
        plain = share(int(ours[row].sum()), persons)
        expected = {
            "share": mean_in_courses(plain, ours[row], of),
            "difference": share_difference_clustered(ours[row], theirs[row], of, None),
            "skewed": mean_of_skewed(money[row], of, unit=EUROS),
            "rank": rank_biserial_clustered(waves[0][0][row], waves[0][1][row], of),
            "cliff": cliffs_delta_clustered(steps[0][row], steps[1][row], of, other),
        }
        for name, estimate in expected.items():
            if courses or name not in {"rank", "cliff"}:  # of single persons other formulas hold
                low, high = found[name]
                assert (low[row], high[row]) == pytest.approx(limits_of(estimate), nan_ok=True), name


def test_the_formulas_for_pairs_are_those_of_the_methods(rng):
    alone = who(20, 0)
    waves = [[said_yes(wave, 0.5) for wave in pairs(rng, SAMPLES, alone, 0.0)] for _ in range(2)]
    changes = [after - before for before, after in waves]
    tango, mover = tango_limits_of(changes[0]), mover_limits(*changes)
    for row in range(SAMPLES):
        one, two = (share_change(paired_counts(before[row], after[row])) for before, after in waves)
        assert (tango[0][row], tango[1][row]) == pytest.approx(limits_of(one))
        both = difference_of_share_changes(one, two, persons=(20, 20))
        assert (mover[0][row], mover[1][row]) == pytest.approx(limits_of(both))


# One answer in ten or fewer; it is they that come up in few courses, each of which then counts as one person.
RARE = {"0.05", "0.1", "0.9 against 0.9", "0.05 against 0.2", "0.1 against 0.4"}


def test_stored_table():
    assert [cell for cell in STORED if cell.missed] == []
    assert {cell.replications for cell in STORED} == {REPLICATIONS}
    assert REPLICATIONS >= 4000


def test_no_more_than_one_false_positive_in_sixteen():
    """6 of 100, nothing allowed for the simulation."""
    assert min(cell.coverage for cell in STORED if cell.effect == 0 and cell.printed) >= 0.94


def test_a_cell_declines_by_rule_or_hardly_ever():
    """The cap on declining: fewer than one in twenty samples of a cell, unless all of it declines by rule."""
    assert min(cell.printed for cell in STORED if cell.printed) > 0.95
    by_rule = {(cell.quantity, cell.clustered) for cell in STORED if not cell.printed}
    assert by_rule == {
        ("share difference in courses", "one group"),  # of fewer than six courses
        ("mean of skewed", "one group"),  # likewise
        ("mean of skewed", "nobody"),  # of fewer than 20 persons
    }


def test_eight_courses_of_twelve_are_never_declined():
    eight = [cell for cell in STORED if (cell.persons, cell.clusters) == (96, 8)]
    assert {cell.quantity for cell in eight} == {
        "share",
        "share difference in courses",
        "rank-biserial",
        "Cliff's delta",
        "mean of skewed",
    }
    assert {cell.printed for cell in eight} == {1.0}


def test_what_is_wider_than_needed_is_so_by_construction():
    """Above .97 and three standard errors: few persons or courses, or all in one direction, as KINDS.md says."""
    wide = [cell for cell in STORED if cell.coverage > 0.97 + 3 * (0.97 * 0.03 / REPLICATIONS) ** 0.5]
    for cell in wide:
        few = cell.persons < 20 or 0 < cell.clusters <= 6
        rare = cell.quantity in {"share", "share difference in courses"} and (
            cell.persons <= 60 or cell.distribution in RARE
        )
        assert few or rare or cell.quantity in {"rank-biserial", "share change", "difference of share changes"}, (
            cell
        )


# As many times as long as need be, at most, by quantity and number of courses.
LONGEST = {
    "Cliff's delta": {3: 1.4},
    "difference of share changes": {0: 1.4},
    "mean of skewed": {6: 1.1},
    "rank-biserial": {3: 1.5, 6: 1.2},
    "share": {0: 1.1, 3: 1.6, 6: 1.3, 8: 1.2, 14: 1.2},
    "share change": {0: 1.8},
    "share difference in courses": {0: 1.4, 3: 2.7, 6: 2.5, 8: 1.5, 14: 1.6},
}


def test_what_is_wider_than_needed_costs_no_more_than_the_summary_says():
    wide = [cell for cell in STORED if cell.coverage > MOST_COVERAGE]
    assert all(1 <= cell.longer <= LONGEST[cell.quantity][cell.clusters] for cell in wide)
    assert statistics.median(cell.longer for cell in wide) < 1.25


def test_intervals_far_longer_than_needed_are_hardly_ever_shown():
    """Half as long again: of every cell a report withholds most samples, of nine cells in ten nearly all."""
    long = [cell for cell in STORED if cell.coverage > MOST_COVERAGE and cell.longer > TOO_LONG]
    assert max(cell.shown for cell in long) < 0.36
    assert statistics.quantiles((cell.shown for cell in long), n=10)[-1] < 0.15


def test_how_often_a_report_shows_a_share():
    """Of 20 persons who say yes or no by lot only 10 and 10 is shown (.176); where all say the same, always."""
    rng = np.random.default_rng(5)
    assert shown(chances(rng, 20_000, who(20, 0), 0.0, 0.5)) == pytest.approx(0.176, abs=0.01)
    assert shown(np.ones((4, 12)), np.zeros((4, 12))) == 1.0
    assert shown(np.ones((4, 9))) == 0.0
    assert shown(np.ones((1, 30)), np.array([[1.0] * 9 + [0.0] * 21])) == 0.0


def test_how_much_longer_than_needed():
    """Of 101 intervals that reach 190 to each side of 0 to 100 half the length holds 0 in 96."""
    middle, half = np.arange(101.0), 190.0
    assert _longer(middle - half, middle + half, 0.0) == pytest.approx(2.0)


@pytest.mark.parametrize("persons", [persons for persons, _ in ALONE])
@pytest.mark.parametrize("near", [0.05, 0.1, 0.2, 0.5, 0.8])
def test_wilson_holds_on_average(persons, near):
    """Exact, over the shares up to 5 percentage points away: between .94 and .97, whatever it is at one share."""
    reached = np.arange(persons + 1)
    low, high = wilson(reached / persons, persons, stats.norm.ppf(0.975))
    shares = np.linspace(max(near - 0.05, 0.001), near + 0.05, 101)[:, None]
    holds = (low <= shares) & (shares <= high)
    assert 0.94 < (stats.binom.pmf(reached, persons, shares) * holds).sum(axis=1).mean() < MOST_COVERAGE


def test_summary_is_of_the_stored_table():
    assert (HERE / "KINDS.md").read_text(encoding="utf-8") == readme(STORED, FURTHER)


def test_what_stands_beside_the_main_result_holds_and_is_not_declined_in_eight_courses():
    assert [cell for cell in FURTHER if cell.missed or cell.replications < REPLICATIONS] == []
    rare = [cell for cell in FURTHER if "one in ten" in cell.quantity]  # of 60 nobody may have it
    assert {cell.printed for cell in FURTHER if cell.clusters and cell not in rare} == {1.0}
    assert min(cell.printed for cell in rare) > 0.99
    assert min(cell.coverage for cell in FURTHER) > 0.93


def test_small_run():
    """300 samples of three layouts."""
    found = list(cells(300, chosen=SMALL, persons=(20,)))
    assert [cell for cell in found if cell.missed] == []


@pytest.mark.slow
def test_whole_run():
    assert [cell for cell in cells(REPLICATIONS) if cell.missed] == []


def test_an_interval_that_takes_persons_of_a_course_to_be_independent_is_found(monkeypatch, rng):
    monkeypatch.setattr(
        "kinds.share_limits_in_courses",
        lambda marks, courses: share_limits_in_courses(marks, np.ones_like(courses, shape=courses.sum())),
    )
    (persons, courses), icc = LAYOUTS[-1], 0.2
    assert all(cell.missed for cell in share_cells(rng, 300, [(persons, courses, icc)]))
