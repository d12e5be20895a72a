"""Why participants left, as a distribution over those who did."""

from __future__ import annotations

from collections.abc import Sequence

from wirkung.codes import FURTHER, CountRole, Role
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.writing.cells import TableColumn, count_cell, value_cell
from wirkung.report.writing.labels import category_name
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import Item, findings_table, subject_of
from wirkung.report.writing.words import say


def leaving_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """All who left, as a share of those registered, and every reason, as a share of those who left."""
    return (
        findings_table(
            answer.items,
            caption=say("caption.leaving", language, year=answer.year),
            head=say("column.leaving", language),
            columns=(
                TableColumn(say("column.persons", language), count_cell(CountRole.REACHED)),
                TableColumn(say("column.share", language), value_cell(Role.MAIN)),
            ),
            notes=(say("note.leaving", language),),
            language=language,
            units=False,
        ),
    )


def leaving_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """How many left, and the reason that most have, where every reason is shown and one is ahead of all others."""
    sentences = [
        say(
            "sentence.leaving.all",
            language,
            persons=Numbers(language).persons(item.finding.main.counts[0]),
            share=Numbers(language).estimate(item.finding.main, item.finding.subject),
        )
        for item in answer.items[:1]
        if isinstance(item, Released)
    ]
    most = _most(answer.items[1:])
    if most is not None:
        share = Numbers(language).estimate(most.main, most.subject)
        label = category_name(most.subject, language)
        sentences.append(say("sentence.leaving.most", language, label=label, share=share))
    return tuple(sentences)


def _most(items: Sequence[Item]) -> Finding | None:
    known = [item.finding for item in items if isinstance(item, Released)]
    if len(known) < len(items) or len(known) < len(("one", "other")):
        return None
    counts = {id(each): each.main.counts[0] for each in known}
    first = max(known, key=lambda each: counts[id(each)].number)
    others = (counts[id(each)] for each in known if each is not first)
    highest = max(count.number if count.at_most is None else count.at_most for count in others)
    ahead = counts[id(first)].number > highest
    return first if ahead and subject_of(items[known.index(first)]).category != FURTHER else None


SECTION = Section(tables=leaving_table, sentences=leaving_sentences)
