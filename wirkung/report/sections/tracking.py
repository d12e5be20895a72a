"""What a report says on cohorts over the years: sentences and tables by question."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Question, Subject
from wirkung.report.document.blocks import Table
from wirkung.report.sections.cohort import cohort_sentences, cohort_table
from wirkung.report.sections.earlier import earlier_sentences, earlier_tables
from wirkung.report.sections.lost import lost_sentences, lost_tables, naming_of_lost
from wirkung.report.sections.retention import retention_sentences, retention_table
from wirkung.report.sections.states import (
    states_sentences,
    states_table,
    transitions_sentences,
    transitions_table,
)
from wirkung.report.sections.timing import naming_of_times, timing_sentences, timing_tables
from wirkung.report.writing.naming import Naming, RowName

SENTENCES: Mapping[Question, Callable[[ReleasedAnswer, str], tuple[str, ...]]] = {
    Question.COHORT: cohort_sentences,
    Question.EARLIER: earlier_sentences,
    Question.RETENTION: retention_sentences,
    Question.STATES: states_sentences,
    Question.TRANSITIONS: transitions_sentences,
    Question.TIMING: timing_sentences,
    Question.LOST: lost_sentences,
}

TABLES: Mapping[Question, Callable[[ReleasedAnswer, str], tuple[Table, ...]]] = {
    Question.COHORT: cohort_table,
    Question.EARLIER: earlier_tables,
    Question.RETENTION: retention_table,
    Question.STATES: states_table,
    Question.TRANSITIONS: transitions_table,
    Question.TIMING: timing_tables,
    Question.LOST: lost_tables,
}


def naming_of_groups(_language: str) -> Naming:
    """Of a cell of a matrix: the row it belongs to, which stands for all of its cells."""
    return _of_group


def _of_group(subject: Subject) -> RowName:
    alone = f"{subject.group}: {subject.label}" if subject.group else subject.label
    return RowName("", subject.group or subject.label, alone)


NAMINGS: Mapping[Question, Callable[[str], Naming]] = {
    **dict.fromkeys(SENTENCES, naming_of_groups),
    Question.TIMING: lambda _language: naming_of_times,
    Question.LOST: naming_of_lost,
}
