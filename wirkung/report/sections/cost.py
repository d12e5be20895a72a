"""What it cost: full cost and what it is made of, and what one of each thing cost that it brought."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from wirkung.codes import ArmCost, BudgetLine, Claim, CostSum, CountRole, Quantity, Role, UnitCost
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.estimate import Estimate
from wirkung.finding import Finding, Subject
from wirkung.programme.parts import text_in
from wirkung.report.charts.cost_bars import draw_cost
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.payers import draw_payers
from wirkung.report.document.blocks import Paragraph, Table
from wirkung.report.section import Answers, FirstPage, Part, Section
from wirkung.report.writing.bridge import bridge_notes
from wirkung.report.writing.cells import RoleCell, TableColumn, count_cell, interval_cell, value_cell
from wirkung.report.writing.labels import cost_of_arm, label
from wirkung.report.writing.language import Language, has_names
from wirkung.report.writing.naming import Naming, RowName
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.sentences import finding_sentence, unknown
from wirkung.report.writing.tables import (
    Item,
    findings_of,
    findings_table,
    has_role,
    in_one,
    interval_head,
    interval_note,
    source_note,
    subject_of,
)
from wirkung.report.writing.times import day_name
from wirkung.report.writing.words import say, word

Found = Mapping[str, Finding]
Tabulate = Callable[[ReleasedAnswer, Sequence[Item], Language], Table]

# What is no person, hour or participation, and has no unit of its own.
COUNTED = {UnitCost.PLACE: "places", UnitCost.ONE_MORE_COURSE: "courses"}
SUMS = (CostSum.FULL, CostSum.PAID, CostSum.EXPENSE, CostSum.CALCULATED, CostSum.OWN, CostSum.THIRD_PARTY)


def cost_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Full cost and who bore it, then the unit costs that are uncertain or cannot be had, and one more course."""
    released = tuple(item for item in answer.items if isinstance(item, Released))
    found = {item.finding.subject.aspect: item.finding for item in released}
    numbers = Numbers(language)
    told = (
        *_full(answer, found, numbers),
        *_against_plan(answer, found, numbers),
        *_units(released, numbers),
        *_marginal(found, numbers),
        *_of_arms_unknown(released, language),
    )
    return told or tuple(finding_sentence(item.finding, cost_statement, language) for item in released[-1:])


def _full(answer: ReleasedAnswer, found: Found, numbers: Numbers) -> Iterator[str]:
    full, paid, expense, calculated, own, third = (_amount(found.get(one), numbers) for one in SUMS)
    if full:
        yield say("sentence.cost.full", numbers.language, year=answer.year, full=full)
    if paid and paid == expense:
        yield say("sentence.cost.paid_out", numbers.language, paid=paid)
    elif paid and expense:
        yield say("sentence.cost.paid", numbers.language, paid=paid, expense=expense)
    if calculated:
        yield say("sentence.cost.calculated", numbers.language, calculated=calculated)
    if own and third:
        yield say("sentence.cost.funding", numbers.language, own=own, third=third)


def _against_plan(answer: ReleasedAnswer, found: Found, numbers: Numbers) -> Iterator[str]:
    """What was spent in all beside what was planned."""
    expenses = found.get(BudgetLine.EXPENSES)
    if expenses is None:
        return
    planned, deviation = expenses.get(Role.PLANNED), expenses.get(Role.DEVIATION)
    if planned is None or deviation is None or not deviation.value:
        return
    more = "more" if deviation.value > 0 else "less"
    yield say(
        f"sentence.cost.budget.{more}",
        numbers.language,
        year=answer.year,
        planned=numbers.estimate(planned, expenses.subject),
        actual=numbers.estimate(expenses.main, expenses.subject),
        difference=numbers.money(abs(deviation.value), deviation.unit.symbol, cents=True),
    )


def _of_arms_unknown(released: Sequence[Released], language: Language) -> Iterator[str]:
    """That costs are those of all forms of the programme together, where nothing says what each cost."""
    of_arms = any(isinstance(item.finding.subject.aspect, ArmCost) for item in released)
    if released and has_names("arm", language) and not of_arms:
        yield say("sentence.cost.of_arms_unknown", language)


def _amount(finding: Finding | None, numbers: Numbers) -> str:
    if finding is None or finding.main.value is None:
        return ""
    return numbers.estimate(finding.main, finding.subject)


def _units(released: Sequence[Released], numbers: Numbers) -> Iterator[str]:
    for item in released:
        main = item.finding.main
        if main.value is None:
            name = label(item.finding.subject, numbers.language)
            why = word(main.cautions[0], numbers.language)
            yield say("sentence.cost.undetermined", numbers.language, label=name, why=why)
        elif main.interval is not None:
            yield finding_sentence(item.finding, cost_statement, numbers.language) + _proviso(
                main, numbers.language
            )


