"""Would it pay off? A scenario in sentences, its results, and every assumption behind it with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wirkung.codes import Caution, Quantity, Role, ScenarioInput, ScenarioResult
from wirkung.declared import Gainer
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.programme.parts import text_in
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.sections.sensitivity import naming_of_assumptions
from wirkung.report.writing.cells import TableColumn, value_cell
from wirkung.report.writing.labels import base_name, heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import RowName, under_heading
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import Item, findings_of, findings_table, source_note, subject_of
from wirkung.report.writing.words import say, word

Found = Mapping[str, Finding]

ENOUGH = (ScenarioResult.ENOUGH_ADDITIONAL, ScenarioResult.ENOUGH_OF_ALL)


def benefits_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """What would be left over, when it would be even, who would gain, and from how many outcomes on it pays."""
    return tuple(_sentences(findings_of(answer.items), Numbers(language)))


def _sentences(findings: Sequence[Finding], numbers: Numbers) -> Iterator[str]:
    found = {finding.subject.aspect: finding for finding in findings if not finding.subject.step}
    worth = found.get(ScenarioResult.NET_PRESENT_VALUE)
    if worth is not None and worth.main.value is None:
        yield say("sentence.benefits.undetermined", numbers.language, why=_reason(worth, numbers.language))
    elif worth is not None:
        yield from _worth(worth, found, numbers)
        yield from _gainers(found, numbers)
    yield from (_turning_point(each, numbers) for each in findings if each.subject.aspect in ENOUGH)


def _reason(finding: Finding, language: Language) -> str:
    """Why there is no number: the first caution that is not just the label."""
    cautions = [caution for caution in finding.main.cautions if caution is not Caution.SCENARIO]
    return word(cautions[0], language) if cautions else ""


def _worth(worth: Finding, found: Found, numbers: Numbers) -> Iterator[str]:
    value = worth.main.value or 0.0
    ratio, break_even = found.get(ScenarioResult.RATIO), found.get(ScenarioResult.BREAK_EVEN)
    if ratio is not None:
        yield say(
            f"sentence.benefits.{'gain' if value >= 0 else 'loss'}",
            numbers.language,
            value=numbers.size(worth.main, worth.subject),
            one=numbers.given(1, worth.main.unit, 0),
            ratio=numbers.money(ratio.main.value or 0.0, worth.main.unit.symbol),
        )
    if break_even is not None:
        years = break_even.main.value
        yield (
            say("sentence.benefits.never", numbers.language)
            if years is None
            else say(
                "sentence.benefits.break_even", numbers.language, count=int(years), number=numbers.whole(years)
            )
        )


def _gainers(found: Found, numbers: Numbers) -> Iterator[str]:
    """Who would have how much; and that the municipality, which pays, would have nothing, if that is so."""
    language = numbers.language
    gains = [
        say(
            "sentence.benefits.gainer",
            language,
            label=label(each.subject, language),
            value=numbers.estimate(each.main, each.subject),
        )
        for gainer, each in found.items()
        if isinstance(gainer, Gainer)
    ]
    if gains:
        yield say("sentence.benefits.gainers", language, gainers=", ".join(gains))
        if Gainer.MUNICIPALITY not in found:
            yield say("sentence.benefits.not_municipality", language)


def _turning_point(finding: Finding, numbers: Numbers) -> str:
    if finding.main.value is None:
        return say("sentence.benefits.never", numbers.language)
    return say(
        f"sentence.benefits.{finding.subject.aspect}",
        numbers.language,
        persons=numbers.estimate(finding.main, finding.subject, named=True),
        outcome=base_name(finding.subject, numbers.language),
    )


def benefits_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """The results of the scenario, and next to them every assumption; a table without rows is left out."""
    assumed = tuple(item for item in answer.items if isinstance(subject_of(item).aspect, ScenarioInput))
    results = sorted((item for item in answer.items if item not in assumed), key=_is_gain)
    tables = ((results, _results_table), (assumed, _assumptions_table))
    return tuple(table(answer, items, language) for items, table in tables if items)


def _is_gain(item: Item) -> bool:
    return isinstance(subject_of(item).aspect, Gainer)


def _results_table(answer: ReleasedAnswer, items: Sequence[Item], language: Language) -> Table:
    def naming(subject: Subject) -> RowName:
        is_gain = isinstance(subject.aspect, Gainer)
        group = heading(subject, language) if is_gain else say("benefits.result", language)
        return RowName(group, label(subject, language))

    only_assumed = any(subject_of(item).aspect is ScenarioInput.PERSONS_ADDITIONAL for item in answer.items)
    return findings_table(
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
        naming=under_heading(language),
    )


def _range(finding: Finding, numbers: Numbers) -> str:
    """From the least to the greatest value that was thought possible."""
    limits = [finding.get(role) for role in (Role.LOW, Role.HIGH)]
    printed = [numbers.estimate(each, finding.subject) for each in limits if each is not None]
    if len(printed) < len(limits):
        return say("mark.not_applicable", numbers.language)
    return say("interval.between", numbers.language, low=printed[0], high=printed[1])


def _source(finding: Finding, numbers: Numbers) -> str:
    """Where the programme file has a number from; what this report counted or compared it says itself."""
    if finding.source is not None:
        return text_in(finding.source, numbers.language)
    compared = finding.subject.aspect is ScenarioInput.PERSONS_ADDITIONAL
    return say(f"benefits.source_{'compared' if compared else 'counted'}", numbers.language)


SECTION = Section(
    detailed=True,
    tables=benefits_tables,
    sentences=benefits_sentences,
    naming=naming_of_assumptions,
)
