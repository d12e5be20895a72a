"""Who went from where to where, from one period to the next?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import PERSONS
from wirkung.finding import Finding
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, figure_of
from wirkung.report.writing.language import Language
from wirkung.report.writing.matrix import Layout, base_of, matrix_table, share_cell
from wirkung.report.writing.naming import RowName, in_front, naming_of_groups
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_of, in_one, interval_note, source_note
from wirkung.report.writing.together import caption_of, together_notes
from wirkung.report.writing.words import say

LOST, ELSEWHERE_OR_LOST = "lost", "elsewhere_or_lost"


def transitions_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """For each period the most frequent way from one state to another."""
    moves = [finding for finding in findings_of(answer.items) if is_move(finding)]
    return tuple(_sentence(finding, language) for finding in most_frequent(moves))


def most_frequent(moves: Sequence[Finding]) -> tuple[Finding, ...]:
    """Of the moves of each period the one that most persons made, in order of time."""
    ordered = sorted(moves, key=lambda finding: finding.subject.at or 0.0)
    periods = groupby(ordered, key=lambda finding: finding.subject.at)
    return tuple(max(findings, key=moved) for _, findings in periods)


def is_move(finding: Finding) -> bool:
    """Whether somebody went to another state; who stayed, or nobody, is no move."""
    _, source, target = finding.subject.path
    return source != target and bool(finding.main.value)


def moved(finding: Finding) -> int:
    """How many persons went this way."""
    return finding.main.counts[0].number


def _sentence(most: Finding, language: Language) -> str:
    numbers = Numbers(language)
    when, source, target = most.subject.path
    return say(
        "sentence.transitions",
        language,
        when=in_front(when),
        source=source,
        target=target,
        count=moved(most),
        number=numbers.whole(moved(most)),
        of=numbers.value(base_of(most) or 0, PERSONS, 0),
        value=share_cell(most, numbers),
    )


def transitions_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """From where in rows, to where in columns, one group of rows a period."""
    return (
        matrix_table(
            answer,
            answer.items,
            Layout(
                head=say("column.from", language),
                row=lambda subject: RowName(
                    say("transitions.until", language, when=subject.path[0]), subject.path[1]
                ),
                column=lambda subject: say("column.to", language, label=subject.path[2]),
                cell=share_cell,
                gap=say("note.no_way", language),
                base=say("column.persons", language),
            ),
            caption=caption_of(
                answer, language, alone="caption.transitions", together="caption.transitions.together"
            ),
            notes=(
                say("note.transitions", language),
                *together_notes(answer, language),
                *_own_missing(answer, language),
                *in_one(interval_note(answer.items, language), source_note(answer.items, language)),
            ),
            language=language,
        ),
    )


def _own_missing(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    """That the cohort of the year is not among those taken together."""
    if answer.together is not None and str(answer.year) not in answer.together.cohorts:
        yield say("note.transitions.own_missing", language, year=answer.year)


SECTION = Section(
    tables=transitions_table,
    sentences=transitions_sentences,
    figure=figure_of("ways", "draw_transitions"),
    naming=naming_of_groups,
)