def _proviso(main: Estimate, language: Language) -> str:
    """What must hold before an additional outcome may be put down to the programme."""
    if main.quantity is not Quantity.COST_OF_ADDITIONAL_OUTCOME or main.claim is Claim.EFFECT:
        return ""
    return f" {say('sentence.money.not_caused', language)}"


def _marginal(found: Found, numbers: Numbers) -> Iterator[str]:
    value = _amount(found.get(UnitCost.ONE_MORE_COURSE), numbers)
    if value:
        yield say("sentence.cost.marginal", numbers.language, value=value)


def cost_exhibits(section: Section, answer: ReleasedAnswer, language: Language) -> tuple[Part, ...]:
    """What full cost is made of and who bore it, each table after its figures; a word if none is drawn."""
    parts: list[Drawing | Table] = []
    payers: Drawing | None = None  # of the first table that tells them: another would divide another sum
    for items, tabulate in _halves(answer):
        table, half = tabulate(answer, items, language), replace(answer, items=items)
        borne = None if payers else replace(section, figure=draw_payers).drawing(half, table, language)
        payers = payers or borne
        drawn = (section.drawing(half, table, language), borne)
        parts += [*(each for each in drawn if each is not None), table]
    any_drawn = any(isinstance(part, Drawing) for part in parts)
    if not any_drawn and any(isinstance(item, Withheld) for item in answer.items):
        return (Paragraph(text=say("figure.none_shown", language), tone="note"), *parts)
    return tuple(parts)


def _halves(answer: ReleasedAnswer) -> Iterator[tuple[tuple[Item, ...], Tabulate]]:
    """What was spent, the budget, unit costs and those of each arm, with their tables, as far as there are any."""
    budget = tuple(item for item in answer.items if isinstance(subject_of(item).aspect, BudgetLine))
    units = tuple(item for item in answer.items if isinstance(subject_of(item).aspect, UnitCost))
    arms = tuple(item for item in answer.items if isinstance(subject_of(item).aspect, ArmCost))
    sums = tuple(item for item in answer.items if item not in (*units, *budget, *arms))
    tables = ((sums, _sums_table), (budget, _budget_table), (units, _units_table), (arms, _arms_table))
    return ((items, tabulate) for items, tabulate in tables if items)


def _sums_table(answer: ReleasedAnswer, items: Sequence[Item], language: Language) -> Table:
    return findings_table(
        items,
        caption=say("caption.cost.sums", language, year=answer.year),
        head=say("column.cost_category", language),
        columns=(TableColumn(say("column.cost", language), value_cell(Role.MAIN)),),
        notes=(
            *bridge_notes(answer.bridge, language),
            say("note.full_cost", language),
            *_treasury_note(items, language),
            *_endings_note(answer, language),
            *_price_note(answer, language),
            *source_note(items, language),
        ),
        language=language,
    )


def _treasury_note(items: Sequence[Item], language: Language) -> tuple[str, ...]:
    told_apart = any(subject_of(item).aspect is CostSum.EXPENSE for item in items)
    return (say("note.cost.treasury", language),) if told_apart else ()


