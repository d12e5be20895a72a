"""The evaluator's audit of a published report, in words: what was withheld, why, and how far it is narrowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import shorten

import wirkung
from wirkung.declared import CostCategory
from wirkung.disclosure.audit import Cell
from wirkung.disclosure.protection import Shown, Why
from wirkung.disclosure.reader import Bound
from wirkung.finding import SourceAccount, Subject
from wirkung.report.document.blocks import Block, Bullets, Column, Paragraph, Table, Title
from wirkung.report.formats.plain import plain
from wirkung.report.writing.labels import category_name, heading, label
from wirkung.report.writing.language import Language, language_of
from wirkung.report.writing.words import say, word
from wirkung.study.audit import Audited, audited

_FIRST = 10  # lines that are named where there may be many
_LABEL = 70  # characters: the id of the line says the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a published report says of itself.

    Parameters
    ----------
    year, publication
        Which one it is; `publication` is its id in the register.
    programme_sha256, accounts, version
        From which programme file and data it was made, and by which version of this program.
    withheld
        For each line of `results.json` by its id: whether it is withheld.
    own
        Which cells of the evaluator's own are in it: their place in the notebook and how they begin.
    until
        The day after which nothing counts; None in a report of all that was known.
    """

    year: int
    publication: str | None
    programme_sha256: str
    accounts: tuple[SourceAccount, ...]
    version: str
    withheld: Mapping[str, bool] = field(repr=False)
    own: tuple[tuple[int, str], ...]
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAudit:
    """An audit of the programme `programme`: all of it, and what a terminal shows."""

    programme: str
    text: str = field(repr=False)
    summary: str = field(repr=False)


def written_audit(report: Report, programme: Path, language: str) -> WrittenAudit:
    """Audit a report.

    Parameters
    ----------
    report
        What it says of itself.
    programme
        Its programme file.
    language
        «de» or «en».

    Raises
    ------
    WirkungError
        From `wirkung.study.audit.audited`.
    """
    found = audited(programme, year=report.year, publication=report.publication, until=report.until)
    of = language_of(found.loaded.programme, language)
    short, long = tuple(_short(report, found, of)), tuple(_long(found, of))
    return WrittenAudit(
        programme=found.loaded.programme.id,
        text=plain((*short, *long), language) + "\n",
        summary=plain(short, language),
    )


def _short(report: Report, found: Audited, language: Language) -> Iterator[Block]:
    programme = found.loaded.programme.id
    yield Title(text=say("audit.title", language, programme=programme, year=report.year), above="", below="")
    yield Paragraph(text=say("audit.confidential", language))
    differences = tuple(_differences(report, found, language))
    if differences:
        yield Bullets(lead=say("audit.differs", language), items=differences)
    else:
        yield Paragraph(text=say("audit.same", language))
    yield Paragraph(text=_numbers(found, language))
    yield Paragraph(text=" ".join(_narrowed(found, language)))
    yield from _lists(report, found, language)


def _numbers(found: Audited, language: str) -> str:
    shown = list(found.audit.shown.values())
    values = {how.value: shown.count(how) for how in Shown}
    return say("audit.numbers", language, all=len(shown), smallest=found.audit.smallest_group, **values)


def _differences(report: Report, found: Audited, language: str) -> Iterator[str]:
    """What is not as it was when the report was made."""
    if found.loaded.sha256 != report.programme_sha256:
        yield say("audit.differs.programme", language, file=found.loaded.name)
    then = {(each.role, each.file, each.fingerprint) for each in report.accounts}
    now = {(each.role, each.file, each.fingerprint) for each in found.accounts}
    for file in dict.fromkeys(file for _, file, _ in sorted(then ^ now)):
        yield say("audit.differs.file", language, file=file)
    if report.version != wirkung.__version__:
        yield say("audit.differs.version", language, then=report.version, now=wirkung.__version__)
    today = {"/".join(name): how is Shown.WITHHELD for name, how in found.audit.shown.items()}
    lines = [line for line, withheld in report.withheld.items() if today.get(line) is not withheld]
    if lines:
        yield say("audit.differs.lines", language, count=len(lines), lines=", ".join(lines[:_FIRST]))


