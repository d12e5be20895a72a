"""Answers by category in bars: of each time and group, from released numbers only, told by words and pattern."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.report.conftest import INTEREST
from wirkung.catalogue import LANGUAGES
from wirkung.codes import Caution, Claim, CountRole, Quantity, Role
from wirkung.estimate import SHARE, Count
from wirkung.finding import Finding, Subject
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.style import COLOURS
from wirkung.report.document.blocks import Table
from wirkung.report.formats.svg import inline_svg
from wirkung.report.frame.parts import answer_parts

NB = "\u00a0"
PASSED = Subject(indicator="Bestanden", low=0.0, high=1.0, better=1)


def parts(answer, kind=Drawing, language="de"):
    return [part for part in answer_parts(answer, language) if isinstance(part, kind)]


def yes_before_and_after(make, before, after, of=80, *, alone=True):
    """So many of 80 said yes; of participants who were compared with nobody, or with a group."""
    counts = (Count(role=CountRole.PAIRS, number=of),)
    value, cautions = (after - before) / of, (Caution.NO_COMPARISON_GROUP,) if alone else ()
    change = make.estimate(
        value,
        value - 0.1,
        value + 0.1,
        quantity=Quantity.SHARE_DIFFERENCE,
        unit=SHARE,
        counts=counts,
        cautions=cautions,
    )
    levels = ((Role.BEFORE, make.share(before, of)), (Role.AFTER, make.share(after, of)))
    return Finding(subject=PASSED, estimates=((Role.MAIN, change), *levels))


def moved(make, before, after, of):
    """How the share of a group moved, with the persons before and after."""
    roles = ((CountRole.PROGRAMME_BEFORE, before), (CountRole.PROGRAMME_AFTER, after))
    counts = (
        Count(role=CountRole.PAIRS, number=of),
        *(Count(role=role, number=number, of=of) for role, number in roles),
    )
    return make.estimate((after - before) / of, quantity=Quantity.SHARE_DIFFERENCE, unit=SHARE, counts=counts)


def both_groups(make, ours, theirs, quantity=Quantity.DIFFERENCE_IN_CHANGE):
    sizes = ((CountRole.PROGRAMME, 80), (CountRole.COMPARISON, 60))
    main = make.estimate(
        0.1,
        0.0,
        0.2,
        quantity=quantity,
        unit=SHARE,
        counts=tuple(Count(role=role, number=number) for role, number in sizes),
        claim=Claim.ASSOCIATION,
    )
    estimates = ((Role.MAIN, main), (Role.PROGRAMME, ours), (Role.COMPARISON, theirs))
    return make.released("comparison", Finding(subject=PASSED, estimates=estimates))


def test_yes_and_no_of_those_who_were_compared_with_nobody(make):
    (drawing,) = parts(make.released("change", yes_before_and_after(make, 36, 54)))

    assert drawing.block.alt.replace(NB, " ") == (
        "Je Gruppe und Zeitpunkt ein Balken, geteilt nach der Antwort: Bestanden: "
        "vorher – trifft zu: 45 % (36 von 80), trifft nicht zu: 55 % (44 von 80); "
        "nachher – trifft zu: 68 % (54 von 80), trifft nicht zu: 32 % (26 von 80)."
    )
    assert drawing.block.caption == "Auf wie viele Teilnehmende es vorher und nachher zutraf, 2024"


def test_where_groups_are_compared_the_change_keeps_its_intervals_and_the_comparison_has_the_bars(make):
    (change,) = parts(make.released("change", yes_before_and_after(make, 36, 54, alone=False)))
    assert change.block.caption == "Stand vor und nach dem Programm mit Konfidenzintervallen, 2024"

    answer = both_groups(make, moved(make, 36, 54, 80), moved(make, 24, 30, 60))
    _, bars = parts(answer)
    assert bars.block.data.columns[1].head == "trifft zu"
    assert [tuple(cell.replace(NB, " ") for cell in row) for row in bars.block.data.rows] == [
        ("Programm, vorher", "45 % (36 von 80)", "55 % (44 von 80)"),
        ("Programm, nachher", "68 % (54 von 80)", "32 % (26 von 80)"),
        ("Vergleich, vorher", "40 % (24 von 60)", "60 % (36 von 60)"),
        ("Vergleich, nachher", "50 % (30 von 60)", "50 % (30 von 60)"),
    ]


def test_measured_once_each_group_has_one_bar(make):
    answer = both_groups(make, make.share(54, 80), make.share(30, 60), Quantity.SHARE_DIFFERENCE)
    _, bars = parts(answer)
    assert [row[0] for row in bars.block.data.rows] == ["Programm", "Vergleich"]


def test_no_bars_where_a_part_is_withheld_or_a_range(make):
    few = make.released("change", yes_before_and_after(make, 36, 78))  # two said no
    hidden = yes_before_and_after(make, 36, 54)
    without = replace(hidden, estimates=(*hidden.estimates[:2], (Role.AFTER, make.share(5, 80))))
    for answer in (few, make.released("change", without)):
        told = " ".join(drawing.block.alt for drawing in parts(answer))
        assert "trifft" not in told

    ranges = tuple(
        replace(count, at_most=count.number + 9) if count.role is CountRole.PROGRAMME_AFTER else count
        for count in moved(make, 24, 30, 60).counts
    )
    theirs = replace(moved(make, 24, 30, 60), counts=ranges)
    assert len(parts(both_groups(make, moved(make, 36, 54, 80), theirs))) == 1


def categories(make):
    """Grades in three categories before and after, of 80 persons."""
    findings = make.ranges(replace(INTEREST, better=-1))[:3]
    limits = ((0.5, 2.5, "range.answers"), (2.5, 3.5, "range.answer"), (3.5, 6.5, "range.answers"))
    told = [
        replace(each, subject=replace(each.subject, low=low, high=high, aspect=aspect))
        for each, (low, high, aspect) in zip(findings, limits, strict=True)
    ]
    return make.released("distribution", *told)


def test_grades_stand_in_bars_by_category(make):
    (drawing,) = parts(categories(make))
    assert drawing.block.caption == "Welche Antworten vorher und nachher gegeben wurden, 2024"
    assert "vorher – 1 bis 2: 38 %, 3: 31 %, 4 bis 6: 25 %" in drawing.block.alt.replace(NB, " ")
    assert not parts(categories(make), Table)  # it stands behind the figure


def test_grades_of_which_one_is_withheld_are_no_bars(make):
    """That of the last range is: the outline of the others stays, hatched where nothing may be told."""
    answer = make.released("distribution", *make.ranges(INTEREST))
    as_answers = replace(
        answer,
        items=tuple(
            replace(item, finding=replace(item.finding, subject=ordered(item.finding.subject)))
            if hasattr(item, "finding")
            else replace(item, subject=ordered(item.subject))
            for item in answer.items
        ),
    )
    (drawing,) = parts(as_answers)
    assert drawing.block.caption == "So verteilten sich die Antworten vorher und nachher, 2024"


def ordered(subject):
    return replace(subject, aspect="range.answer", low=subject.low - 0.5, high=subject.high - 0.5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_are_told_apart_by_pattern_in_house_colours_only(make, language):
    figures = [
        *parts(categories(make), language=language),
        *parts(make.released("change", yes_before_and_after(make, 36, 54)), language=language),
    ]
    for drawing in figures:
        assert set(re.findall(r"#[0-9a-f]{6}", drawing.svg.lower())) <= {*COLOURS.values(), "#000000"}
        assert "<pattern" in drawing.svg
        assert "<text" not in drawing.svg


def test_the_ground_of_a_pattern_turns_dark_with_the_page(make):
    (drawing,) = parts(categories(make))
    page = str(inline_svg(drawing.svg, label="Alpha", prefix="a-", letters=set()))
    assert 'fill="#' not in page
    assert "<rect" in page
    assert "fill: var(--fig-band" in page
