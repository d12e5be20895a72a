"""A figure has no more digits than the table: 49/17 is drawn where 2.88 is."""

from __future__ import annotations

from dataclasses import replace

from tests.raw import repository_study
from tests.released import released_alone
from wirkung.disclosure.release import Released
from wirkung.estimate import Interval
from wirkung.report.charts.printed import as_printed
from wirkung.report.writing.language import Language


def test_values_and_limits_are_the_printed_ones():
    answer = released_alone(repository_study("mint", 2024).change, 10)
    (first, *_) = (item for item in answer.items if isinstance(item, Released))
    main = replace(
        first.finding.main, value=49 / 17, interval=Interval(low=2.2251, high=3.3349, level=0.95, method="t")
    )
    finding = replace(first.finding, estimates=((first.finding.estimates[0][0], main),))
    drawn = as_printed(replace(answer, items=(replace(first, finding=finding),)), Language("de")).items[0]
    assert isinstance(drawn, Released)
    interval = drawn.finding.main.interval
    assert interval is not None
    assert (drawn.finding.main.value, interval.low, interval.high) == (2.88, 2.23, 3.33)
