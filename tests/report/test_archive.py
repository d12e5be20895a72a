"""Office files from equal contents are equal bytes, and hold nothing that XML cannot hold."""

from __future__ import annotations

import io
import time
import xml.etree.ElementTree as ET
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.report.formats.archive import FIRST_DAY, readable, without_times

CORE = "<p xmlns:dcterms='d' xmlns:x='x'>{}<title>T</title>{}</p>"
CREATED = '<dcterms:created x:type="W3CDTF">2024-01-02T03:04:05Z</dcterms:created>'
MODIFIED = '<dcterms:modified x:type="W3CDTF">{}</dcterms:modified>'


def office_file(when: tuple[int, ...]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        core = CORE.format(CREATED, MODIFIED.format(when))
        for name, text in (("[Content_Types].xml", "<t/>"), ("docProps/core.xml", core), ("word/a.xml", CREATED)):
            target.writestr(zipfile.ZipInfo(name, when), text)
    return written.getvalue()


def test_what_was_written_at_different_times_becomes_the_same():
    one, two = (without_times(office_file((year, 5, 6, 7, 8, 10))) for year in (2020, 2030))
    assert one == two


def test_only_the_times_of_the_properties_are_left_out():
    with zipfile.ZipFile(io.BytesIO(without_times(office_file(time.gmtime()[:6])))) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "docProps/core.xml", "word/a.xml"]
        assert {entry.date_time for entry in archive.infolist()} == {FIRST_DAY}
        assert archive.read("docProps/core.xml").decode() == CORE.format("", "")
        assert archive.read("word/a.xml").decode() == CREATED


@given(st.text(st.characters(codec=None)))
def test_whatever_a_label_holds_an_xml_parser_reads_it(text):
    escaped = readable(text).replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")
    root = ET.fromstring(f"<t>{escaped}</t>".encode())  # noqa: S314 - our own text
    assert (root.text or "") == readable(text).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", ["Größe «x» – 3 €", "שלום", "🎓", "a\tb\nc"])
def test_what_people_write_stays(text):
    assert readable(text) == text


def test_what_cannot_be_shown_is_marked():
    assert readable("a\x00b\x1b[31mc\ud800") == "a\ufffdb\ufffd[31mc\ufffd"
