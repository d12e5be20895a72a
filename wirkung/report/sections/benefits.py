"""Would it pay off? A scenario in sentences, its results, and every assumption behind it with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wirkung.codes import Caution, Quantity, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.sections.sensitivity import naming_of_assumptions
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import RowName
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import (
    Item,
    TableColumn,
    findings_of,
    findings_table,
    source_note,
    subject_of,
    value_cell,
)
from wirkung.report.writing.words import say, word

NET_PRESENT_VALUE = "benefits.npv"
RATIO = "benefits.ratio"
BREAK_EVEN = "benefits.break_even"
GAIN = "benefits.gain."
MUNICIPALITY = "benefits.gain.municipality"
TURNING_POINT = "benefits.turning_point."
ASSUMPTION = "assumption."
ADDITIONAL = "assumption.persons.additional."


def benefits_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """What would be left over, when it would be even, who would gain, and from how many outcomes on it pays."""
    found = {finding.subject.id: finding for finding in findings_of(answer.items)}
    return tuple(_sentences(found, Numbers(language)))


def _sentences(found: Mapping[str, Finding], numbers: Numbers) -> Iterator[str]:
    worth = found.get(NET_PRESENT_VALUE)
    if worth is not None and worth.main.value is None:
        yield say("sentence.benefits.undetermined", numbers.language, why=_reason(worth, numbers.language))
    elif worth is not None:
        yield from _worth(worth, found, numbers)
        yield from _gainers(found, numbers)
    yield from (_turning_point(each, numbers) for name, each in found.items() if name.startswith(TURNING_POINT))


def _reason(finding: Finding, language: Language) -> str:
    """Why there is no number: the first caution that is not just the label."""
    cautions = [caution for caution in finding.main.cautions if caution is not Caution.SCENARIO]
    return word(cautions[0], language) if cautions else ""


def _worth(worth: Finding, found: Mapping[str, Finding], numbers: Numbers) -> Iterator[str]:
    value = worth.main.value or 0.0
    if RATIO in found:
        yield say(
            f"sentence.benefits.{'gain' if value >= 0 else 'loss'}",
            numbers.language,
            value=numbers.size(worth.main, worth.subject),
            one=numbers.given(1, worth.main.unit, 0),
            ratio=numbers.money(found[RATIO].main.value or 0.0, worth.main.unit.symbol),
        )
    if BREAK_EVEN in found:
        years = found[BREAK_EVEN].main.value
        yield (
            say("sentence.benefits.never", numbers.language)
            if years is None
            else say(
                "sentence.benefits.break_even", numbers.language, count=int(years), number=numbers.whole(years)
            )
        )


def _gainers(found: Mapping[str, Finding], numbers: Numbers) -> Iterator[str]:
    """Who would have how much; and that the municipality, which pays, would have nothing, if that is so."""
    language = numbers.language
    gains = [
        say(
            "sentence.benefits.gainer",
            language,
            label=each.subject.label,
            value=numbers.estimate(each.main, each.subject),
        )
        for name, each in found.items()
        if name.startswith(GAIN)
    ]
    if gains:
        yield say("sentence.benefits.gainers", language, gainers=", ".join(gains))
        if MUNICIPALITY not in found:
            yield say("sentence.benefits.not_municipality", language)


def _turning_point(finding: Finding, numbers: Numbers) -> str:
    if finding.main.value is None:
        return say("sentence.benefits.never", numbers.language)
    kind = finding.subject.id.removeprefix(TURNING_POINT).partition(".")[0]
    return say(
        f"sentence.benefits.turning_point.{kind}",
        numbers.language,
        persons=numbers.estimate(finding.main, finding.subject, named=True),
        outcome=finding.subject.group,
    )


def benefits_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """The results of the scenario, and next to them every assumption; a table without rows is left out."""
    assumed = tuple(item for item in answer.items if subject_of(item).id.startswith(ASSUMPTION))
    results = sorted((item for item in answer.items if item not in assumed), key=_is_gain)
    tables = ((results, _results_table), (assumed, _assumptions_table))
    return tuple(table(answer, items, language) for items, table in tables if items)


def _is_gain(item: Item) -> bool:
    return subject_of(item).id.startswith(GAIN)


def _results_table(answer: ReleasedAnswer, items: Sequence[Item], language: Language) -> Table:
    def naming(subject: Subject) -> RowName:
        is_gain = subject.id.startswith(GAIN)
        return RowName(subject.group if is_gain else say("benefits.result", language), subject.label)

    only_assumed = any(subject_of(item).id.startswith(ADDITIONAL) for item in answer.items)
    return findings_table(
        answer,
        items,
        caption=say("caption.benefits", language, year=answer.year, price_year=answer.price_year),
        head=say("column.benefits", language),
        columns=(TableColumn(say("column.value", language), _result),),
        notes=(
            say("note.benefits", language),
            *((say("note.benefits.additional", language),) if only_assumed else ()),
            *source_note(items, language),
        ),
        language=language,
        units=False,
        naming=naming,
    )


def _result(finding: Finding, numbers: Numbers) -> str:
    """A result as it is read: «nach 9 Jahren», «ab 42 Personen»."""
    main = finding.main
    if main.value is not None:
        match main.quantity:
            case Quantity.BREAK_EVEN_YEAR:
                number = numbers.whole(main.value)
                return say("cell.after_years", numbers.language, count=int(main.value), number=number)
            case Quantity.PERSONS_AT_TURNING_POINT:
                persons = numbers.estimate(main, finding.subject, named=True)
                return say("cell.from", numbers.language, value=persons)
    return value_cell(Role.MAIN)(finding, numbers)


def _assumptions_table(answer: ReleasedAnswer, items: Sequence[Item], language: Language) -> Table:
    return findings_table(
        answer,
        items,
        caption=say("caption.benefits.assumptions", language, year=answer.year, price_year=answer.price_year),
        head=say("column.assumption", language),
        columns=(
            TableColumn(say("column.value", language), value_cell(Role.MAIN, named=True)),
            TableColumn(say("column.range_of_assumption", language), _range),
            TableColumn(say("column.source", language), _source, "left"),
        ),
        notes=(),
        language=language,
        units=False,
        naming=lambda subject: RowName(subject.group, subject.label),
    )


def _range(finding: Finding, numbers: Numbers) -> str:
    """From the least to the greatest value that was thought possible."""
    limits = [finding.get(role) for role in (Role.LOW, Role.HIGH)]
    printed = [numbers.estimate(each, finding.subject) for each in limits if each is not None]
    if len(printed) < len(limits):
        return say("mark.not_applicable", numbers.language)
    return say("interval.between", numbers.language, low=printed[0], high=printed[1])


def _source(finding: Finding, _numbers: Numbers) -> str:
    return finding.main.source


SECTION = Section(
    tables=benefits_tables,
    sentences=benefits_sentences,
    naming=naming_of_assumptions,
)
