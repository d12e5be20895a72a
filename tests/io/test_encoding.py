import codecs

import pytest

from tests.io.opendocument import opendocument
from wirkung.errors import DataError, Place
from wirkung.io.encoding import decode

TEXT = "Nr;Gemeinde;Straße\n1;Lühe;Größe\n2;Köln;Ärger\n"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),  # the same bytes for every letter
        ("cp850", "cp850"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_what_offices_write_is_recognised(written, found):
    decoded = decode(TEXT.encode(written), None, Place())
    assert (decoded.text, decoded.encoding) == (TEXT, found)


@pytest.mark.parametrize("text", ["5 € – «x»", "§ 8a …", "„Kurs“;1€", "Café", "geht’s"])
def test_signs_of_windows_are_not_taken_for_letters_of_others(text):
    assert decode(text.encode("cp1252"), None, Place()).text == text


def test_given_encoding_wins_and_loses_its_mark():
    assert decode(TEXT.encode("utf-8-sig"), "utf-8", Place()).text == TEXT


def test_text_of_windows_behind_a_mark_of_utf_8_is_read():
    decoded = decode(codecs.BOM_UTF8 + TEXT.encode("cp1252"), None, Place())
    assert (decoded.text, decoded.encoding) == (TEXT, "cp1252")


@pytest.mark.parametrize("text", [TEXT, "Nr;Ort\nP1;A\n"])
def test_a_damaged_byte_behind_that_mark_makes_no_text_of_windows(text):
    damaged = text.encode("utf-8-sig").replace(b"1;", b"\xa6;", 1)
    with pytest.raises(DataError):
        decode(damaged, None, Place(file="a.csv"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            "utf-7000",
            (
                "a.csv: There is no encoding ‘utf-7000’. Usual ones are utf-8, utf-16 and cp1252; please give one "
                "of them under ‘encoding’, or leave the line out so that it is detected."
            ),
        ),
        (
            "utf-8",
            (
                "a.csv: The file is not written in the encoding ‘utf-8’. Please give the right one under "
                "‘encoding’, or leave the line out so that it is detected."
            ),
        ),
    ],
)
def test_given_encoding_that_does_not_fit(given, sentence):
    with pytest.raises(DataError) as caught:
        decode(TEXT.encode("cp1252"), given, Place(file="a.csv"))
    assert caught.value.problems[0].text("en") == sentence


GARBLED = "Mädchen".encode().decode("cp1252")
UNDEFINED = "Ángel".encode().decode("latin-1")  # its second byte has no sign in Windows' encoding


def listed(office, name, label):
    rows = [["Nr", "Jahr", "Gruppe", "Kurs"], ["1", "2024", "Kurs", label], ["2", "2024", "Kurs", "Mädchen"]]
    office.persons["file"] = name
    if name.endswith("xlsx"):
        office.write_sheet(name, rows)
    elif name.endswith("ods"):
        (office.folder / name).write_bytes(opendocument(rows))
    else:
        office.write(name, "\n".join(map(";".join, rows)))


@pytest.mark.parametrize("name", ["p.csv", "p.xlsx", "p.ods"])
@pytest.mark.parametrize("label", [GARBLED, UNDEFINED])
def test_umlauts_of_two_signs_are_asked_about_in_every_format(office, name, label):
    listed(office, name, label)
    (problem,) = office.problems()
    assert "Spalte «Kurs»: In einer Zeile (Zeile 2) stehen zwei Zeichen für einen Umlaut" in problem
    office.persons["accept"] = ["garbled"]
    assert len(office.read().persons) == 2


def test_an_encoding_that_is_given_wrongly_is_found(office):
    listed(office, "p.csv", "Mädchen")
    office.persons["encoding"] = "cp1252"
    (problem,) = office.problems()
    assert "In 2 Zeilen (zuerst Zeile 2)" in problem
    assert "Steht «encoding» in der Programmdatei, bitte löschen" in problem
