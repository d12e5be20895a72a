"""The table of sources gives no few rows away. All numbers are invented."""

from __future__ import annotations

import pytest

from tests.raw import repository_study
from wirkung.declared import LeftOut, SourceRole
from wirkung.disclosure.sources import published_account
from wirkung.finding import SourceAccount
from wirkung.report.frame.provenance import files_table
from wirkung.report.writing.language import Language


def account(read: int, **left_out: int) -> SourceAccount:
    reasons = tuple((LeftOut[name.upper()], number) for name, number in left_out.items())
    used = read - sum(left_out.values())
    return SourceAccount(role=SourceRole.PERSONS, file="p.csv", rows_read=read, rows_used=used, left_out=reasons)


def test_rows_left_out_for_a_reason_are_told_from_the_smallest_group_on():
    found = published_account(account(367, unknown_person=3, empty_row=21), smallest_group=10)
    assert (found.rows_read, found.rows_used, found.rounded_to) == (None, None, 10)
    assert found.left_out == ((LeftOut.EMPTY_ROW, 20),)


@pytest.mark.parametrize("read", range(360, 370))
@pytest.mark.parametrize("gone", [1, 3, 9])
def test_a_few_rows_left_out_look_like_none_of_another_file(read, gone):
    """Whatever is shown of a file with a few rows left out could be said of one with none, or with ten or more."""
    shown = published_account(account(read, unknown_person=gone), smallest_group=10)
    others = [
        *(published_account(account(each), smallest_group=10) for each in range(350, 370)),
        *(
            published_account(account(each, unknown_person=7, no_person=6), smallest_group=10)
            for each in range(350, 370)
        ),
    ]
    assert shown in others


def test_how_many_rows_a_file_has_is_not_said():
    """38 rows of events, of which the report counts 30, would leave at most nine for a withheld one."""
    shown = [published_account(account(read), smallest_group=10) for read in (8, 38, 380)]
    assert shown[0] == shown[1] == shown[2]
    table = files_table(shown[:1], Language("de", {}))
    assert [column.head for column in table.columns] == ["Datei", "Weggelassen", "Format"]
    assert len(table.rows[0]) == len(table.columns)


@pytest.mark.parametrize(("smallest", "step"), [(3, 10), (10, 10), (11, 20), (30, 30)])
def test_the_step_is_never_below_the_smallest_group(smallest, step):
    assert published_account(account(100), smallest_group=smallest).rounded_to == step


def test_a_study_hands_out_rounded_accounts_only():
    study = repository_study("mint", 2024).study
    exact = study._asked.data.tables.accounts
    assert {each.rows_read for each in study.provenance.accounts} == {None} != {each.rows_read for each in exact}
    assert all(
        number >= 10 for each in study.provenance.accounts for _, number in (*each.left_out, *each.set_missing)
    )
    assert any(number < 10 for each in exact for _, number in (*each.left_out, *each.set_missing))


def test_after_few_changes_the_number_of_rows_left_out_tells_nobody_apart():
    """One row of few that is used again would make 30 left out 20, and of 31 still 30."""
    now, then = (
        published_account(account(100, unknown_person=each), smallest_group=10, few_changed=True)
        for each in (29, 30)
    )
    assert now == then
    assert (now.left_out, now.rounded_to) == ((), 100_000)
