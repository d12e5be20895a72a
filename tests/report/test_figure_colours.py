"""House colours: seen on white and on the dark page, and told apart without colour."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from wirkung.report.charts.style import COLOURS

STYLE = (resources.files("wirkung.report.formats") / "templates" / "base.css").read_text(encoding="utf-8")
BRIGHT, DARK = (
    dict(re.findall(r"--fig-(\w+): (#[0-9a-f]{6})", part))
    for part in STYLE.split("@media (prefers-color-scheme: dark)")
)
THEMES = pytest.mark.parametrize("colours", [COLOURS, DARK], ids=["bright", "dark"])
GRAPHICS, TEXT = 3.0, 4.5  # WCAG 2.1, success criteria 1.4.11 and 1.4.3
TOLD_APART = 15  # of 100 steps of lightness from black to white


def luminance(colour):
    """WCAG 2.1, definition of relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    """WCAG 2.1, definition of contrast ratio."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour):
    """CIE 1976 L*, from 0 (black) to 100 (white): what is left of a colour in grey."""
    return 116 * luminance(colour) ** (1 / 3) - 16


def test_the_formulas_give_published_values():
    """Black on white is 21 : 1 (WCAG 2.1); #777777 on white is just too little for text (WebAIM)."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert lightness("#ffffff") == pytest.approx(100)
    assert lightness("#777777") == pytest.approx(50.03, abs=0.05)


def test_the_page_knows_every_colour_in_bright_and_dark():
    assert BRIGHT == COLOURS
    assert DARK.keys() == COLOURS.keys()


@THEMES
@pytest.mark.parametrize("name", ["ink", "muted", "programme", "comparison"])
def test_text_stands_out_from_the_page(colours, name):
    assert contrast(colours[name], colours["paper"]) >= TEXT


@THEMES
@pytest.mark.parametrize("name", sorted(COLOURS.keys() - {"paper", "band"}))
def test_lines_and_marks_stand_out_from_the_page(colours, name):
    """A band is left out: it is only the inside of an outline."""
    assert contrast(colours[name], colours["paper"]) >= GRAPHICS


@THEMES
@pytest.mark.parametrize("name", ["ink", "muted", "programme", "comparison"])
def test_marks_stand_out_from_a_band(colours, name):
    assert contrast(colours[name], colours["band"]) >= GRAPHICS


@THEMES
@pytest.mark.parametrize(
    ("first", "second"),
    [("programme", "comparison"), ("programme", "band"), ("comparison", "band"), ("ink", "muted")],
)
def test_what_colour_tells_apart_lightness_tells_apart_too(colours, first, second):
    assert abs(lightness(colours[first]) - lightness(colours[second])) >= TOLD_APART
