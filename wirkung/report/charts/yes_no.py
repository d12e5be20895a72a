"""Yes or no: on how many it was true and on how many not, at each time and in each group, from released numbers.

Nothing is drawn of an outcome of which a part is withheld, or told as a range only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wirkung.codes import Caution, CountRole, Quantity, Role, UnitKind
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.estimate import Count, Estimate
from wirkung.finding import Finding
from wirkung.report.charts.answers import Answers, Bar, Part, draw_answers
from wirkung.report.charts.drawing import Drawing
from wirkung.report.document.blocks import Column, Table
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import say

RARE = 0.01  # of a share that is printed with a decimal
ROUNDED = 0.006  # by how much the share of the persons counted may differ from the one printed

Level = tuple[
    str, float, Count | None
]  # of a bar: its name, the share of yes, and the persons where they are told


def told_in_bars(answer: ReleasedAnswer) -> tuple[Finding, ...]:
    """The yes-or-no changes of those who were compared with nobody; of two groups the comparison has the bars."""
    found = (item.finding for item in answer.items if isinstance(item, Released) and not item.withheld)
    return tuple(
        each
        for each in found
        if each.main.unit.kind is UnitKind.SHARE
        and Caution.NO_COMPARISON_GROUP in each.cautions
        and all((level := each.get(role)) and level.value is not None for role in (Role.BEFORE, Role.AFTER))
    )


def draw_before_and_after(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """The participants before and after; None where there is nothing to show."""
    when = ((Role.BEFORE, "column.before"), (Role.AFTER, "column.after"))
    panels = [
        _answers(finding, [_level(say(code, language), finding.get(role)) for role, code in when], language)
        for finding in told_in_bars(answer)
    ]
    return draw_answers("change", panels, answer, data=data, language=language)


def draw_both_groups(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:  # noqa: ARG001
    """Participants and comparison group, before and after where both were; None where there is nothing to show.

    Its data are a table of their own: that of the question tells how far the groups moved, not where they stood.
    """
    found = (item.finding for item in answer.items if isinstance(item, Released) and not item.withheld)
    panels = [
        _answers(finding, levels, language)
        for finding in found
        if finding.main.unit.kind is UnitKind.SHARE and (levels := _of_both(finding, language))
    ]
    return draw_answers("comparison", panels, answer, data=_table(panels, answer, language), language=language)


def _of_both(finding: Finding, language: Language) -> list[Level]:
    """The bars of both groups; none where those of one are not known."""
    groups = [
        list(_of_group(finding.get(role), say(f"column.{role}", language), language))
        for role in (Role.PROGRAMME, Role.COMPARISON)
    ]
    return [level for group in groups for level in group] if all(groups) else []


def _of_group(estimate: Estimate | None, group: str, language: Language) -> Iterator[Level]:
    """Its share afterwards; or, where its change is told, its shares before and after, as counted."""
    if estimate is None or estimate.value is None:
        return
    if estimate.quantity is Quantity.SHARE:
        yield _level(group, estimate)
        return
    counts = {count.role: count for count in estimate.counts if count.at_most is None and count.of}
    for role, code in ((CountRole.PROGRAMME_BEFORE, "before"), (CountRole.PROGRAMME_AFTER, "after")):
        if CountRole.PROGRAMME_BEFORE in counts and CountRole.PROGRAMME_AFTER in counts:
            count = counts[role]
            share = count.number / (count.of or 1)
            decimals = 2 if RARE <= share <= 1 - RARE else 3  # no finer than it is printed
            yield f"{group}, {say(f'column.{code}', language)}", round(share, decimals), count


def _level(name: str, estimate: Estimate | None) -> Level:
    if estimate is None or estimate.value is None:
        raise ValueError(f"{name!r} has no share")
    share = estimate.value
    counts = (each for each in estimate.counts if each.role is CountRole.REACHED and each.at_most is None)
    # A weighted share is not that of the persons counted.
    told = (each for each in counts if each.of and abs(each.number / each.of - share) <= ROUNDED)
    return name, share, next(told, None)


def _answers(finding: Finding, levels: Sequence[Level], language: Language) -> Answers:
    return Answers(
        title=label(finding.subject, language),
        categories=(say("answers.yes", language), say("answers.no", language)),
        bars=tuple(Bar(name=name, parts=_parts(share, count, language)) for name, share, count in levels),
    )


def _parts(share: float, count: Count | None, language: Language) -> tuple[Part, Part]:
    """Yes, and no, which is the rest."""
    yes = None if count is None else count.number
    no = None if count is None or count.of is None else count.of - count.number
    of = None if count is None else count.of
    return _part(share, yes, of, language), _part(1 - share, no, of, language)


def _part(share: float, number: int | None, of: int | None, language: Language) -> Part:
    printed = Numbers(language).share(share)
    if number is None or of is None:
        return Part(share=share, printed=printed, text=printed)
    counted = say("answers.of", language, share=printed, number=number, of=of)
    return Part(share=share, printed=printed, text=counted)


def _table(panels: Sequence[Answers], answer: ReleasedAnswer, language: Language) -> Table:
    """The bars as rows, for who cannot see them."""
    bars = [(panel.title, bar) for panel in panels for bar in panel.bars]
    names = ("column.answers.group", "answers.yes", "answers.no")
    return Table(
        caption=say("figure.answers.comparison", language, year=answer.year),
        columns=tuple(
            Column(head=say(name, language), align="right" if place else "left")
            for place, name in enumerate(names)
        ),
        rows=tuple((bar.name, *(part.text for part in bar.parts)) for _, bar in bars),
        groups=tuple(title for title, _ in bars),
    )
