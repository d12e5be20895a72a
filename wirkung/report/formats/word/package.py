"""What stands outside the text of a Word file: pictures, addresses, numbers of lists, properties."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from importlib import resources
from itertools import count

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Mm

from wirkung.report.formats.archive import readable, without_times
from wirkung.report.formats.word.elements import element

MARGIN = Mm(20)  # as wide as the printed report has them
A4 = (Mm(210), Mm(297))
WIDEST_PICTURE = Mm(146)  # narrower than the text, so that two fit on a page with what is told of them
HIGHEST_PICTURE = Mm(141)
LONGEST_PROPERTY = 255  # letters that Office takes for a property of a document
MODERN = "15"  # Word 2013 and later: no «compatibility mode»
_DROPPED = ("stylesWithEffects", "thumbnail")  # python-docx's template brings them; they show another document


@dataclass(slots=True)
class Package:
    """A new Word document with the report's own styles; collects what its text refers to."""

    language: str  # with region: «de-DE»
    document: Document = field(init=False)
    _ids: count[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.document = docx.Document()
        _replace(self.document.styles.element, "styles.xml")
        _replace(self.document.part.numbering_part.element, "numbering.xml")
        for found in self.document.styles.element.iter(qn("w:lang")):
            found.set(qn("w:val"), self.language)
        self._set_up_page()
        self._drop_leftovers()

    def append(self, *elements: BaseOxmlElement) -> None:
        """Put elements at the end of the text."""
        end = self.document.element.body[-1]  # the properties of the page stay last
        for each in elements:
            end.addprevious(each)

    def describe(self, *, title: str, author: str, subject: str) -> None:
        """Say in the properties of the document what it is."""
        properties = self.document.core_properties
        properties.title, properties.author = _short(title), _short(author)
        properties.subject, properties.language = _short(subject), self.language
        properties.comments = properties.last_modified_by = ""

    def next_id(self) -> int:
        """A number that no other bookmark or picture has."""
        return next(self._ids)

    def picture(self, data: bytes, alt: str) -> BaseOxmlElement:
        """A run with a picture, no wider than leaves room for another, and with its alternative text."""
        inline = self.document.part.new_pic_inline(io.BytesIO(data))
        width, height = inline.extent.cx, inline.extent.cy
        scale = min(1, WIDEST_PICTURE / width, HIGHEST_PICTURE / height)
        size = (Emu(round(width * scale)), Emu(round(height * scale)))
        inline.extent.cx, inline.extent.cy = size
        shape = inline.graphic.graphicData.pic.spPr
        shape.cx, shape.cy = size
        inline.docPr.set("id", str(self.next_id()))
        inline.docPr.set("descr", readable(alt))
        run = element("r")
        run.append(element("drawing", inline))
        return run

    def link(self, address: str, *content: BaseOxmlElement) -> BaseOxmlElement:
        """A link to an address outside."""
        made = element("hyperlink", *content, history=1)
        target = self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        made.set(qn("r:id"), target)
        return made

    def new_list(self, *, start: int, level: int) -> int:
        """The number of a list of its own, which begins at `start`."""
        definition = self.document.part.numbering_part.element.add_num(2)
        definition.add_lvlOverride(level).add_startOverride(start)
        return int(definition.numId)

    def content(self) -> bytes:
        """The file."""
        written = io.BytesIO()
        self.document.save(written)
        return without_times(written.getvalue())

    def _set_up_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = A4
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        section.header_distance = section.footer_distance = Mm(10)
        section.different_first_page_header_footer = True

    def _drop_leftovers(self) -> None:
        part = self.document.part
        for relations in (part.rels, part.package.rels):
            for key in [key for key, each in relations.items() if each.reltype.endswith(_DROPPED)]:
                del relations[key]
        settings = self.document.settings.element
        # Styles forbid it everywhere but in tables, whose narrow columns cannot do without.
        settings.find(qn("w:defaultTabStop")).addnext(element("autoHyphenation"))
        for found in settings.iter(qn("w:compatSetting")):
            if found.get(qn("w:name")) == "compatibilityMode":
                found.set(qn("w:val"), MODERN)


def _replace(root: BaseOxmlElement, name: str) -> None:
    """Take the contents of one of our own parts in place of the template's."""
    own = parse_xml((resources.files("wirkung.report.formats.word") / name).read_bytes())
    for child in list(root):
        root.remove(child)
    for child in list(own):
        root.append(child)


def _short(text: str) -> str:
    clean = " ".join(readable(text).split())
    return clean if len(clean) <= LONGEST_PROPERTY else f"{clean[: LONGEST_PROPERTY - 1]}…"
