"""What a run publishes of a programme and year, without a kernel: what an attacker has in hands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from wirkung.disclosure.release import ReleasedAnswer, Withheld
from wirkung.finding import Provenance
from wirkung.report.document.blocks import Block
from wirkung.report.formats.plain import plain
from wirkung.report.frame.glance import glance
from wirkung.report.frame.parts import parts_of
from wirkung.report.section import Part
from wirkung.report.sections import sections
from wirkung.report.writing.language import Language, language_of
from wirkung.report.writing.result_lines import result_lines
from wirkung.study.study import Study, open_study


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One report: lines of `results.json`, source accounts of `manifest.json`, the printed text.

    `rows` and `withheld` count findings, `persons` adds up the counts of those shown: how much a reader is told.
    """

    year: int
    lines: tuple[dict[str, Any], ...]
    accounts: tuple[dict[str, Any], ...]
    text: str
    rows: int
    withheld: int


def publish(programme: Path, year: int, *, text: bool = False) -> Published:
    """The report of a programme and year, every notebook together; its printed text where it is asked for."""
    return published(open_study(programme, year=year), text=text)


def published(study: Study, *, text: bool = False) -> Published:
    """The report of a study that is open already."""
    language = language_of(study.programme, "de")
    answers = study.answers
    lines = (line for answer in answers for line in result_lines(answer, language))
    items = [item for answer in answers for item in answer.items]
    return Published(
        year=study.year,
        lines=tuple(line.model_dump(mode="json") for line in lines),
        accounts=tuple(TypeAdapter(Provenance).dump_python(study.provenance, mode="json")["accounts"]),
        text=printed(study, answers, language) if text else "",
        rows=len(items),
        withheld=sum(isinstance(item, Withheld) for item in items),
    )


def printed(study: Study, answers: tuple[ReleasedAnswer, ...], language: Language) -> str:
    """Sentences and tables of all sections, first page, limits and sources; figures say what the tables say."""
    things = (study.masthead, glance(*answers, licence=study.licence), study.licence)
    parts: list[Part] = [part for thing in things for part in parts_of(thing, language)]
    for answer in answers:
        parts += replace(sections()[answer.question], figure=None).parts(answer, language)
    for thing in (study.limits, study.provenance):
        parts += parts_of(thing, language)
    return plain([part for part in parts if isinstance(part, Block)], language)
