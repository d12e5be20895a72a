"""Reached or gone: a method that nothing runs waits for an open issue that will use it, or it is deleted.

Reached is what is executed while the notebooks run on the sample programmes, and questions on the test programmes:
not what is imported or named. The list can only shrink: an entry that is reached, gone, or used by another is a
failure too.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from cProfile import Profile
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

import nbformat
import pytest

from tests.measures.grades_office import COMPARISON, write_grades
from tests.measures.once_office import LOTTERY, write_once
from tests.measures.test_amounts import VISITS
from tests.measures.yes_no_office import write_answers
from tests.questions.conftest import PROGRAMME, write_programme
from tests.questions.design_office import people, write_design
from tests.questions.money_office import MORE_CHOSE, MORE_PERSONS, open_office
from tests.questions.test_starts import DESIGN as LATER
from tests.questions.test_starts import staggered
from tests.questions.ways_office import Office, with_a_covariate
from tests.raw import open_raw
from wirkung import methods, notebook
from wirkung.questions import questions
from wirkung.report.show import Presenter
from wirkung.study.study import open_study

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = (("params/mint.yaml", 2024), ("params/nsw.yaml", 1978))
DESIGN = "kind: comparison, assignment: self_selected"
IN_PAIRS = "kind: randomised, assignment: lottery, blocks: pair, estimate: adjusted, took_part: took"
ORDERED = ("kind: yes_no, measured", "kind: ordered, scale: {low: 0, high: 1}, measured")
WEIGHTED = "kind: comparison, assignment: self_selected, weights: stands_for"
MODEL = (
    "kind: randomised, assignment: lottery, assigned: clusters, clusters: school, blocks: pair, "
    "robustness: [random_intercept]"
)
TRACKED = ("observed_until: 2025-12-31", "observed_until: 2025-12-31, covariates: [age]")
MATCHED = "kind: comparison, assignment: self_selected, robustness: [matching]"
DESIGNS = (
    ((DESIGN, "kind: randomised, assignment: lottery"),),
    ((DESIGN, "kind: comparison, assignment: selected_by_baseline"),),
    (
        (DESIGN, "kind: one_group, assignment: self_selected"),
        ("group: group, course", "course"),
        ("measure: difference, of: interest, target: 9", "measure: change, of: interest, target: 9"),
    ),
    (
        (
            "measure: step_share, of: completed, target: 0.5, by: 2024",
            "measure: count, of: completed, target: 300, by: 2026",
        ),
    ),
)

OFFICES = {
    "money": open_office,
    "grades": lambda folder: open_raw(write_grades(folder, COMPARISON), year=2024),
    "once": lambda folder: open_raw(write_once(folder), year=2024),
    "visits": lambda folder: open_raw(write_once(folder, LOTTERY, VISITS), year=2024),
    "yes_no": lambda folder: open_raw(write_answers(folder), year=2024),
    "persons": partial(open_office, events=MORE_CHOSE, people=MORE_PERSONS),
    "blocks": lambda folder: open_raw(write_design(folder, IN_PAIRS, people(), ORDERED), year=2024),
    "matched": lambda folder: open_raw(write_design(folder, MATCHED, people()), year=2024),
    "weights": lambda folder: open_raw(write_design(folder, WEIGHTED, people()), year=2024),
    "starts": lambda folder: open_raw(write_design(folder, LATER, staggered()), year=2024),
    "model": lambda folder: open_raw(write_design(folder, MODEL, people(), TRACKED), year=2024),
    "ways": lambda folder: with_a_covariate(Office(folder)).open(2022),
}

# What open issues will use, by their numbers: outcomes 13, education report 19.
WAITING = {
    "change.typical_change.typical_change": 13,
    "cohort.quotas.quota_sum": 19,
    "cohort.quotas.share_against_quota": 19,
    "comparison.education_scales.improvement_index": 13,
    "comparison.education_scales.months_of_progress": 13,
    "comparison.share_comparison.share_ratio": 13,
    "kernels.fieller.fieller_limits": 13,
}


def run_cells(path: Path, **parameters: object) -> None:
    """Run the code cells of a notebook here, as papermill does in a kernel."""
    names: dict[str, object] = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if "parameters" in cell.metadata.get("tags", []):
            exec(cell.source, names)  # noqa: S102 - notebooks of this repository
            names.update(parameters)
        elif cell.cell_type == "code":
            exec(cell.source, names)  # noqa: S102


def run_samples(patch: pytest.MonkeyPatch) -> None:
    """Every notebook on the sample programmes; what is shown is not drawn, since reports know no method."""
    patch.setattr(Presenter, "show", lambda *_: None)
    patch.setattr(notebook, "open_study", cache(open_study))
    for programme, year in SAMPLES:
        for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
            if (programme, path.stem) == (SAMPLES[0][0], "data_check"):
                continue  # it would answer every question of the larger sample once more
            run_cells(path, programme=programme, year=year)


def run_test_programmes(folder: Path) -> None:
    """Programmes that tests write: other designs, a ledger with every column, ways that leave the steps."""
    for number, replacements in enumerate(DESIGNS):
        (folder / str(number)).mkdir()
        text = PROGRAMME
        for old, new in replacements:
            text = text.replace(old, new)
        path = write_programme(folder / str(number), text)
        answers = path.with_name("answers.csv")
        lines = answers.read_text(encoding="utf-8").splitlines()
        lost = [line for line in lines if not line.startswith("p3;2024;after")]
        answers.write_text("\n".join(lost) + "\n", encoding="utf-8")
        assert open_raw(path, year=2024).answers
    for name, opened in OFFICES.items():
        (folder / name).mkdir()
        assert opened(folder / name).answers


@pytest.fixture(scope="module")
def executed(tmp_path_factory) -> set[CodeType]:
    """The code of every function that ran, as a profiler notes it: a trace in Python would take twice as long."""
    with Profile(subcalls=False, builtins=False) as profile:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(ROOT)
            run_samples(patch)
        run_test_programmes(tmp_path_factory.mktemp("programmes"))
    return {entry.code for entry in profile.getstats() if isinstance(entry.code, CodeType)}


def is_method(member: object) -> bool:
    """Whether this is a function or class of the methods, private ones among them."""
    known = inspect.isfunction(member) or inspect.isclass(member)
    return known and member.__module__.startswith("wirkung.methods.")


def public() -> dict[str, FunctionType | type]:
    """Every public function and class of the methods by its name; of classes those that have code."""
    found = {}
    for info in pkgutil.walk_packages(methods.__path__, "wirkung.methods."):
        for name, given in vars(import_module(info.name)).items():
            member = inspect.unwrap(given) if callable(given) else given
            own = not name.startswith("_") and is_method(member) and member.__module__ == info.name
            if own and functions_of(member):
                found[f"{info.name}.{name}".removeprefix("wirkung.methods.")] = member
    return found


def functions_of(member: FunctionType | type) -> tuple[FunctionType, ...]:
    """A function itself; of a class all that it defines, those of its properties among them."""
    if inspect.isfunction(member):
        return (member,)
    parts = (
        each.fget if isinstance(each, property) else getattr(each, "__func__", each)
        for each in vars(member).values()
    )
    return tuple(part for part in parts if inspect.isfunction(part))


def is_in(member: FunctionType | type, executed: set[CodeType]) -> bool:
    """Whether any of its code ran."""
    return any(function.__code__ in executed for function in functions_of(member))


def used_by(member: FunctionType | type) -> set[FunctionType | type]:
    """What a method uses of the others, however indirectly, by the names in its code."""
    found, todo = set(), [member]
    while todo:
        for function in functions_of(todo.pop()):
            known = (function.__globals__.get(name) for name in names_in(function.__code__))
            new = {inspect.unwrap(each) for each in known if callable(each)} - found
            todo += (more := {each for each in new if is_method(each)})
            found |= more
    return found


def names_in(code: CodeType) -> Iterator[str]:
    """The global names in a function's code and in the functions inside it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from names_in(constant)


def test_every_method_is_reached_or_waits_for_an_issue(executed):
    members = public()
    used = set().union(*(used_by(members[name]) for name in WAITING if name in members))
    unreached = {name for name, member in members.items() if not is_in(member, executed) and member not in used}
    assert sorted(unreached - set(WAITING)) == []


def test_the_list_of_the_waiting_only_shrinks(executed):
    members = public()
    assert sorted(set(WAITING) - set(members)) == [], "these are gone"
    assert [name for name in WAITING if is_in(members[name], executed)] == [], "these are reached"
    used = {name: used_by(members[name]) for name in WAITING}
    of_others = [
        name for name in WAITING if any(members[name] in used[other] for other in WAITING if other != name)
    ]
    assert of_others == [], "these are used by others of the list"


def test_every_question_stands_in_a_notebook():
    shown = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert set(questions()) <= set(re.findall(r"study\.(\w+)", shown))
