"""Nothing that a notebook can reach without private names tells a number that was not released.

A programme has numbers in its small groups that nobody else has; everything public is walked in search of them.
"""

from __future__ import annotations

import copy
import io
import pickle
import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from pydantic import BaseModel

from tests.raw import RawStudy
from wirkung import notebook
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.errors import Problem, RunError, WirkungError
from wirkung.estimate import Population
from wirkung.finding import Answer
from wirkung.io.tables import Tables
from wirkung.programme.load import load_programme
from wirkung.questions import Question, questions
from wirkung.study import study as study_module
from wirkung.study.study import Study, open_study
from wirkung.year.data import YearData
from wirkung.year.sample import Sample

# The change in hours of a school of three, and how many of all reached a step that three did not.
CANARY, COUNT = 987654, 1013
IN_WORDS = re.compile(rf"{CANARY}|(?<![\d.,]){COUNT}(?!\d)|1[.,  ]013(?!\d)")

PROGRAMME = """
id: birds
title: Birds
organisation: Office
synthetic: true
question: Does it work?
design: {kind: comparison, assignment: self_selected}
data:
  persons:
    file: persons.csv
    columns: {person: id, year: year, group: group, school: school}
    accept: [institution]
  measurements:
    - {file: answers.csv, columns: {person: id, year: year, wave: wave, hours: hours}}
  events:
    file: events.csv
    columns: {person: id, event: event, date: date}
    values: {event: {chose: chose, moved: moved}}
indicators:
  - {id: hours, label: Hours, items: [hours]}
characteristics:
  - {id: school, label: School}
cohort:
  - {id: registered, label: Registered, kind: registered}
  - {id: chose, label: Chose, kind: event, event: chose}
tracking: {observed_until: 2025-12-31, lost: moved, covariates: [school]}
privacy: {smallest_group: 10, reason: Test}
"""


def write_birds(folder: Path) -> Path:
    """Of 1016 participants three gained a canary and never chose; 40 others, three of them at the same school."""
    people, answers, events = [], [], []
    for number in range(1056):
        name, ours = f"b{number}", number < 1016
        of_few = number in range(3) or number in range(1016, 1019)
        school = "C" if of_few else "AB"[number % 2]
        people.append(f"{name};2024;{'programme' if ours else 'comparison'};{school}")
        before, change = number % 7, CANARY if ours and of_few else number % 3
        answers += [f"{name};2024;before;{before}", f"{name};2024;after;{before + change}"]
        if not ours or number >= 3:
            events.append(f"{name};chose;2025-02-0{1 + number % 7}")
        elif number == 0:
            events.append(f"{name};moved;2024-10-01")
    for name, header, lines in (
        ("persons.csv", "id;year;group;school", people),
        ("answers.csv", "id;year;wave;hours", answers),
        ("events.csv", "id;event;date", events),
    ):
        (folder / name).write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    (folder / "birds.yaml").write_text(PROGRAMME, encoding="utf-8")
    return folder / "birds.yaml"


@pytest.fixture(scope="module")
def birds(tmp_path_factory) -> Path:
    return write_birds(tmp_path_factory.mktemp("birds"))


@pytest.fixture(scope="module")
def study(birds) -> Study:
    return open_study(birds, year=2024)


@pytest.fixture(scope="module")
def tables(birds) -> Tables:
    return study_module.tables_of(load_programme(birds), 2024, None)


@pytest.fixture
def fresh(birds, tables, monkeypatch) -> Study:
    """A study that has not answered yet; its files were read before."""
    with monkeypatch.context() as patch:
        patch.setattr(study_module, "tables_of", lambda *_: tables)
        return open_study(birds, year=2024)


