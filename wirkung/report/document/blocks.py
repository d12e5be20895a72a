"""What a report is made of: blocks with finished sentences and printed numbers.

A notebook cell that shows a result carries its blocks as JSON in an output of type `MIME`, so that every
format renders the same words and numbers from one executed notebook.
All text is plain: an exporter escapes it. Figures keep their pictures beside the block, not in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from wirkung.report.document.printed import MethodNote, PrintedInterval, PrintedNumber

MIME = "application/vnd.wirkung.blocks+json"
SVG = "image/svg+xml"  # of an output that shows a figure

# A number with what is written without a gap before or after it («+», «€», «%»), or the range between two.
_NUMBER = r"[^\w\s]*\d[\d.,]*%?"
NUMBER = re.compile(rf"{_NUMBER}(?:\s[^\W\d]+\s{_NUMBER})?")

Tone = Literal["text", "answer", "limit", "note", "banner", "absent", "withheld"]
Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The head of a report: title, what stands above and below it."""

    text: str
    above: str
    below: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; `tone` says what it is, an exporter how that looks; `mark` is a label («Vorbehalt»)."""

    text: str
    tone: Tone = "text"
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list under a short lead-in."""

    lead: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """One caution: its sentence, what it concerns (nothing: all of the section), and both together."""

    text: str
    about: tuple[str, ...]
    whole: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cautions:
    """The cautions of a section, or of the whole report (`of_report`).

    A document tells each once where it matters and once in the list of the report; its formats get them as lists.
    """

    lead: str
    items: tuple[Caution, ...]
    of_report: bool = False

    @property
    def bullets(self) -> Bullets:
        """The list as it reads by itself."""
        return Bullets(lead=self.lead, items=tuple(item.whole for item in self.items))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One number a reader should keep: the number with unit, what it is, and how sure."""

    value: str
    label: str
    detail: str

    @property
    def parts(self) -> tuple[str, str, str]:
        """What stands before the number, the number itself (or the range), and its unit.

        Examples
        --------
        >>> KeyFigure(value="Rangmaß\u00a0−0,72", label="", detail="").parts
        ('Rangmaß', '−0,72', '')
        """
        found = NUMBER.search(self.value)
        if found is None:
            return "", self.value, ""
        return self.value[: found.start()].strip(), found.group(), self.value[found.end() :].strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures:
    """Three to five key figures side by side."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Head and alignment of a table column."""

    head: str
    align: Align = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with caption; the first column is the row head. A cell is text; one number is a `PrintedNumber`.

    `groups` names for every row the group it belongs to; neighbouring rows of one group stand under one head.
    It is empty where rows are in no groups. `detail` marks what only few readers need: it stands in the annex.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    detail: bool = False

    def __post_init__(self) -> None:
        if self.groups and len(self.groups) != len(self.rows):
            raise ValueError(f"table «{self.caption}»: {len(self.groups)} groups for {len(self.rows)} rows")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"table «{self.caption}»: a row has {len(row)} cells, not {len(self.columns)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a picture shows, in words (`alt`) and as a table of its data; the picture itself stands beside it."""

    caption: str
    alt: str
    data: Table

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError(f"figure «{self.caption}» has no alternative text")


Block = Title | Paragraph | Bullets | Cautions | KeyFigures | Table | Figure

_KINDS: dict[str, type[Block]] = {
    kind.__name__: kind for kind in (Title, Paragraph, Bullets, Cautions, KeyFigures, Table, Figure)
}


def to_json(block: Block) -> dict[str, Any]:
    """The block as JSON values, with its kind."""
    return {"kind": type(block).__name__, **_as_json(block)}


def _as_json(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    match value:
        case PrintedNumber():
            return {"text": str(value), "value": value.value, "format": value.number_format}
        case PrintedInterval():
            return {"text": str(value), "low": _as_json(value.low), "high": _as_json(value.high)}
        case MethodNote():
            return {"text": str(value), "method": value.method, "sources": list(value.sources)}
        case tuple():
            return [_as_json(each) for each in value]
        case _ if is_dataclass(value):
            return {each.name: _as_json(getattr(value, each.name)) for each in fields(value)}
        case _:
            return value


def from_json(data: dict[str, Any]) -> Block:
    """The block that `to_json` wrote; KeyError or TypeError for anything else."""
    values = {key: _with_numbers(value) for key, value in data.items() if key != "kind"}
    match data["kind"]:
        case "KeyFigures":
            return KeyFigures(items=tuple(KeyFigure(**item) for item in values["items"]))
        case "Table":
            return _table(values)
        case "Figure":
            return Figure(**{**values, "data": _table(values["data"])})
        case "Cautions":
            items = tuple(Caution(**{**item, "about": tuple(item["about"])}) for item in values["items"])
            return Cautions(**{**values, "items": items})
        case "Bullets":
            return Bullets(lead=values["lead"], items=tuple(values["items"]))
        case kind:
            return _KINDS[kind](**values)


def _with_numbers(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    match value:
        case {"text": str(text), "value": number, "format": str(number_format)}:
            return PrintedNumber(text, number, (number_format,))
        case {"text": str(text), "low": low, "high": high}:
            return PrintedInterval(text, _with_numbers(low), _with_numbers(high))
        case {"text": str(text), "method": str(method), "sources": list(sources)}:
            return MethodNote(text, method, tuple(sources))
        case dict():
            return {key: _with_numbers(each) for key, each in value.items()}
        case list():
            return [_with_numbers(each) for each in value]
        case _:
            return value


def _table(values: dict[str, Any]) -> Table:
    return Table(
        caption=values["caption"],
        columns=tuple(Column(**column) for column in values["columns"]),
        rows=tuple(tuple(row) for row in values["rows"]),
        notes=tuple(values["notes"]),
        groups=tuple(values["groups"]),
        detail=values.get("detail", False),
    )
