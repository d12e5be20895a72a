"""The numbers on indicators say whom they rest on: as many persons as they count."""

from __future__ import annotations

import pytest

from tests.raw import repository_study
from wirkung.codes import CountRole

OF_RANGES = {CountRole.BEFORE_IN_RANGE, CountRole.AFTER_IN_RANGE}


@pytest.mark.parametrize("question", ["change", "distribution", "conventions", "comparison", "subgroups"])
@pytest.mark.parametrize(("programme", "year"), [("mint", 2024), ("nsw", 1978)])
def test_populations_have_the_counted_sizes(question, programme, year):
    findings = getattr(repository_study(programme, year), question).findings
    for finding in findings:
        for _, estimate in finding.estimates:
            sizes = [population.size for population in estimate.populations]
            if estimate.counts[0].role in OF_RANGES:
                assert sizes == [estimate.counts[0].of, estimate.counts[0].number]
            else:
                assert sizes == [count.number for count in estimate.counts]
