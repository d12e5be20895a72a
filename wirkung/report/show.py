"""What a notebook calls to show a result: plain text, HTML and the structured block in one output."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from IPython.display import display
from pydantic import TypeAdapter

from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Masthead, Provenance
from wirkung.programme.parts import text_in
from wirkung.report.charts.drawing import Drawing
from wirkung.report.document.blocks import MIME, SVG, Block, to_json
from wirkung.report.formats.fragments import fragment
from wirkung.report.formats.plain import plain
from wirkung.report.frame.citizens import citizens_parts
from wirkung.report.frame.evidence import maryland_level
from wirkung.report.frame.glance import Glance
from wirkung.report.frame.glossary import Glossary
from wirkung.report.frame.parts import FOR_EVALUATORS, parts_of
from wirkung.report.section import Part
from wirkung.report.writing.language import Language
from wirkung.report.writing.result_lines import result_lines

BLOCKS_VERSION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One output of a cell: its forms by type, and what it hands over to the run."""

    data: dict[str, Any]
    metadata: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Presenter:
    """Shows released results and the parts of a report in one language; `said` keeps the words for a glossary."""

    language: Language
    said: list[str] = field(default_factory=list)

    def show(self, *things: object) -> None:
        """Display things in a notebook: one output, and one more for every figure among them.

        Parameters
        ----------
        things
            Released answers, a glance, parts of the report's frame, counts of the data check, or a glossary (of
            what was shown so far).

        Raises
        ------
        TypeError
            For anything else: an answer that was not released cannot be shown.
        """
        told = "\n".join(self.said)
        filled = [replace(thing, text=told) if isinstance(thing, Glossary) else thing for thing in things]
        for output in outputs_of(filled, self.language):
            self.said.append(output.data["text/plain"])
            display(output.data, raw=True, metadata={"wirkung": output.metadata})  # type: ignore[no-untyped-call]


def outputs_of(things: Sequence[object], language: Language) -> Iterator[Output]:
    """The outputs that show things: blocks together, every figure by itself.

    Only what is for readers has the structured form that a report is made from.
    Metadata are what nbval does not compare, with the first output: `results`, `evidence`, `citizens`, `contact`,
    `provenance`.
    """
    metadata = _handed_over(things, language)
    parts = [part for thing in things for part in parts_of(thing, language)]
    for_readers = not any(isinstance(thing, FOR_EVALUATORS) for thing in things)
    for data in _grouped(parts, language):
        if not for_readers:
            del data[MIME]
        yield Output(data=data, metadata=metadata)
        metadata = {}


def _grouped(parts: Sequence[Part], language: Language) -> Iterator[dict[str, Any]]:
    together: list[Block] = []
    for part in parts:
        if not isinstance(part, Drawing):
            together.append(part)
            continue
        if together:
            yield _text(together, language)
        yield _figure(part, language)
        together = []
    if together:
        yield _text(together, language)


def _text(blocks: Sequence[Block], language: Language) -> dict[str, Any]:
    return {
        "text/plain": plain(blocks, language),
        "text/html": fragment(blocks, language),
        MIME: _structured(blocks),
    }


def _figure(drawing: Drawing, language: Language) -> dict[str, Any]:
    blocks = (drawing.block,)
    return {"text/plain": plain(blocks, language), SVG: drawing.svg, MIME: _structured(blocks)}


def _structured(blocks: Sequence[Block]) -> dict[str, Any]:
    return {"version": BLOCKS_VERSION, "blocks": [to_json(block) for block in blocks]}


def _handed_over(things: Sequence[object], language: Language) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    answers = [thing for thing in things if isinstance(thing, ReleasedAnswer)]
    if answers:
        lines = (line for answer in answers for line in result_lines(answer, language))
        metadata["results"] = [_as_json(line) for line in lines]
    for thing in things:
        if isinstance(thing, Provenance):
            metadata["provenance"] = _as_json(thing)
        if isinstance(thing, Masthead) and thing.contact is not None:
            metadata["contact"] = text_in(thing.contact, language)
        if isinstance(thing, Glance):
            parts = citizens_parts(thing.answers, thing.licence, language)
            metadata["citizens"] = [_as_json(part) for part in parts]
        if isinstance(thing, Glance) and thing.licence is not None and thing.licence.of_persons:
            metadata["evidence"] = _as_json(maryland_level(thing.licence, language))
    return metadata


def _as_json(thing: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """A record as it comes back from a stored notebook: lists for tuples, text for codes."""
    return json.loads(TypeAdapter(type(thing)).dump_json(thing))
