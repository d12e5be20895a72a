"""The goals along the Wirkungstreppe: what was aimed at, what was measured, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from wirkung.codes import Advice, Caution, Quantity, Role, Undecided, UnitKind, Verdict
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.estimate import PERSONS, Estimate
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown
from wirkung.report.charts.row_chart import TITLE_WIDTH, Guide, Mark, Row, RowChart, ValueAxis, paint_panels
from wirkung.report.charts.rows import left_out, ticks_like, value_of, with_interval, wrapped_to
from wirkung.report.charts.style import COMPARISON, INK, PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Bullets, Table
from wirkung.report.document.printed import PrintedNumber
from wirkung.report.section import FirstPage, Section
from wirkung.report.writing.cells import RoleCell, TableColumn, interval_cell, value_cell, verdict_cell
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import under_heading
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.sentences import finding_sentence, verdict_of
from wirkung.report.writing.tables import (
    Item,
    findings_of,
    findings_table,
    has_role,
    interval_head,
    interval_note,
    subject_of,
)
from wirkung.report.writing.times import day_name
from wirkung.report.writing.words import say, word

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 8  # goals in the picture; the table has them all
PANEL_HEIGHT = 1.05  # inches
LINE_HEIGHT = 0.17  # inches for every further line of a title
FRAME = 0.15  # inches
MARGIN = 0.12  # of the span of an axis without bounds of its own


def goals_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Each goal with its verdict, what follows, and what data it would take where nothing can be said yet."""
    return tuple(
        " ".join((goal_sentence(item.finding, language), *_what_follows(item.finding, language)))
        for item in answer.items
        if isinstance(item, Released)
    )


def _what_follows(finding: Finding, language: Language) -> Iterator[str]:
    before = finding.get(Role.YEAR_BEFORE)
    if before is not None:
        value = Numbers(language).estimate(before, finding.subject, named=True)
        yield say("sentence.goals.year_before", language, value=value)
    if finding.undecided is not None:
        yield from _undecided(finding, language)
    if finding.advice in (Advice.ON_THE_WAY, Advice.CANNOT_BE_SAID):
        yield from _probability(finding, language)
        yield from _needed(finding, language)
    if finding.advice is not None:
        yield word(finding.advice, language)


def _undecided(finding: Finding, language: Language) -> Iterator[str]:
    """Why nothing can be said, and what data are missing."""
    match undecided := finding.undecided:
        case Undecided.NO_INTERVAL if _not_shown(finding):
            yield say("sentence.goals.not_shown", language)
        case Undecided.NO_DATA:
            yield word(undecided, language)
            yield say("sentence.goals.no_data", language)
        case Undecided.NO_INTERVAL:
            yield word(undecided, language)
            yield say("sentence.goals.no_interval", language)
        case Undecided.NOT_YET_DUE | Undecided.NOT_YET_OBSERVABLE | Undecided.SOME_SILENT:
            yield word(undecided, language)
        case _:
            return  # the sentence with the verdict has said it


def _probability(finding: Finding, language: Language) -> Iterator[str]:
    probability = finding.get(Role.PROBABILITY)
    if probability is not None and probability.value is not None:
        text = Numbers(language).probability(probability.value)
        yield say("sentence.goals.probability", language, probability=text)


def _needed(finding: Finding, language: Language) -> Iterator[str]:
    needed = finding.get(Role.NEEDED)
    if needed is not None and needed.value is not None:
        number = Numbers(language).value(needed.value, PERSONS, 0)
        yield say("sentence.goals.needed", language, number=number)


