"""Every thing that can be shown, and the function that turns it into the parts of a report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import (
    Columns,
    CrossTable,
    Files,
    Licence,
    Limits,
    Logic,
    Masthead,
    Minimisation,
    Problems,
    Provenance,
    Recommended,
    Reported,
)
from wirkung.report.frame.checks import (
    columns_blocks,
    cross_table_blocks,
    files_blocks,
    minimisation_blocks,
    problems_blocks,
)
from wirkung.report.frame.decisions import Decisions, decisions_blocks
from wirkung.report.frame.frame import (
    licence_blocks,
    limits_blocks,
    logic_blocks,
    masthead_blocks,
    reported_blocks,
)
from wirkung.report.frame.glance import Glance, glance_blocks
from wirkung.report.frame.glossary import Glossary, glossary_blocks
from wirkung.report.frame.options import Options, options_blocks
from wirkung.report.frame.provenance import provenance_blocks
from wirkung.report.frame.recommendation import recommendation_blocks
from wirkung.report.section import Part
from wirkung.report.sections import sections
from wirkung.report.writing.language import Language

# Counts of the data check are not protected: a notebook shows them, a report does not.
FOR_EVALUATORS = (Files, Columns, CrossTable, Minimisation, Problems)


def parts_of(thing: object, language: Language) -> tuple[Part, ...]:
    """The parts of one thing, in order.

    Parameters
    ----------
    thing
        A released answer, a glance, a part of the report's frame, or a count of the data check.
    language
        «de» or «en».

    Raises
    ------
    TypeError
        For anything else: an answer that was not released cannot be shown.
    """
    compose = _COMPOSERS.get(type(thing))
    if compose is None:
        raise TypeError(f"show() takes released answers and parts of a report, not {type(thing).__name__}")
    return compose(thing, language)


def answer_parts(answer: ReleasedAnswer, language: Language) -> tuple[Part, ...]:
    """Everything a report says on one question."""
    return sections()[answer.question].parts(answer, language)


_COMPOSERS: dict[type, Callable[[Any, Language], tuple[Part, ...]]] = {
    ReleasedAnswer: answer_parts,
    Glance: glance_blocks,
    Masthead: masthead_blocks,
    Licence: licence_blocks,
    Logic: logic_blocks,
    Limits: limits_blocks,
    Reported: reported_blocks,
    Decisions: decisions_blocks,
    Options: options_blocks,
    Recommended: recommendation_blocks,
    Provenance: provenance_blocks,
    Glossary: glossary_blocks,
    Files: files_blocks,
    Columns: columns_blocks,
    Minimisation: minimisation_blocks,
    CrossTable: cross_table_blocks,
    Problems: problems_blocks,
}
