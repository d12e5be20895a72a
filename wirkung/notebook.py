"""What a notebook imports: the few words with which an evaluation is written."""

from __future__ import annotations

from collections.abc import Callable

from IPython.core.getipython import get_ipython

from wirkung.catalogue import LANGUAGES
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.errors import Problem, WirkungError, WorkspaceError
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
    try:
        study = open_study(programme, year=year)
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
    return check_files(programme, year=year), Presenter(Language(language)).show


def check_language(language: str) -> None:
    """Refuse a language that has no catalogue."""
    if language not in LANGUAGES:
        values = {"language": language, "languages": ", ".join(LANGUAGES)}
        raise WorkspaceError([Problem(code="run.unknown_language", values=values)])
