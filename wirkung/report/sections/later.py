"""Whether the groups still differ at the follow-up, beside the main result; and who is missing by then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wirkung.codes import FIVE_AND_TWENTY, CountRole, Direction, Role
from wirkung.declared import Wave
from wirkung.disclosure.release import ReleasedAnswer, Withheld
from wirkung.finding import Finding
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.sections.comparison import compares_changes
from wirkung.report.writing.cells import TableColumn, count_cell, interval_cell, value_cell
from wirkung.report.writing.labels import base_name
from wirkung.report.writing.language import Language, known_name
from wirkung.report.writing.naming import naming_of_aspects
from wirkung.report.writing.numbers import RANK_MEASURES, Numbers
from wirkung.report.writing.sentences import directed, finding_sentence
from wirkung.report.writing.tables import (
    Item,
    findings_of,
    findings_table,
    in_one,
    interval_head,
    interval_note,
    ordered_note,
    outcome_note,
    source_note,
    standardiser_note,
    subject_of,
)
from wirkung.report.writing.words import say, word

LOSS = "later.loss.difference"
BOUNDS = ("later.lee_lower", "later.lee_upper")
_SURE = (Direction.UP, Direction.DOWN)


def later_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """The difference then and whether it was there before; who is missing by then; what the lost may change."""
    findings = findings_of(answer.items)
    differences = [each for each in findings if not each.subject.aspect]
    return (
        *(_of_difference(each, language) for each in differences),
        *_of_loss(findings, language),
        *(said for each in differences for said in _of_bounds(each, findings, language)),
    )


def _of_difference(finding: Finding, language: Language) -> str:
    then = _beside_the_main_result(finding, language)
    return " ".join((finding_sentence(finding, later_statement, language), *then))


def later_statement(finding: Finding, language: Language) -> str:
    """The difference at the follow-up; the verb follows from what it may claim and from its direction."""
    main, numbers = finding.main, Numbers(language)
    apart = ""
    if main.direction in _SURE:
        ordered = main.quantity in RANK_MEASURES
        apart = say(
            f"later.apart.ordered.{main.direction}" if ordered else f"later.apart.{main.direction}",
            language,
            size=numbers.size(main, finding.subject),
            value=numbers.estimate(main, finding.subject, named=True),
        )
    return directed(
        f"sentence.later.{main.claim}.{main.direction}",
        finding,
        language,
        named=base_name(finding.subject, language),
        when=_when(finding, language),
        what=apart,
    )


def _when(finding: Finding, language: Language) -> str:
    """At the follow-up, how long after the start where the programme file says so; and in what."""
    months = known_name("months", Wave.FOLLOW_UP, language)
    later = "" if months is None else Numbers(language).decimal(float(months), 0 if "." not in months else 1)
    when = say(f"later.when{'.months' if later else ''}", language, months=later)
    return say(f"later.in_{'changes' if compares_changes(finding) else 'values'}", language, when=when)


def _beside_the_main_result(finding: Finding, language: Language) -> Iterator[str]:
    """Whether the difference was there before; nothing where one of the two is not known."""
    before, now = finding.get(Role.AFTER), finding.main
    if before is None or Direction.UNKNOWN in (before.direction, now.direction):
        return
    match before.direction in _SURE, now.direction in _SURE:
        case True, True:
            then = "still" if before.direction is now.direction else "turned"
        case True, False:
            then = "unsure"
        case False, True:
            then = "later"
        case _:
            then = "neither"
    value = Numbers(language).estimate(before, finding.subject, named=True)
    yield say(f"sentence.later.{then}", language, value=value)


def _of_loss(findings: Sequence[Finding], language: Language) -> Iterator[str]:
    found = {each.subject.aspect: each for each in findings}
    lines = [found.get(f"later.loss.{name}") for name in ("programme", "comparison", "difference")]
    known = [each for each in lines if each is not None and each.main.value is not None]
    if len(known) < len(lines) or known[-1].verdict is None:
        return
    numbers = Numbers(language)
    ours, theirs = (numbers.estimate(each.main, each.subject) for each in known[:2])
    yield say(
        "sentence.later.loss",
        language,
        label=base_name(known[0].subject, language),
        programme=ours,
        comparison=theirs,
        judged=say(f"later.loss.{known[-1].verdict}", language),
    )


def _of_bounds(finding: Finding, findings: Sequence[Finding], language: Language) -> Iterator[str]:
    about = finding.subject.indicator, finding.subject.arm
    bounds = [
        each
        for each in findings
        if each.subject.aspect in BOUNDS and (each.subject.indicator, each.subject.arm) == about
    ]
    told = len(bounds) == len(BOUNDS) and all(each.main.direction is not Direction.UNKNOWN for each in bounds)
    if told and finding.main.direction in _SURE:
        held = all(each.main.direction is finding.main.direction for each in bounds)
        label = base_name(finding.subject, language)
        yield say(f"sentence.later.bounds.{'hold' if held else 'open'}", language, label=label)


def later_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Both groups and their difference then, beside the main result; who is missing and what that may change."""
    differences = tuple(_as_in_the_comparison(item) for item in answer.items if not subject_of(item).aspect)
    further = tuple(item for item in answer.items if subject_of(item).aspect)
    table = findings_table(
        differences,
        caption=say("caption.later", language, year=answer.year),
        head=say("column.indicator", language),
        columns=_columns(differences, language),
        notes=(
            *outcome_note(differences, language),
            *ordered_note(differences, language),
            *in_one(_notes(differences, language)),
            *in_one(
                standardiser_note(differences, Role.STANDARDISED, language),
                interval_note(differences, language),
                source_note(differences, language),
            ),
        ),
        language=language,
    )
    return (table, *((_missing_table(further, answer.year, language),) if further else ()))


