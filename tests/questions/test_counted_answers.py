"""Goals about the answers of exactly these participants: counted, and met or not without an interval."""

from __future__ import annotations

import pytest

from tests.measures.once_office import ONE_GROUP, write_once
from tests.measures.yes_no_office import write_answers
from tests.questions.test_goals import by_id
from tests.raw import open_raw
from wirkung.codes import Advice, Role, Undecided, Verdict
from wirkung.report.formats.plain import plain
from wirkung.report.sections import sections
from wirkung.report.writing.language import language_of
from wirkung.study.study import open_study

GOAL = (
    "goals: [{id: aim, label: Two thirds pass, measure: counted_level, of: passed, target: T, by: 2024-12-31}]\n"
)


def programme(folder, target, *, silent=0, better="higher"):
    """53 of 80 invented participants passed; `silent` others gave no answer."""
    aim = GOAL.replace("T,", f"{target},")
    path = write_once(
        folder,
        ONE_GROUP,
        ("characteristics:", f"{aim}characteristics:"),
        ("kind: yes_no}", f"kind: yes_no, better: {better}}}"),
    )
    with path.with_name("persons.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"s{n};2024;programme;f\n" for n in range(silent))
    return path


@pytest.mark.parametrize(
    ("target", "silent", "better", "verdict", "why"),
    [
        (0.66, 0, "higher", Verdict.REACHED, None),  # 53 / 80 = .6625, though its interval begins at .55
        (0.67, 0, "higher", Verdict.MISSED, None),
        (0.67, 0, "lower", Verdict.REACHED, None),
        (0.66, 9, "higher", Verdict.REACHED, None),  # fewer than ten count as nobody
        (0.66, 10, "higher", Verdict.UNDECIDED, Undecided.SOME_SILENT),  # 53 of 90 to 63 of 90
        (0.58, 10, "higher", Verdict.REACHED, None),
        (0.71, 10, "higher", Verdict.MISSED, None),
        (0.7, 10, "lower", Verdict.REACHED, None),
        (0.58, 10, "lower", Verdict.MISSED, None),
    ],
)
def test_answers_are_counted_and_whoever_is_silent_can_decide(tmp_path, target, silent, better, verdict, why):
    aim = by_id(open_raw(programme(tmp_path, target, silent=silent, better=better), year=2024).goals)["aim"]
    assert (aim.main.value, aim.main.interval) == (53 / 80, None)
    assert (aim.verdict, aim.undecided) == (verdict, why)
    assert (aim.advice is Advice.CANNOT_BE_SAID) is (why is not None)
    assert {each.size for each in aim.main.populations} == {80, 53}


def test_of_two_waves_the_last_one_counts_with_the_first_as_the_start(tmp_path):
    path = write_answers(tmp_path)
    text = path.read_text(encoding="utf-8")
    head = text[: text.index("goals:")] if "goals:" in text else text
    aim = "goals: [{id: aim, label: More, measure: counted_level, of: more, target: 0.75, by: 2024-12-31}]\n"
    path.write_text(head + aim, encoding="utf-8")
    study = open_raw(path, year=2024)
    found, change = by_id(study.goals)["aim"], by_id(study.change)["more"]
    assert found.main.value == change.get(Role.AFTER).value == 15 / 20
    assert found.verdict is Verdict.REACHED


@pytest.mark.parametrize(
    ("language", "told", "note"),
    [
        (
            "de",
            "Ist: 53 von 80, also 66 %. Nicht alle haben geantwortet: Mit den übrigen könnte",
            "Ein gezählter Anteil mit Ja ist der Anteil an allen mit Antwort.",
        ),
        (
            "en",
            "Actual: 53 of 80, or 66%. Not everybody answered: with the others the goal may be met",
            "A counted share of yes is of all who answered.",
        ),
    ],
)
def test_the_report_says_on_whose_answers_it_rests(tmp_path, language, told, note):
    study = open_study(programme(tmp_path, 0.66, silent=20), year=2024)
    tongue, section = language_of(study.programme, language), sections()["goals"]
    (sentence,) = section.sentences(study.goals, tongue)
    assert told in sentence.replace("\u00a0", " ")
    assert note in " ".join(plain(section.tables(study.goals, tongue), tongue).split())


def test_few_who_gave_no_answer_leave_no_trace_in_the_verdict(tmp_path):
    verdicts = set()
    for silent in (0, 3, 9):
        (tmp_path / str(silent)).mkdir()
        (item,) = open_study(programme(tmp_path / str(silent), 0.66, silent=silent), year=2024).goals.items
        verdicts.add((item.finding.verdict, item.finding.undecided, item.finding.advice))
    assert verdicts == {(Verdict.REACHED, None, Advice.KEEP)}
