"""Who went from where to where, from one period to the next?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.flows import Flow, Time, Ways, height_of_ways, paint_ways
from wirkung.report.charts.hidden import note_below, told, withheld_subjects
from wirkung.report.charts.rows import shown
from wirkung.report.charts.stacks import states_with_looks
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.matrix import Layout, base_of, matrix_table, of_whom, share_cell
from wirkung.report.writing.naming import RowName, in_front, naming_of_groups
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_of, in_one, interval_note, source_note, subject_of
from wirkung.report.writing.times import states_name, time_name
from wirkung.report.writing.together import caption_of, together_notes
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FEWEST_TIMES = 2  # a way leads from one time to another


def transitions_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """For each period the most frequent way from one state to another."""
    moves = [finding for finding in findings_of(answer.items) if _is_move(finding)]
    return tuple(_sentence(finding, Numbers(language)) for finding in _most_frequent(moves))


def _most_frequent(moves: Sequence[Finding]) -> tuple[Finding, ...]:
    """Of the moves of each period the one that most persons made, in order of time."""
    periods = groupby(sorted(moves, key=_end), key=_end)
    return tuple(max(findings, key=_moved) for _, findings in periods)


def _end(finding: Finding) -> int:
    return finding.subject.months or 0


def _is_move(finding: Finding) -> bool:
    """Whether somebody went to another state; who stayed, or nobody, is no move."""
    return finding.subject.from_states != finding.subject.states and bool(finding.main.value)


def _moved(finding: Finding) -> int:
    """How many persons went this way."""
    return finding.main.counts[0].number


def _sentence(finding: Finding, numbers: Numbers) -> str:
    return say(
        "sentence.transitions",
        numbers.language,
        when=in_front(time_name(_end(finding), numbers.language)),
        source=_source(finding.subject, numbers.language),
        target=label(finding.subject, numbers.language),
        count=_moved(finding),
        number=numbers.count(finding.main.counts[0]),
        of=of_whom(finding, numbers, unknown="base.all_there"),
        value=share_cell(finding, numbers),
    )


def _source(subject: Subject, language: Language) -> str:
    return states_name(subject.from_states, language)


def transitions_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """From where in rows, to where in columns, one group of rows a period."""
    return (
        matrix_table(
            answer.items,
            Layout(
                head=say("column.from", language),
                row=lambda subject: RowName(_period(subject, language), _source(subject, language)),
                column=lambda subject: say("column.to", language, label=label(subject, language)),
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


def _period(subject: Subject, language: Language) -> str:
    return say("transitions.until", language, when=time_name(subject.months or 0, language))


def _own_missing(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    """That the cohort of the year is not among those taken together."""
    if answer.together is not None and answer.year not in answer.together.cohorts:
        yield say("note.transitions.own_missing", language, year=answer.year)


def draw_transitions(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Ways between the states; None where no way from one state to another can be shown."""
    findings = shown(answer, Role.MAIN)
    moves = sorted(filter(_is_move, findings), key=_moved, reverse=True)
    if not moves:
        return None
    numbers = Numbers(language)
    ways = _without_start(_ways(answer, findings, language))
    looks = states_with_looks({label(each, language): each.better for each in map(subject_of, answer.items)})

    def paint(picture: Figure) -> None:
        paint_ways(picture.subplots(), ways, looks, numbers)
        if withheld_subjects(answer):
            note_below(picture, say("figure.ways_hatched", language))

    most = _most_frequent(moves)
    return drawn(
        paint,
        height=height_of_ways(ways, looks),
        caption=caption_of(answer, language, alone="figure.transitions", together="figure.transitions.together"),
        alt=told(
            " ".join(transitions_sentences(answer, language)),
            [_line(finding, numbers) for finding in moves if finding not in most],
            answer,
            language,
        ),
        data=data,
    )


def _line(finding: Finding, numbers: Numbers) -> str:
    return say(
        "alt.transitions.line",
        numbers.language,
        when=time_name(_end(finding), numbers.language),
        source=_source(finding.subject, numbers.language),
        target=label(finding.subject, numbers.language),
        value=share_cell(finding, numbers),
    )


def _ways(answer: ReleasedAnswer, findings: Sequence[Finding], language: Language) -> Ways:
    """The times and the bands between them, as shares of all who started.

    How many stood in a row is known from any of its cells. Where none may be shown, and at the end, a state is at
    least as large as what is known to arrive in it.
    """
    subjects = [subject_of(item) for item in answer.items]
    times = sorted({months or 0 for each in subjects for months in (each.from_months, each.months)})
    known: dict[int, dict[str, int]] = defaultdict(dict)
    arriving: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for finding in findings:
        known[finding.subject.from_months or 0][_source(finding.subject, language)] = base_of(finding) or 0
        arriving[_end(finding)][label(finding.subject, language)] += _moved(finding)
    everybody = max(sum(parts.values()) for parts in known.values())
    leaving, coming_in = _withheld(answer, language)
    return Ways(
        times=tuple(
            Time(
                when=time_name(at, language),
                parts={name: number / everybody for name, number in {**arriving[at], **known[at]}.items()},
                at_least=frozenset((coming_in[at] & arriving[at].keys()) - known[at].keys()),
                withheld=frozenset((leaving[at] | coming_in[at]) - known[at].keys() - arriving[at].keys()),
            )
            for at in times
        ),
        flows=tuple(
            Flow(
                time=times.index(finding.subject.from_months or 0),
                source=_source(finding.subject, language),
                target=label(finding.subject, language),
                share=_moved(finding) / everybody,
            )
            for finding in findings
            if _moved(finding)
        ),
    )


def _withheld(answer: ReleasedAnswer, language: Language) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """At each time the states of which a number that leaves them, and one that comes in, is withheld."""
    leaving: dict[int, set[str]] = defaultdict(set)
    coming_in: dict[int, set[str]] = defaultdict(set)
    for subject in withheld_subjects(answer):
        leaving[subject.from_months or 0].add(_source(subject, language))
        coming_in[subject.months or 0].add(label(subject, language))
    return leaving, coming_in


def _without_start(ways: Ways) -> Ways:
    """Where all began in one state, the first bands only say what stands at the next time; they are left out."""
    first, *later = ways.times
    if len(first.parts) > 1 or len(later) < FEWEST_TIMES:
        return ways
    flows = (
        Flow(time=flow.time - 1, source=flow.source, target=flow.target, share=flow.share)
        for flow in ways.flows
        if flow.time
    )
    return Ways(times=tuple(later), flows=tuple(flows))


SECTION = Section(
    tables=transitions_table,
    sentences=transitions_sentences,
    figure=draw_transitions,
    naming=naming_of_groups,
)
