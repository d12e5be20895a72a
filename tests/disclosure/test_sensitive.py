"""Health, origin and religion need twice the persons, and are crossed with nothing. All persons are invented."""

from __future__ import annotations

import pytest

from wirkung.codes import FURTHER
from wirkung.disclosure.treatment import treated
from wirkung.errors import ProgrammeFileError
from wirkung.io.assemble import read_tables
from wirkung.programme.load import load_programme
from wirkung.programme.sensitive import is_sensitive, is_special
from wirkung.questions import Asked
from wirkung.year.data import YearData

PROGRAMME = """\
id: home
title: Home
organisation: Office
question: Did they learn?
synthetic: true
design: {kind: comparison, assignment: self_selected}
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, group: group, gender: gender, faith: faith}
    values: {group: {p: programme, c: comparison}}
  measurements:
    - {file: answers.csv, columns: {person: id, year: year, wave: wave, q1: q1}}
indicators:
  - {id: interest, label: Interest, items: [q1], scale: {low: 1, high: 5}}
characteristics:
  - {id: gender, label: Gender}
  - {id: faith, label: %s}
"""


def of(tmp_path, *, few=40, special=0, label="{de: Konfession, en: Faith}", more=""):
    """A study of 240 persons; `few` of each group have the smaller faith, `special` of each are «divers»."""
    lines, answers = [], []
    for at in range(240):
        group, place = "pc"[at % 2], at // 2
        gender = "divers" if place < special else "mw"[place % 2]
        lines.append(f"P{at};2024;{group};{gender};{'a' if place < few else 'b'}")
        answers += [
            f"P{at};2024;{wave};{1 + (at * 7 + shift) % 4}" for shift, wave in enumerate(("before", "after"))
        ]
    (tmp_path / "persons.csv").write_text("id;year;group;gender;faith\n" + "\n".join(lines), encoding="utf-8")
    (tmp_path / "answers.csv").write_text("id;year;wave;q1\n" + "\n".join(answers), encoding="utf-8")
    (tmp_path / "home.yaml").write_text(PROGRAMME % label + more, encoding="utf-8")
    programme = load_programme(str(tmp_path / "home.yaml")).programme
    return YearData(programme, read_tables(programme, tmp_path), 2024)


def crossed(data):
    """The questions that have a line about faith."""
    answers = Asked(treated(data, 10).data).everything()
    told = [(a.question, f.subject) for a in answers for f in a.findings]
    return {question for question, subject in told if subject.characteristic == "faith"}


def test_a_sensitive_characteristic_is_told_by_group_alone(tmp_path):
    assert crossed(of(tmp_path)) == {"baseline"}


def test_what_is_not_sensitive_is_crossed_with_results(tmp_path):
    assert crossed(of(tmp_path, label="Faith, sensitive: false")) >= {"baseline", "subgroups"}


@pytest.mark.parametrize(("few", "kept"), [(20, True), (19, False)])
def test_it_goes_as_a_whole_where_a_category_has_fewer_than_twice_the_smallest_group(tmp_path, few, kept):
    shown = treated(of(tmp_path, few=few), 10).data.programme.characteristics
    assert ("faith" in [each.id for each in shown]) is kept


@pytest.mark.parametrize(("special", "stays"), [(20, True), (19, False)])
def test_a_special_category_stands_for_itself_from_twice_the_smallest_group_on(tmp_path, special, stays):
    levels = set(treated(of(tmp_path, special=special), 10).data.persons()["gender"])
    assert ("divers" in levels, FURTHER in levels) == (stays, not stays)


def test_cohorts_are_not_formed_by_it(tmp_path):
    with pytest.raises(ProgrammeFileError) as caught:
        of(tmp_path, more="tracking: {cohorts: faith}\n")
    (text,) = [problem.text("de") for problem in caught.value.problems]
    assert "Nach «faith» wird nicht getrennt gezeigt" in text


@pytest.mark.parametrize(
    ("names", "sensitive"),
    [
        (["migration"], True), (["f1", "Förderbedarf"], True), (["rel", "Religion"], True),
        (["nat", "Staatsangehörigkeit"], True), (["d", "Behinderung"], True), (["age", "Alter"], False),
        (["school_type", "Schulform"], False), (["from", "Herkunftsschule"], False), (["gender"], False),
    ],
)  # fmt: skip
def test_which_characteristics_are_recognised(names, sensitive):
    assert is_sensitive(names) is sensitive


SPECIAL = ["divers", "Förderschule", "nicht-binär", "Special needs school"]


@pytest.mark.parametrize("category", [*SPECIAL, "diverse Kurse", "Gymnasium", "weiblich", "International School"])
def test_which_categories_are_recognised(category):
    assert is_special(category) is (category in SPECIAL)
