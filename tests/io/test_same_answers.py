"""The same answers in two waves: a copied file is asked about, persons who stayed as they were are not."""

from __future__ import annotations

import random

import pytest

HEAD = "Nr;Jahr;Welle;F1;F2\n"
FIRST_WORDS = "befragung.csv: Im Jahr 2024 haben von {} verglichenen Personen so viele in «nachher» genau dasselbe"


def listed(office, number):
    ids = [f"A{each}" for each in range(number)]
    office.of_one_group(ids)
    return ids


def asked(office, before, after, **source):
    """Both waves of as many persons as there are answers `(f1, f2)`."""
    ids = listed(office, len(before))
    waves = (("vorher", before), ("nachher", after))
    lines = (
        f"{each};2024;{wave};{one};{two}\n"
        for wave, cells in waves
        for each, (one, two) in zip(ids, cells, strict=True)
    )
    office.data.clear()
    office.measure(HEAD + "".join(lines), **source)


def drawn(seed, number, low=1, high=5):
    rng = random.Random(seed)  # noqa: S311 - no secrets
    return [(rng.randint(low, high), rng.randint(0, 40)) for _ in range(number)]


def test_a_copied_wave_is_asked_about_and_may_be_right(office):
    cells = drawn(1, 30)
    asked(office, cells, cells)
    (problem,) = office.problems()
    assert problem.startswith(FIRST_WORDS.format(30))
    assert "(Spalten: «F1», «F2»)" in problem
    assert "accept: [same_answers]" in problem
    assert office.problems("en")[0].count("same_answers") == 1
    asked(office, cells, cells, accept=["same_answers"])
    assert len(office.read().measurements) == 60


def test_a_copy_in_which_one_person_was_mended_is_still_one(office):
    cells = drawn(2, 60)
    asked(office, cells, [(6 - cells[0][0], 41), *cells[1:]])
    assert len(office.problems()) == 1


def test_one_copied_column_beside_another_that_is_none(office):
    before, after = drawn(3, 60), drawn(4, 60)
    asked(office, before, [(one, two) for (one, _), (_, two) in zip(before, after, strict=True)])
    (problem,) = office.problems()
    assert "(Spalten: «F1»)" in problem


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([(5, 10)] * 200, [(5, 10)] * 200),  # everybody at the ceiling: sameness proves nothing
        (drawn(5, 4), drawn(5, 4)),  # four persons
        (drawn(6, 100), [(a if at % 10 else 6 - a % 5, b) for at, (a, b) in enumerate(drawn(6, 100))][::-1]),
        ([(1 + at % 2, 0) for at in range(30)], [(1 + at % 2, 0) for at in range(30)]),  # 30 answers of two kinds
    ],
)
def test_no_change_that_may_be_one_is_not_asked_about(office, before, after):
    asked(office, before, after)
    assert len(office.read().measurements) == 2 * len(before)


@pytest.mark.parametrize(("number", "found"), [(200, 0), (400, 1)])
def test_yes_and_no_need_many_more_persons(office, number, found):
    ids = listed(office, number)
    waves = ("vorher", "nachher")
    office.write(
        "b.csv", "Nr;Welle;J\n" + "".join(f"{each};{w};{at % 2}\n" for w in waves for at, each in enumerate(ids))
    )
    values = {"wave": {"vorher": "before", "nachher": "after"}}
    columns = {"person": "Nr", "wave": "Welle", "j": "J"}
    office.data["measurements"] = [{"file": "b.csv", "columns": columns, "values": values}]
    office.parts["indicators"] = [{"id": "j", "label": "J", "kind": "yes_no", "items": ["j"]}]
    assert len(office.problems()) == found if found else len(office.read().measurements) == 2 * number


def test_one_file_given_as_both_waves(office):
    ids = listed(office, 30)
    cells = drawn(7, 30)
    office.write("v.csv", "Nr;F1;F2\n" + "".join(f"{i};{a};{b}\n" for i, (a, b) in zip(ids, cells, strict=True)))
    for wave in ("before", "after"):
        columns = {"person": "Nr", "q1": "F1", "q2": "F2"}
        office.measure(file="v.csv", columns=columns, constants={"wave": wave}, values={})
    assert ["genau dasselbe geantwortet" in problem for problem in office.problems()] == [True]
