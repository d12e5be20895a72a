"""Who took part, and which part of those whom the programme is meant for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from wirkung.codes import FURTHER, CountRole, Quantity, Role
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.programme.parts import text_in
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.writing.cells import RoleCell, TableColumn, count_cell, value_cell
from wirkung.report.writing.labels import base_name, category_name
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import Naming, RowName
from wirkung.report.writing.numbers import NO_BREAK, Numbers
from wirkung.report.writing.tables import Item, findings_of, findings_table, in_one, subject_of
from wirkung.report.writing.words import say

ALL = "participants.all"

# Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4 D: a group with less than four fifths
# of the rate of the group with the highest one is regarded as reached less.
FOUR_FIFTHS = 0.8

_main = value_cell(Role.MAIN)


def participants_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Every category with its participants; where the target group is known, how much of it was reached."""
    items = answer.items
    means = any(finding.main.quantity is Quantity.MEAN for finding in findings_of(items))
    share = "share_or_mean" if means else "share"
    covered = any(finding.target is not None for finding in findings_of(items))
    coverage = (
        TableColumn(say("column.participants.target", language), _target),
        TableColumn(say("column.participants.coverage", language), RoleCell(Role.MAIN, _coverage)),
    )
    return (
        findings_table(
            items,
            caption=say("caption.participants", language, year=answer.year),
            head=say("column.characteristic", language),
            columns=(
                TableColumn(say("column.persons", language), count_cell(CountRole.REACHED, CountRole.BASE)),
                TableColumn(say(f"column.participants.{share}", language), RoleCell(Role.MAIN, _share)),
                *(coverage if covered else ()),
            ),
            notes=in_one((say("note.reach", language),), tuple(_sources(items, language))),
            language=language,
            units=False,
            naming=_naming(language),
        ),
    )


def _naming(language: Language) -> Naming:
    """The categories of a characteristic, or its mean, under its name; all together under a head of their own."""

    def naming(subject: Subject) -> RowName:
        if not subject.characteristic:
            return RowName(say("head.participants.all", language), say(f"subject.{subject.aspect}", language))
        mean = say("head.participants.mean", language)
        return RowName(
            base_name(subject, language), mean if subject.category is None else category_name(subject, language)
        )

    return naming


def _share(finding: Finding, numbers: Numbers) -> str:
    """The share of a category; of all together it says nothing."""
    return say("mark.not_applicable", numbers.language) if _is_all(finding) else _main(finding, numbers)


def _is_all(finding: Finding) -> bool:
    return finding.subject.aspect == ALL


def _target(finding: Finding, numbers: Numbers) -> str:
    missing = say("mark.not_applicable", numbers.language)
    return missing if finding.target is None else numbers.whole(finding.target)


def coverage_of(finding: Finding) -> tuple[float, float] | None:
    """Which part of the target group was reached, from least to most; None where nobody belongs to it.

    Made of what is shown: the number of participants may be a range.
    """
    if not finding.target:
        return None
    count = next(count for count in finding.main.counts if count.role is CountRole.REACHED)
    most = count.number if count.at_most is None else count.at_most
    return count.number / finding.target, min(most / finding.target, 1.0)


def _coverage(finding: Finding, numbers: Numbers) -> str:
    found = coverage_of(finding)
    return say("mark.not_applicable", numbers.language) if found is None else _between(found, numbers)


def _between(found: tuple[float, float], numbers: Numbers) -> str:
    low, high = (str(numbers.share(each, fine=True)) for each in found)
    if low == high:
        return low
    return say("interval.between", numbers.language, low=low.rstrip(f"%{NO_BREAK}"), high=high)


def _sources(items: Sequence[Item], language: Language) -> Iterator[str]:
    """Where the numbers of the target group come from, once."""
    told = (each.source for each in findings_of(items) if each.source is not None)
    for source in dict.fromkeys(text_in(each, language) for each in told):
        yield say("note.participants.source", language, source=source)


def participants_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Of each characteristic the category that was reached least, where it is well behind the one reached most.

    Only where every category is shown: else a withheld one could be the least.
    """
    found = []
    for name, rows in groupby(answer.items, key=lambda item: subject_of(item).characteristic):
        items = tuple(rows)
        least_and_most = _least_and_most(items) if name else None
        if least_and_most is not None:
            merged = any(subject_of(item).category == FURTHER for item in items)
            found.append(_told(*least_and_most, merged=merged, numbers=Numbers(language)))
    return tuple(found)


def _least_and_most(items: Sequence[Item]) -> tuple[Finding, Finding] | None:
    known = [(coverage_of(item.finding), item.finding) for item in items if isinstance(item, Released)]
    ranked = [(coverage, finding) for coverage, finding in known if coverage is not None]
    if len(known) < len(items) or len(ranked) < len(("one", "other")):
        return None
    (low, least), (high, most) = min(ranked, key=lambda one: one[0][1]), max(ranked, key=lambda one: one[0][0])
    apart = low[1] < FOUR_FIFTHS * high[0]
    others = all(_printed(low[1]) < _printed(coverage[0]) for coverage, finding in ranked if finding is not least)
    return (least, most) if apart and others and least.subject.category != FURTHER else None


def _printed(share: float) -> float:
    """As far as it is told apart in print (`Numbers.share`)."""
    return round(share, 3)


def _told(least: Finding, most: Finding, *, merged: bool, numbers: Numbers) -> str:
    """Among categories counted together there may be one that was reached less still."""
    language = numbers.language
    parts = {
        role: {
            "label": category_name(finding.subject, language),
            "coverage": _between(coverage_of(finding) or (0.0, 0.0), numbers),
        }
        for role, finding in (("least", least), ("most", most))
    }
    kind = "further" if most.subject.category == FURTHER else "singly" if merged else "least"
    return say(
        f"sentence.participants.{kind}",
        language,
        characteristic=base_name(least.subject, language),
        **{f"{role}_{key}": value for role, part in parts.items() for key, value in part.items()},
    )


SECTION = Section(tables=participants_table, sentences=participants_sentences, naming=_naming)
