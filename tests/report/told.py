"""What a section says and draws, for tests: by the question of an answer, as a report asks for it."""

from __future__ import annotations

from typing import Any

from wirkung.report.charts.drawing import Drawing
from wirkung.report.document.blocks import Table
from wirkung.report.sections import sections
from wirkung.report.writing.language import Language
from wirkung.report.writing.sentences import finding_sentence


def draw(answer: Any, *, data: Table, language: str) -> Drawing | None:
    """The figure of an answer."""
    return sections()[answer.question].drawing(answer, data, _of_report(language))


def sentence(question: str, item: Any, language: str) -> str:
    """What is said of one released finding."""
    return finding_sentence(item.finding, sections()[question].statement, _of_report(language))


def _of_report(language: str) -> Language:
    return language if isinstance(language, Language) else Language(language)
