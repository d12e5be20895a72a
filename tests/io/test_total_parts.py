"""Girls and boys of courses of which only numbers are known: checked against who came, and protected.

All numbers are invented.
"""

from __future__ import annotations

import pytest

from tests.io.test_totals import findings, tables_of
from tests.questions.totals_office import HEAD, PROGRAMME, ROWS, write_courses
from tests.raw import open_raw
from wirkung.codes import FURTHER
from wirkung.errors import ProgrammeFileError
from wirkung.io.total_parts import part_of
from wirkung.report.show import outputs_of
from wirkung.report.writing.language import language_of
from wirkung.report.writing.tables import subject_of
from wirkung.study.study import open_study

BY = "    attended_by: {Geschlecht: {Mädchen: w, Jungen: m}}\n"
BY_GENDER = PROGRAMME.replace("    file: kurse.csv\n", "    file: kurse.csv\n" + BY)
GIRLS = (8, 6, 10, 0, 7, 9)  # of 14, 16, 15, 0; of 15, 14


def courses(folder, girls=GIRLS, boys=None, *, programme=BY_GENDER, more=()):
    came = [int(row.split(";")[4]) for row in ROWS]
    boys = boys or [all_ - some for all_, some in zip(came, girls, strict=True)]
    rows = tuple(f"{row};{w};{m}" for row, w, m in zip(ROWS, girls, boys, strict=True))
    return write_courses(folder, rows=(*rows, *more), programme=programme, head=f"{HEAD};w;m")


def categories(answer):
    found = {one.subject.category: one.main for one in answer.findings if one.subject.characteristic}
    return {name: (main.counts[0].number, main.counts[0].of) for name, main in found.items()}


def test_girls_and_boys_of_the_year_are_counted(tmp_path):
    file = courses(tmp_path)
    assert tables_of(file).totals[part_of("Geschlecht", "Mädchen")].tolist() == [*map(float, GIRLS)]
    assert categories(open_raw(file, year=2024).totals) == {"Jungen": (21, 45), "Mädchen": (24, 45)}
    text = " ".join(
        " ".join(
            each.data["text/plain"] for each in outputs_of((study.totals,), language_of(study.programme, "de"))
        )
        for study in [open_study(file, year=2024)]
    )
    assert "Wer teilnahm, 2024" in text
    assert [line.split()[-4:] for line in text.splitlines() if "Mädchen" in line] == [["Mädchen", "24", "53", "%"]]


@pytest.mark.parametrize(
    ("girls", "boys", "code", "row"),
    [
        ((8, 6, 10, 1, 7, 9), None, "data.total_negative", 5),
        ((8, 6, 10, 0, 7, 9), (6, 10, 6, 0, 8, 5), "data.parts_more", 4),
        ((8, "", 10, 0, 7, 9), (6, 9, 5, 0, 8, 5), "data.parts_blank", 3),
        ((8, 6, 1, 0, 7, 9), (6, 10, 1, 0, 8, 5), None, None),  # 13 of 74 did not say
        ((8, 0, 1, 0, 7, 9), (6, 10, 1, 0, 8, 5), "data.parts_less", 3),
        ((8, 6.5, 10, 0, 7, 9), (6, 9.5, 5, 0, 8, 5), "data.total_fraction", 3),
    ],
)
def test_what_does_not_fit_to_who_came_stops(tmp_path, girls, boys, code, row):
    file = courses(tmp_path, girls, boys)
    if code is None:
        assert [one.code for one in tables_of(file).remarks] == ["data.parts_less"]
        return
    assert (code, row) in [(found, at) for found, _, at in findings(file)]


def test_a_blank_cell_is_nobody_where_the_others_are_all_who_came(tmp_path):
    file = courses(tmp_path, (14, 6, 10, "", 7, 9), ("", 10, 5, "", 8, 5))
    assert categories(open_raw(file, year=2024).totals) == {"Jungen": (15, 45), "Mädchen": (30, 45)}


def test_a_sum_row_is_compared_with_its_courses_in_these_columns_too(tmp_path):
    file = courses(tmp_path, more=("Summe;;120;106;74;56;116;41;35",))
    assert findings(file) == [("data.sum_differs", "w", 8), ("data.sum_differs", "m", 8)]


def test_few_girls_are_not_told_and_neither_are_the_boys(tmp_path):
    """41 of 45 boys would say that four were girls."""
    study = open_study(courses(tmp_path, (1, 2, 1, 0, 7, 9)), year=2024)
    assert not any(subject_of(item).characteristic for item in study.totals.items)


def test_few_who_did_not_say_are_counted_with_the_smaller_category(tmp_path):
    """Of 45 who came 42 are girls and boys: told beside each other, three would follow."""
    study = open_study(courses(tmp_path, (8, 6, 9, 0, 7, 9), (6, 9, 4, 0, 8, 5)), year=2024)
    told = [item.finding for item in study.totals.items if subject_of(item).characteristic]
    assert {one.subject.category: one.main.counts[0].number for one in told} == {"Mädchen": 23, FURTHER: 22}


def test_divers_needs_twice_the_smallest_group_as_in_a_list_of_persons(tmp_path):
    """Fifteen are too few, and take the next smallest category with them."""
    by = BY.replace("m}", "m, divers: d}")
    head, programme = f"{HEAD};w;m;d", PROGRAMME.replace("    file: kurse.csv\n", "    file: kurse.csv\n" + by)
    rows = tuple(
        f"{row};{w};{m};{d}" for row, (w, m, d) in zip(ROWS[:3], [(4, 6, 4), (5, 5, 6), (5, 5, 5)], strict=True)
    )
    file = write_courses(tmp_path, rows=rows, programme=programme, head=head)
    assert categories(open_raw(file, year=2024).totals) == {"Jungen": (16, 45), FURTHER: (29, 45)}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (", Jungen: m", "", "programme.totals.one_category"),
        ("Jungen: m", "Jungen: w", "programme.totals.heading_twice"),
        ("Jungen: m", "Jungen: TN", "programme.totals.heading_twice"),
        (" attended: TN,", "", "programme.totals.by_whom"),
    ],
)
def test_what_cannot_be_parts_of_who_came_is_told(tmp_path, old, new, code):
    with pytest.raises(ProgrammeFileError) as caught:
        open_study(courses(tmp_path, programme=BY_GENDER.replace(old, new)), year=2024)
    assert code in [one.code for one in caught.value.problems]
