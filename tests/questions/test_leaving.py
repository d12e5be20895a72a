"""Why participants left: declared words, small ones together, nobody's own words. All persons are invented."""

from __future__ import annotations

import pytest

from tests.questions.reach_office import write_office
from tests.questions.test_steps import in_words
from tests.raw import open_raw
from wirkung.codes import FURTHER, Absence
from wirkung.errors import DataError, ProgrammeFileError

VALUES = "values: {left: {umgezogen: Moved, 'zu weit': Distance, weit: Distance, krank: Illness, sonst: Other}}"


def left(folder, reasons, values=VALUES):
    """The office of `write_office`, in which the first persons left for these reasons."""
    mapped = ("area: area, age: age}}", f"area: area, age: age, left: why}}, {values}}}")
    path = write_office(folder, mapped)
    persons = path.with_name("persons.csv")
    head, *rows = persons.read_text(encoding="utf-8").splitlines()
    told = [reason for reason, number in reasons.items() for _ in range(number)]
    lines = [f"{row};{told[n] if n < len(told) else ''}" for n, row in enumerate(rows)]
    persons.write_text("\n".join([f"{head};why", *lines]) + "\n", encoding="utf-8")
    return open_raw(path, year=2024)


def numbers_of(study):
    return {each.subject.category: each.main.counts[0].number for each in study.leaving.findings}


def test_reasons_are_counted_over_those_who_left(tmp_path):
    study = left(tmp_path, {"umgezogen": 15, "zu weit": 10, "weit": 25})
    assert numbers_of(study) == {None: 50, "Moved": 15, "Distance": 35}
    assert [each.main.counts[0].of for each in study.leaving.findings] == [220, 50, 50]
    assert all(each.main.interval is None for each in study.leaving.findings)
    text = in_words(study.study.leaving, of=study).replace("\N{NO-BREAK SPACE}", " ")
    assert "50 persons left with a reason, which is 23% of those who registered." in text
    assert "The most frequent reason is ‘Distance’ (70% of those who left)." in text


def test_small_reasons_are_counted_together_and_illness_needs_twice_as_many(tmp_path):
    assert numbers_of(left(tmp_path, {"umgezogen": 25, "weit": 4, "sonst": 8})) == {
        None: 37,
        "Moved": 25,
        FURTHER: 12,
    }
    ill = left(tmp_path, {"umgezogen": 30, "weit": 25, "krank": 12})
    assert "Illness" not in numbers_of(ill)
    assert "Illness" not in in_words(ill.study.leaving, of=ill)


@pytest.mark.parametrize("number", [0, 1, 9])
def test_few_who_left_are_told_as_nobody(tmp_path, number):
    study = left(tmp_path, {"umgezogen": number})
    assert study.leaving.absent is Absence.NOBODY_LEFT
    assert "Few persons of this year, or none, have a reason" in in_words(study.study.leaving, of=study)


def test_ten_who_left_are_there(tmp_path):
    study = left(tmp_path, {"umgezogen": 10})
    assert study.leaving.absent is None
    assert "or none" not in in_words(study.study.leaving, of=study)


def test_what_somebody_wrote_is_quoted_nowhere(tmp_path):
    with pytest.raises(DataError) as error:
        left(tmp_path, {"umgezogen": 12, "Streit mit Frau Muster": 1})
    assert [problem.code for problem in error.value.problems] == ["data.value_not_mapped"]
    assert "Muster" not in str(error.value)
    with pytest.raises(ProgrammeFileError) as refused:
        left(tmp_path, {"umgezogen": 12}, "values: {area: {x: y}}")
    assert [problem.code for problem in refused.value.problems] == ["programme.column.left"]


def test_without_reasons_the_section_is_absent(tmp_path):
    assert open_raw(write_office(tmp_path), year=2024).leaving.absent is Absence.NO_REASONS
