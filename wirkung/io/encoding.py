"""Which characters the bytes of a text file stand for."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from wirkung.errors import DataError, Place, Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),  # Excel's «Unicode-Text»
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARKS_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Windows first: an old DOS or Mac file shows itself by reading as German there and as noise in Windows.
_ONE_BYTE = ("cp1252", "cp850", "mac_roman")
# Only inside words: Windows' «€», «„» and «…» are the bytes of letters in the others, but stand at their edges.
_IN_WORDS = re.compile(r"(?<=[^\W\d_])[äöüÄÖÜß](?=[^\W\d_])")
_IN_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_LOOKED_AT = 1_000_000
# Signs of Latin text whose two bytes are exchanged: behind a byte too many or too few UTF-16 is nothing but these.
_OUT_OF_STEP = re.compile(f"[{''.join(chr(sign << 8) for sign in range(0x20, 0x7F))}]{{3}}")
# What an office may hand over as a table, by its first bytes.
_NO_TEXTS = {
    b"PK\x03\x04": "Excel, Numbers, Word, ZIP",
    b"\xd0\xcf\x11\xe0": "Excel, Word, Access",
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"<!DOCTYPE html": "HTML",
    b"<html": "HTML",
    b"SQLite format 3": "SQLite",
    b"PAR1": "Parquet",
    b"$FL2": "SPSS",
    b"\x00\x01\x00\x00Standard ": "Access",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and the encoding (Python's name) that it was read with."""

    text: str
    encoding: str


def decode(raw: bytes, given: str | None, place: Place) -> Decoded:
    """The text of a file, with the encoding that is given or else found.

    Found in this order, always with the same outcome: byte order mark, unless what stands behind it can only be
    Windows' text; zero bytes (UTF-16 without mark); strict UTF-8; of the one-byte encodings the one that yields
    most German letters inside words, cp1252 before others.

    Raises
    ------
    DataError
        It is a file of another program; the given encoding does not exist, or the bytes are not written in it;
        zero bytes stand in it here and there, which no text has; or UTF-16 of which a byte is missing.
    """
    if kind := other_kind(raw):
        raise DataError([Problem(code="data.other_program", place=place, values={"kind": kind})])
    if given is None and 0 < raw.count(0) < len(raw) / 4 and not raw.startswith(_MARKS_16):
        raise DataError([Problem(code="data.zero_bytes", place=place, values={"number": raw.count(0)})])
    encoding = given or _found(raw)
    try:
        text = raw.decode(encoding)
    except LookupError:
        raise DataError(
            [Problem(code="data.encoding_unknown", place=place, values={"encoding": encoding})]
        ) from None
    except UnicodeError:
        raise DataError(
            [Problem(code="data.encoding_wrong", place=place, values={"encoding": encoding})]
        ) from None
    if encoding.startswith("utf-16") and (shifted := _OUT_OF_STEP.search(text)):
        row = 1 + len(text[: shifted.start()].splitlines()[:-1])
        raise DataError([Problem(code="data.byte_too_many", place=place, values={"row": row})])
    # Some programs set the mark of UTF-8 before text of Windows.
    return Decoded(text.removeprefix("\ufeff").removeprefix(codecs.BOM_UTF8.decode("cp1252")), encoding)


def other_kind(raw: bytes) -> str:
    """Whose file this is where its first bytes say that it is no text; else empty.

    Examples
    --------
    >>> other_kind(b"%PDF-1.7"), other_kind(b"Nr;Jahr")
    ('PDF', '')
    """
    return next((kind for start, kind in _NO_TEXTS.items() if raw.startswith(start)), "")


def _found(raw: bytes) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark) and not (mark == codecs.BOM_UTF8 and _is_windows_all_the_same(raw)):
            return encoding
    if b"\0" in raw:
        return "utf-16-le" if raw[1::2].count(0) >= raw[::2].count(0) else "utf-16-be"
    if _readable(raw, "utf-8"):
        return "utf-8"
    candidates = [encoding for encoding in _ONE_BYTE if _readable(raw, encoding)]
    return max(candidates, key=lambda encoding: _german_letters(raw, encoding))


def _is_windows_all_the_same(raw: bytes) -> bool:
    """Whether text behind a mark of UTF-8 is that of Windows: words with its umlauts, and no letter in UTF-8.

    A few damaged bytes make no other encoding of a file: read as Windows' its umlauts would be noise.
    """
    if _readable(raw, "utf-8") or not _readable(raw, "cp1252"):
        return False
    return not _IN_UTF_8.search(raw, len(codecs.BOM_UTF8)) and _german_letters(raw, "cp1252") > 0


def _readable(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _german_letters(raw: bytes, encoding: str) -> int:
    return len(_IN_WORDS.findall(raw[:_LOOKED_AT].decode(encoding)))


def is_garbled(text: str) -> bool:
    """Whether a text was UTF-8 once and was read as Windows text, and saved so: «MÃ¤dchen» for «Mädchen».

    Text that is right is hardly ever valid UTF-8 when written as Windows text: no letter with an accent stands
    beside the very sign that would continue it.

    Examples
    --------
    >>> [is_garbled(text) for text in ("MÃ¤dchen", "Mädchen", "Straße «x» – 5 €", "geht’s", "Maedchen")]
    [True, False, False, False, False]
    """
    if text.isascii():
        return False
    try:
        return _written(text).decode("utf-8") != text
    except UnicodeError:
        return False


def _written(text: str) -> bytes:
    """The text in Windows' encoding; the five bytes without a sign there are as many control characters."""
    return b"".join(each.encode("latin-1" if "\x80" <= each < "\xa0" else "cp1252") for each in text)
