"""Whether a change or a difference is large enough to matter: a column, its note, a phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wirkung.codes import UnitKind, Verdict
from wirkung.finding import Finding
from wirkung.report.writing.cells import TableColumn
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import NO_BREAK, Numbers
from wirkung.report.writing.tables import Item, findings_of
from wirkung.report.writing.words import say, word

# Only these are said on the first page; the others say that it is not known, or nearly nothing.
SAID = (Verdict.RELEVANT, Verdict.NO_RELEVANT_CHANGE)


def relevance_column(items: Sequence[Item], language: Language) -> tuple[TableColumn, ...]:
    """A column with the verdicts; none where no smallest relevant change is declared."""
    if all(finding.verdict is None for finding in findings_of(items)):
        return ()
    return (TableColumn(say("column.relevance", language), _cell, "left"),)


def _cell(finding: Finding, numbers: Numbers) -> str:
    if finding.verdict is None:
        return say("mark.not_applicable", numbers.language)
    return word(finding.verdict, numbers.language).replace(" ", NO_BREAK, 1)  # icon and word on one line


def relevance_note(items: Sequence[Item], language: Language) -> tuple[str, ...]:
    """From when on each indicator counts as relevant."""
    told = (
        f"{label(replace(finding.subject, arm=''), language)} {_smallest(finding, finding.target, language)}"
        for finding in findings_of(items)
        if finding.target is not None
    )
    smallest = "; ".join(dict.fromkeys(told))  # of several arms it is the same
    return (say("note.relevance", language, smallest=smallest),) if smallest else ()


def relevance_phrase(finding: Finding, language: Language) -> str:
    """Whether the result matters, where that can be said; otherwise empty."""
    if finding.target is None or finding.verdict not in SAID:
        return ""
    return say(f"key.relevance.{finding.verdict}", language)


def _smallest(finding: Finding, target: float, language: Language) -> str:
    numbers, unit = Numbers(language), finding.main.unit
    if unit.kind is UnitKind.SHARE:  # of a difference between shares
        return numbers.points(target)
    return numbers.value(target, unit, finding.subject.decimals)
