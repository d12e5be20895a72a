"""Where everybody is, period by period, and who went from where to where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import PERSONS
from wirkung.finding import Finding, Subject
from wirkung.report.document.blocks import Table
from wirkung.report.writing.matrix import Layout, base_of, matrix_table, share_cell
from wirkung.report.writing.naming import RowName, in_front
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_of, in_one, interval_note, source_note, subject_of
from wirkung.report.writing.together import caption_of, together_notes
from wirkung.report.writing.words import say

LOST, ELSEWHERE_OR_LOST = "lost", "elsewhere_or_lost"


def state_of(subject: Subject) -> str:
    """The last part of `states.2.completed` or `transitions.2.registered.completed`."""
    return subject.id.rpartition(".")[2]


def states_sentences(answer: ReleasedAnswer, language: str) -> tuple[str, ...]:
    """At the end: the state that most are in, and who was lost from sight; of the entry alone nothing."""
    known = [finding for finding in findings_of(answer.items) if finding.main.value is not None]
    end = max((finding.subject.at or 0.0 for finding in known), default=0.0)
    if not end:
        return ()
    last = [finding for finding in known if finding.subject.at == end]
    most = max(last, key=lambda finding: finding.main.value or 0.0)
    codes = {LOST: "sentence.states.lost", ELSEWHERE_OR_LOST: "sentence.states.outside"}
    rest = ((codes.get(state_of(finding.subject)), finding) for finding in last if finding is not most)
    return (
        _state("sentence.states", most, language),
        *(_state(code, finding, language) for code, finding in rest if code is not None),
    )


def _state(code: str, finding: Finding, language: str) -> str:
    numbers = Numbers(language)
    return say(
        code,
        language,
        when=in_front(finding.subject.group),
        label=finding.subject.label,
        value=share_cell(finding, numbers),
        of=numbers.value(base_of(finding) or 0, PERSONS, 0),
    )


def states_table(answer: ReleasedAnswer, language: str) -> tuple[Table, ...]:
    """States in rows, times in columns: the share of all who started, with its interval."""
    start = _common_start(answer)
    items = tuple(item for item in answer.items if start is None or subject_of(item).at != start.subject.at)
    return (
        matrix_table(
            answer,
            items,
            Layout(
                head=say("column.standing", language),
                row=lambda subject: RowName("", subject.label),
                column=lambda subject: subject.group,
                cell=share_cell,
                gap=say("note.not_yet", language),
            ),
            caption=say("caption.states", language, year=answer.year),
            notes=(
                say("note.states", language),
                *(() if start is None else (say("note.states.start", language, label=start.subject.label),)),
                *in_one(interval_note(items, language), source_note(items, language)),
            ),
            language=language,
        ),
    )


def _common_start(answer: ReleasedAnswer) -> Finding | None:
    """The state in which all began, where it is one: a column of its own would only say that."""
    findings = findings_of(answer.items)
    first = min((subject_of(item).at or 0.0 for item in answer.items), default=0.0)
    later = any(subject_of(item).at != first for item in answer.items)
    return next((each for each in findings if later and each.subject.at == first and each.main.value == 1), None)


def transitions_sentences(answer: ReleasedAnswer, language: str) -> tuple[str, ...]:
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


def _sentence(most: Finding, language: str) -> str:
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


def transitions_table(answer: ReleasedAnswer, language: str) -> tuple[Table, ...]:
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


def _own_missing(answer: ReleasedAnswer, language: str) -> Iterator[str]:
    """That the cohort of the year is not among those taken together."""
    if answer.together is not None and str(answer.year) not in answer.together.cohorts:
        yield say("note.transitions.own_missing", language, year=answer.year)
