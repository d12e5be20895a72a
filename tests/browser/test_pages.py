"""Reports and their list in a real browser: accessible, narrow, dark, by keyboard, and without the network."""

from __future__ import annotations

import itertools
import subprocess

import pytest

WIDTHS = (1280, 320)
TELEPHONE = 390
SCHEMES = ("light", "dark")
PAGES = ("MINT, German", "MINT, English", "NSW, German", "list of reports", "hostile names")
EDITIONS = {"edition for everybody": (*WIDTHS, TELEPHONE), "edition for everybody, hostile names": WIDTHS[1:]}
MANY = 200  # more than there are stops on the way


@pytest.mark.parametrize(
    "name",  # the English page is built like the German one: among the slow tests
    [pytest.param(each, marks=pytest.mark.slow) if each == "MINT, English" else each for each in PAGES],
)
def test_accessible_narrow_and_without_the_network(visit, reports, name):
    """At both widths, in light and dark; the only thing asked for is the file itself."""
    with visit(reports.pages[name]) as visited:
        for width, scheme in itertools.product(WIDTHS, SCHEMES):
            visited.look(width=width, scheme=scheme)
            assert visited.violations() == [], (width, scheme)
            assert visited.overflow <= 0, (width, scheme)

        assert visited.outside() == []
        assert len(visited.requests) == 1


@pytest.mark.parametrize(("name", "widths"), EDITIONS.items())
def test_the_edition_for_everybody_too_also_on_a_telephone(visit, reports, name, widths):
    with visit(reports.pages[name]) as visited:
        for width, scheme in itertools.product(widths, SCHEMES):
            visited.look(width=width, scheme=scheme)
            assert visited.violations() == [], (width, scheme)
            assert visited.overflow <= 0, (width, scheme)
        assert visited.outside() == []
        visited.look(width=WIDTHS[0], scheme="light")
        main = visited.page.locator("main").bounding_box()
        assert abs(2 * main["x"] + main["width"] - WIDTHS[0]) < 20  # no place is left for contents that it has not


@pytest.mark.parametrize("name", ["hostile names", *EDITIONS])
def test_nothing_is_cut_where_a_reader_sets_letters_and_lines_further_apart(visit, reports, name):
    """WCAG 2.1, success criterion 1.4.12; on a telephone too."""
    with visit(reports.pages[name]) as visited:
        visited.space()
        for width in (*WIDTHS, TELEPHONE):
            visited.look(width=width, scheme="light")
            assert visited.overflow <= 0, width
            assert visited.cut == [], width


@pytest.mark.parametrize("name", ["MINT, German", "MINT, English", "NSW, German"])
def test_no_word_is_broken_in_a_tile_or_a_table_and_nothing_is_cut_without_a_hint(visit, reports, name):
    with visit(reports.pages[name]) as visited:
        for width in (WIDTHS[0], TELEPHONE):
            visited.look(width=width, scheme="light")
            assert visited.broken_words(within=".key-figures, table") == [], width
            assert visited.cut_without_hint == [], width


def test_the_keyboard_reaches_skip_link_contents_and_tables(visit, reports):
    with visit(reports.pages["MINT, German"]) as visited:
        keyboard = visited.page.keyboard
        keyboard.press("Tab")
        assert 'class="skip"' in visited.focused
        assert visited.page.locator(".skip").is_visible()
        keyboard.press("Enter")
        assert 'id="content"' in visited.focused

        links = visited.page.locator("nav.contents a").evaluate_all(
            "all => all.map(each => each.getAttribute('href'))"
        )
        stops = [pressed(visited) for _ in range(MANY)]
        reached = [link for link in links if any(f'href="{link}"' in stop for stop in stops)]
        assert reached == links
        assert any("<summary" in stop for stop in stops)
        assert sum('class="scroll"' in stop for stop in stops) > len(links)


def test_the_data_of_a_figure_open_by_keyboard(visit, reports):
    with visit(reports.pages["MINT, German"]) as visited:
        details = visited.page.locator("figure details").first
        details.locator("summary").focus()
        assert not details.locator("table").is_visible()

        visited.page.keyboard.press("Enter")

        assert details.locator("table").is_visible()


def test_print_has_the_first_page_on_one_sheet_and_numbers_every_sheet(visit, reports, tool, tmp_path):
    with visit(reports.pages["MINT, German"]) as visited:
        visited.page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    command = [tool("pdftotext"), "-layout", "report.pdf", "-"]
    sheets = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True).stdout
    first, second, *others = sheets.split("\f")[:-1]

    assert "Auf einen Blick" in first
    assert "Was als Nächstes zu entscheiden ist" in first
    assert "Inhalt" in second
    for number, sheet in enumerate((first, second, *others), start=1):
        assert f"{number} / {len(others) + 2}" in sheet
        assert ("Jugend macht MIN(T)!" in sheet.splitlines()[0]) == (number > 1)


def test_hostile_names_are_shown_as_they_are(visit, reports):
    with visit(reports.pages["hostile names"]) as visited:
        dialogs = []
        visited.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        said = visited.page.locator("body").inner_text()

        assert reports.name in said
        assert "W" * 300 in said
        assert dialogs == []
        assert visited.page.locator("script").count() == 0
        assert visited.page.locator("bdi").count() > 0


def pressed(visited):
    visited.page.keyboard.press("Tab")
    return visited.focused


def test_a_missing_program_is_skipped_here_and_a_failure_in_continuous_integration(tool, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="not installed: no-such-program"):
        tool("no-such-program")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="not installed: no-such-program"):
        tool("no-such-program")