def goals_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Goal, target, measured value with interval, the state in icon and word, and what follows."""
    items = answer.items
    advised = any(isinstance(item, Released) and item.finding.advice is not None for item in items)
    on_steps = any(heading(subject_of(item), language) for item in items)
    return (
        findings_table(
            items,
            caption=say("caption.goals", language, year=answer.year),
            head=say("column.goal", language),
            columns=(
                TableColumn(say("column.target", language), _target),
                TableColumn(say("column.measured", language), RoleCell(Role.MAIN, _value)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(say("column.state", language), verdict_cell, "left"),
                *_year_before(items, language),
                *((TableColumn(say("column.advice", language), _advice, "left"),) if advised else ()),
            ),
            notes=(*_notes(items, language), *interval_note(items, language)),
            language=language,
            units=False,
            naming=under_heading(language) if on_steps else None,
        ),
    )


def _year_before(items: Sequence[Item], language: Language) -> tuple[TableColumn, ...]:
    """What it was the year before, where that is known of any goal."""
    if not has_role(items, Role.YEAR_BEFORE):
        return ()
    return (TableColumn(say("column.year_before", language), value_cell(Role.YEAR_BEFORE, named=True)),)


def _notes(items: Sequence[Item], language: Language) -> Iterator[str]:
    """By which rule a goal is met: by its interval, or by what was counted."""
    goals = findings_of(items)
    if any(goal.main.interval is not None for goal in goals):
        yield say("note.goals", language)
    if any(_is_counted(goal) for goal in goals):
        yield say("note.goals.counted", language)
    if any(_is_counted_answers(goal) for goal in goals):
        yield say("note.goals.counted_level", language)
    if any(goal.main.unit.kind is UnitKind.MONEY for goal in goals if goal.get(Role.YEAR_BEFORE) is not None):
        yield say("note.goals.year_before", language)


def _is_counted(finding: Finding) -> bool:
    """Whether the verdict rests on what was counted in full, and so on no interval."""
    judged = finding.verdict in (Verdict.REACHED, Verdict.MISSED)
    return judged and finding.main.interval is None and not _not_shown(finding)


def _is_counted_answers(finding: Finding) -> bool:
    """Whether answers of these participants were counted, so that those who gave none matter."""
    counted = _is_counted(finding) and bool(finding.subject.indicator)
    return counted or finding.undecided is Undecided.SOME_SILENT


def _not_shown(finding: Finding) -> bool:
    """Whether how sure the number is stays hidden, so that nobody can be recognised."""
    return Caution.UNCERTAINTY_NOT_SHOWN in finding.main.cautions


def _target(finding: Finding, numbers: Numbers) -> str:
    """From where on, or up to where, and by when: «mindestens 70 % bis 31.12.2024»."""
    target, language = goal_target(finding, numbers.language), numbers.language
    bound = say("goal.at_most" if finding.subject.better < 0 else "goal.at_least", language, target=target)
    return (
        bound
        if finding.due is None
        else say("goal.by", language, bound=bound, day=day_name(finding.due, language))
    )


def _value(finding: Finding, numbers: Numbers) -> str:
    """What was measured; a share that was counted with its persons, since 69.6 per cent do not reach 70."""
    found, main = value_cell(Role.MAIN, named=True)(finding, numbers), finding.main
    cell = next((count for count in main.counts if count.of is not None), None)
    is_counted = main.value is not None and main.interval is None and main.quantity is Quantity.SHARE
    if cell is None or cell.of is None or not is_counted:
        return found
    of = say("count.of", numbers.language, number=numbers.count(cell), of=numbers.whole(cell.of))
    told = say("value.counted", numbers.language, counted=of, share=found)
    return found.within(told) if isinstance(found, PrintedNumber) else told


def _advice(finding: Finding, numbers: Numbers) -> str:
    if finding.advice is None:
        return say("mark.not_applicable", numbers.language)
    return say(f"advice.{finding.advice}.short", numbers.language)


def goal_sentence(finding: Finding, language: Language) -> str:
    """Whether a goal was reached and by what, with how sure it is; that it was not measured, where nothing is."""
    return finding_sentence(finding, goal_statement, language)


def goal_statement(finding: Finding, language: Language) -> str:
    """Whether a goal was reached, and by what; that it was not measured, where nothing is known."""
    numbers, main = Numbers(language), finding.main
    if main.value is None:
        return say("sentence.goals.unmeasured", language, label=label(finding.subject, language))
    return say(
        _how(finding),
        language,
        label=label(finding.subject, language),
        value=_value(finding, numbers),
        target=goal_target(finding, language),
    )


def _how(finding: Finding) -> str:
    """Which sentence: of what cannot be judged yet, of what was counted, or of what was measured."""
    if finding.undecided in (Undecided.NO_INTERVAL, Undecided.NOT_YET_DUE):
        return "sentence.goals.so_far"  # without an interval nothing reaches beyond the target
    if finding.undecided is Undecided.SOME_SILENT:
        return "sentence.goals.undecided.counted"
    verdict = verdict_of(finding)
    return f"sentence.goals.{verdict}.counted" if _is_counted(finding) else f"sentence.goals.{verdict}"


def goal_target(finding: Finding, language: Language) -> str:
    """The target of a goal, printed like the estimate it is compared with."""
    if finding.target is None:
        raise ValueError(f"goal {finding.subject.id!r} has no target")
    return Numbers(language).like(finding.target, finding.main, finding.subject, named=True)


def draw_attainment(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Every goal in the order of the steps, on an axis of its own; None where none has been measured."""
    findings = findings_of(answer.items)
    if not any(value_of(finding.main) is not None for finding in findings):
        return None
    numbers = Numbers(language)
    rows = findings[:MOST]
    heights = [_height(finding, language) for finding in rows]

    def paint(picture: Figure) -> None:
        paint_panels(picture, list(_panels(rows, numbers)), heights)
        not_shown(picture, answer, language, before=left_out(len(rows), len(findings), language))

    return drawn(
        paint,
        height=sum(heights) + FRAME,
        caption=say("figure.goals", language, year=answer.year),
        alt=alternative(
            say("alt.goals", language), findings, lambda finding: _line(finding, numbers), answer, language
        ),
        data=data,
    )


def _line(finding: Finding, numbers: Numbers) -> str:
    return say(
        "alt.goals.line",
        numbers.language,
        label=label(finding.subject, numbers.language),
        target=goal_target(finding, numbers.language),
        value=_measured(finding, numbers),
        verdict=_verdict(finding, numbers).lstrip("✓✗?! "),
    )


def _measured(finding: Finding, numbers: Numbers) -> str:
    if finding.main.value is None:
        return say("mark.no_value", numbers.language)
    return with_interval(finding.main, finding, numbers) if finding.main.interval else _value(finding, numbers)


