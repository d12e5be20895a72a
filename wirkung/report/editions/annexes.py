"""Annexes that an office asks for: how it answers the standards of evaluation, and how a grant was used.

Answers and texts are the office's own; amounts that were paid are the report's released ones. What is added up are
amounts that stand in the report to the cent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from wirkung.codes import BudgetLine, Role
from wirkung.declared import Standard, StandardMet
from wirkung.programme.annexes import Standards, UseOfFunds
from wirkung.programme.model import Programme
from wirkung.programme.parts import text_in
from wirkung.report.document.blocks import Column, Paragraph, Table
from wirkung.report.document.document import Content, Document, Endnotes, Exhibit, Section
from wirkung.report.document.richtext import Heading, Text
from wirkung.report.editions.vorlage import Reported, facts
from wirkung.report.writing.language import Language, language_of
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.times import day_name
from wirkung.report.writing.words import say, word

# What is paid to somebody, as the budget of a report calls it.
_PAID: Final = {
    "staff": BudgetLine.STAFF,
    "material": BudgetLine.MATERIAL,
    "rooms": BudgetLine.ROOMS,
    "travel": BudgetLine.TRAVEL,
    "external": BudgetLine.EXTERNAL,
    "other": BudgetLine.OTHER,
    "evaluation": BudgetLine.EVALUATION,
}


@dataclass(frozen=True, slots=True)
class _Amounts:
    """Cents by line of the budget; None for one that is withheld. Lines that the report has not are missing."""

    lines: dict[str, int | None]

    def of(self, categories: Sequence[str]) -> int | None:
        """The sum of some categories; None where one of them is withheld, or none has a line."""
        found = [self.lines[_PAID[each]] for each in categories if _PAID[each] in self.lines]
        known = [each for each in found if each is not None]
        return sum(known) if known and len(known) == len(found) else None


@dataclass(frozen=True, slots=True)
class _Line:
    """Planned and actual cents of one line."""

    label: str
    planned: int
    actual: int | None

    @property
    def difference(self) -> int | None:
        """Actual less planned."""
        return None if self.actual is None else self.actual - self.planned


def standards_annex(reported: Reported, programme: Programme) -> Document | None:
    """How the office answers the standards of the DeGEval for this report; None where it does not.

    Parameters
    ----------
    reported
        As it was published, with its status.
    programme
        Its programme file, with `standards` of the year.
    """
    language = language_of(programme, reported.document.language)
    found = next((each for each in programme.standards if each.year == reported.year), None)
    if found is None:
        return None
    given = {answer.standard: answer.met for answer in found.answers}
    met = Counter(given.get(each, StandardMet.NOT_CHECKED) for each in Standard)
    counted = ", ".join(f"{met[each]} {word(each, language)}" for each in StandardMet if met[each])
    who = say("standards.by", language, by=text_in(found.by, language), day=day_name(found.on, language))
    told = (
        Paragraph(text=who),
        Paragraph(text=say("standards.counted", language, number=len(Standard), counted=counted)),
        _exhibit(_of_standards(found, language), 1, language),
    )
    return _annex(reported.document, "standards", (_section("answers", told, language),))


def _of_standards(found: Standards, language: Language) -> Table:
    given = {answer.standard: answer for answer in found.answers}
    rows = []
    for each in Standard:
        answer = given.get(each)
        met = StandardMet.NOT_CHECKED if answer is None else answer.met
        why = "" if answer is None or answer.why is None else text_in(answer.why, language)
        rows.append((f"{each} {word(each, language)}", word(met, language), why))
    heads = ("standard", "met", "why")
    return Table(
        caption=say("caption.standards", language, year=found.year),
        columns=tuple(Column(head=say(f"column.standards.{each}", language), align="left") for each in heads),
        rows=tuple(rows),
        groups=tuple(say(f"standards.group.{each[0].lower()}", language) for each in Standard),
        notes=(say("note.standards", language), say("note.standards.source", language)),
    )


def use_of_funds_annex(reported: Reported, programme: Programme) -> Document | None:
    """The account of a grant, and its receipts and payments along the plan; None where the office declares none.

    Parameters
    ----------
    reported
        As it was published, with its status.
    programme
        Its programme file, with `use_of_funds` of the year.
    """
    language = language_of(programme, reported.document.language)
    found = next((each for each in programme.use_of_funds if each.year == reported.year), None)
    if found is None:
        return None
    currency = "EUR" if programme.costs is None else programme.costs.currency
    money = _Money(language, currency)
    who = say("use_of_funds.by", language, by=text_in(found.by, language))
    account = tuple(Paragraph(text=text_in(each, language)) for each in found.account)
    told = tuple(Paragraph(text=text) for text in facts(reported.document))
    return _annex(
        reported.document,
        "use_of_funds",
        (
            _section("grant", (Paragraph(text=text_in(found.grant, language)), Paragraph(text=who)), language),
            _section("account", account or (Paragraph(text=say("vorlage.by_hand", language)),), language),
            _section("results", told, language),
            _section("figures", tuple(_figures(found, _paid(reported), money)), language),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Money:
    """Prints cents; a mark for what the report does not tell."""

    language: Language
    currency: str

    def __call__(self, cents: int | None) -> str:
        if cents is None:
            return say("mark.gap", self.language)
        return Numbers(self.language).money(cents / 100, self.currency, cents=True)


def _paid(reported: Reported) -> _Amounts:
    budget = {str(line) for line in _PAID.values()}
    lines: dict[str, int | None] = {}
    for line in reported.results:
        aspect = line.about.get("aspect")
        if set(line.about) == {"aspect"} and aspect in budget and line.role is Role.MAIN:
            value = None if line.estimate is None else line.estimate.value
            lines[str(aspect)] = None if value is None else round(100 * value)
    return _Amounts(lines)


def _figures(found: UseOfFunds, paid: _Amounts, money: _Money) -> Iterator[Content]:
    """Payments, receipts, and what is left or missing."""
    language, year = money.language, found.year
    planned = [
        _Line(text_in(each.label, language), _cents(each.planned), paid.of(each.categories))
        for each in found.payments
    ]
    named = {category for each in found.payments for category in each.categories}
    beside = [
        _Line(say("use_of_funds.beside", language, label=word(line, language)), 0, paid.lines[line])
        for category, line in _PAID.items()
        if category not in named and line in paid.lines
    ]
    received = [
        _Line(text_in(each.label, language), _cents(each.planned), _cents(each.received))
        for each in found.receipts
    ]
    spent = paid.of(tuple(_PAID))
    came = sum(_cents(each.received) for each in found.receipts)
    yield _exhibit(_table("payments", [*planned, *beside], spent, year, money), 1, language)
    yield _exhibit(_table("receipts", received, came, year, money), 2, language)
    if spent is None:
        yield Paragraph(text=say("use_of_funds.unknown", language))
    else:
        code = "left" if came > spent else "missing" if came < spent else "even"
        yield Paragraph(text=say(f"use_of_funds.{code}", language, amount=money(abs(came - spent))))


def _table(kind: str, lines: Sequence[_Line], total: int | None, year: int, money: _Money) -> Table:
    """Planned, actual and the difference of each line, then of all."""
    language = money.language
    whole = _Line(say(f"use_of_funds.all.{kind}", language), sum(each.planned for each in lines), total)
    heads = ("line", "planned", "actual", "difference")
    return Table(
        caption=say(f"caption.use_of_funds.{kind}", language, year=year),
        columns=tuple(
            Column(head=say(f"column.use_of_funds.{each}", language), align="left" if each == "line" else "right")
            for each in heads
        ),
        rows=tuple(
            (each.label, money(each.planned), money(each.actual), money(each.difference))
            for each in (*lines, whole)
        ),
        notes=(say(f"note.use_of_funds.{kind}", language),),
    )


def _cents(amount: float) -> int:
    return round(100 * amount)


def _annex(document: Document, kind: str, sections: tuple[Section, ...]) -> Document:
    """A document of its own, with the head and status of the report."""
    exhibits = tuple(each for part in sections for each in part.content if isinstance(each, Exhibit))
    below = say(f"annex_kind.{kind}", document.language, below=document.title.below)
    return replace(
        document,
        short=True,
        beside=True,
        title=replace(document.title, below=below),
        head=(),
        opening=(),
        sections=sections,
        annex=(),
        exhibits=exhibits,
        endnotes=Endnotes(),
        has_own_parts=False,
    )


def _section(name: str, content: Sequence[Content], language: Language) -> Section:
    heading = Heading(level=2, runs=(Text(text=say(f"annex_part.{name}", language)),))
    return Section(heading=heading, anchor=f"annex-{name}", content=tuple(content), sections=())


def _exhibit(table: Table, number: int, language: Language) -> Exhibit:
    label, anchor = say("html.table", language, number=number), f"table-{number}"
    return Exhibit(label=label, anchor=anchor, block=table, data_in=label, data_at=anchor, notes=table.notes)
