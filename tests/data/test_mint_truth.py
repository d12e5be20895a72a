"""The true values in the README are the generator's, and the files show them within chance."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

MINT = Path(__file__).parents[2] / "data" / "mint"
YEARS = ("2022", "2023", "2024")
REVERSED = 5
BOXES = set("12345")

Rows = list[list[str]]


@pytest.fixture(scope="module")
def told():
    """The true values as written."""
    return json.loads((MINT / "true_values.json").read_text(encoding="utf-8"))


@pytest.mark.usefixtures("generator")
def test_the_readme_shows_the_true_values_of_the_generator(told):
    from mint_sample.readme import truth_tables  # noqa: PLC0415 - found only beside its script

    text = (MINT / "README.md").read_text(encoding="utf-8")
    for name, table in truth_tables(told).items():
        assert f"<!-- {name} -->\n{table}\n<!-- end of {name} -->" in text


def test_true_values_keep_the_promises_of_the_readme(told):
    lines = told["changes"]
    assert len(lines) == 3 * 3 * 2  # years, indicators, waves
    for line in lines:
        assert line["change_without_courses"] == pytest.approx(line["change_comparison"], abs=0.01)
        assert line["change_difference"] > 0
    interest = {(line["year"], line["wave"]): line for line in lines if line["indicator"] == "interest"}
    for year in (2022, 2023, 2024):
        after, later = interest[year, "after"], interest[year, "follow_up"]
        assert later["change_difference"] == pytest.approx(after["change_difference"] / 2, abs=0.01)
        assert later["recorded_programme"] < later["change_programme"] - 0.02  # who had a low first score has left
        assert later["recorded_difference"] == pytest.approx(later["change_difference"], abs=0.01)


@pytest.mark.usefixtures("generator")
def test_a_smaller_crowd_shows_about_the_same_true_values(told):
    from mint_sample.truth import true_values  # noqa: PLC0415 - found only beside its script

    found = true_values(times_as_many=40)
    # 14 x 40 courses a year: standard error of a change at most 0.011 points (knowledge 0.045), of a share 0.005.
    for line, other in zip(told["changes"], found["changes"], strict=True):
        near = 0.2 if line["indicator"] == "knowledge" else 0.045
        for key in ("change_difference", "recorded_difference", "before_programme"):
            assert other[key] == pytest.approx(line[key], abs=near), line
    for line, other in zip(told["steps"], found["steps"], strict=True):
        assert other["recorded_in_order"] == pytest.approx(line["recorded_in_order"], abs=0.02), line


@pytest.mark.slow
@pytest.mark.usefixtures("generator")
def test_the_whole_crowd_shows_the_true_values_again(told):
    from mint_sample.truth import TIMES_AS_MANY, true_values  # noqa: PLC0415 - found only beside its script

    found = true_values(TIMES_AS_MANY)
    for what in ("changes", "steps"):
        for line, other in zip(told[what], found[what], strict=True):
            assert other == pytest.approx(line, abs=0.001)  # processors differ in the last digit of an exponential


def interest_by_person(answers: Rows, year: str) -> dict[str, dict[str, float]]:
    """Interest by wave and person, computed here from the file: the mean of the valid answers."""
    scores: dict[str, dict[str, float]] = {}
    for row in answers:
        if row[1] != year:
            continue
        turned = [str(6 - int(row[REVERSED])) if row[REVERSED] in BOXES else ""]
        valid = [int(cell) for cell in row[3:5] + turned + row[6:7] if cell in BOXES]
        if len(valid) >= 2:
            scores.setdefault(row[2], {})[row[0]] = sum(valid) / len(valid)
    return scores


def difference_in_change(once: Rows, answers: Rows, year: str) -> tuple[float, float]:
    """Interest after minus before, programme minus comparison group, and its standard error."""
    scores = interest_by_person(answers, year)
    both = scores["vorher"].keys() & scores["nachher"].keys()
    group = {row[0]: row[2] for row in once if row[1] == year}
    change = {
        name: np.array([scores["nachher"][who] - scores["vorher"][who] for who in both if group[who] == name])
        for name in ("Kurs", "Vergleich")
    }
    error = np.sqrt(sum(values.var(ddof=1) / len(values) for values in change.values()))
    return float(change["Kurs"].mean() - change["Vergleich"].mean()), float(error)


def test_the_sample_shows_the_true_effect_on_interest_over_the_years(once, answers, told):
    truth = {
        str(line["year"]): line["recorded_difference"]
        for line in told["changes"]
        if (line["indicator"], line["wave"]) == ("interest", "after")
    }
    found = {year: difference_in_change(once, answers, year) for year in YEARS}
    # Courses differ, which an error that counts persons only does not know: hence three, not two, of them.
    for year, (difference, error) in found.items():
        assert abs(difference - truth[year]) < 3 * error, year
        assert difference > 0
    mean_error = np.sqrt(sum(error**2 for _, error in found.values())) / 3
    mean_difference = sum(difference for difference, _ in found.values()) / 3
    assert abs(mean_difference - sum(truth.values()) / 3) < 2 * mean_error


@pytest.mark.parametrize("year", YEARS)
def test_who_answers_six_months_on_was_more_interested_before(once, answers, year):
    scores = interest_by_person(answers, year)
    before = {row[0]: scores["vorher"][row[0]] for row in once if row[1] == year and row[0] in scores["vorher"]}
    still_there = [value for who, value in before.items() if who in scores["nach 6 Monaten"]]
    gone = [value for who, value in before.items() if who not in scores["nach 6 Monaten"]]
    assert sum(still_there) / len(still_there) > sum(gone) / len(gone) + 0.1
