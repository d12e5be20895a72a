"""Along which ways a cohort got where it stands, as far as they may be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.flows import Flow, Time, Ways, height_of_ways, paint_ways
from wirkung.report.charts.hidden import note_below, told, withheld_subjects
from wirkung.report.charts.rows import shown
from wirkung.report.charts.stacks import states_with_looks
from wirkung.report.document.blocks import Table
from wirkung.report.sections.transitions import is_move, most_frequent, moved, transitions_sentences
from wirkung.report.writing.language import Language
from wirkung.report.writing.matrix import base_of, share_cell
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import subject_of
from wirkung.report.writing.together import caption_of
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Numbered = list[dict[str, int]]


def draw_transitions(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Ways between the states; None where no way from one state to another can be shown."""
    findings = shown(answer, Role.MAIN)
    moves = sorted(filter(is_move, findings), key=moved, reverse=True)
    if not moves:
        return None
    numbers = Numbers(language)
    ways = _without_start(_ways(answer, findings, _times(answer, language)))
    states = states_with_looks({subject.path[2]: subject.better for subject in map(subject_of, answer.items)})

    def paint(picture: Figure) -> None:
        paint_ways(picture.subplots(), ways, states, numbers)
        if withheld_subjects(answer):
            note_below(picture, say("figure.ways_hatched", language))

    return drawn(
        paint,
        height=height_of_ways(ways, states),
        name=f"transitions-{answer.year}",
        caption=caption_of(answer, language, alone="figure.transitions", together="figure.transitions.together"),
        alt=told(
            " ".join(transitions_sentences(answer, language)),
            [_move(finding, numbers) for finding in moves if finding not in most_frequent(moves)],
            answer,
            language,
        ),
        data=data,
    )


def _times(answer: ReleasedAnswer, language: Language) -> list[str]:
    """The beginning, and the end of each period."""
    subjects = [subject_of(item) for item in answer.items]
    first = subjects[0]
    begin = first.group.removeprefix(say("subject.tracking.row", language, label=first.path[1], when=""))
    return [begin, *dict.fromkeys(subject.path[0] for subject in subjects)]


def _ways(answer: ReleasedAnswer, findings: Sequence[Finding], times: Sequence[str]) -> Ways:
    """The times and the bands between them, as shares of all who started.

    How many stood in a row is known from any of its cells. Where none may be shown, and at the end, a state is at
    least as large as what is known to arrive in it.
    """
    known: Numbered = [{} for _ in times]
    arriving: Numbered = [defaultdict(int) for _ in times]
    for finding in findings:
        when, source, target = finding.subject.path
        known[times.index(when) - 1][source] = base_of(finding) or 0
        arriving[times.index(when)][target] += moved(finding)
    everybody = max(sum(parts.values()) for parts in known)
    leaving, coming_in = _withheld(answer, times)
    return Ways(
        times=tuple(
            Time(
                when=when,
                parts={label: number / everybody for label, number in {**coming, **parts}.items()},
                at_least=frozenset((into & coming.keys()) - parts.keys()),
                withheld=frozenset((out | into) - parts.keys() - coming.keys()),
            )
            for when, parts, coming, out, into in zip(times, known, arriving, leaving, coming_in, strict=True)
        ),
        flows=tuple(
            Flow(
                time=times.index(finding.subject.path[0]) - 1,
                source=finding.subject.path[1],
                target=finding.subject.path[2],
                share=moved(finding) / everybody,
            )
            for finding in findings
            if moved(finding)
        ),
    )


def _withheld(answer: ReleasedAnswer, times: Sequence[str]) -> tuple[list[set[str]], list[set[str]]]:
    """At each time the states of which a number that leaves them, and one that comes in, is withheld."""
    leaving: list[set[str]] = [set() for _ in times]
    coming_in: list[set[str]] = [set() for _ in times]
    for subject in withheld_subjects(answer):
        when, source, target = subject.path
        leaving[times.index(when) - 1].add(source)
        coming_in[times.index(when)].add(target)
    return leaving, coming_in


def _without_start(ways: Ways) -> Ways:
    """Where all began in one state, the first bands only say what stands at the next time; they are left out."""
    first, *later = ways.times
    if len(first.parts) > 1 or len(later) < 2:  # noqa: PLR2004 - a way leads from one time to another
        return ways
    flows = (
        Flow(time=flow.time - 1, source=flow.source, target=flow.target, share=flow.share)
        for flow in ways.flows
        if flow.time
    )
    return Ways(times=tuple(later), flows=tuple(flows))


def _move(finding: Finding, numbers: Numbers) -> str:
    when, source, target = finding.subject.path
    return say(
        "alt.transitions.line",
        numbers.language,
        when=when,
        source=source,
        target=target,
        value=share_cell(finding, numbers),
    )
