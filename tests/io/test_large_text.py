"""Large text files are read by another reader where they are plain, and come out the same."""

from __future__ import annotations

import pytest

from wirkung.declared import SourceRole
from wirkung.io import read
from wirkung.io.read import read_source
from wirkung.programme.sources import Source

COLUMNS = {"person": "Nr", "year": "Jahr", "score": "Wert"}
LINES = ["Nr;Jahr;rest;Wert", *(f"{number:05};2024;x;{number % 7},5" for number in range(300)), "00300;2024;;"]
KEY = bytes(32)
PLAIN = {
    "as it is": "\n".join(LINES),
    "windows": "\r\n".join([*LINES, ""]),
    "bom": "\ufeff" + "\n".join(LINES),
    "title": "\n".join(["Befragung 2024", *LINES]),
    "comma": "\n".join(LINES).replace(",5", "").replace(";", ","),
    "umlauts": "\n".join(LINES).replace("x", "ä\u2028ö"),
    "blank line": "\n".join([*LINES, "", "", "1;2024;x;3"]),
    "blank line of windows": "\r\n".join([*LINES, "", "1;2024;x;3", "", ""]),
    "blank first": "\n".join(["", "", *LINES]),
    "blank last": "\n".join([*LINES, "", "", ""]),
    "blanks and nulls": "\n".join([*LINES, " 7 ;2024;NULL;NA", ";;;"]),
}
ODD = {
    "quotes": "\n".join(LINES).replace("x", '"x"'),
    "carriage returns": "\r".join(LINES),
    "title of many cells": "\n".join([*LINES, "7;2024;x;3;;"]),
    "short": "\n".join([*LINES, "7"]),
    "two heads": "\n".join([";;;", *LINES]).replace("Nr;Jahr;rest;Wert", "Nr;;;\n;Jahr;rest;Wert"),
}


def both(tmp_path, raw):
    """The file as it is read where it is declared to be large, row by row, and whether quickly."""
    (tmp_path / "a.csv").write_bytes(raw)
    source = Source(file="a.csv", columns=COLUMNS, large=True)
    plain = read.plain_text(tmp_path / "a.csv", source, KEY)
    found = read_source(source, SourceRole.MEASUREMENTS, tmp_path, key=KEY)
    slow = read_source(source.model_copy(update={"large": False}), SourceRole.MEASUREMENTS, tmp_path, key=KEY)
    return found, slow, plain is not None


@pytest.mark.parametrize("name", [*PLAIN, *ODD])
def test_a_large_file_is_read_as_a_small_one(tmp_path, name):
    found, slow, quick = both(tmp_path, (PLAIN | ODD)[name].encode())
    assert quick is (name in PLAIN)
    assert found.cells.astype("str").to_dict() == slow.cells.astype("str").to_dict()
    assert found.cells.index.equals(slow.cells.index)
    assert (found.separator, found.columns, found.fingerprint) == (slow.separator, slow.columns, slow.fingerprint)