def inside(thing: object, seen: set[int]) -> Iterator[object]:
    """Everything that can be reached from a thing without private names."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    yield thing
    for part in parts_of(thing):
        yield from inside(part, seen)


def parts_of(thing: object) -> Iterator[object]:
    if isinstance(thing, str | bytes | int | float | Enum | type(None)):
        return
    if isinstance(thing, Mapping):
        yield from (*thing.keys(), *thing.values())
    elif isinstance(thing, list | tuple | set | frozenset):
        yield from thing
    elif is_dataclass(thing) or isinstance(thing, BaseModel | Study):
        names = (field.name for field in fields(thing)) if is_dataclass(thing) else ()
        public = (name for name in dir(thing) if not name.startswith(("_", "model_")))
        for name in dict.fromkeys((*names, *public)):
            if name not in ("dict", "json", "copy", "schema", "construct", "parse_obj", "validate"):
                yield getattr(thing, name)


def tells(thing: object) -> bool:
    """Whether it holds, prints or is one of the numbers that stay inside."""
    if isinstance(thing, bool | Enum) or callable(thing):
        return False
    if isinstance(thing, int | float):
        return thing == COUNT or abs(thing - CANARY) < 3
    return bool(IN_WORDS.search(f"{thing!r} {thing}"))


def test_the_numbers_are_there_before_release(birds):
    """Else the search below would find nothing for the wrong reason; small categories are merged before."""
    raw = RawStudy(open_study(birds, year=2024))
    found = {name for name in questions() for thing in inside(getattr(raw, name), set()) if tells(thing)}
    assert {"cohort", "timing", "steps"} <= found


def test_nothing_public_tells_them(study):
    telling = [thing for thing in inside(study, set()) if tells(thing)]
    assert not telling


def test_no_persons_and_no_unreleased_answers_are_within_reach(study):
    """No person's data, no answer before release, and not whom a number rests on."""
    inner = Answer | Population | Sample | YearData | pd.DataFrame | pd.Series | np.ndarray | bytes
    assert not [thing for thing in inside(study, set()) if isinstance(thing, inner)]


def test_the_walk_goes_everywhere(study):
    reached = list(inside(study, set()))
    assert sum(isinstance(thing, ReleasedAnswer) for thing in reached) == len(questions())
    assert any(isinstance(thing, Released) for thing in reached)
    assert any(isinstance(thing, Withheld) for thing in reached)


@pytest.mark.parametrize("name", [pytest.param("mint", marks=pytest.mark.slow), "birds"])
def test_every_public_number_stands_in_a_released_finding(name, birds):
    """Values, limits and p-values with many digits are like fingerprints: they tell where a number comes from."""
    study = open_study(birds if name == "birds" else "params/mint.yaml", year=2024)
    public = fingerprints(study)
    assert public
    for answer in study.answers:
        public -= fingerprints([item.finding for item in answer.items if isinstance(item, Released)])
    assert not public


def fingerprints(of: object) -> set[float]:
    numbers = {thing for thing in inside(of, set()) if isinstance(thing, float)}
    return {number for number in numbers if len(repr(number)) >= 12}


def test_no_way_of_printing_a_study_tells_more_than_its_name(study):
    assert repr(study) == str(study) == f"{study}" == "<study of birds, 2024>"
    assert "; show() it to read it>" in repr(study.subgroups)
    assert not [name for name in dir(study) if name.startswith("_")]


@pytest.mark.parametrize(
    "attempt",
    [
        vars,
        iter,
        len,
        list,
        dict,
        pickle.dumps,
        copy.copy,
        copy.deepcopy,
        lambda study: study.__dict__,
        lambda study: study.__getstate__(),
        lambda study: study.answer,
        lambda study: study[0],
        lambda study: format(study, "r"),
    ],
)
def test_no_usual_way_leads_around_release(study, attempt):
    with pytest.raises((TypeError, AttributeError)) as caught:
        attempt(study)
    assert not IN_WORDS.search(str(caught.value))


def raising(error: BaseException) -> Question:
    def answer(asked: object) -> Answer:
        persons, hours = asked.data.persons(), [CANARY]  # type: ignore[attr-defined]
        raise error from ValueError(f"{hours} {len(persons)}")

    return Question(answer=answer)


ASKING = ["change", "subgroups", "answers", "licence", "limits", "provenance"]
FAILING = [ValueError(f"bad value {CANARY}"), KeyError(CANARY), AttributeError(f"{CANARY}"), KeyboardInterrupt()]


