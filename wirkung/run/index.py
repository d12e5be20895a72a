"""`reports/index.html`: every published report, by year and programme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pydantic import ValidationError

from wirkung.catalogue import message
from wirkung.report.document.status import status_line
from wirkung.report.editions.brief import BRIEF
from wirkung.report.editions.citizens import CITIZENS
from wirkung.report.formats.export import ANNEX
from wirkung.report.formats.fragments import environment
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.times import day_name
from wirkung.report.writing.words import say
from wirkung.run.records import Manifest
from wirkung.run.staging import MANIFEST, REPORT, STEM

_TEMPLATE = "index.html.j2"
_KILOBYTE = 1000
_PROGRAMS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
_OTHER_FORMATS = ("pdf", ANNEX, "docx", "xlsx", *BRIEF, *CITIZENS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """Another format of a report: its name, the file as seen from the index, its size in bytes."""

    name: str
    link: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One published report; `manifest` is None where its manifest cannot be read."""

    year: str
    programme: str
    manifest: Manifest | None
    formats: tuple[Format, ...] = ()

    @property
    def link(self) -> str:
        """The report, as seen from the index."""
        return f"{self.year}/{self.programme}/{REPORT}"

    @property
    def title(self) -> str:
        """The programme's title, or its folder where the title is not known."""
        if self.manifest is None:
            return self.programme
        made = self.manifest
        title = ": ".join(filter(None, (made.title, made.heading)))
        if made.until is None:
            return title
        language = Language(made.language)
        return say("masthead.preliminary", language, title=title, day=day_name(made.until, language))

    @property
    def status(self) -> str:
        """How far it is on its way to the public, as it stands on the report; empty where that is not known."""
        made = self.manifest
        if made is None:
            return ""
        roles = () if made.release is None or made.withdrawn_on is not None else made.release.roles
        line = status_line(made.status, made.status_on, roles, made.language)
        return f"{line.mark}: {line.text}"


def index_page(out: Path, new: Path | None = None, *, language: str) -> str:
    """The page that lists all reports, the one that is about to be published among them.

    Parameters
    ----------
    out
        The output folder.
    new
        The folder `<year>/<programme>` of the report that is about to be published; None where none is.
    language
        Language of the page; each report's title is in the language of that report.
    """
    coming = [] if new is None else [_entry(new, language)]
    found = {(entry.year, entry.programme): entry for entry in (*_published(out, language), *coming)}
    newest_first = sorted(found.values(), key=lambda entry: (-int(entry.year), entry.title.casefold()))
    years = [(year, list(group)) for year, group in groupby(newest_first, key=lambda entry: entry.year)]

    def sentence(code: str) -> str:
        return message("problems", f"run.index.{code}", language)

    def kilobytes(size: int) -> str:
        return Numbers(Language(language)).whole(max(size / _KILOBYTE, 1))

    return (
        environment()
        .get_template(_TEMPLATE)
        .render(years=years, language=language, sentence=sentence, kilobytes=kilobytes)
    )


def _published(out: Path, language: str) -> Iterator[Entry]:
    for report in out.glob(f"[0-9][0-9][0-9][0-9]/*/{REPORT}"):
        yield _entry(report.parent, language)


def _entry(folder: Path, language: str) -> Entry:
    return Entry(
        year=folder.parent.name,
        programme=folder.name,
        manifest=_manifest(folder / MANIFEST),
        formats=tuple(_formats(folder, language)),
    )


def _formats(folder: Path, language: str) -> Iterator[Format]:
    """What stands beside the page; reports of older versions have less."""
    for suffix in _OTHER_FORMATS:
        file = folder / f"{STEM}.{suffix}"
        if file.is_file():
            link = f"{folder.parent.name}/{folder.name}/{file.name}"
            named = _PROGRAMS.get(suffix) or message("problems", f"run.index.{suffix}", language)
            yield Format(name=named, link=link, size=file.stat().st_size)


def _manifest(path: Path) -> Manifest | None:
    """None for a manifest that is damaged or of another version: its report stays in the list."""
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
