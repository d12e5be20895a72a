"""Earlier decisions beside this year's numbers, and the recommendation: the office's words, and marked as such."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.measures.once_office import COMPARISON, write_once
from wirkung.catalogue import LANGUAGES
from wirkung.codes import CountRole, Verdict
from wirkung.estimate import Count
from wirkung.finding import Decided, Recommended, Subject
from wirkung.programme.steering import Decision, Recommendation
from wirkung.report.document.blocks import Bullets, Paragraph, Table
from wirkung.report.frame.decisions import decisions
from wirkung.report.frame.parts import parts_of
from wirkung.report.writing.language import language_of
from wirkung.report.writing.words import say
from wirkung.study.study import open_study

FEW = (Count(role=CountRole.PAIRS, number=4),)
ALPHA = Subject(indicator="alpha")
SECTION = """\
decisions:
  - {what: Old and carried out, on: 2022-12-31, by: Board, state: done}
  - {what: Old and still open, on: 2021-05-01, by: Board, state: under_way}
  - {what: More tests, on: 2023-01-01, by: Board, state: done, became: They took place., about: [points, passed]}
  - {what: After the year, on: 2025-01-01, by: Board, state: not_done}
recommendation:
  - {year: 2023, text: Another year, by: Head}
  - {year: 2024, text: Go on, by: Head of office, on: 2025-03-04, reasons: [Many pass.]}
data:"""


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return open_study(write_once(tmp_path_factory.mktemp("once"), COMPARISON, ("data:", SECTION)), year=2024)


def decision(**fields: object) -> Decision:
    given = {"what": "More courses", "on": dt.date(2023, 11, 21), "by": "Board", "state": "done"}
    return Decision.model_validate(given | fields)


def test_decisions_of_two_years_are_told_and_older_ones_that_are_not_done(study):
    assert [each.what for each in study.decided.lines] == ["More tests", "Old and still open"]


def test_a_decision_stands_beside_what_this_years_report_says_in_its_own_words(study):
    language = language_of(study.programme, "en")
    lead, table = parts_of(decisions(study.decided, *study.answers), language)

    assert isinstance(lead, Paragraph)
    assert lead.text == "2 earlier decisions: 1 carried out, 1 under way."
    assert isinstance(table, Table)
    more_tests, still_open = table.rows
    assert [each.replace("\u00a0", " ") for each in more_tests[:4]] == [
        "More tests",
        "Board, 1 Jan 2023",
        "carried out",
        "They took place.",
    ]
    (told,) = [part.items for part in parts_of(study.comparison, language) if isinstance(part, Bullets)][:1]
    assert len(told) == 2
    assert more_tests[4] == " ".join(reversed(told))
    assert still_open[3:] == (say("mark.not_applicable", "en"),) * 2


def test_what_is_withheld_is_not_told_beside_a_decision_either(make):
    withheld = make.released("change", make.finding(make.estimate(0.4, counts=FEW), ALPHA))
    blocks = parts_of(decisions(Decided(year=2024, lines=(decision(about=["alpha"]),)), withheld), "en")

    assert blocks[1].rows[0][-1] == "alpha: not shown."


def test_a_goal_is_told_before_an_indicator_of_the_same_name(make):
    change = make.released("change", make.finding(make.estimate(0.4, 0.2, 0.6), ALPHA))
    goal = make.released("goals", make.goal("alpha", make.estimate(0.4, 0.2, 0.6), 0.1, Verdict.REACHED))
    _, table = parts_of(decisions(Decided(year=2024, lines=(decision(about=["alpha"]),)), change, goal), "en")

    assert table.rows[0][-1].startswith("Goal reached: alpha.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_decisions_and_recommendation_the_sections_are_left_out(language):
    for thing in (decisions(Decided(year=2024, lines=())), Recommended(recommendation=None)):
        (only,) = parts_of(thing, language)
        assert only.tone == "absent"


def test_without_numbers_beside_them_decisions_have_no_column_for_numbers():
    _, table = parts_of(decisions(Decided(year=2024, lines=(decision(),))), "de")

    assert [column.head for column in table.columns] == ["Beschluss", "Von wem, wann", "Stand", "Was daraus wurde"]


def test_the_recommendation_of_the_year_says_whose_it_is(study):
    text, reasons, note = parts_of(study.recommended, "en")

    assert text.text == "Go on"
    assert text.mark.replace("\u00a0", " ") == "Recommendation (Head of office, 4 Mar 2025)"
    assert reasons.items == ("Many pass.",)
    assert note.text == "The recommendation is a text of the office. The report itself recommends nothing."


def test_a_recommendation_is_told_in_the_language_of_the_report():
    both = Recommendation.model_validate(
        {"year": 2024, "text": {"de": "Fortführen", "en": "Go on"}, "by": "Leitung"}
    )
    (german, _), (english, _) = (parts_of(Recommended(recommendation=both), each) for each in LANGUAGES)
    assert {german.text, english.text} == {"Fortführen", "Go on"}
