"""Which rows of earlier reports a release has to know. All groups are invented."""

from __future__ import annotations

import numpy as np

from tests.disclosure.of_persons import population
from wirkung.disclosure.facts import Rows
from wirkung.disclosure.past import known_from
from wirkung.disclosure.register.rows import Past, PastRow
from wirkung.year.sample import PERSONS


def known(today, *earlier):
    """The numbers that are known of the earlier groups, by how many they are."""
    rows = Rows()
    rows.place(population(today).members)
    then = tuple(
        PastRow(variable=PERSONS, members=population(each).members, persons=(len(each),) * 2, everybody=400)
        for each in earlier
    )
    bands = known_from(Past(rows=then, everybody=400, changed={}), rows).bands
    return sorted(least for least, _ in bands.values())


def test_groups_that_have_nobody_in_common_with_the_report_are_left_out():
    assert known(range(100), range(50, 120), range(200, 230)) == [70]


def test_groups_that_are_tied_to_it_by_others_are_not():
    """Of one year some came again in the next, and of these some in the third."""
    assert known(range(100), range(160, 240), range(90, 170), range(300, 330)) == [80, 80]


def test_a_report_without_persons_has_nothing_in_common_with_any():
    assert known(range(0), range(30)) == []
    assert known(np.arange(30), range(0)) == []
