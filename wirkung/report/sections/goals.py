"""The goals along the Wirkungstreppe: what was aimed at, what was measured, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wirkung.codes import Advice, Role, Undecided, UnitKind, Verdict
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.estimate import PERSONS, Estimate
from wirkung.finding import Finding
from wirkung.report.charts.attainment import draw_attainment
from wirkung.report.document.blocks import Bullets, Table
from wirkung.report.section import FirstPage, Section
from wirkung.report.writing.attainment import (
    goal_sentence,
    goal_statement,
    goal_target,
    is_counted,
    is_counted_answers,
    measured_value,
    not_shown_how_sure,
)
from wirkung.report.writing.cells import RoleCell, TableColumn, interval_cell, value_cell, verdict_cell
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import under_heading
from wirkung.report.writing.numbers import Numbers
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

TOO_MANY = 10  # times as many persons


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
        case Undecided.NO_INTERVAL if _hides_how_sure(finding):
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
    """How many persons more would decide it; of more than ten times as many nobody plans by the number."""
    needed = finding.get(Role.NEEDED)
    if needed is None or needed.value is None:
        return
    if needed.value > TOO_MANY * _asked(finding.main):
        yield say("sentence.goals.never", language)
    else:
        number = Numbers(language).value(needed.value, PERSONS, 0)
        yield say("sentence.goals.needed", language, number=number)


def _asked(main: Estimate) -> int:
    """On how many persons a result rests, both groups together; of a share its cells say «so many of so many»."""
    of_share = main.unit.kind is UnitKind.SHARE
    return sum(count.of if of_share and count.of is not None else count.number for count in main.counts)


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
                TableColumn(say("column.measured", language), RoleCell(Role.MAIN, measured_value)),
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
    if any(is_counted(goal) for goal in goals):
        yield say("note.goals.counted", language)
    if any(is_counted_answers(goal) for goal in goals):
        yield say("note.goals.counted_level", language)
    if any(goal.main.unit.kind is UnitKind.MONEY for goal in goals if goal.get(Role.YEAR_BEFORE) is not None):
        yield say("note.goals.year_before", language)


def _target(finding: Finding, numbers: Numbers) -> str:
    """From where on, or up to where, and by when: «mindestens 70 % bis 31.12.2024»."""
    target, language = goal_target(finding, numbers.language), numbers.language
    bound = say("goal.at_most" if finding.subject.better < 0 else "goal.at_least", language, target=target)
    return (
        bound
        if finding.due is None
        else say("goal.by", language, bound=bound, day=day_name(finding.due, language))
    )


def _advice(finding: Finding, numbers: Numbers) -> str:
    if finding.advice is None:
        return say("mark.not_applicable", numbers.language)
    return say(f"advice.{finding.advice}.short", numbers.language)


def _overview(answer: ReleasedAnswer, language: Language) -> tuple[Bullets, ...]:
    """Every goal in one line: icon and verdict, the goal, what was measured."""
    items = tuple(_overview_line(finding, language) for finding in findings_of(answer.items))
    return (Bullets(lead=say("lead.goals", language), items=items),) if items else ()


def _overview_line(finding: Finding, language: Language) -> str:
    if finding.verdict is None:
        return goal_statement(finding, language)
    verdict, name = word(finding.verdict, language), label(finding.subject, language)
    if finding.main.value is None:
        said = say("glance.goal.unmeasured", language, verdict=verdict, label=name)
    else:
        value = measured_value(finding, Numbers(language))
        said = say(f"glance.goal{_which(finding)}", language, verdict=verdict, label=name, value=value)
    why = _why_undecided(finding, language)
    return f"{said}. {why}" if why else said


def _why_undecided(finding: Finding, language: Language) -> str:
    """Why nothing can be said of a goal yet; empty where it is reached or missed, or that nothing was measured."""
    if finding.verdict is not Verdict.UNDECIDED or finding.undecided is Undecided.NO_DATA:
        return ""
    if _hides_how_sure(finding):
        return say("sentence.goals.not_shown", language)
    return word(finding.undecided or Undecided.INTERVAL_TOO_WIDE, language)


def _hides_how_sure(finding: Finding) -> bool:
    return finding.undecided is Undecided.NO_INTERVAL and not_shown_how_sure(finding)


def _which(finding: Finding) -> str:
    """Whether the number was counted, is not the last one, or was measured."""
    if finding.undecided is Undecided.NOT_YET_DUE:
        return ".so_far"
    return ".counted" if is_counted(finding) else ""


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
