"""An office's own Word template, filled in: every `{{ field }}` in text, tables, heads and feet of its pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from difflib import get_close_matches
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from wirkung.errors import Place, Problem, WorkspaceError
from wirkung.report.formats.archive import readable, without_times

_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
# lxml tells of text that is no XML with a SyntaxError.
_UNREADABLE = (BadZipFile, PackageNotFoundError, SyntaxError, KeyError, ValueError, OSError)


def filled(template: bytes, values: Mapping[str, str], *, name: str) -> tuple[bytes, tuple[str, ...]]:
    """The template with its fields filled in, in the type of the place where they stand.

    Parameters
    ----------
    template
        A .docx file.
    values
        The text of each field by its name. Its lines are paragraphs where the field has one for itself, else they
        are broken.
    name
        Of the template, for messages.

    Returns
    -------
    tuple
        The document as the bytes of a .docx file, and which of the fields the template has.

    Raises
    ------
    WorkspaceError
        With all problems at once: no Word file, no field, fields that nobody knows, a brace that is left open.
    """
    document = _opened(template, name)
    paragraphs = [each for part in _parts(document) for each in part.iter(qn("w:p"))]
    texts = [_text(each) for each in paragraphs]
    named = frozenset(field for text in texts for field in _FIELD.findall(text))
    problems = [*_unknown(named, values), *_open_braces(texts)]
    if not named and not problems:
        problems = [Problem(code="vorlage.no_fields", values={"known": ", ".join(values)})]
    if problems:
        raise WorkspaceError([_at(each, name) for each in problems])
    for paragraph in paragraphs:
        _fill_in(paragraph, values)
    written = io.BytesIO()
    document.save(written)
    return without_times(written.getvalue()), tuple(each for each in values if each in named)


def _opened(template: bytes, name: str) -> Document:
    try:
        return docx.Document(io.BytesIO(template))
    except _UNREADABLE as error:
        raise WorkspaceError([Problem(code="vorlage.unreadable", place=Place(file=name))]) from error


def _parts(document: Document) -> Iterator[BaseOxmlElement]:
    """The text, and the heads and feet of pages, each once."""
    yield document.element
    for part in document.part.package.iter_parts():
        if part.partname.startswith(("/word/header", "/word/footer")):
            yield part.element


def _unknown(named: frozenset[str], values: Mapping[str, str]) -> Iterator[Problem]:
    for field in sorted(named - set(values)):
        nearest = get_close_matches(field, list(values), n=1, cutoff=0.6)
        told = {"found": field[:60], "known": ", ".join(values)}
        if nearest:
            yield Problem(code="vorlage.unknown.nearest", values={**told, "nearest": nearest[0]})
        else:
            yield Problem(code="vorlage.unknown", values=told)


def _open_braces(texts: list[str]) -> Iterator[Problem]:
    for text in texts:
        rest = _FIELD.sub("", text)
        if "{{" in rest or "}}" in rest:
            yield Problem(code="vorlage.open_brace", values={"text": text.strip()[:60]})


def _at(problem: Problem, name: str) -> Problem:
    return Problem(code=problem.code, place=Place(file=name), values=problem.values)


def _pieces(paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
    """The pieces of text of a paragraph; those of a text box in it are of paragraphs of their own."""
    pieces = paragraph.iter(qn("w:t"))
    return [each for each in pieces if next(each.iterancestors(qn("w:p"))) is paragraph]


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(each.text or "" for each in _pieces(paragraph))


def _fill_in(paragraph: BaseOxmlElement, values: Mapping[str, str]) -> None:
    """A field that has a paragraph for itself becomes a paragraph a line; any other has line breaks."""
    alone = _FIELD.fullmatch(_text(paragraph).strip())
    lines = values[alone[1]].split("\n") if alone else []
    if alone is None or len(lines) == 1 or _ends_section(paragraph):
        _fill(paragraph, values)
        return
    here = paragraph
    for line, each in zip(lines, [paragraph, *(deepcopy(paragraph) for _ in lines[1:])], strict=True):
        if each is not paragraph:
            _without_bookmarks(each)
            here.addnext(each)
            here = each
        _fill(each, {alone[1]: line})


def _ends_section(paragraph: BaseOxmlElement) -> bool:
    """Whether a section of pages ends with it, which must end once."""
    return next(paragraph.iter(qn("w:sectPr")), None) is not None


def _without_bookmarks(copy: BaseOxmlElement) -> None:
    """Names of places are there once."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        for each in list(copy.iter(qn(tag))):
            each.getparent().remove(each)


def _fill(paragraph: BaseOxmlElement, values: Mapping[str, str]) -> None:
    """Word cuts a field into pieces as it likes: its value stands in the first, the last field is filled first."""
    pieces = _pieces(paragraph)
    for match in reversed([*_FIELD.finditer(_text(paragraph))]):
        _replace(pieces, match.start(), match.end(), readable(values[match[1]]))
    for piece in pieces:
        if "\n" in (piece.text or ""):
            _break_lines(piece)


def _replace(pieces: list[BaseOxmlElement], start: int, end: int, value: str) -> None:
    at, put = 0, False
    for piece in pieces:
        text = piece.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first >= last:
            continue
        piece.text = f"{text[:first]}{'' if put else value}{text[last:]}"
        piece.set(qn("xml:space"), "preserve")
        put = True


def _break_lines(piece: BaseOxmlElement) -> None:
    """The lines of a text, each in a piece of its own with a line break before it."""
    first, *others = (piece.text or "").split("\n")
    piece.text, here = first, piece
    for line in others:
        for tag, text in (("w:br", None), ("w:t", line)):
            new = OxmlElement(tag)
            if text is not None:
                new.text = text
                new.set(qn("xml:space"), "preserve")
            here.addnext(new)
            here = new
