"""What a Beschlussvorlage says: the report's released sentences and numbers, and the office's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wirkung.codes import BudgetLine, CostSum, Role
from wirkung.programme.model import Programme
from wirkung.programme.parts import text_in
from wirkung.programme.steering import Proposal
from wirkung.report.document.blocks import Bullets, Paragraph
from wirkung.report.document.document import Document, Exhibit, Section
from wirkung.report.document.results import ResultLine
from wirkung.report.writing.language import Language, language_of
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.times import day_name
from wirkung.report.writing.words import say, word

# Amounts of the financial effects: lines of the released results in the order in which they are taken, with their
# role. Where a ledger tells neither depreciation nor third parties, full cost is what was spent.
_AMOUNTS = {
    "ansatz": ((BudgetLine.EXPENSES, Role.PLANNED),),
    "aufwand": ((CostSum.EXPENSE, Role.MAIN), (BudgetLine.EXPENSES, Role.MAIN), (CostSum.FULL, Role.MAIN)),
    "ertrag": ((BudgetLine.INCOME, Role.MAIN),),
    "eigenanteil": ((CostSum.OWN, Role.MAIN), (BudgetLine.NET, Role.MAIN)),
    "mittel_dritter": ((CostSum.THIRD_PARTY, Role.MAIN),),
}
# What a council reads, in this order; a Word file says the same.
_EDITIONS = {"brief.pdf": "brief", "pdf": "report", "annex.pdf": "annex", "citizens.pdf": "citizens"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A published report: its document, its released results, and its year."""

    document: Document
    results: Sequence[ResultLine]
    year: int


def vorlage_values(reported: Reported, programme: Programme, files: Sequence[str]) -> dict[str, str]:
    """The text of every field of a template; empty where neither report nor programme file says it.

    Parameters
    ----------
    reported
        As it was published: no number is computed here.
    programme
        Its programme file, with `proposal` and `recommendation` of the year.
    files
        The names of all files of the report; those that a council reads go with it.
    """
    language = language_of(programme, reported.document.language)
    proposal = next((each for each in programme.proposal if each.year == reported.year), None)
    return {
        "betreff": "" if proposal is None else text_in(proposal.subject, language),
        "programm": text_in(programme.title, language),
        "stelle": text_in(programme.organisation, language),
        "jahr": str(reported.year),
        "beratungsfolge": "\n".join(_committees(proposal, language)),
        "sachverhalt": "\n".join(facts(reported.document)),
        "moeglichkeiten": "\n".join(_options(reported.document)),
        "beschlussvorschlag": _recommended(programme, reported.year, language),
        **_given(proposal, language),
        **{field: _amount(reported.results, lines, language) for field, lines in _AMOUNTS.items()},
        "folgejahre": "\n".join(_following(programme, proposal, language)),
        "foerderende": "\n".join(_endings(programme, language)),
        "anlagen": "\n".join(_annexes(files, language)),
    }


def _annexes(files: Sequence[str], language: Language) -> Iterator[str]:
    """What goes with a proposal, by what it is and the name of its file."""
    for suffix, code in _EDITIONS.items():
        for name in files:
            if name.partition(".")[2] == suffix:
                yield say(f"vorlage.file.{code}", language, name=name)


def by_hand_mark(language: str) -> str:
    """What stands where neither report nor programme file says anything."""
    return say("vorlage.by_hand", language)


def _committees(proposal: Proposal | None, language: Language) -> Iterator[str]:
    for each in () if proposal is None else proposal.committees:
        values = {"body": text_in(each.body, language), "day": day_name(each.on, language)}
        yield say("vorlage.committee", language, does=word(each.does, language), **values)


def facts(document: Document) -> tuple[str, ...]:
    """The first page of the report in its own words, without what it asks for next; then its limits; each once."""
    return tuple(dict.fromkeys(_facts(document)))


def _facts(document: Document) -> Iterator[str]:
    read = document.handed_over.provenance
    if read is not None and read.until is not None:
        language = Language(document.language)
        yield say("masthead.so_far", language, day=day_name(read.until, language))
    for each in document.sections[0].content if document.sections else ():
        if isinstance(each, Paragraph):
            yield each.text
        elif isinstance(each, Bullets) and each.lead != say("lead.next", document.language):
            yield each.lead
            yield from (f"– {item}" for item in each.items)
    for section in _all(document.sections):
        yield from (each.text for each in section.content if isinstance(each, Paragraph) and _is_limit(each))


def _is_limit(paragraph: Paragraph) -> bool:
    return paragraph.tone == "limit"


def _options(document: Document) -> Iterator[str]:
    """The options of the report, each with what speaks for and against it."""
    caption = say("caption.options", document.language)
    for section in _all(document.sections):
        for each in section.content:
            if isinstance(each, Exhibit) and each.table.caption == caption:
                heads = [column.head for column in each.table.columns]
                for option, *cells in each.table.rows:
                    yield option
                    yield from (f"– {head}: {cell}" for head, cell in zip(heads[1:], cells, strict=True))


def _all(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.sections)


def _recommended(programme: Programme, year: int, language: Language) -> str:
    found = next((each for each in programme.recommendation if each.year == year), None)
    return "" if found is None else text_in(found.text, language)


def _given(proposal: Proposal | None, language: Language) -> dict[str, str]:
    if proposal is None:
        return {"produkt": "", "aufgabe": ""}
    basis = "" if proposal.basis is None else f" ({text_in(proposal.basis, language)})"
    return {"produkt": text_in(proposal.product, language), "aufgabe": f"{word(proposal.task, language)}{basis}"}


def _amount(results: Sequence[ResultLine], lines: Sequence[tuple[str, Role]], language: Language) -> str:
    """The first of the lines that the report has, as printed there; that it is withheld, where it is."""
    found = {(line.about.get("aspect"), line.role): line for line in results if set(line.about) == {"aspect"}}
    for aspect, role in lines:
        line = found.get((str(aspect), role))
        if line is not None:
            return say("vorlage.withheld", language) if line.withheld else line.printed.value
    return ""


def _following(programme: Programme, proposal: Proposal | None, language: Language) -> Iterator[str]:
    currency = "EUR" if programme.costs is None else programme.costs.currency
    numbers = Numbers(language)
    for each in () if proposal is None else proposal.following:
        yield say(
            "vorlage.following",
            language,
            year=each.year,
            expense=numbers.money(each.expense, currency, cents=False),
            income=numbers.money(each.income, currency, cents=False),
        )


def _endings(programme: Programme, language: Language) -> Iterator[str]:
    funds = () if programme.costs is None else programme.costs.funds
    for each in sorted(funds, key=lambda fund: fund.until):
        yield say(
            "note.cost.fund", language, name=text_in(each.name, language), day=day_name(each.until, language)
        )
