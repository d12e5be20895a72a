"""The report as a PDF that anyone can read and archives can keep: PDF/UA-1 and PDF/A-2a.

The template gets all words as values, so that no label can act as a command of the typesetter. Fonts are those of
the typst and matplotlib wheels, never those of the machine: the same pages everywhere.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from wirkung.catalogue import LOCALES
from wirkung.errors import Problem, RunError
from wirkung.report.document.document import Document
from wirkung.report.formats.displayable import displayable_values
from wirkung.report.formats.pages import Pages, Values, annex_pages, pages

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
TEMPLATES = ("main.typ", "blocks.typ", "prose.typ", "look.typ")
# PDF/A wants a date of creation. The time of a run would make every copy differ and stands in the manifest; a zero
# of the clock is what reproducible builds write for «no date», and nobody takes it for one.
NO_DATE = 0


def report_pdf(document: Document, *, annex: str = "") -> bytes:
    """The printed report: the words, numbers and figures of `report_html`, but for its annex.

    Parameters
    ----------
    document
        Hyphenation and the language tag follow its language.
    annex
        The name of the file with the annex, to which pages link.

    Returns
    -------
    A tagged PDF with bookmarks and embedded fonts. The same document gives the same bytes.

    Raises
    ------
    RunError
        A picture that is none: every problem at once.
    """
    return _printed(pages(document, annex=annex), document)


def annex_pdf(document: Document) -> bytes | None:
    """The annex of the printed report: tables, and sections for those who want to know more; None where none is.

    Raises
    ------
    RunError
        A picture that is none: every problem at once.
    """
    content = annex_pages(document)
    return None if content is None else _printed(content, document)


def takes_pages(document: Document, *, reserve: float) -> int:
    """How many pages the report would fill, were each shorter by so many points."""
    files: Any = {name: text.encode() for name, text in _sources(pages(document), document, reserve).items()}
    drawn: Any = typst.compile(files, format="svg", font_paths=_fonts(), ignore_system_fonts=True)
    return len(drawn) if isinstance(drawn, list) else 1


def _printed(content: Pages, document: Document) -> bytes:
    _check_pictures(content)
    return _compiled(_sources(content, document, 0))


def _sources(content: Pages, document: Document, reserve: float) -> dict[str, str]:
    """What the typesetter reads: templates, words, pictures."""
    language_code, region = LOCALES[document.language].split("_")
    shown = displayable_values(content.values)
    values = {**shown, "language": language_code, "region": region, "reserve": reserve}
    return {**_templates(), **content.files, "report.json": json.dumps(values)}


def _check_pictures(content: Pages) -> None:
    """Every picture of an evaluator can be drawn; a web page would show a gap and say nothing."""
    problems = [
        Problem(code="run.picture_unreadable", values={"alt": picture["alt"]})
        for picture in _pictures_in(content.values)
        if not _is_drawable(content.files[picture["file"]], picture["format"])
    ]
    if problems:
        raise RunError(problems)


def _pictures_in(values: Any) -> list[Values]:  # noqa: ANN401 - whatever JSON can hold
    match values:
        case {"kind": "Picture"}:
            return [values]
        case dict():
            return [found for value in values.values() for found in _pictures_in(value)]
        case list():
            return [found for value in values for found in _pictures_in(value)]
        case _:
            return []


def _is_drawable(numbers: str, kind: str) -> bool:
    page = f'#image(bytes(json("picture")), format: "{kind}", alt: "-")'
    try:
        _compiled({"main.typ": f'#set document(title: "-")\n{page}', "picture": numbers})
    except typst.TypstError:
        return False
    return True


def _compiled(texts: dict[str, str]) -> bytes:
    # Any: the types of the wheel lack the dictionary of files that its documentation names.
    files: Any = {name: text.encode() for name, text in texts.items()}
    return typst.compile(
        files,
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=STANDARDS,
        timestamp=NO_DATE,
    )


@cache
def _templates() -> dict[str, str]:
    folder = resources.files("wirkung.report.formats") / "templates"
    return {name: (folder / name).read_text(encoding="utf-8") for name in TEMPLATES}


@cache
def _fonts() -> typst.Fonts:
    """The faces of the two wheels; matplotlib is not imported for them, that would take longer than the PDF."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("matplotlib, whose fonts the PDF needs, is not installed")
    folder = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])
