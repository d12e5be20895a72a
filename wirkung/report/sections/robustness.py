"""What other methods say: whether they agree with the one that was chosen beforehand, and their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from wirkung.codes import Caution, CountRole, Direction, Quantity, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.forest import difference_note, forest
from wirkung.report.charts.row_chart import paint_rows
from wirkung.report.charts.rows import height_for, shown
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.section import MOST_SENTENCES, FirstPage, Section
from wirkung.report.writing.cells import TableColumn, count_cell, interval_cell, value_cell
from wirkung.report.writing.labels import base_name
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import Naming, RowName, naming_of_aspects
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import (
    findings_of,
    findings_table,
    in_one,
    interval_head,
    interval_note,
    source_note,
    subject_of,
)
from wirkung.report.writing.words import say

CHOSEN = "robustness.chosen"
# What leaves out where the groups began, and what those who were lost may change, contradict nothing.
AFTER = "robustness.after"
BOUNDS = ("robustness.lee_lower", "robustness.lee_upper")
# What taking part did to those whom the lot moved is another question.
COMPLIER = "robustness.complier"
# Who started later, and what came later: another question too.
STAGGERED = "robustness.staggered"
NO_RIVALS = (CHOSEN, AFTER, COMPLIER, STAGGERED, *BOUNDS)
MATCHING = "robustness.matching"
RANDOM_INTERCEPT = "robustness.random_intercept"
# Why a method can come to another conclusion.
REASONS = {
    "robustness.change": "robustness.why.change",
    "robustness.ancova": "robustness.why.ancova",
    "robustness.pretest": "robustness.why.pretest",
    "robustness.weighted": "robustness.why.characteristics",
    "robustness.doubly_robust": "robustness.why.characteristics",
    "robustness.matching": "robustness.why.characteristics",
    RANDOM_INTERCEPT: "robustness.why.random_intercept",
}
# What the chosen method is called depends on what it measures.
CHOSEN_METHODS = {
    Quantity.MEAN_DIFFERENCE: "estimator.difference",
    Quantity.DIFFERENCE_IN_CHANGE: "estimator.difference_in_change",
    Quantity.SHARE_DIFFERENCE: "estimator.difference",
    Quantity.CLIFFS_DELTA: "robustness.ranks",
}


def robustness_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """For each indicator whether another method contradicts, which one and why; and what the lost may change.

    Where there are many, those of which the same is to be said are counted in one sentence; the first has its own.
    """
    grouped = groupby(findings_of(answer.items), key=lambda finding: _about(finding.subject))
    indicators = [tuple(findings) for _, findings in grouped]
    told = [[*_of_one(findings, language)] for findings in indicators]
    if len(told) <= MOST_SENTENCES:
        return tuple(sentence for those in told for sentence in those)
    labels = [base_name(findings[0].subject, language) for findings in indicators]
    named = [(label, sentence) for label, those in zip(labels, told, strict=True) for sentence in those]
    first = len(told[0])
    return (*told[0], *_alike(named[first:], language))


def _alike(named: Sequence[tuple[str, str]], language: Language) -> Iterator[str]:
    """Sentences that differ in nothing but the name of the indicator as one, in the order of the first."""
    same: dict[str, list[str]] = {}
    for label, sentence in named:
        same.setdefault(sentence.removeprefix(label), []).append(sentence)
    for said, those in same.items():
        alone = len(those) == 1
        yield those[0] if alone else f"{say('section.alike', language, number=len(those))}{said}"


def _of_one(findings: Sequence[Finding], language: Language) -> Iterator[str]:
    chosen = next((each for each in findings if _is_chosen(each)), None)
    if chosen is None:
        return
    label = base_name(chosen.subject, language)
    rivals = [
        each for each in findings if _aspect(each) not in NO_RIVALS and _known(each) and not _by_itself(each)
    ]
    after = [each for each in findings if _aspect(each) == AFTER and _known(each)]
    changes = [each for each in findings if _by_itself(each) and _known(each)]
    if not (rivals or after or changes) or not _known(chosen):
        yield say("sentence.robustness.unknown", language, label=label)
        return
    if any(_otherwise(each, chosen) for each in changes):
        yield say("sentence.robustness.changes_by_themselves", language, label=label)
    if rivals or (after and not any(_otherwise(each, chosen) for each in after)):
        yield _of_rivals(label, chosen, rivals, after, language)
    if any(_otherwise(each, chosen) for each in after):
        yield say("sentence.robustness.after", language, label=label)
    yield from _beside(label, findings, language)
    yield from _of_starts(label, findings, language)
    yield from _of_compliers(label, findings, language)
    bounds = [each for each in findings if _aspect(each) in BOUNDS]
    told = len(bounds) == len(BOUNDS) and all(_known(each) for each in bounds)
    if told and chosen.main.direction is not Direction.NOT_DISTINGUISHABLE:
        held = "open" if any(_otherwise(each, chosen) for each in bounds) else "hold"
        yield say(f"sentence.robustness.bounds.{held}", language, label=label)


# What stands beside the number of a line, under which names in its sentence.
BESIDE = {
    MATCHING: (("before", Role.BEFORE), ("after", Role.AFTER)),
    RANDOM_INTERCEPT: (("total", Role.STANDARDISED), ("within", Role.WITHIN)),
}


def _beside(label: str, findings: Sequence[Finding], language: Language) -> Iterator[str]:
    """How unlike the groups are before and after matching, and how large the difference of a model is."""
    numbers = Numbers(language)
    for finding in findings:
        told = BESIDE.get(_aspect(finding), ())
        values = {name: finding.get(role) for name, role in told}
        known = {name: each.value for name, each in values.items() if each is not None and each.value is not None}
        if not told or len(known) < len(told):
            continue
        signed = _aspect(finding) != MATCHING
        shown = {
            name: numbers.decimal(value if signed else abs(value), 2, signed=signed)
            for name, value in known.items()
        }
        yield say(f"sentence.{_aspect(finding)}", language, label=label, **shown)


def _of_starts(label: str, findings: Sequence[Finding], language: Language) -> Iterator[str]:
    """What became of all who started, and whether those who did so later moved like the others before that."""
    for finding in findings:
        before = finding.get(Role.BEFORE) if _aspect(finding) == STAGGERED else None
        if before is None or before.value is None or finding.main.value is None:
            continue
        if _known(finding):
            yield _with_interval("sentence.robustness.staggered", label, finding, language)
        apart = {Direction.UNKNOWN: "unknown", Direction.NOT_DISTINGUISHABLE: "alike"}
        yield say(
            f"sentence.robustness.staggered.{apart.get(before.direction, 'apart')}",
            language,
            label=label,
            before=Numbers(language).estimate(before, finding.subject, named=True),
        )


def _of_compliers(label: str, findings: Sequence[Finding], language: Language) -> Iterator[str]:
    """The difference of the offer, put down to those who took part because of it; nothing where that is unsure."""
    for finding in findings:
        if _aspect(finding) == COMPLIER and _known(finding):
            yield _with_interval("sentence.robustness.complier", label, finding, language)


def _with_interval(code: str, label: str, finding: Finding, language: Language) -> str:
    numbers, main = Numbers(language), finding.main
    said = say(code, language, label=label, value=numbers.estimate(main, finding.subject, named=True))
    level = numbers.level(main.interval.level) if main.interval else ""
    uncertain = say("sentence.uncertain", language, interval=numbers.interval(main, finding.subject), level=level)
    return f"{said} {uncertain}"


def _of_rivals(
    label: str, chosen: Finding, rivals: Sequence[Finding], after: Sequence[Finding], language: Language
) -> str:
    """Whether those who ask for the same effect contradict the chosen one, come to its conclusion, or neither."""
    otherwise = [each for each in rivals if _otherwise(each, chosen)]
    contradict = [each for each in rivals if Caution.ESTIMATORS_DISAGREE in each.main.cautions]
    if contradict:
        lines = _lines(contradict, language, why=True)
        return say("sentence.robustness.disagree", language, label=label, lines=lines)
    if otherwise:
        lines = _lines(otherwise, language)
        return say("sentence.robustness.within_noise", language, label=label, lines=lines)
    agree = [each for each in (*rivals, *after) if not _otherwise(each, chosen)]
    return say(f"sentence.robustness.agree.{chosen.main.direction}", language, label=label, count=len(agree))


def _lines(findings: Sequence[Finding], language: Language, *, why: bool = False) -> str:
    """Which lines of the table are meant, and why each can say something else."""
    naming = naming_of_aspects(language)
    said = []
    for each in findings:
        line = say("robustness.line", language, line=naming(each.subject).row)
        reason = say(REASONS.get(_aspect(each), "robustness.why.other"), language)
        said.append(f"{line} ({reason})" if why else line)
    return "; ".join(said)


def _otherwise(finding: Finding, chosen: Finding) -> bool:
    return finding.main.direction is not chosen.main.direction


def _by_itself(finding: Finding) -> bool:
    """Whether it takes for an effect what comes by itself after a selection by the baseline."""
    return not _is_chosen(finding) and Caution.REGRESSION_TO_THE_MEAN in finding.main.cautions


def _about(subject: Subject) -> tuple[str, str]:
    """Of what the methods are compared: of an indicator, or of it in one arm."""
    return subject.indicator, subject.arm


def _aspect(finding: Finding) -> str:
    return finding.subject.aspect


def _known(finding: Finding) -> bool:
    return finding.main.direction is not Direction.UNKNOWN


def robustness_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Every method with its difference, interval and persons, indicator by indicator; the chosen one first."""
    items = answer.items
    return (
        findings_table(
            items,
            caption=say("caption.robustness", language, year=answer.year),
            head=say("column.method", language),
            columns=(
                TableColumn(say("column.difference", language), value_cell(Role.MAIN)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(
                    say("column.persons_by_group", language), count_cell(CountRole.PROGRAMME, CountRole.COMPARISON)
                ),
            ),
            notes=(
                *in_one(
                    (say("note.robustness", language),),
                    (say("note.robustness.arms", language),)
                    if any(subject_of(each).arm for each in items)
                    else (),
                ),
                *in_one(interval_note(items, language), source_note(items, language)),
            ),
            language=language,
            naming=naming_with_chosen(answer, language),
        ),
    )


def naming_with_chosen(answer: ReleasedAnswer, language: Language) -> Naming:
    """Names of methods, where the one chosen beforehand says which it is: «Vorab gewählt: …»."""
    plain = naming_of_aspects(language)
    chosen = {_about(each.subject): _method(each) for each in findings_of(answer.items) if _is_chosen(each)}

    def naming(subject: Subject) -> RowName:
        name = plain(subject)
        code = chosen.get(_about(subject))
        if subject.aspect != CHOSEN or code is None:
            return name
        return name._replace(row=say("robustness.chosen", language, method=say(code, language)))

    return naming


def _method(chosen: Finding) -> str | None:
    if Caution.ADJUSTED in chosen.main.cautions:
        return "estimator.adjusted_difference"
    return CHOSEN_METHODS.get(chosen.main.quantity)


def draw_robustness(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """The difference in the first indicator by every method, the chosen one marked; None for nothing to show."""
    if not answer.items:
        return None
    first = _about(subject_of(answer.items[0]))
    answer = replace(answer, items=tuple(item for item in answer.items if _about(subject_of(item)) == first))
    findings = shown(answer, Role.MAIN)
    if not findings:
        return None
    numbers, naming = Numbers(language), naming_with_chosen(answer, language)
    label = base_name(findings[0].subject, language)
    names = [naming(finding.subject).row for finding in findings]
    only_checks = [not _is_chosen(finding) for finding in findings]
    chart = forest(findings, Role.MAIN, numbers, names=names, only_checks=only_checks)
    rows = len(answer.items)  # the table begins with them
    return drawn(
        lambda picture: paint_rows(picture.subplots(), chart),
        height=height_for(names),
        caption=say("figure.robustness", language, label=label, year=answer.year),
        alt=alternative(
            say("alt.robustness", language, label=label),
            findings,
            lambda finding: f"{naming(finding.subject).row}: {difference_note(finding, Role.MAIN, numbers)}",
            answer,
            language,
        ),
        data=replace(data, rows=data.rows[:rows], groups=data.groups[:rows]),
    )


def _is_chosen(finding: Finding) -> bool:
    return _aspect(finding) == CHOSEN


def _next_steps(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    """That other methods disagree about the first indicator, of whichever arm."""
    methods = findings_of(answer.items)
    first = [each for each in methods if each.subject.indicator == methods[0].subject.indicator]
    if any(Caution.ESTIMATORS_DISAGREE in each.main.cautions for each in first):
        yield say("next.methods_disagree", language)


SECTION = Section(
    tables=robustness_table,
    sentences=robustness_sentences,
    figure=draw_robustness,
    naming=naming_of_aspects,
    first_page=FirstPage(rank=30, next_steps=_next_steps),
)
