"""Office files from the same contents are the same bytes: no times inside, nothing that XML cannot hold."""

from __future__ import annotations

import io
import re
import zipfile

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can say; it means «no time»
PROPERTIES = "docProps/core.xml"
UNREADABLE = "\ufffd"

_TIMES = re.compile(rb"<dcterms:(created|modified)\b.*?(?:/>|</dcterms:\1>)", re.DOTALL)
# What XML 1.0 has no place for: control characters, halves of surrogate pairs and the two non-characters.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def without_times(office_file: bytes) -> bytes:
    """The same Office file without the moment of its making, so that equal contents are equal bytes.

    Parameters
    ----------
    office_file
        A DOCX or XLSX: a zip archive of XML parts, in an order that stays.

    Returns
    -------
    bytes
        No part has a time, and the properties have neither «created» nor «modified», which the standard lets
        a file leave out (ISO/IEC 29500-2, table of core properties). When a report was made is in its manifest.
    """
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(office_file)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _TIMES.sub(b"", part) if name == PROPERTIES else part)
    return written.getvalue()


def readable(text: str) -> str:
    """The text with «�» for every character that an XML file cannot hold."""
    return _NOT_XML.sub(UNREADABLE, text)
