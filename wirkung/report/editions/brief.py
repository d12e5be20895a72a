"""The brief: what a committee reads before it decides, on at most two pages.

It is made of the report's own blocks, so that no number in it can differ from the report. What does not fit is
counted and stays in the report; nothing is set smaller for it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wirkung.codes import Role
from wirkung.report.document.blocks import Bullets, KeyFigures, Paragraph, Table
from wirkung.report.document.document import Content, Document, Endnotes, Exhibit, Section
from wirkung.report.document.results import ResultLine
from wirkung.report.document.richtext import Heading, Text
from wirkung.report.formats.pdf import report_pdf, takes_pages
from wirkung.report.formats.word.report import report_word
from wirkung.report.writing.words import say, word

BRIEF = ("brief.pdf", "brief.docx")  # the suffixes of its files
PAGES = 2
RESERVE = 100  # points a page left free, since Word sets the same in more lines than the typesetter
MOST = (12, 10, 8, 7, 6, 5, 4, 3, 2, 1)  # entries of a list, rows of a table, results
# Of the first page and of the cautions, the first that fits: cautions are counted before results or goals are.
ROOM = (*((MOST[0], most) for most in MOST), *((most, 1) for most in MOST[1:]), (0, 0))
LONGEST_TITLE = 160  # letters
LETTERS = 40  # of a programme's own text an entry: what nobody shortened fills no page


def brief_files(document: Document) -> dict[str, bytes]:
    """The brief as the files that readers get, by their suffix: «brief.pdf» and «brief.docx».

    Parameters
    ----------
    document
        The whole report.
    """
    short = brief(document)
    return dict(zip(BRIEF, (report_pdf(short), report_word(short)), strict=True))


def brief(document: Document) -> Document:
    """The report on at most two pages: its first page, its limits, and where more stands.

    Parameters
    ----------
    document
        The whole report. What an evaluator added by hand is not taken over.

    Returns
    -------
    Document
        With as many results, goals and cautions as have room, the first ones first, and how many are left out.
    """

    def fits(place: int) -> bool:
        return takes_pages(_shortened(document, *ROOM[place]), reserve=RESERVE) <= PAGES

    shortest = len(ROOM) - 1
    return _shortened(document, *ROOM[bisect_left(range(shortest), True, key=fits)])


def _shortened(document: Document, most: int, cautions: int) -> Document:
    """With so many entries a list; with none, nothing but the first answer and where the report is."""
    language = document.language
    first = document.sections[:1]
    shown = [_part(section, _fewer(section.content, most, language)) for section in first]
    told = _fewer(_limits(document), cautions, language)
    limits = [] if cautions == 0 else [_named("limits", told, language)]
    sections = (*shown, *(each for each in limits if each.content), _named("more", _more(language), language))
    title = document.title
    return replace(
        document,
        short=True,
        title=replace(
            title,
            text=_ended(title.text, LONGEST_TITLE),
            below=say("brief.below", language, below=title.below).strip(" ·"),
        ),
        head=tuple(_cut(each, LETTERS * (most + 2)) for each in _ours(document.head)),
        opening=(),
        sections=sections,
        annex=(),
        exhibits=tuple(each for part in sections for each in part.content if isinstance(each, Exhibit)),
        endnotes=Endnotes(),
    )


def _part(section: Section, content: Iterable[Content]) -> Section:
    return replace(section, content=tuple(content), sections=())


def _named(name: str, content: Iterable[Content], language: str) -> Section:
    heading = Heading(level=2, runs=(Text(text=say(f"brief.{name}", language)),))
    return Section(heading=heading, anchor=f"brief-{name}", content=tuple(content), sections=())


def _more(language: str) -> tuple[Paragraph, ...]:
    return (Paragraph(text=say("brief.where", language)),)


def _limits(document: Document) -> tuple[Content, ...]:
    """What the report does not show, and the cautions of the numbers that stand on its first page.

    What else they concern is named in the report, by sections and rows that the brief has not.
    """
    for section in reversed(document.sections[1:]):
        limits = [each for each in section.content if isinstance(each, Paragraph) and each.tone == "limit"]
        if limits:
            cautions = _of_first_page(document)
            lead = say("lead.cautions", document.language)
            return (*limits, *((Bullets(lead=lead, items=cautions),) if cautions else ()))
    return ()


def _of_first_page(document: Document) -> tuple[str, ...]:
    """Each caution once, in the order of the results that the first page tells."""
    told = [text for section in document.sections[:1] for each in _ours(section.content) for text in _texts(each)]
    results = document.handed_over.results
    told_of = {_what(line) for line in results if any(_tells(text, line) for text in told)}
    cautions = (
        caution
        for line in results
        if line.estimate is not None and _what(line) in told_of
        for caution in line.estimate.cautions
    )
    return tuple(word(caution, document.language) for caution in dict.fromkeys(cautions))


def _texts(content: Content) -> Iterator[str]:
    match content:
        case Paragraph(text=text):
            yield text
        case Bullets(items=items):
            yield from items
        case KeyFigures(items=items):
            yield from (f"{item.label}: {item.value}" for item in items)


def _what(line: ResultLine) -> tuple[str, str]:
    return line.question, str(line.about)


def _tells(text: str, line: ResultLine) -> bool:
    """Whether a text has the name and the number of a main result, with its sign or without."""
    number = line.printed.value.lstrip("+\u2212")
    return line.role is Role.MAIN and bool(number) and line.label in text and number in text


def _ours(content: Sequence[Content]) -> Iterator[Content]:
    """What the report says itself: neither prose nor pictures, which stand in it with more around them."""
    for each in content:
        if isinstance(each, Paragraph | Bullets | KeyFigures) or (
            isinstance(each, Exhibit) and isinstance(each.block, Table) and not each.apart
        ):
            yield each


def _fewer(content: Sequence[Content], most: int, language: str) -> Iterator[Content]:
    """So many answers, entries and rows; where some are left out, how many."""
    answers = 0
    ours = list(_ours(content))
    all_answers = sum(_is_answer(each) for each in ours)
    for place, each in enumerate(ours):
        answers += _is_answer(each)
        if _is_answer(each):
            if answers <= max(most, 1):
                yield each
            if answers == all_answers > max(most, 1):
                yield Paragraph(text=say("brief.left_out", language, count=all_answers - max(most, 1)))
        elif most > 0 or place == 0:
            yield _with_entries(each, most, language)


def _is_answer(content: Content) -> bool:
    return isinstance(content, Paragraph) and content.tone == "answer"


def _with_entries(each: Content, most: int, language: str) -> Content:
    match each:
        case Bullets(items=items) if len(items) > most:
            left_out = say("brief.left_out", language, count=len(items) - most)
            return replace(each, items=(*items[:most], left_out))
        case Exhibit(block=Table(rows=rows) as table) if len(rows) > most:
            left_out = say("brief.left_out", language, count=len(rows) - most)
            kept = replace(table, rows=rows[:most], groups=table.groups[:most])
            return replace(each, block=kept, notes=(left_out, *each.notes))
        case _:
            return each


def _cut(each: Content, letters: int) -> Content:
    """A programme's own words, which may fill pages; never a sentence on a result."""
    return replace(each, text=_ended(each.text, letters)) if isinstance(each, Paragraph) else each


def _ended(text: str, letters: int) -> str:
    """The text, or its first words with the sign that more follows."""
    return text if len(text) <= letters else f"{text[:letters].rsplit(' ', 1)[0].rstrip(' .,;:')} …"
