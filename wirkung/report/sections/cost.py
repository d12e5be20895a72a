"""What it cost: full cost and what it is made of, and what one of each thing cost that it brought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from wirkung.codes import Claim, CountRole, Quantity, Role
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.estimate import Estimate
from wirkung.finding import Finding
from wirkung.report.charts.drawing import Drawing
from wirkung.report.document.blocks import Paragraph, Table
from wirkung.report.section import Part, Section, figure_of
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.sentences import finding_sentence, unknown
from wirkung.report.writing.tables import (
    Item,
    TableColumn,
    count_cell,
    estimates_of,
    findings_of,
    findings_table,
    in_one,
    interval_cell,
    interval_head,
    interval_note,
    source_note,
    subject_of,
    value_cell,
)
from wirkung.report.writing.words import say, word

COST = "cost."
PER_UNIT = "cost.per_"
FULL = "cost.full"
PAID = "cost.paid"
OWN = "cost.own"
THIRD_PARTY = "cost.third_party"
MARGINAL_COURSE = "cost.marginal_course"
# What is no person, hour or participation, and has no unit of its own.
COUNTED = {"cost.per_place": "places", MARGINAL_COURSE: "courses"}


def cost_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Full cost and who bore it, then the unit costs that are uncertain or cannot be had, and one more course."""
    released = tuple(item for item in answer.items if isinstance(item, Released))
    found = {item.finding.subject.id: item.finding for item in released}
    numbers = Numbers(language)
    told = (*_full(answer, found, numbers), *_units(released, numbers), *_marginal(found, numbers))
    return told or tuple(finding_sentence(item.finding, cost_statement, language) for item in released[-1:])


def _full(answer: ReleasedAnswer, found: Mapping[str, Finding], numbers: Numbers) -> Iterator[str]:
    full, paid, own, third = (_amount(found.get(name), numbers) for name in (FULL, PAID, OWN, THIRD_PARTY))
    if full and paid:
        yield say("sentence.cost.full_and_paid", numbers.language, year=answer.year, full=full, paid=paid)
    elif full:
        yield say("sentence.cost.full", numbers.language, year=answer.year, full=full)
    if own and third:
        yield say("sentence.cost.funding", numbers.language, own=own, third=third)


def _amount(finding: Finding | None, numbers: Numbers) -> str:
    if finding is None or finding.main.value is None:
        return ""
    return numbers.estimate(finding.main, finding.subject)


def _units(released: Sequence[Released], numbers: Numbers) -> Iterator[str]:
    for item in released:
        main = item.finding.main
        if main.value is None:
            why = word(main.cautions[0], numbers.language)
            yield say("sentence.cost.undetermined", numbers.language, label=item.finding.subject.label, why=why)
        elif main.interval is not None:
            yield finding_sentence(item.finding, cost_statement, numbers.language) + _proviso(
                main, numbers.language
            )


def _proviso(main: Estimate, language: Language) -> str:
    """What must hold before an additional outcome may be put down to the programme."""
    if main.quantity is not Quantity.COST_OF_ADDITIONAL_OUTCOME or main.claim is Claim.EFFECT:
        return ""
    return f" {say('sentence.money.not_caused', language)}"


def _marginal(found: Mapping[str, Finding], numbers: Numbers) -> Iterator[str]:
    value = _amount(found.get(MARGINAL_COURSE), numbers)
    if value:
        yield say("sentence.cost.marginal", numbers.language, value=value)


def cost_exhibits(section: Section, answer: ReleasedAnswer, language: Language) -> tuple[Part, ...]:
    """What full cost is made of, as figure and table, then the unit costs likewise; a word if none is drawn."""
    sums = tuple(item for item in answer.items if _is_sum(item))
    units = tuple(item for item in answer.items if not _is_sum(item))
    halves = ((sums, _sums_table), (units, _units_table))
    parts: list[Drawing | Table] = []
    for items, tabulate in halves:
        if items:
            table = tabulate(answer, items, language)
            drawing = section.drawing(_drawn_of(answer, items), table, language)
            parts += [table] if drawing is None else [drawing, table]
    drawn = any(isinstance(part, Drawing) for part in parts)
    if not drawn and any(isinstance(item, Withheld) for item in answer.items):
        return (Paragraph(text=say("figure.none_shown", language), tone="note"), *parts)
    return tuple(parts)


