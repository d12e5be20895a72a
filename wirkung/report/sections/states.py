"""Where everybody is, period by period, and who went from where to where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import note_below, told, withheld_subjects
from wirkung.report.charts.rows import known, shown
from wirkung.report.charts.stacks import HEIGHT, Stack, paint_stacks, states_with_looks
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.matrix import Layout, matrix_table, of_whom, share_cell
from wirkung.report.writing.naming import RowName, in_front, naming_of_groups
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_of, in_one, interval_note, source_note, subject_of
from wirkung.report.writing.times import with_lost
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def states_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """At the end: the state that most are in, and who was lost from sight; of the entry alone nothing."""
    known = [finding for finding in findings_of(answer.items) if finding.main.value is not None]
    end = max((finding.subject.months or 0 for finding in known), default=0)
    if not end:
        return ()
    last = [finding for finding in known if finding.subject.months == end]
    most = max(last, key=lambda finding: finding.main.value or 0.0)
    lost = (finding for finding in last if finding is not most and with_lost(finding.subject.states))
    return (
        _state("sentence.states", most, language),
        *(_state(_code_of_lost(finding.subject), finding, language) for finding in lost),
    )


def _code_of_lost(subject: Subject) -> str:
    return f"sentence.states.{'lost' if len(subject.states) == 1 else 'outside'}"


def _state(code: str, finding: Finding, language: Language) -> str:
    numbers = Numbers(language)
    return say(
        code,
        language,
        when=in_front(heading(finding.subject, language)),
        label=label(finding.subject, language),
        value=share_cell(finding, numbers),
        of=of_whom(finding, numbers, unknown="base.all"),
    )


def states_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """States in rows, times in columns: the share of all who started, with its interval."""
    start = _common_start(answer)
    items = tuple(
        item for item in answer.items if start is None or subject_of(item).months != start.subject.months
    )
    return (
        matrix_table(
            items,
            Layout(
                head=say("column.standing", language),
                row=lambda subject: RowName("", label(subject, language)),
                column=lambda subject: heading(subject, language),
                cell=share_cell,
                gap=say("note.not_yet", language),
            ),
            caption=say("caption.states", language, year=answer.year),
            notes=(
                say("note.states", language),
                *_start_note(start, language),
                *in_one(interval_note(items, language), source_note(items, language)),
            ),
            language=language,
        ),
    )


def _common_start(answer: ReleasedAnswer) -> Finding | None:
    """The state in which all began, where it is one: a column of its own would only say that."""
    times = {subject_of(item).months for item in answer.items}
    first = min(months or 0 for months in times)
    at_first = (each for each in findings_of(answer.items) if each.subject.months == first)
    return next((each for each in at_first if len(times) > 1 and each.main.value == 1), None)


def _start_note(start: Finding | None, language: Language) -> tuple[str, ...]:
    if start is None:
        return ()
    return (say("note.states.start", language, label=label(start.subject, language)),)


def draw_states(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """A column of states for each time; None where nothing can be shown, or nothing but the entry."""
    findings = shown(answer, Role.MAIN)
    if not any(finding.subject.months for finding in findings):
        return None
    numbers = Numbers(language)
    stacks = _stacks(answer, findings, language)
    looks = states_with_looks({label(each, language): each.better for each in map(subject_of, answer.items)})

    def paint(picture: Figure) -> None:
        paint_stacks(picture.subplots(), stacks, looks, numbers)
        if withheld_subjects(answer):
            note_below(picture, say("figure.hatched", language))

    return drawn(
        paint,
        height=HEIGHT,
        caption=say("figure.states", language, year=answer.year),
        alt=told(
            " ".join(states_sentences(answer, language)),
            [_column(stack, numbers) for stack in reversed(stacks)],
            answer,
            language,
        ),
        data=data,
    )


def _stacks(answer: ReleasedAnswer, findings: Sequence[Finding], language: Language) -> list[Stack]:
    parts: dict[str, dict[str, float]] = {heading(subject_of(item), language): {} for item in answer.items}
    for finding in findings:
        column = parts[heading(finding.subject, language)]
        column[label(finding.subject, language)] = known(finding, Role.MAIN)[1]
    return [Stack(when=when, parts=shares) for when, shares in parts.items()]


def _column(stack: Stack, numbers: Numbers) -> str:
    values = ", ".join(f"{name} {numbers.share(share)}" for name, share in stack.parts.items() if share > 0)
    return say("alt.line", numbers.language, label=stack.when, values=values)


SECTION = Section(
    tables=states_table,
    sentences=states_sentences,
    figure=draw_states,
    naming=naming_of_groups,
)
