"""The numbers on robustness and threats say whom they rest on: as many persons as they count."""

from __future__ import annotations

import pytest

from tests.raw import open_raw, repository_study
from wirkung.codes import CountRole, Quantity

# A number on part of a whole rests on the whole and on the part.
PARTS = {CountRole.REACHED, CountRole.AT_CEILING, CountRole.AT_FLOOR}


def expected_sizes(estimate):
    first = estimate.counts[0]
    if first.role in PARTS or estimate.quantity is Quantity.MEAN_CHANGE:
        return [first.of, first.number]
    if estimate.quantity is Quantity.SHARE_DIFFERENCE:
        return [size for count in estimate.counts for size in (count.of, count.number)]
    return [count.number for count in estimate.counts]


@pytest.mark.parametrize("question", ["robustness", "threats"])
@pytest.mark.parametrize(("programme", "year"), [("mint", 2024), ("nsw", 1978)])
def test_populations_have_the_counted_sizes(question, programme, year):
    for finding in getattr(repository_study(programme, year), question).findings:
        sizes = [population.size for population in finding.main.populations]
        assert sizes == expected_sizes(finding.main), finding.subject.id


def test_bounds_rest_on_who_was_observed_and_tell_how_many_were_lost(changed, tmp_path):
    changed(("kind: comparison, assignment: self_selected", "kind: randomised, assignment: lottery"))
    answers = (tmp_path / "answers.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in answers if not line.startswith(("p3;2024;after", "p4;2024;after"))]
    (tmp_path / "answers.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")

    findings = open_raw(tmp_path / "robots.yaml", year=2024).robustness.findings

    bounds = [finding.main for finding in findings if finding.subject.aspect.startswith("robustness.lee_")]
    assert len(bounds) == 2
    for bound in bounds:
        trimmed = (2, None)  # whom the bound leaves out
        assert [(count.number, count.of) for count in bound.counts] == [(18, 20), (20, 20), trimmed]
        assert [population.size for population in bound.populations] == [18, 20]