def _drawn_of(answer: ReleasedAnswer, items: tuple[Item, ...]) -> ReleasedAnswer:
    """One more course is no part of full cost: beside those bars it would be read as one."""
    return replace(answer, items=tuple(item for item in items if subject_of(item).id != MARGINAL_COURSE))


def _is_sum(item: Item) -> bool:
    """Whether it is an amount spent and no unit cost; of what is withheld only the name is known."""
    if isinstance(item, Released):
        return item.finding.main.quantity is Quantity.TOTAL_COST
    name = subject_of(item).id
    return name.startswith(COST) and not name.startswith(PER_UNIT) and name != MARGINAL_COURSE


def _sums_table(answer: ReleasedAnswer, items: Sequence[Item], language: Language) -> Table:
    return findings_table(
        answer,
        items,
        caption=say("caption.cost.sums", language, year=answer.year),
        head=say("column.cost_category", language),
        columns=(TableColumn(say("column.cost", language), value_cell(Role.MAIN)),),
        notes=(say("note.full_cost", language), *_price_note(answer, language), *source_note(items, language)),
        language=language,
    )


def _price_note(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    return () if answer.price_year is None else (say("note.price_year", language, year=answer.price_year),)


def _units_table(answer: ReleasedAnswer, items: Sequence[Item], language: Language) -> Table:
    base = TableColumn(say("column.base", language), _base)
    persons = TableColumn(say("column.persons", language), count_cell(CountRole.BASE))
    return findings_table(
        answer,
        items,
        caption=say("caption.cost.units", language, year=answer.year),
        head=say("column.measure", language),
        columns=(
            TableColumn(say("column.cost", language), value_cell(Role.MAIN)),
            TableColumn(interval_head(items, language), interval_cell()),
            base if estimates_of(items, Role.BASE) else persons,
        ),
        notes=(
            *_reading_notes(items, language),
            *_price_note(answer, language),
            *in_one(interval_note(items, language), source_note(items, language)),
        ),
        language=language,
    )


def _base(finding: Finding, numbers: Numbers) -> str:
    """What was divided by; for a difference the cells of both groups."""
    base = finding.get(Role.BASE)
    if base is not None and base.value is not None and finding.subject.id in COUNTED:
        number = numbers.whole(base.value)
        unit = f"base.{COUNTED[finding.subject.id]}"
        return number.within(say(unit, numbers.language, count=int(base.value), number=number))
    cells = {count.role: count for count in finding.main.counts}
    groups = [cells[role] for role in (CountRole.PROGRAMME, CountRole.COMPARISON) if role in cells]
    if base is not None or len(groups) < len((CountRole.PROGRAMME, CountRole.COMPARISON)):
        return value_cell(Role.BASE, named=True)(finding, numbers)
    reached = [numbers.whole(cell.number) for cell in groups]
    of = [numbers.whole(cell.of or 0) for cell in groups]
    return say(
        "cell.compared",
        numbers.language,
        programme=reached[0],
        programme_of=of[0],
        comparison=reached[1],
        comparison_of=of[1],
    )


def _reading_notes(items: Sequence[Item], language: Language) -> Iterator[str]:
    """How two lines are to be read that stand beside others like them."""
    findings = findings_of(items)
    compared = Quantity.COST_OF_ADDITIONAL_OUTCOME
    if any(each.main.quantity is compared and each.main.value is not None for each in findings):
        yield say("note.cost.additional", language)
    if any(each.subject.id == MARGINAL_COURSE for each in findings):
        yield say("note.cost.marginal", language)


def cost_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """What was spent, and the unit costs."""
    sums = tuple(item for item in answer.items if _is_sum(item))
    units = tuple(item for item in answer.items if not _is_sum(item))
    halves = ((sums, _sums_table), (units, _units_table))
    return tuple(tabulate(answer, items, language) for items, tabulate in halves if items)


def cost_statement(finding: Finding, language: Language) -> str:
    """What one unit cost."""
    if finding.main.value is None:
        return unknown(finding, language)
    value = Numbers(language).estimate(finding.main, finding.subject, named=True)
    return say("sentence.cost", language, label=label(finding.subject, language), value=value)


SECTION = Section(
    tables=cost_tables,
    statement=cost_statement,
    sentences=cost_sentences,
    figure=figure_of("cost", "draw_cost"),
    exhibits=cost_exhibits,
)
