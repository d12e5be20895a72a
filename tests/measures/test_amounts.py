"""Visits and money: means in their unit, and no number of which one person has nearly all."""

from __future__ import annotations

import numpy as np
import pytest

from tests.measures.once_office import LOTTERY, write_once
from wirkung.disclosure.release import Withheld
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.measures import measure_of
from wirkung.methods.comparison.mean_of_skewed import mean_of_skewed
from wirkung.programme.model import Indicator
from wirkung.report.sections import sections
from wirkung.report.writing.language import language_of
from wirkung.study.study import open_study
from wirkung.year.observed import Observations
from wirkung.year.sample import Sample

VISITS = (
    "id: points, label: Test, items: [points], scale: {low: 0, high: 20}",
    "id: points, label: Library, items: [points], kind: count, unit: {de: Besuche, en: visits}, better: higher",
)
EUROS = (
    "id: points, label: Test, items: [points], scale: {low: 0, high: 20}",
    "id: points, label: Own share, items: [points], kind: money, unit: {de: Euro, en: euros}, better: lower",
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (VISITS, "Das Programm bewirkte höhere Werte: im Mittel 3,0 Besuche mehr als in der Vergleichsgruppe."),
        (EUROS, "im Mittel 3,0 Euro mehr als in der Vergleichsgruppe, also schlechter."),
    ],
)
def test_the_difference_is_told_in_its_unit(tmp_path, change, said):
    study = open_study(write_once(tmp_path, LOTTERY, change), year=2024)
    finding = study.comparison.items[1].finding
    sentence = sections()["comparison"].statement(finding, language_of(study.programme, "de"))
    assert said in sentence.replace("\u00a0", " ")
    assert finding.main.interval is not None


@pytest.mark.parametrize("change", [VISITS, EUROS])
def test_nothing_is_told_of_which_one_person_has_nearly_all(tmp_path, change):
    path = write_once(tmp_path, LOTTERY, change)
    answers = path.with_name("answers.csv")
    answers.write_text(answers.read_text(encoding="utf-8").replace("p0;2024;1;8", "p0;2024;1;9000"))
    path.write_text(
        path.read_text(encoding="utf-8").replace("constants:", "accept: [far_values]\n      constants:")
    )
    study = open_study(path, year=2024)
    assert isinstance(study.comparison.items[1], Withheld)
    assert isinstance(study.afterwards.items[1], Withheld)


@pytest.mark.parametrize("wrong", ["-1", "2.5"])
def test_what_cannot_be_counted_stops_and_says_where(tmp_path, wrong):
    path = write_once(tmp_path, LOTTERY, VISITS)
    answers = path.with_name("answers.csv")
    answers.write_text(answers.read_text(encoding="utf-8").replace("p3;2024;1;11", f"p3;2024;1;{wrong}"))
    with pytest.raises(DataError) as found:
        open_study(path, year=2024)
    assert [(each.code, each.values["row"]) for each in found.value.problems] == [("data.not_a_count", 5)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((", unit: {de: Besuche, en: visits}", ""), "programme.amount.unit"),
        (("unit: {de: Besuche, en: visits}", "unit: x, scale: {low: 0, high: 9}"), "programme.amount.key"),
        (("items: [points]", "items: [points, passed]"), "programme.amount.items"),
    ],
)
def test_what_counts_do_not_need_or_lack_is_told(tmp_path, change, code):
    with pytest.raises(ProgrammeFileError) as found:
        open_study(write_once(tmp_path, LOTTERY, VISITS, change), year=2024)
    assert code in {problem.code for problem in found.value.problems}


def test_what_was_counted_once_is_as_skewed_at_each_level_as_in_all():
    visits = measure_of(Indicator(id="v", label="Visits", items=["v"], kind="count", unit="x", better="higher"))
    after = np.array([0.0, 1, 1, 2, 2, 3, 3, 4, 5, 30] * 6)
    sample = Sample("v.after", np.ones(60, dtype=bool), np.arange(60), 60)
    levels = {"gender": np.repeat(np.array(["f", "m"], dtype=object), 30)}
    (table,) = visits.changes_by_level(Observations(sample=sample, before=None, after=after), levels)
    expected = mean_of_skewed(after[:30], unit=visits.unit).interval
    assert [row.estimate.interval for row in table.levels] == [expected, expected]
