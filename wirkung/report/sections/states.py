"""Where everybody is, period by period, and who went from where to where."""

from __future__ import annotations

from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import PERSONS
from wirkung.finding import Finding, Subject
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, figure_of
from wirkung.report.writing.language import Language
from wirkung.report.writing.matrix import Layout, base_of, matrix_table, share_cell
from wirkung.report.writing.naming import RowName, in_front, naming_of_groups
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_of, in_one, interval_note, source_note, subject_of
from wirkung.report.writing.words import say

LOST, ELSEWHERE_OR_LOST = "lost", "elsewhere_or_lost"


def state_of(subject: Subject) -> str:
    """The last part of `states.2.completed` or `transitions.2.registered.completed`."""
    return subject.id.rpartition(".")[2]


def states_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
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


def _state(code: str, finding: Finding, language: Language) -> str:
    numbers = Numbers(language)
    return say(
        code,
        language,
        when=in_front(finding.subject.group),
        label=finding.subject.label,
        value=share_cell(finding, numbers),
        of=numbers.value(base_of(finding) or 0, PERSONS, 0),
    )


def states_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
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


SECTION = Section(
    tables=states_table,
    sentences=states_sentences,
    figure=figure_of("states", "draw_states"),
    naming=naming_of_groups,
)