def _endings_note(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Until when money of third parties is promised, the earliest end first."""
    if not answer.endings:
        return ()
    funds = "; ".join(
        say("note.cost.fund", language, name=text_in(one.name, language), day=day_name(one.until, language))
        for one in sorted(answer.endings, key=lambda one: one.until)
    )
    return (say("note.cost.funds", language, funds=funds),)


def _budget_table(answer: ReleasedAnswer, items: Sequence[Item], language: Language) -> Table:
    """Planned, actual, the difference, and the year before, as far as the ledger has them."""
    further = ((Role.DEVIATION, "column.deviation"), (Role.YEAR_BEFORE, "column.year_before"))
    planned = (Role.PLANNED, "column.planned")
    return findings_table(
        items,
        caption=say("caption.cost.budget", language, year=answer.year),
        head=say("column.cost_category", language),
        columns=tuple(
            TableColumn(say(head, language), value_cell(role))
            for role, head in (planned, (Role.MAIN, "column.actual"), *further)
            if role is Role.MAIN or has_role(items, role)
        ),
        notes=(*bridge_notes(answer.bridge, language), say("note.budget", language)),
        language=language,
        units=False,
    )


def _price_note(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    return () if answer.price_year is None else (say("note.price_year", language, year=answer.price_year),)


def _units_table(
    answer: ReleasedAnswer, items: Sequence[Item], language: Language, *, naming: Naming | None = None
) -> Table:
    base = TableColumn(say("column.base", language), RoleCell(Role.BASE, _base))
    persons = TableColumn(say("column.persons", language), count_cell(CountRole.BASE))
    return findings_table(
        items,
        caption=say("caption.cost.units", language, year=answer.year),
        head=say("column.measure", language),
        columns=(
            TableColumn(say("column.cost", language), value_cell(Role.MAIN)),
            TableColumn(interval_head(items, language), interval_cell()),
            base if has_role(items, Role.BASE) else persons,
        ),
        notes=(
            *_reading_notes(items, language),
            *_price_note(answer, language),
            *in_one(interval_note(items, language), source_note(items, language)),
        ),
        language=language,
        naming=naming,
    )


def _arms_table(answer: ReleasedAnswer, items: Sequence[Item], language: Language) -> Table:
    """The unit costs of each form of the programme, under its name."""

    def naming(subject: Subject) -> RowName:
        return RowName(language.name("arm", subject.arm), cost_of_arm(ArmCost(subject.aspect), subject, language))

    table = _units_table(answer, items, language, naming=naming)
    caption = say("caption.cost.arms", language, year=answer.year)
    return replace(table, caption=caption, notes=(say("note.cost.arms", language), *table.notes))


def _base(finding: Finding, numbers: Numbers) -> str:
    """What was divided by; for a difference the cells of both groups."""
    base = finding.get(Role.BASE)
    if base is not None and base.value is not None and finding.subject.aspect in COUNTED:
        number = numbers.whole(base.value)
        unit = f"base.{COUNTED[UnitCost(finding.subject.aspect)]}"
        return number.within(say(unit, numbers.language, count=int(base.value), number=number))
    cells = {count.role: count for count in finding.main.counts}
    groups = [cells[role] for role in (CountRole.PROGRAMME, CountRole.COMPARISON) if role in cells]
    if base is not None or len(groups) < len((CountRole.PROGRAMME, CountRole.COMPARISON)):
        return value_cell(Role.BASE, named=True)(finding, numbers)
    reached = [numbers.count(cell) for cell in groups]
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
    """How exact the lines are, and how one is to be read that stands beside others like it."""
    findings = findings_of(items)
    if any(each.main.value is not None for each in findings):
        yield say("note.cost.rounded", language)
    if any(each.subject.aspect is UnitCost.ONE_MORE_COURSE for each in findings):
        yield say("note.cost.marginal", language)


def cost_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """What was spent, the budget, and the unit costs."""
    return tuple(tabulate(answer, items, language) for items, tabulate in _halves(answer))


def cost_statement(finding: Finding, language: Language) -> str:
    """What one unit cost."""
    if finding.main.value is None:
        return unknown(finding, language)
    value = Numbers(language).estimate(finding.main, finding.subject, named=True)
    return say("sentence.cost", language, label=label(finding.subject, language), value=value)


def _spent(answer: ReleasedAnswer, language: Language) -> str:
    """Full cost, what that is a participant and how many these are, and who bore the expense, as far as known."""
    found = {finding.subject.aspect: finding for finding in findings_of(answer.items)}
    numbers = Numbers(language)
    full, own, third = (
        _amount(found.get(one), numbers) for one in (CostSum.FULL, CostSum.OWN, CostSum.THIRD_PARTY)
    )
    said = (
        say("sentence.cost.full", language, year=answer.year, full=full) if full else "",
        _a_participant(found.get(UnitCost.PARTICIPANT), numbers),
        say("glance.funding" if third else "glance.own", language, own=own, third=third) if own else "",
    )
    return " ".join(filter(None, said))


def _a_participant(finding: Finding | None, numbers: Numbers) -> str:
    """Who is reached need not have come: how many the cost is divided by stands beside it."""
    value = _amount(finding, numbers)
    counts = () if finding is None else tuple(each for each in finding.main.counts if each.role is CountRole.BASE)
    if not value or not counts:
        return ""
    return say("glance.a_participant", numbers.language, value=value, persons=numbers.persons(counts[0]))


def _key(answer: ReleasedAnswer, answers: Answers) -> Finding | None:  # noqa: ARG001 - as all keys
    """The first unit cost with an interval, else the last number."""
    known = [each for each in findings_of(answer.items) if each.main.value is not None and not each.subject.arm]
    with_interval = (finding for finding in known if finding.main.interval is not None)
    return next(with_interval, next(reversed(known), None))


SECTION = Section(
    tables=cost_tables,
    statement=cost_statement,
    sentences=cost_sentences,
    figure=draw_cost,
    exhibits=cost_exhibits,
    first_page=FirstPage(rank=80, key=_key, spent=_spent),
)
