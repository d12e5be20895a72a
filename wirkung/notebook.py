"""What a notebook imports: the few words with which an evaluation is written."""

from __future__ import annotations

import ast
from collections.abc import Callable

from IPython.core.getipython import get_ipython

from wirkung.catalogue import LANGUAGES
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.errors import Problem, WirkungError, WorkspaceError
from wirkung.programme.until import asked_until
from wirkung.report.frame.decisions import Decisions, decisions
from wirkung.report.frame.glance import Glance, glance
from wirkung.report.frame.glossary import Glossary, glossary
from wirkung.report.frame.options import Options, options
from wirkung.report.show import Presenter
from wirkung.report.writing.language import Language, language_of
from wirkung.study.check import DataCheck, check_files
from wirkung.study.study import Study, open_study

__all__ = [
    "Decisions",
    "Glance",
    "Glossary",
    "Options",
    "check_data",
    "decisions",
    "glance",
    "glossary",
    "options",
    "start",
]

Show = Callable[..., None]
_INJECTED = "# Parameters"  # the first line of the cell that papermill adds


def start(programme: str, year: int, language: str = "de") -> tuple[Study, Show]:
    """Begin an evaluation: read and check everything, and hand out the two words of the notebook.

    Parameters
    ----------
    programme
        Path of the programme file, from the current folder or one above it.
    year
        The year to evaluate.
    language
        «de» or «en».

    Returns
    -------
    study
        What may be shown on each question: `study.change`, `study.comparison`, `study.cohort`, `study.cost`, …
        Small groups are withheld.
    show
        Shows it, as sentences, figures and tables. An answer that is a cell's last line is shown as well.

    Raises
    ------
    WirkungError
        With every problem of the programme file or the data, in the language of the report.
    """
    check_language(language)
    refuse_unknown_parameters(language)
    try:
        study = open_study(programme, year=year, until=asked_until())
    except WirkungError as error:
        error.language = language
        raise
    show = Presenter(language_of(study.programme, language)).show
    _show_last_lines(show)
    return study, show


def _show_last_lines(show: Show) -> None:
    """An answer as the last line of a cell is shown as if `show` had been called."""
    shell = get_ipython()
    if shell is not None and shell.display_formatter is not None:
        shell.display_formatter.ipython_display_formatter.for_type(ReleasedAnswer, show)


def check_data(programme: str, year: int, language: str = "de") -> tuple[DataCheck, Show]:
    """Look at a programme's files before anyone evaluates; problems are shown, not raised.

    The tables hold small numbers: they are for the evaluator, not for a report.
    """
    check_language(language)
    refuse_unknown_parameters(language)
    return check_files(programme, year=year), Presenter(Language(language)).show


def check_language(language: str) -> None:
    """Refuse a language that has no catalogue."""
    if language not in LANGUAGES:
        values = {"language": language, "languages": ", ".join(LANGUAGES)}
        raise WorkspaceError([Problem(code="run.unknown_language", values=values)])


def refuse_unknown_parameters(language: str) -> None:
    """Refuse what papermill was given and no cell before declares: the notebook would go on without it.

    papermill itself only warns, and a misspelt name evaluates the programme that the notebook names.

    Parameters
    ----------
    language
        Of the message.

    Raises
    ------
    WorkspaceError
        One problem per name.
    """
    shell = get_ipython()
    cells: list[str] = [] if shell is None else list(shell.user_ns.get("In", ()))
    declared: set[str] = set()
    problems = []
    for cell in cells:
        named = _assigned(cell)
        if cell.startswith(_INJECTED):
            unknown = [name for name in named if name not in declared]
            problems += [Problem(code="notebook.parameter_unknown", values={"name": name}) for name in unknown]
        declared.update(named)
    if problems:
        raise WorkspaceError(problems, language=language)


def _assigned(cell: str) -> list[str]:
    try:
        statements = ast.parse(cell).body
    except SyntaxError:
        return []  # what only IPython understands
    targets = [target for each in statements if isinstance(each, ast.Assign) for target in each.targets]
    annotated = [each.target for each in statements if isinstance(each, ast.AnnAssign)]
    return [each.id for each in (*targets, *annotated) if isinstance(each, ast.Name)]
