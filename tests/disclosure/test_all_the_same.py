"""Where all answered the same afterwards, no other number tells it: not start and change, no category."""

from __future__ import annotations

import pytest

from tests.attack.test_runs import PERSONS, tables, write
from tests.measures.yes_no_office import write_answers
from wirkung.codes import Role
from wirkung.disclosure.release import Withheld
from wirkung.study.study import open_study


@pytest.mark.parametrize("answer", [3, 5])
def test_start_and_change_do_not_tell_what_all_answered(tmp_path, answer):
    persons, answers = tables(2024)
    after = answers["wave"] == "after"
    path = write(tmp_path / "now", (persons, answers.assign(q1=answers["q1"].mask(after, answer))))
    change = open_study(path, year=2024).change.items[0]
    assert change.finding.main.counts[0].number == PERSONS
    assert {Role.BEFORE, Role.AFTER} <= set(change.withheld)


def test_no_category_tells_that_all_of_it_said_yes(tmp_path):
    path = write_answers(tmp_path)
    place = path.with_name("answers.csv")
    head, *lines = place.read_text(encoding="utf-8").splitlines()
    all_said_yes = [line.replace(";after;0;", ";after;1;") for line in lines]
    place.write_text("\n".join([head, *all_said_yes]) + "\n", encoding="utf-8")
    study = open_study(path, year=2024)
    assert study.subgroups.items
    assert all(isinstance(item, Withheld) for item in study.subgroups.items)
