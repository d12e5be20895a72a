"""How long it took until a step: curves of both groups, their difference, and what else goes with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wirkung.codes import CountRole, Direction, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import Interval
from wirkung.finding import Finding, Subject
from wirkung.report.document.blocks import Bullets, Table
from wirkung.report.section import Part, Section, figure_of, tables_after_figure
from wirkung.report.writing.language import Language
from wirkung.report.writing.matrix import share_cell
from wirkung.report.writing.naming import RowName, in_front
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import (
    Item,
    TableColumn,
    count_cell,
    findings_of,
    findings_table,
    in_one,
    interval_cell,
    interval_head,
    interval_note,
    source_note,
    subject_of,
    value_cell,
)
from wirkung.report.writing.words import say

DIFFERENCE = ".difference"
PROGRAMME, COMPARISON = "programme", "comparison"
SMALLEST_P = 0.001  # smaller ones are all printed as smaller


def is_point(item: Item) -> bool:
    """Whether an item is a point of a curve, which stands at a time."""
    return subject_of(item).at is not None


def is_difference(item: Item) -> bool:
    """Whether an item is the difference of the groups in the time until a step."""
    return subject_of(item).id.endswith(DIFFERENCE)


def timing_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """For each step how many had made it in the end, and what the difference of the groups says."""
    differences = {each.subject.group: each for each in findings_of(filter(is_difference, answer.items))}
    steps: dict[str, list[str]] = {}
    for step, curves in curves_of(answer, language).items():
        steps[step] = list(_reached(curves, language))
    for step, finding in differences.items():
        steps.setdefault(step, []).append(difference_sentence(finding, language))
    return tuple(
        say("sentence.timing", language, label=step, said=" ".join(said)) for step, said in steps.items() if said
    )


def curves_of(answer: ReleasedAnswer, language: Language) -> dict[str, dict[str, list[Finding]]]:
    """The points that may be shown, in order of time: by step, and in it by group («programme»)."""
    steps: dict[str, dict[str, list[Finding]]] = {}
    for finding in findings_of(filter(is_point, answer.items)):
        if finding.main.value is not None:
            curves = steps.setdefault(step_of(finding.subject, language), {})
            curves.setdefault(group_of(finding.subject), []).append(finding)
    return steps


def group_of(subject: Subject) -> str:
    """The last part but one of `timing.stem_subject.programme.12`."""
    return subject.id.split(".")[-2]


def step_of(subject: Subject, language: Language) -> str:
    """The step that a curve is about: its name without that of the group."""
    return subject.group.removesuffix(say(f"subject.tracking.curve.{group_of(subject)}", language, label=""))


def _reached(curves: dict[str, list[Finding]], language: Language) -> Iterator[str]:
    """The share at the latest time that is shown for both groups, if anybody had made the step by then.

    Else that of the participants alone: a beginning that both share says nothing.
    """
    numbers = Numbers(language)
    own, others = ({each.subject.at: each for each in curves.get(group, [])} for group in (PROGRAMME, COMPARISON))
    both = {at for at in own.keys() & others.keys() if own[at].main.value or others[at].main.value}
    times = both or own.keys()
    if not times:
        return
    end = max(time for time in times if time is not None)
    said = {"when": in_front(own[end].subject.label), "value": share_cell(own[end], numbers)}
    if both:
        yield say("sentence.timing.both", language, **said, comparison=share_cell(others[end], numbers))
    else:
        yield say("sentence.timing.reached", language, **said)


def difference_sentence(finding: Finding, language: Language) -> str:
    """Earlier, later or neither, with the verb that the claim allows and with how sure it is."""
    main, numbers = finding.main, Numbers(language)
    if main.value is None or main.interval is None:
        return say("sentence.timing.unknown", language)
    shown = main.interval if main.direction is not Direction.DOWN else _turned(main.interval)
    said = say(
        f"sentence.timing.{main.claim}.{main.direction}",
        language,
        size=numbers.size(main, finding.subject),
        value=numbers.estimate(main, finding.subject, named=True),
    )
    interval = numbers.interval(replace(main, interval=shown), finding.subject)
    level = numbers.level(shown.level)
    return f"{said} {say('sentence.uncertain', language, interval=interval, level=level)}"


def _turned(interval: Interval) -> Interval:
    """The interval of how much earlier, where the sentence says «earlier» in place of a minus."""
    return replace(interval, low=-interval.high, high=-interval.low)


def naming_of_times(subject: Subject) -> RowName:
    """Of a point: its curve, which stands for all its points; of a difference: that it is one."""
    alone = f"{subject.group}: {subject.label}"
    return RowName("", subject.label if subject.at is None else subject.group, alone)


def timing_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """The curves; the difference of the groups where there are two; the ratios where covariates were asked for."""
    return (*_curve_table(answer, language), *_difference_table(answer, language), *_ratio_table(answer, language))


def _curve_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    items = tuple(filter(is_point, answer.items))
    if not items:
        return ()
    return (
        findings_table(
            answer,
            items,
            caption=say("caption.timing", language, year=answer.year),
            head=say("column.time", language),
            columns=(
                TableColumn(say("column.share_reached", language), value_cell(Role.MAIN)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(say("column.persons_reached", language), count_cell(CountRole.REACHED)),
                TableColumn(say("column.at_risk", language), count_cell(CountRole.AT_RISK)),
            ),
            notes=(
                say("note.timing.ever", language),
                say("note.timing.grid", language, smallest=answer.smallest_group),
                say("note.timing.censored", language),
                say("note.timing.ends", language),
                *in_one(interval_note(items, language), source_note(items, language)),
            ),
            language=language,
            units=False,
            naming=_in_group,
        ),
    )


def _in_group(subject: Subject) -> RowName:
    return RowName(subject.group, subject.label)


def _difference_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    items = tuple(filter(is_difference, answer.items))
    if not items:
        return ()
    return (
        findings_table(
            answer,
            items,
            caption=say("caption.timing.difference", language, year=answer.year),
            head=say("column.step", language),
            columns=(
                TableColumn(say("column.programme", language), value_cell(Role.PROGRAMME)),
                TableColumn(say("column.comparison", language), value_cell(Role.COMPARISON)),
                TableColumn(say("column.difference", language), value_cell(Role.MAIN)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(say("column.log_rank", language), _p_cell),
            ),
            notes=(
                say("note.timing.difference", language),
                *in_one(interval_note(items, language), source_note(items, language)),
            ),
            language=language,
            units=False,
            naming=lambda subject: RowName(subject.label, subject.group),
        ),
    )


def _p_cell(finding: Finding, numbers: Numbers) -> str:
    """The p-value of the test that goes with the interval."""
    test = finding.main.test
    if test is None:
        return say("mark.not_applicable", numbers.language)
    if test.p < SMALLEST_P:
        return say("test.p_below", numbers.language, p=numbers.decimal(SMALLEST_P, 3))
    return say("test.p", numbers.language, p=numbers.decimal(test.p, 3))


def _ratio_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    items = tuple(item for item in answer.items if not is_point(item) and not is_difference(item))
    if not items:
        return ()
    return (
        findings_table(
            answer,
            items,
            caption=say("caption.timing.ratios", language, year=answer.year),
            head=say("column.characteristic", language),
            columns=(
                TableColumn(say("column.ratio", language), value_cell(Role.MAIN)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(say("column.p", language), _p_cell),
            ),
            notes=(
                say("note.timing.ratios", language),
                *in_one(interval_note(items, language), source_note(items, language)),
            ),
            language=language,
            units=False,
            naming=_in_group,
        ),
    )


def points_behind_figure(section: Section, answer: ReleasedAnswer, language: Language) -> tuple[Part, ...]:
    """The many points of curves stand behind the picture; what must be known of them is said below it."""
    tables = section.tables(answer, language)
    drawing = section.drawing(answer, tables[0], language) if tables else None
    if drawing is None:
        return tables_after_figure(section, answer, language)
    reading = Bullets(lead=say("lead.curves", language), items=tables[0].notes)
    return (drawing, reading, *tables[1:])


SECTION = Section(
    tables=timing_tables,
    sentences=timing_sentences,
    figure=figure_of("curves", "draw_timing"),
    naming=lambda _language: naming_of_times,
    exhibits=points_behind_figure,
)
