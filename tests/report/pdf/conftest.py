"""Reads what a screen reader reads: the tag tree of a PDF with the words that every tag holds."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pikepdf
import pytest

from wirkung.report.document.document import Document
from wirkung.report.document.reading import read_document
from wirkung.report.formats.pdf import report_pdf

SHOWING = ("Tj", "TJ", "'", '"')
# What typesetting adds: possible breaks, and marks that hold directions apart.
ADDED = re.compile("[\\s\u00ad\u200b\u200e\u2060]+")


def squeezed(text: str) -> str:
    """Text without white space and without what typesetting adds."""
    return ADDED.sub("", text)


@dataclass
class Tag:
    """An element of the tag tree."""

    name: str
    element: pikepdf.Dictionary
    inner: list[Tag] = field(default_factory=list)
    words: str = ""

    @property
    def text(self) -> str:
        """The words here and below, squeezed."""
        return squeezed(self.words)

    def all(self, *names: str) -> list[Tag]:
        """The elements of these names here and below, in reading order."""
        own = [self] if self.name in names else []
        return own + [found for each in self.inner for found in each.all(*names)]


@dataclass(frozen=True)
class Mark:
    """The beginning of marked content: its number, and the words that stand for what is drawn."""

    number: int | None
    actual: str | None

    @classmethod
    def of(cls, operands: list[pikepdf.Object]) -> Mark:
        properties = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
        actual = properties.get("/ActualText")
        return cls(number=properties.get("/MCID"), actual=None if actual is None else str(actual))


class TaggedPdf:
    """A PDF by its tags and pages."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.pieces: dict[tuple[int, int], str] = {}
        self.page_words = [self._read(page) for page in self.pdf.pages]
        (top,) = list(self._children(self.pdf.Root.StructTreeRoot, 0))
        self.document = top

    def tags(self, *names: str) -> list[Tag]:
        return self.document.all(*names)

    def bookmarks(self) -> list[tuple[int, str]]:
        """Level and title of every bookmark."""

        def below(items, level) -> Iterator[tuple[int, str]]:
            for item in items:
                yield level, item.title
                yield from below(item.children, level + 1)

        with self.pdf.open_outline() as outline:
            return list(below(outline.root, 1))

    def fonts(self) -> dict[str, bool]:
        """Name of every font without its subset tag, and whether it is embedded."""
        fonts = [font for page in self.pdf.pages for font in page.Resources.get("/Font", {}).values()]
        inner = [font.DescendantFonts[0] for font in fonts]
        return {
            str(font.BaseFont).partition("+")[2]: bool(
                {"/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys())
            )
            for font in inner
        }

    def _read(self, page: pikepdf.Page) -> str:
        """All words of a page; those of marked content are kept by its number."""
        fonts = {name: _signs(font) for name, font in page.Resources.get("/Font", {}).items()}
        marks: list[Mark] = []
        signs: dict[int, str] = {}
        whole = ""
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "Tf":
                signs = fonts[str(operands[0])]
            elif name in ("BDC", "BMC"):
                marks.append(Mark.of(operands))
                self._keep(page, marks, marks[-1].actual or "")
            elif name == "EMC":
                marks.pop()
            elif name in SHOWING:
                words = _decoded(operands[-1], signs)
                whole += words
                if all(mark.actual is None for mark in marks):
                    self._keep(page, marks, words)
        return squeezed(whole)

    def _keep(self, page: pikepdf.Page, marks: list[Mark], words: str) -> None:
        number = next((mark.number for mark in reversed(marks) if mark.number is not None), None)
        if number is not None:
            key = (page.obj.objgen[0], int(number))
            self.pieces[key] = self.pieces.get(key, "") + words

    def _children(self, element: pikepdf.Dictionary, page: int) -> Iterator[Tag]:
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                place = kid.Pg.objgen[0] if "/Pg" in kid else page
                tag = Tag(name=str(kid.S).removeprefix("/"), element=kid)
                tag.inner = list(self._children(kid, place))
                tag.words = self._words(kid, place, iter(tag.inner))
                yield tag

    def _words(self, element: pikepdf.Dictionary, page: int, inner: Iterator[Tag]) -> str:
        words = ""
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary):
                if "/S" in kid:
                    words += next(inner).words
                elif "/MCID" in kid:
                    place = kid.Pg.objgen[0] if "/Pg" in kid else page
                    words += self.pieces.get((place, int(kid.MCID)), "")
            else:
                words += self.pieces.get((page, int(kid)), "")
        return words


def _kids(element: pikepdf.Dictionary) -> list[pikepdf.Object]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _decoded(shown: pikepdf.Object, signs: dict[int, str]) -> str:
    strings = (
        [each for each in shown if isinstance(each, pikepdf.String)]
        if isinstance(shown, pikepdf.Array)
        else [shown]
    )
    codes = b"".join(bytes(each) for each in strings)
    return "".join(signs.get(int.from_bytes(codes[place : place + 2]), "") for place in range(0, len(codes), 2))


def _signs(font: pikepdf.Dictionary) -> dict[int, str]:
    """What the codes of a font mean, from its table for that."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    signs: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, sign in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            signs[int(code, 16)] = bytes.fromhex(sign).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, sign in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int(first, 16)
            for code in range(start, int(last, 16) + 1):
                signs[code] = chr(int(sign, 16) + code - start)
    return signs


@pytest.fixture(scope="session")
def sample() -> Document:
    """The stored notebook: the sample's report, without a run."""
    notebook = Path(__file__).resolve().parents[3] / "notebooks" / "evaluation.ipynb"
    return read_document(nbformat.read(notebook, as_version=4), language="de")


@pytest.fixture(scope="session")
def sample_pdf(sample: Document) -> bytes:
    """The sample's report as printed pages, without its annex."""
    return report_pdf(sample)


@pytest.fixture(scope="session")
def read() -> type[TaggedPdf]:
    """Reads a PDF by its tags."""
    return TaggedPdf


@pytest.fixture(scope="session")
def squeeze() -> Callable[[str], str]:
    """Text without white space and possible breaks, as tags give it."""
    return squeezed
