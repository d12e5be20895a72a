"""The parts of a report around its results: head, licence, logic model, limits, provenance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wirkung.codes import Claim
from wirkung.declared import Assigned, Assignment, DesignKind, Period
from wirkung.finding import Licence, Limits, Logic, LogicLine, Masthead, Reported
from wirkung.programme.history import Registered
from wirkung.programme.parts import text_in
from wirkung.programme.references import USUAL_SMALLEST_GROUP
from wirkung.report.document.blocks import Block, Bullets, Caution, Cautions, Column, Paragraph, Table, Title
from wirkung.report.frame.evidence import evidence_tables
from wirkung.report.frame.provenance import DIGITS
from wirkung.report.writing.language import Language
from wirkung.report.writing.times import day_name
from wirkung.report.writing.words import say, word

OUTPUT_STEPS = 3  # Wirkungstreppe: steps 1-3 are output, 4-6 outcome, 7 impact
OUTCOME_STEPS = 6


def masthead_blocks(masthead: Masthead, language: Language) -> tuple[Block, ...]:
    """Title with organisation and year, the banner of invented data, the question, where the data are from."""
    name = text_in(masthead.title, language)
    until = "" if masthead.until is None else day_name(masthead.until, language)
    title = Title(
        text=say("masthead.preliminary", language, title=name, day=until) if until else name,
        above=text_in(masthead.organisation, language),
        below=say("masthead.below", language, year=masthead.year),
    )
    banner = Paragraph(text=say("masthead.synthetic", language), tone="banner")
    so_far = Paragraph(text=say("masthead.so_far", language, day=until), tone="banner")
    question = Paragraph(text=text_in(masthead.question, language), mark=say("masthead.question", language))
    data = "" if masthead.data_source is None else text_in(masthead.data_source, language)
    source = Paragraph(text=data, tone="note", mark=say("masthead.data_source", language))
    period = Paragraph(text=year_meant(masthead.year, masthead.period, language), tone="note")
    return (
        title,
        *(() if masthead.period is Period.CALENDAR else (period,)),
        *((banner,) if masthead.synthetic else ()),
        *((so_far,) if until else ()),
        question,
        *((source,) if data else ()),
        _evaluated(masthead, language),
    )


def _evaluated(masthead: Masthead, language: Language) -> Paragraph:
    """Who evaluated, who paid for it, and to which day the data reach."""
    organisation = text_in(masthead.organisation, language)
    by = organisation if masthead.evaluated_by is None else text_in(masthead.evaluated_by, language)
    own = by == organisation
    said = [say("masthead.evaluated.own" if own else "masthead.evaluated.other", language, by=by)]
    if masthead.paid_by is not None:
        said.append(say("masthead.paid_by", language, by=text_in(masthead.paid_by, language)))
    elif not own:  # whoever evaluates for others is paid by somebody, and readers should know by whom
        said.append(say("masthead.paid_by.unknown", language))
    if masthead.data_as_of is not None:
        said.append(say("masthead.data_as_of", language, day=day_name(masthead.data_as_of, language)))
    return Paragraph(text=" ".join(said), tone="note", mark=say("masthead.evaluation", language))


def year_meant(year: int, period: Period, language: Language) -> str:
    """Of what kind the year of the report is, and its first and last day."""
    kind = "calendar" if period.first_month == 1 else "school"
    return say(
        f"masthead.period.{kind}",
        language,
        year=year,
        next=year + 1,
        short=f"{(year + 1) % 100:02d}",
        period=word(period, language),
    )


def licence_blocks(licence: Licence, language: Language) -> tuple[Block, ...]:
    """What may be said, the design it follows from, the levels on three scales and the checks behind them.

    Of nobody nothing of this is said: where the report is about costs alone.
    """
    if not licence.of_persons:
        return (Paragraph(text=say("licence.absent", language), tone="absent"),)
    note = "" if licence.note is None else text_in(licence.note, language)
    return (
        *_licence_lines(licence, language),
        Bullets(
            lead=say("lead.licence", language),
            items=tuple(filter(None, (*_groups(licence, language), note))),
        ),
        *evidence_tables(licence, language),
    )


def _assignment(licence: Licence, language: Language) -> str:
    """How people came into the programme; of whole schools that were drawn not everybody had a chance alone."""
    if licence.assignment is Assignment.LOTTERY and licence.assigned is Assigned.CLUSTERS:
        return say("assignment.lottery.clusters", language)
    return word(licence.assignment, language)


def _groups(licence: Licence, language: Language) -> Iterator[str]:
    """How the groups came about; where the lot drew an offer, that it did not decide who took part."""
    apart = licence.kind is DesignKind.COMPARISON and (licence.crossed or licence.staggered)
    yield say("design_kind.comparison.in_part", language) if apart else word(licence.kind, language)
    yield _assignment(licence, language)
    if licence.crossed and not licence.offered:
        yield say("assignment.crossed", language)
    if licence.staggered:
        yield say("assignment.staggered", language)
    if licence.offered:
        yield say("assignment.lottery.offered", language)


def _licence_lines(licence: Licence, language: Language) -> tuple[Paragraph, ...]:
    """The claim; of several arms that may claim different things a line each."""
    if not licence.weaker:
        return (licence_line(licence, language),)
    lines = {arm: licence_line(replace(licence, claim=each.claim), language) for arm, each in licence.arms}
    return tuple(
        replace(line, text=say("evidence.of_arm", language, arm=language.name("arm", arm), text=line.text))
        for arm, line in lines.items()
    )


def licence_line(licence: Licence, language: Language) -> Paragraph:
    """The claim as mark and sentence."""
    lottery = licence.assignment is Assignment.LOTTERY and licence.claim is Claim.ASSOCIATION
    code = "licence.association.lottery" if lottery else f"licence.{licence.claim}"
    if licence.offered and licence.claim is Claim.EFFECT:
        code = "licence.effect.offered"
    return Paragraph(text=say(code, language), tone="note", mark=word(licence.claim, language))


def logic_blocks(logic: Logic, language: Language) -> tuple[Block, ...]:
    """The Wirkungstreppe as a table, from what is put in to what changes in society."""
    if not logic.lines:
        return (Paragraph(text=say("logic.absent", language), tone="absent"),)
    columns = tuple(Column(head=say(f"column.logic.{each}", language), align="left") for each in _LOGIC_COLUMNS)
    rows = tuple(_logic_row(line, language) for line in logic.lines)
    return (Table(caption=say("caption.logic", language), columns=columns, rows=rows),)


_LOGIC_COLUMNS = ("step", "level", "text")


def _logic_row(line: LogicLine, language: Language) -> tuple[str, str, str]:
    return (
        say(f"logic.step.{line.step}", language),
        say(f"logic.level.{_level(line.step)}", language),
        text_in(line.text, language),
    )


def _level(step: int) -> str:
    if step == 0:
        return "input"
    if step <= OUTPUT_STEPS:
        return "output"
    return "outcome" if step <= OUTCOME_STEPS else "impact"


def reported_blocks(reported: Reported, language: Language) -> tuple[Block, ...]:
    """What somebody reported as a side effect, and who; nothing where nobody did, since that is no «none»."""
    if not reported.lines:
        return ()
    columns = tuple(Column(head=say(f"column.reported.{each}", language), align="left") for each in _REPORTED)
    rows = tuple(tuple(text_in(each, language) for each in line) for line in reported.lines)
    notes = (say("note.reported", language),)
    return (Table(caption=say("caption.reported", language), columns=columns, rows=rows, notes=notes),)


_REPORTED = ("text", "source")


def limits_blocks(limits: Limits, language: Language) -> tuple[Block, ...]:
    """What the report does not show: its claim, what must hold, and every caution once."""
    assumptions = tuple(word(each, language) for each in limits.assumptions)
    cautions = [word(each, language) for each in limits.cautions]
    told = Cautions(
        lead=say("lead.cautions", language),
        items=tuple(Caution(text=text, about=(), whole=text) for text in cautions),
        of_report=True,
    )
    return (
        Paragraph(text=_not_shown(limits, language), tone="limit"),
        *((Bullets(lead=say("lead.assumptions", language), items=assumptions),) if assumptions else ()),
        *((told,) if told.items else ()),
        *(() if limits.side_effects else (Paragraph(text=say("limits.side_effects", language), tone="note"),)),
        *((_registration(limits.registered, language),) if limits.of_persons else ()),
        *_protection(limits, language),
    )


def _not_shown(limits: Limits, language: Language) -> str:
    """What is not shown; where more may be claimed of one arm of the programme than of others, of those."""
    if not limits.weaker:
        return say(f"limits.{_limit(limits)}", language)
    arms = "; ".join(language.name("arm", arm) for arm in limits.weaker)
    return say("limits.arms", language, arms=arms)


def _limit(limits: Limits) -> str:
    """What is not shown, by the claim and by how the groups came about; of nobody, that it is about costs."""
    if not limits.of_persons:
        return "costs_only"
    if limits.claim is Claim.ASSOCIATION and limits.lottery:
        return "association.lottery"
    return "not_compared" if limits.groups and limits.claim is Claim.DESCRIPTION else limits.claim.value


def _registration(registered: Registered | None, language: Language) -> Paragraph:
    """Whether anything shows that the plan was there before the data."""
    if registered is None:
        return Paragraph(text=say("limits.not_registered", language), tone="note")
    text = say(
        "limits.registered",
        language,
        day=day_name(registered.on, language),
        commit=registered.commit[:DIGITS],
        before=day_name(registered.before, language),
    )
    return Paragraph(text=text, tone="note")


def _protection(limits: Limits, language: Language) -> Iterator[Paragraph]:
    """That an earlier report limits this one, and that the smallest group is lower than usual, with the reason."""
    if limits.remembered:
        why = "limits.few_changed" if limits.few_changed else "limits.remembered"
        yield Paragraph(text=say(why, language), tone="note")
    if limits.lowered is not None:
        smallest, reason = limits.lowered
        text = say("limits.lowered", language, smallest=smallest, usual=USUAL_SMALLEST_GROUP)
        yield Paragraph(text=f"{text} {text_in(reason, language)}", tone="note")
