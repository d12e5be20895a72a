"""What a run publishes of a programme and year, without a kernel: what an attacker has in hands."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from wirkung.disclosure.register.handing_over import DRAFTS_VARIABLE, handed_over
from wirkung.disclosure.register.memory import begin, open_memory
from wirkung.disclosure.register.records import Entry
from wirkung.disclosure.register.room import room_of
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
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

# Single answers are set aside and small categories counted together before anything is computed.
TREATED = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One report: lines of `results.json`, source accounts of `manifest.json`, the printed text.

    `rows` and `withheld` count findings, `persons` adds up the exact counts of those shown: how much a
    reader is told.
    """

    year: int
    lines: tuple[dict[str, Any], ...]
    accounts: tuple[dict[str, Any], ...]
    text: str
    rows: int
    withheld: int
    persons: int


def publish(programme: Path, year: int, *, text: bool = False) -> Published:
    """The report of a programme and year, every notebook together; its printed text where it is asked for.

    Where a register was begun, it is remembered what the report gives away, as a run does.
    """
    report = published(open_study(programme, year=year), text=text)
    memory = open_memory(room_of(programme))
    if memory is not None:
        folder = Path(os.environ[DRAFTS_VARIABLE])
        for draft in handed_over(folder, memory.keys):
            values = {"programme": draft.programme, "year": draft.year, "when": "2025-01-01", "rows": ()}
            entry = Entry(publication=f"{len(memory.register.entries)}", notebooks=(), editions=(), **values)
            memory.register.add(draft, entry)
        memory.write()
        for path in folder.iterdir():
            path.unlink()
    return report


@contextmanager
def with_a_register(folder: Path) -> Iterator[None]:
    """In here what is published is remembered, in a folder of its own."""
    drafts = folder / "drafts"
    given = {
        "WIRKUNG_REGISTER": folder / "register",
        "WIRKUNG_KEYS": folder / "keys",
        DRAFTS_VARIABLE: drafts,
    }
    before = {name: os.environ.get(name) for name in given}
    os.environ.update({name: str(path) for name, path in given.items()})
    drafts.mkdir()
    try:
        begin(room_of(folder / "programme.yaml"))
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


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
        persons=sum(
            count.number
            for item in items
            if isinstance(item, Released)
            for count in item.finding.main.counts
            if count.at_most is None
        ),
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