def _verdict(finding: Finding, numbers: Numbers) -> str:
    return "" if finding.verdict is None else word(finding.verdict, numbers.language)


def _height(finding: Finding, language: Language) -> float:
    """Inches for a panel: a long goal or step takes more lines."""
    titles = (label(finding.subject, language), heading(finding.subject, language))
    return PANEL_HEIGHT + LINE_HEIGHT * sum(wrapped_to(title, TITLE_WIDTH).count("\n") for title in titles)


def _panels(findings: Sequence[Finding], numbers: Numbers) -> Iterator[RowChart]:
    """A panel a goal; the step of the Wirkungstreppe stands above the first goal on it."""
    steps = [heading(finding.subject, numbers.language) for finding in findings]
    for finding, (before, step) in zip(findings, pairwise(("", *steps)), strict=True):
        yield _panel(finding, "" if step == before else step, numbers)


def _panel(finding: Finding, step: str, numbers: Numbers) -> RowChart:
    low, high = _limits(finding)
    note = "\n".join(filter(None, (_measured(finding, numbers), _verdict(finding, numbers))))
    target = finding.target
    return RowChart(
        rows=(Row(note=note, marks=_marks(finding)),),
        axis=ValueAxis(ticks=ticks_like(finding.main, finding, numbers), low=low, high=high),
        guides=() if target is None else (_aim(target, finding, numbers),),
        title=label(finding.subject, numbers.language),
        above=step,
        shaded=None if target is None else _met(target, low, high, finding.subject.better),
    )


def _marks(finding: Finding) -> tuple[Mark, ...]:
    """Shape and filling say the verdict as well as the colour does."""
    value, interval = finding.main.value, finding.main.interval
    if value is None:
        return ()
    match finding.verdict:
        case Verdict.REACHED:
            return (Mark(value=value, interval=interval, colour=PROGRAMME, large=True),)
        case Verdict.MISSED:
            return (Mark(value=value, interval=interval, shape="X", colour=COMPARISON, large=True),)
        case _:
            return (Mark(value=value, interval=interval, shape="D", colour=INK, filled=False, large=True),)


def _aim(target: float, finding: Finding, numbers: Numbers) -> Guide:
    words = say("axis.goals.target", numbers.language, target=goal_target(finding, numbers.language))
    return Guide(at=target, dashed=True, text=words, beside=True)


def _met(target: float, low: float, high: float, better: int) -> tuple[float, float]:
    """From where to where a goal is met."""
    far = high if better >= 0 else low
    return min(target, far), max(target, far)


def _limits(finding: Finding) -> tuple[float, float]:
    """From none to all for a share; otherwise zero, the target and the interval with some room."""
    main = finding.main
    if main.unit.kind is UnitKind.SHARE and main.quantity is Quantity.SHARE:
        return 0.0, 1.0
    marks = [0.0, *_known(finding.target), *_known(main.value), *_interval_ends(main)]
    room = MARGIN * (max(marks) - min(marks)) or 1.0
    return min(marks) - room, max(marks) + room


def _known(value: float | None) -> tuple[float, ...]:
    return () if value is None else (value,)


def _interval_ends(estimate: Estimate) -> tuple[float, ...]:
    interval = estimate.interval
    return () if interval is None else (interval.low, interval.high)


def _overview(answer: ReleasedAnswer, language: Language) -> tuple[Bullets, ...]:
    """Every goal in one line: icon and verdict, the goal, what was measured."""
    items = tuple(_overview_line(finding, language) for finding in findings_of(answer.items))
    return (Bullets(lead=say("lead.goals", language), items=items),) if items else ()


def _overview_line(finding: Finding, language: Language) -> str:
    if finding.verdict is None or finding.main.value is None:
        return goal_statement(finding, language)
    return say(
        f"glance.goal{_which(finding)}",
        language,
        verdict=word(finding.verdict, language),
        label=label(finding.subject, language),
        value=_value(finding, Numbers(language)),
    )


def _which(finding: Finding) -> str:
    """Whether the number was counted, is not the last one, or was measured."""
    if finding.undecided is Undecided.NOT_YET_DUE:
        return ".so_far"
    return ".counted" if _is_counted(finding) else ""


def _next_steps(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    """The goals that were missed, those that cannot be told yet, or that all were reached."""
    goals = findings_of(answer.items)
    for verdict in (Verdict.MISSED, Verdict.UNDECIDED):
        labels = [label(goal.subject, language) for goal in goals if goal.verdict is verdict]
        if labels:
            yield say(f"next.goals.{verdict}", language, count=len(labels), labels="; ".join(labels))
    reached = [goal for goal in goals if goal.verdict is Verdict.REACHED]
    if reached and len(reached) == len(answer.items):
        yield say("next.goals.reached", language, count=len(reached))


SECTION = Section(
    tables=goals_table,
    statement=goal_statement,
    sentences=goals_sentences,
    figure=draw_attainment,
    naming=under_heading,
    first_page=FirstPage(rank=50, overview=_overview, next_steps=_next_steps),
)