def _columns(items: tuple[Item, ...], language: Language) -> tuple[TableColumn, ...]:
    changes = any(compares_changes(each) for each in findings_of(items))
    return (
        TableColumn(say("column.difference_after", language), value_cell(Role.AFTER)),
        TableColumn(say("column.programme", language), value_cell(Role.PROGRAMME, signed=changes)),
        TableColumn(say("column.comparison", language), value_cell(Role.COMPARISON, signed=changes)),
        TableColumn(say("column.difference_later", language), value_cell(Role.MAIN)),
        TableColumn(interval_head(items, language), interval_cell()),
        TableColumn(say("column.effect_size", language), value_cell(Role.STANDARDISED)),
        TableColumn(
            say("column.persons_by_group", language), count_cell(CountRole.PROGRAMME, CountRole.COMPARISON)
        ),
    )


def _notes(items: tuple[Item, ...], language: Language) -> tuple[str, ...]:
    changes = any(compares_changes(each) for each in findings_of(items))
    return (
        say(f"note.later.{'changes' if changes else 'values'}", language),
        say("note.later", language),
    )


def _missing_table(items: tuple[Item, ...], year: int, language: Language) -> Table:
    findings = findings_of(items)
    by_rule = [each for each in findings if each.subject.aspect == LOSS and each.verdict is not None]
    no_lottery = any(each.main.convention == FIVE_AND_TWENTY for each in by_rule)
    rule = f"note.later.loss.{'comparison' if no_lottery else 'lottery'}"
    return findings_table(
        items,
        caption=say("caption.later.missing", language, year=year),
        head=say("column.threat", language),
        columns=(
            TableColumn(say("column.value", language), value_cell(Role.MAIN, named=True)),
            TableColumn(interval_head(items, language), interval_cell()),
            TableColumn(say("column.judgement", language), _judgement, "left"),
        ),
        notes=(
            *((say(rule, language),) if by_rule else ()),
            *in_one(interval_note(items, language), source_note(items, language)),
        ),
        language=language,
        units=False,
        naming=naming_of_aspects(language),
    )


def _judgement(finding: Finding, numbers: Numbers) -> str:
    """The verdict on the loss; of each group alone there is none, and the bounds are none."""
    if finding.verdict is not None:
        return word(finding.verdict, numbers.language)
    of_bound = finding.subject.aspect in BOUNDS
    return say("mark.not_applicable" if of_bound else "judgement.loss", numbers.language)


def _as_in_the_comparison(item: Item) -> Item:
    """Without the wave in its name, where the caption says it."""
    subject = replace(subject_of(item), wave=None)
    if isinstance(item, Withheld):
        return replace(item, subject=subject)
    return replace(item, finding=replace(item.finding, subject=subject))


SECTION = Section(tables=later_tables, statement=later_statement, sentences=later_sentences)