def _narrowed(found: Audited, language: str) -> Iterator[str]:
    smallest = found.audit.smallest_group
    told = [_line(cell) for cell in found.audit.of(Shown.WITHHELD) if cell.told(smallest)]
    if told:
        yield say("audit.told", language, count=len(told), lines=", ".join(told[:_FIRST]))
    else:
        yield say("audit.not_told", language)
    unknown = sum(None in cell.bounds for cell in found.audit.cells)
    if unknown:
        yield say("audit.not_computed", language, count=unknown)


def _lists(report: Report, found: Audited, language: Language) -> Iterator[Block]:
    """What was done beside withholding: before the evaluation, because of earlier reports, and outside of both."""
    merged, aligned = tuple(_merged(found, language)), tuple(_aligned(found, language))
    if merged:
        yield Bullets(lead=say("audit.merged", language), items=merged)
    if aligned:
        yield Bullets(lead=say("audit.aligned", language), items=aligned)
    if not merged and not aligned:
        yield Paragraph(text=say("audit.untouched", language))
    if found.earlier:
        lowered = sum(cell.by_earlier for cell in found.audit.cells)
        reports = (
            say("audit.earlier.item", language, programme=each.programme, year=each.year, when=each.when)
            for each in found.earlier
        )
        yield Bullets(lead=say("audit.earlier", language, count=lowered), items=tuple(reports))
    else:
        yield Paragraph(text=say("audit.first", language))
    if report.own:
        items = (say("audit.own.item", language, number=number, source=source) for number, source in report.own)
        yield Bullets(lead=say("audit.own", language), items=tuple(items))
    else:
        yield Paragraph(text=say("audit.no_own", language))


def _merged(found: Audited, language: Language) -> Iterator[str]:
    for name, categories in found.treated.merged.items():
        subjects = (Subject(characteristic=name, category=each) for each in sorted(categories))
        names = ", ".join(category_name(each, language) for each in subjects)
        of = language.name("characteristic", name)
        yield say("audit.merged.item", language, characteristic=of, categories=names)
    if found.treated.costs:
        names = ", ".join(word(CostCategory(each), language) for each in sorted(found.treated.costs))
        yield say("audit.merged.costs", language, categories=names)


def _aligned(found: Audited, language: Language) -> Iterator[str]:
    for each in found.treated.aligned:
        yield say(
            "audit.aligned.item",
            language,
            indicator=language.name("indicator", each.indicator),
            year=each.year,
            group=word(each.group, language),
            wave=word(each.wave, language),
            count=each.persons,
        )


def _long(found: Audited, language: Language) -> Iterator[Block]:
    for how in (Shown.WITHHELD, Shown.AS_RANGE):
        cells = found.audit.of(how)
        if cells:
            yield _table(how, cells, language)
    yield Paragraph(text=say("audit.how", language))


def _table(how: Shown, cells: Sequence[Cell], language: Language) -> Table:
    ranged = how is Shown.AS_RANGE
    heads = ("line", "about", "why", *(("said",) if ranged else ()), "bounds")
    return Table(
        caption=say(f"audit.{how}", language),
        columns=tuple(Column(head=say(f"audit.column.{head}", language), align="left") for head in heads),
        rows=tuple(tuple(_row(cell, language, ranged=ranged)) for cell in cells),
        notes=tuple(say(f"audit.means.{why}", language) for why in Why if any(cell.why is why for cell in cells)),
    )


def _row(cell: Cell, language: Language, *, ranged: bool) -> Iterator[str]:
    yield _line(cell)
    about = ": ".join(part for part in (heading(cell.subject, language), label(cell.subject, language)) if part)
    yield shorten(about, _LABEL, placeholder=" …")
    why = word(cell.why, language)
    yield say("audit.by_earlier", language, why=why) if cell.by_earlier else why
    if ranged:
        yield "; ".join(_between(least, most, language) for least, most in cell.ranges)
    known = dict.fromkeys(_bound(each, language) for each in cell.bounds)
    yield "; ".join(known) or say("audit.bound.said", language)


def _bound(bound: Bound | None, language: str) -> str:
    if bound is None:
        return say("audit.bound.none", language)
    if bound.most is None:
        return say("audit.bound.from", language, least=bound.least)
    return _between(bound.least, bound.most, language)


def _between(least: int, most: int, language: str) -> str:
    return str(least) if least == most else say("interval.between", language, low=least, high=most)


def _line(cell: Cell) -> str:
    """The id of its line in `results.json`."""
    return "/".join((cell.question, cell.subject.id, cell.role))
