"""The workbook: every table, real numbers, text that is never a formula, links that lead somewhere."""

from __future__ import annotations

import io
import math
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from wirkung.codes import Quantity, UnitKind
from wirkung.estimate import SHARE, Unit
from wirkung.finding import Subject
from wirkung.report.document.blocks import Column, Figure, Paragraph, Table, Title
from wirkung.report.document.reading import read_document
from wirkung.report.formats.sheet_style import FIRST_NARROWEST, PAGE, SMALLEST_SCALE, WIDEST, height, widths
from wirkung.report.formats.workbook import report_workbook
from wirkung.report.writing.numbers import Numbers

GAP = "\N{NO-BREAK SPACE}"
DE = Numbers("de")
TITLE = Title(text="Alpha!", above="Amt (Beispiel)", below="Evaluation 2024")
TABLE = Table(
    caption="Werte, 2024",
    columns=(Column(head="Merkmal", align="left"), Column(head="Wert"), Column(head="Kon\u00adfidenz")),
    rows=(
        ("a", DE.decimal(0.3, 2, signed=True), "0,1 bis 0,5"),
        ("b", DE.share(0.62), "[g]"),
        ("c", DE.whole(1852), "2024"),
        ("3", DE.whole(4), DE.money(-5, "EUR")),
    ),
    notes=("[g] nicht ausgewiesen.", "Zweite Anmerkung."),
    groups=("x", "x", "y", "y"),
)
OTHER = Table(
    caption="Andere", columns=(Column(head="A", align="left"), Column(head="B")), rows=(("a", DE.whole(7)),)
)
FIGURE = Figure(caption="Bild", alt="Zeigt.", data=TABLE)
ALONE = Figure(
    caption="Bild allein",
    alt="Zeigt.",
    data=Table(caption="", columns=OTHER.columns, rows=(("z", DE.whole(1)),)),
)


