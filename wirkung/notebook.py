"""What a notebook imports: the few words with which an evaluation is written."""

from __future__ import annotations

from collections.abc import Callable

from wirkung.catalogue import LANGUAGES
from wirkung.disclosure.release import Ledger, ReleasedAnswer
from wirkung.errors import Problem, WirkungError, WorkspaceError
from wirkung.finding import Answer
from wirkung.report.frame.glance import Glance, glance
from wirkung.report.frame.glossary import Glossary, glossary
from wirkung.report.show import Presenter
from wirkung.study.check import DataCheck, check_files
from wirkung.study.study import Study, open_study

__all__ = ["Glance", "Glossary", "check_data", "glance", "glossary", "start"]

Release = Callable[[Answer], ReleasedAnswer]
Show = Callable[..., None]


def start(programme: str, year: int, language: str = "de") -> tuple[Study, Release, Show]:
    """Begin an evaluation: read and check everything, and hand out the three words of the notebook.

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
        A property per question: `study.change`, `study.comparison`, `study.cohort`, `study.cost`, …
    release
        Takes an answer to what may be shown: small groups are withheld.
    show
        Shows what was released, as sentences, figures and tables.

    Raises
    ------
    WirkungError
        With every problem of the programme file or the data, in the language of the report.
    """
    check_language(language)
    try:
        study = open_study(programme, year=year, language=language)
    except WirkungError as error:
        error.language = language
        raise
    ledger = Ledger(study.loaded.programme.privacy.smallest_group)
    return study, ledger.release, Presenter(language).show


def check_data(programme: str, year: int, language: str = "de") -> tuple[DataCheck, Show]:
    """Look at a programme's files before anyone evaluates; problems are shown, not raised.

    The tables hold small numbers: they are for the evaluator, not for a report.
    """
    check_language(language)
    return check_files(programme, year=year), Presenter(language).show


def check_language(language: str) -> None:
    """Refuse a language that has no catalogue."""
    if language not in LANGUAGES:
        values = {"language": language, "languages": ", ".join(LANGUAGES)}
        raise WorkspaceError([Problem(code="run.unknown_language", values=values)])
