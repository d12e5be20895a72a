"""Where a source's rows come from, as a programme file says it."""

from __future__ import annotations

import pytest

from wirkung.errors import ProgrammeFileError
from wirkung.programme.load import load_programme

FILE = """
id: probe
title: Probe
organisation: Amt
question: Wirkt es?
design: {kind: one_group, assignment: self_selected}
data:
  persons:
    columns: {person: Nr, year: Jahr}
"""


def faults(tmp_path, *lines):
    path = tmp_path / "probe.yaml"
    path.write_text(FILE + "".join(f"    {line}\n" for line in lines), encoding="utf-8")
    with pytest.raises(ProgrammeFileError) as caught:
        load_programme(path)
    for problem in caught.value.problems:
        for language in ("de", "en"):
            assert "geheim" not in problem.text(language)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ([], ["programme.source.one"]),
        (["file: a.csv", "database: {address: DB, table: t}"], ["programme.source.one"]),
        (["database: {address: DB}"], ["programme.database.one"]),
        (["database: {address: DB, table: t, query: SELECT 1}"], ["programme.database.one"]),
        (["database: {address: DB, table: t}", "sheet: Liste"], ["programme.database.key"]),
        (["database: {address: 'postgresql://amt:geheim@host/db', table: t}"], ["programme.variable"]),
        (["file: postgresql://amt:geheim@host/db"], ["programme.source.address"]),
    ],
)
def test_what_is_wrong_with_it_is_told_without_an_address(tmp_path, lines, codes):
    assert faults(tmp_path, *lines) == codes


def test_a_source_of_a_database_has_a_name_without_its_address(tmp_path):
    path = tmp_path / "probe.yaml"
    path.write_text(FILE + "    database: {address: STADE_DB, query: SELECT * FROM t}\n", encoding="utf-8")  # noqa: S608 - text of a programme file
    assert load_programme(path).programme.data.persons.name == "STADE_DB:query"
