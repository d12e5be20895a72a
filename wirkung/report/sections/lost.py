"""Who is missing: how many, how they differed at the start, and what they could make of the final share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wirkung.codes import Caution, Quantity, Role
from wirkung.declared import Assignment
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.report.document.blocks import Table
from wirkung.report.section import FirstPage, Section
from wirkung.report.writing.cells import TableColumn, interval_cell, value_cell
from wirkung.report.writing.labels import label, step_name
from wirkung.report.writing.language import Language
from wirkung.report.writing.matrix import Layout, matrix_table, of_whom, share_cell
from wirkung.report.writing.naming import Naming, RowName
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import (
    Item,
    findings_of,
    findings_table,
    in_one,
    interval_head,
    interval_note,
    source_note,
    standardiser_note,
    subject_of,
)
from wirkung.report.writing.words import say

HOW_MANY, AT_THE_START = "lost.share", "lost.start"
# What may be true of the lost, under the codes of its column heads.
CASES = {f"lost.{case}": case for case in ("observed", "worst", "best", "weighted")}


LEVELS = (Quantity.MEAN, Quantity.MEDIAN, Quantity.SHARE)


def _is_final(item: Item) -> bool:
    return subject_of(item).aspect in CASES


def _at_the_start(item: Item) -> bool:
    return subject_of(item).aspect == AT_THE_START


def naming_of_lost(language: Language) -> Naming:
    """Of a difference at the start: the characteristic; of a final share: the step and the case."""

    def naming(subject: Subject) -> RowName:
        if subject.aspect not in CASES:
            return RowName("", label(subject, language))
        name = f"{step_name(subject, language)} ({_case_name(subject, language)})"
        return RowName("", name, name)

    return naming


def _case_name(subject: Subject, language: Language) -> str:
    return say(f"column.{subject.aspect}", language)


def lost_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """How many were lost, whether they were different at the start, and how far the final shares can be off."""
    return (
        *_how_many(answer, language),
        *_different(findings_of(filter(_at_the_start, answer.items)), language),
        *_bounds(answer, language),
    )


def _how_many(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    numbers = Numbers(language)
    items = (item for item in answer.items if subject_of(item).aspect == HOW_MANY)
    for finding in findings_of(items):
        lost = finding.main.counts[0]
        yield say(
            "sentence.lost",
            language,
            count=lost.number,
            number=numbers.count(lost),
            of=of_whom(finding, numbers, unknown="base.all"),
            value=share_cell(finding, numbers),
        )


def _different(findings: Sequence[Finding], language: Language) -> Iterator[str]:
    known = [finding for finding in findings if finding.main.value is not None]
    if not known:
        return
    labels = "; ".join(
        label(each.subject, language) for each in known if Caution.LOST_DIFFER in each.main.cautions
    )
    yield say(f"sentence.lost.{'different' if labels else 'alike'}", language, labels=labels)


def _bounds(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    numbers = Numbers(language)
    for step, cases in _final_cases(answer, language).items():
        shares = {case: numbers.estimate(finding.main, finding.subject) for case, finding in cases.items()}
        if shares.keys() >= {"observed", "worst", "best"}:
            said = say("sentence.lost.bounds", language, label=step, **shares)
            more = (say("sentence.lost.weighted", language, **shares),) if "weighted" in shares else ()
            yield " ".join((said, *more))


def _final_cases(answer: ReleasedAnswer, language: Language) -> dict[str, dict[str, Finding]]:
    """What may be shown of the final shares: by step, and in it by case."""
    steps: dict[str, dict[str, Finding]] = {}
    for finding in findings_of(filter(_is_final, answer.items)):
        if finding.main.value is not None:
            cases = steps.setdefault(step_name(finding.subject, language), {})
            cases[CASES[finding.subject.aspect]] = finding
    return steps


def lost_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """The lost and the others at the start; below it the final shares, every case side by side."""
    return (*_start_table(answer, language), *_final_table(answer, language))


def _start_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    items = tuple(filter(_at_the_start, answer.items))
    if not items:
        return ()
    return (
        findings_table(
            items,
            caption=say("caption.lost.start", language, year=answer.year),
            head=say("column.characteristic", language),
            columns=(
                TableColumn(say("column.lost", language), value_cell(Role.LOST)),
                TableColumn(say("column.kept", language), value_cell(Role.KEPT)),
                TableColumn(say("column.standardised_difference", language), value_cell(Role.MAIN)),
                TableColumn(interval_head(items, language), interval_cell()),
            ),
            notes=(
                say("note.lost.start", language),
                *in_one(standardiser_note(items, Role.MAIN, language), source_note(items, language)),
            ),
            language=language,
            units=False,
        ),
    )


def _final_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    items = tuple(filter(_is_final, answer.items))
    if not items:
        return ()
    return (
        matrix_table(
            items,
            Layout(
                head=say("column.step", language),
                row=lambda subject: RowName("", step_name(subject, language)),
                column=lambda subject: _case_name(subject, language),
                cell=share_cell,
                gap=say("note.lost.no_case", language),
            ),
            caption=say("caption.lost.final", language, year=answer.year),
            notes=(
                say("note.lost.final", language),
                *in_one(interval_note(items, language), source_note(items, language)),
            ),
            language=language,
        ),
    )


def _bias(answer: ReleasedAnswer, first: Finding, assignment: Assignment) -> Iterator[tuple[str, str]]:  # noqa: ARG001 - as all
    """That those who stayed show a level which those who left, by their pre-test, would have changed."""
    if first.main.quantity not in LEVELS:
        return
    for each in findings_of(filter(_at_the_start, answer.items)):
        start = each.main.value
        differ = Caution.LOST_DIFFER in each.main.cautions and each.subject.pretest_of == first.subject.indicator
        if differ and start:
            weaker = (start < 0) is (first.subject.better >= 0)
            yield ("lost_weaker", "better") if weaker else ("lost_stronger", "worse")


SECTION = Section(
    detailed=True,
    tables=lost_tables,
    sentences=lost_sentences,
    naming=naming_of_lost,
    first_page=FirstPage(rank=45, bias=_bias),
)
