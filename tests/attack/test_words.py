"""What a report says around its results tells no number of few persons, rows or answers, of whatever study."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.attack.studies import YEARS, write_case
from wirkung.report.document.blocks import Block
from wirkung.report.formats.plain import plain
from wirkung.report.frame.glance import glance
from wirkung.report.frame.parts import parts_of
from wirkung.study.study import Study, open_study

FEW = re.compile(r"(?<![\w.,–-])[1-9](?![\w.,])")
# What is no number of persons: scales of evidence, what is said of every report, ends of intervals.
NO_PERSONS = re.compile(
    r"\bStufe \d von 5\b|(?<!× )\b\d von [35]\b|\bje Grund 0 bis 9\b|\bfielen 0 bis 9 Zeilen weg\b"
    r"|\bzwischen \d und \d+ %|\bDie Skala reicht von \d bis \d+"
)


def words(study: Study) -> str:
    """Evidence, first page, limits and sources, as they are printed."""
    things = (study.licence, glance(*study.answers, licence=study.licence), study.limits, study.provenance)
    parts = [part for thing in things for part in parts_of(thing, "de")]
    return " ".join(plain([part for part in parts if isinstance(part, Block)], "de").split())


@pytest.mark.parametrize("seed", [0, 6, 9])
def test_no_number_of_few_stands_in_evidence_limits_and_sources(seed: int, tmp_path: Path) -> None:
    case = write_case(seed, tmp_path, further=False)
    for year in YEARS:
        text = words(open_study(case.programme, year=year))
        assert "SHA-256" in text
        assert FEW.findall(NO_PERSONS.sub("", text)) == []


def test_a_number_of_few_would_be_found() -> None:
    said = "Stufe 2 von 5; je Grund 0 bis 9; 3\u00a0× Person nicht in der Personenliste; 40 von 50"
    assert FEW.findall(NO_PERSONS.sub("", said)) == ["3"]