def workbook_of(notebook, language="de"):
    return report_workbook(read_document(notebook, language=language))


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def values(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def xml(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


@pytest.fixture(scope="module")
def content(executed):
    parts = (TITLE, "## A", TABLE, FIGURE, "## B", OTHER, ALONE, Paragraph(text="Kein Blatt."))
    return workbook_of(executed(*parts))


@pytest.fixture
def book(content):
    return opened(content)


def test_every_table_has_a_sheet_and_a_figure_only_for_data_of_its_own(book):
    assert book.sheetnames == ["Inhalt", "Tabelle A1", "Tabelle 1", "Abbildung 2"]


def test_the_contents_name_every_table_and_figure_and_lead_to_its_sheet(book):
    listed = values(book["Inhalt"])[-4:]
    assert listed == [
        ["Tabelle A1", "Werte, 2024"],
        ["Abbildung 1", "Bild (Daten in Tabelle A1)"],
        ["Tabelle 1", "Andere"],
        ["Abbildung 2", "Bild allein"],
    ]
    links = {row[0].value: row[0].hyperlink.location for row in book["Inhalt"].iter_rows() if row[0].hyperlink}
    assert links == {
        "Tabelle A1": "'Tabelle A1'!A1",
        "Abbildung 1": "'Tabelle A1'!A1",
        "Tabelle 1": "'Tabelle 1'!A1",
        "Abbildung 2": "'Abbildung 2'!A1",
    }
    assert book["Tabelle A1"]["A2"].hyperlink.location == "'Inhalt'!A1"


def test_the_contents_begin_with_what_the_report_is(book):
    second = [row[1] for row in values(book["Inhalt"])]
    assert [text for text in second if text][:2] == ["Alpha!", "Amt (Beispiel) · Evaluation 2024"]
    assert any(text and text.startswith("Alle Tabellen des Berichts zum Weiterrechnen.") for text in second)
    assert any(text and text.endswith("sagen Sie es bitte hier: Amt (Beispiel)") for text in second)


def test_a_title_of_300_letters_has_room_in_its_row(executed):
    """In type of 18 points, of which 61 letters have room where 100 of 11 points have."""
    long = Title(text="Wort und " * 33, above="", below="")
    sheet = opened(workbook_of(executed(long, "## A")))["Inhalt"]
    (row,) = [each for each in range(1, sheet.max_row + 1) if str(sheet.cell(each, 2).value).startswith("Wort")]
    assert sheet.row_dimensions[row].height >= 5 * 18 * 1.2


def test_a_sheet_holds_caption_head_groups_cells_and_notes(book):
    assert values(book["Tabelle A1"]) == [
        ["Tabelle A1: Werte, 2024", None, None, None],
        ["Zurück zum Inhalt", None, None, None],
        [None, None, None, None],
        ["Gruppe", "Merkmal", "Wert", "Konfidenz"],
        ["x", "a", 0.3, "0,1 bis 0,5"],
        ["x", "b", 0.62, "[g]"],
        ["y", "c", 1852, "2024"],  # a year is a name, and so is a row head of digits
        ["y", "3", 4, -5],
        [None, None, None, None],
        ["[g] nicht ausgewiesen.", None, None, None],
        ["Zweite Anmerkung.", None, None, None],
    ]


def test_the_limits_of_an_interval_stand_in_two_columns_as_numbers(executed, make):
    limits = [(-0.1, 0.25), (0.2, math.inf), (-math.inf, math.inf)]
    found = [make.estimate(0.1, *each, quantity=Quantity.SHARE_DIFFERENCE, unit=SHARE) for each in limits]
    intervals = [DE.interval(each, Subject(indicator="Alpha")) for each in found]
    columns = (Column(head="Merkmal", align="left"), Column(head="95-%-Bereich"))
    rows = tuple((str(place), text) for place, text in enumerate((*intervals, "[g]")))
    sheet = opened(workbook_of(executed("## A", Table(caption="I", columns=columns, rows=rows))))["Tabelle 1"]

    assert intervals[0] == f"−10{GAP}bis{GAP}+25{GAP}Prozentpunkte"
    assert values(sheet)[3:] == [
        ["Merkmal", "95-%-Bereich, von", "95-%-Bereich, bis"],
        ["0", -10, 25],
        ["1", 20, None],
        ["2", None, None],
        ["3", "[g]", "[g]"],
    ]


def test_all_sheets_are_printed_at_one_scale_that_holds_the_widest(executed):
    wide = Table(
        caption="W", columns=tuple(Column(head=f"Lange {place}") for place in range(9)), rows=(("x" * 60,) * 9,)
    )
    book = opened(workbook_of(executed("## A", TABLE, wide)))
    room = [sum(int(each.width) for each in sheet.column_dimensions.values()) for sheet in book]

    assert {sheet.page_setup.scale for sheet in book} == {SMALLEST_SCALE}
    assert max(room) <= 100 * PAGE / SMALLEST_SCALE
    assert not any(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in book)


def test_numbers_are_exactly_those_printed(content):
    found = re.findall(r'<c r="C[5-8]"[^>]*t="n"[^>]*><v>([^<]+)</v>', xml(content))
    assert [Decimal(value) for value in found] == [Decimal("0.30"), Decimal("0.62"), 1852, 4]


def test_a_number_is_shown_as_it_was_printed(book):
    sheet = book["Tabelle A1"]
    assert [sheet[place].number_format for place in ("C5", "C6", "C7", "D8")] == [
        '"+"#,##0.00;"−"#,##0.00;#,##0.00',
        f'#,##0"{GAP}"%;"−"#,##0"{GAP}"%;#,##0"{GAP}"%',
        '#,##0;"−"#,##0;#,##0',
        f'#,##0.00"{GAP}€";"−"#,##0.00"{GAP}€";#,##0.00"{GAP}€"',
    ]
    assert sheet["D7"].number_format == "General"


@pytest.mark.parametrize(("unit", "shown"), [("x" * 300, "text"), ('3" =SUM(A1)\x07', "number")])
def test_a_unit_that_nobody_should_write_breaks_no_number_format(executed, unit, shown):
    number = DE.value(1.5, Unit(kind=UnitKind.SCORE, symbol=unit), 1)
    table = Table(caption="", columns=OTHER.columns, rows=(("a", number),))
    cell = opened(workbook_of(executed(table)))["Tabelle 1"]["B5"]
    if shown == "text":  # longer than a number format may be
        assert (cell.value, cell.number_format) == (f"1,5{GAP}{unit}", "General")
    else:
        one = f'#,##0.0"{GAP}3” =SUM(A1)\ufffd"'
        assert (cell.value, cell.number_format) == (1.5, f'{one};"−"{one};{one}')


def test_the_head_stays_in_sight_and_repeats_in_print(book):
    sheet = book["Tabelle A1"]
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet["B4"].font.bold
    assert not sheet["B5"].font.bold


def test_columns_and_rows_have_room_for_their_text():
    assert widths(TABLE) == [FIRST_NARROWEST, 12, 13]
    wide = Table(caption="", columns=OTHER.columns, rows=(("x" * 200, "y" * 200),))
    assert widths(wide) == [WIDEST, WIDEST]
    assert height(("eins zwei drei", "a"), (10, 10)) == 2 * 15
    assert height(("",), (10,)) == 15


def test_the_file_says_what_it_is_in_its_language(content, executed):
    properties = opened(content).properties
    assert (properties.title, properties.creator, properties.language) == ("Alpha!", "Amt (Beispiel)", "de-DE")
    english = opened(workbook_of(executed(TITLE, TABLE), "en"))
    assert english.properties.language == "en-GB"
    assert english.sheetnames == ["Contents", "Table 1"]


def test_equal_notebooks_give_equal_bytes(executed):
    notebook = executed(TITLE, TABLE, FIGURE)
    assert workbook_of(notebook) == workbook_of(notebook)


ATTACKS = ['=HYPERLINK("http://x.y";"z")', "+1+1", "-2+3", "@SUM(A1)", "=1+1", "#N/A", "\t=1", "TRUE", "1e5"]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("align", ["left", "right"])
def test_text_is_never_a_formula(executed, attack, align):
    columns = (Column(head=attack, align="left"), Column(head=attack, align=align))
    hostile = Table(caption=attack, columns=columns, rows=((attack, attack),), notes=(attack,), groups=(attack,))
    title = Title(text=attack, above=attack, below=attack)
    content = workbook_of(executed(title, hostile))
    assert "<f>" not in xml(content)
    assert not re.search(r't="[be]"', xml(content))
    sheet = opened(content)["Tabelle 1"]
    assert [cell.value for cell in sheet[5]] == [attack] * 3
    assert {cell.data_type for cell in sheet[5]} == {"s"}
    if attack[0] in "=+-@":
        assert all(cell.quotePrefix for cell in sheet[5])


@pytest.mark.parametrize(
    "text",
    ["x" * 300, "<script>alert(1)</script>", "a\x00b\x0bc", "🎓", "שלום", "\ud800", "&amp;", "[a]:*?/\\", "a\nb"],
)
def test_odd_labels_stay_readable(executed, text):
    table = Table(caption=text, columns=(Column(head=text, align="left"),), rows=((text,),), notes=(text,))
    title = Title(text=text, above=text, below=text)
    sheet = opened(workbook_of(executed(title, table)))["Tabelle 1"]
    assert sheet["A5"].value == re.sub("[\x00\x0b\ud800]", "\ufffd", text)


def test_a_report_without_tables_is_still_a_file(executed):
    book = opened(workbook_of(executed("## A", Paragraph(text="Nichts."))))
    assert book.sheetnames == ["Inhalt"]
    assert book.properties.title == "Bericht"


def test_forty_indicators(executed):
    rows = tuple((f"Indikator {number}", DE.decimal(number + 0.5, 1)) for number in range(1, 41))
    sheet = opened(workbook_of(executed(Table(caption="V", columns=OTHER.columns, rows=rows))))
    assert [row[1] for row in values(sheet["Tabelle 1"])[4:]] == [number + 0.5 for number in range(1, 41)]