def asked_with(fresh: Study, name: str) -> BaseException:
    with pytest.raises((WirkungError, KeyboardInterrupt)) as caught:
        getattr(fresh, name)
    return caught.value


def assert_bare(error: BaseException) -> None:
    """Neither text nor frames of what went wrong inside."""
    assert error.__cause__ is None
    assert error.__context__ is None
    assert not getattr(error, "__notes__", None)
    verbose = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert not IN_WORDS.search(f"{error!r} {error} {error.args} {''.join(verbose.format())}")
    inner = Answer | YearData | pd.DataFrame | pd.Series | np.ndarray
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename != __file__:
            assert not [value for value in frame.f_locals.values() if isinstance(value, inner)]


@pytest.mark.parametrize("name", ASKING)
@pytest.mark.parametrize("error", FAILING, ids=lambda error: type(error).__name__)
def test_an_error_inside_keeps_its_text_and_variables_to_itself(fresh, monkeypatch, name, error):
    monkeypatch.setitem(questions(), "change", raising(error))
    assert_bare(asked_with(fresh, name))


def test_an_error_inside_says_its_kind_and_place(fresh, monkeypatch):
    monkeypatch.setitem(questions(), "change", raising(ValueError(f"bad value {CANARY}")))
    text = str(asked_with(fresh, "change"))
    assert "ValueError in test_released_only.py, " in text


def test_a_problem_for_the_user_is_said_without_what_led_to_it(fresh, monkeypatch):
    problem = Problem(code="data.year_without_data", values={"year": 2024, "years": "2023"})
    monkeypatch.setitem(questions(), "change", raising(RunError([problem])))
    error = asked_with(fresh, "change")
    assert isinstance(error, RunError)
    assert error.problems == (problem,)
    assert_bare(error)


def test_an_error_of_disclosure_control_tells_no_answer(fresh, monkeypatch):
    def fail(answers, **_):
        raise ValueError(f"{CANARY} {answers}")

    monkeypatch.setattr(study_module, "decide_again", fail)
    assert_bare(asked_with(fresh, "subgroups"))


def test_an_error_while_reading_tells_no_row(birds, monkeypatch):
    def fail(*_):
        row = pd.DataFrame({"hours": [CANARY]})
        raise ValueError(f"{row}")

    monkeypatch.setattr(study_module, "read_tables", fail)
    with pytest.raises(RunError) as caught:
        open_study(birds, year=2024)
    assert_bare(caught.value)


@pytest.mark.parametrize("mode", ["Verbose", "Context", "Plain"])
def test_a_notebook_prints_an_error_inside_without_variables(fresh, monkeypatch, mode):
    monkeypatch.setitem(questions(), "change", raising(ValueError(f"bad value {CANARY}")))
    shell = InteractiveShell()
    shell.user_ns["study"] = fresh
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        shell.run_line_magic("xmode", mode)
        shell.run_cell("study.change")
    assert "RunError" in printed.getvalue()
    assert not IN_WORDS.search(printed.getvalue())


@pytest.fixture
def shell(monkeypatch) -> InteractiveShell:
    shell = InteractiveShell()
    monkeypatch.setattr(notebook, "get_ipython", lambda: shell)
    return shell


def outputs(shell: InteractiveShell, code: str) -> list[dict[str, object]]:
    """What a cell leaves behind."""
    with pytest.MonkeyPatch.context() as patch:
        found: list[dict[str, object]] = []

        def keep(data: dict[str, object], *_: object, **__: object) -> None:
            found.extend([data] if data else [])

        patch.setattr("wirkung.report.show.display", keep)
        patch.setattr(shell.displayhook, "write_format_data", keep)
        shell.run_cell(code).raise_error()
    return found


def test_an_answer_as_last_line_is_shown_as_by_show(shell, birds):
    shell.user_ns["study"], shell.user_ns["show"] = notebook.start(str(birds), 2024, "en")
    shown, last = outputs(shell, "show(study.subgroups)"), outputs(shell, "study.subgroups")
    assert shown == last
    assert "School" in last[0]["text/plain"]
    for each in (*shown, *last, *outputs(shell, "study.answers"), *outputs(shell, "study")):
        assert not IN_WORDS.search(str(each))
