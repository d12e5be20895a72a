"""Parquet files: typed values are cells like others, and a hostile file is a finding."""

from __future__ import annotations

import datetime as dt
import hmac
import struct
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import csv

from wirkung.declared import SourceRole
from wirkung.errors import Place
from wirkung.io import read, values
from wirkung.io.child import read_in_child
from wirkung.io.limits import USUAL, Limits
from wirkung.io.parquet_reader import read_parquet
from wirkung.io.read import read_source
from wirkung.programme.sources import Source

pytestmark = pytest.mark.usefixtures("quick_reader")
COLUMNS = {"person": "Nr", "year": "Jahr", "wave": "Welle", "q1": "F1", "q2": "F2"}
WAVES = ["vorher", "nachher", "vorher", "nachher"]


def table(**columns):
    """Four answers of invented persons."""
    usual = {
        "Nr": [1, 1, 2, 2],
        "Jahr": [2024] * 4,
        "Welle": WAVES,
        "F1": [1, 2, 3, 4],
        "F2": [1.5, 2.0, None, 3.25],
    }
    return pa.table({**usual, **columns})


def write(office, content, name="b.parquet", **options):
    pq.write_table(content, office.folder / name, **options)
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n1;2024;Kurs;A\n2;2024;Kurs;A\n")
    office.parts["design"] = {"kind": "one_group", "assignment": "self_selected"}
    office.measure(file=name, columns=COLUMNS)


def read_cells(office, content, **columns):
    pq.write_table(content, office.folder / "t.parquet")
    source = Source(file="t.parquet", columns=columns)
    return read_source(source, SourceRole.PERSONS, office.folder).cells.astype("str").fillna("")


@pytest.mark.parametrize("group", [1, 100])
def test_the_same_answers_as_from_a_text_file(office, group):
    write(office, table(), row_group_size=group)
    found = office.read().measurements.copy()
    office.write(
        "b.csv",
        "Nr;Jahr;Welle;F1;F2\n1;2024;vorher;1;1,5\n1;2024;nachher;2;2\n2;2024;vorher;3;\n2;2024;nachher;4;3,25\n",
    )
    office.data["measurements"][0]["file"] = "b.csv"
    same = ["year", "wave", "q1", "q2"]
    pd.testing.assert_frame_equal(found[same], office.read().measurements[same])


def test_typed_values_are_the_texts_of_cells(office):
    content = pa.table(
        {
            "whole": pa.array([1, None, 3], pa.int16()),
            "share": pa.array([0.1, 1.234, float("nan")], pa.float32()),
            "money": pa.array([Decimal("12.00"), Decimal("1.25"), None]),
            "day": pa.array([dt.date(2024, 1, 31), None, dt.date(1999, 12, 1)]),
            "moment": pa.array([dt.datetime(2024, 3, 31, 22, 0, tzinfo=dt.UTC)] * 3, pa.timestamp("ns", "UTC")),
            "yes": [True, False, None],
            "word": pa.array(["ja", None, "ja"]).dictionary_encode(),
            "nothing": pa.nulls(3),
        }
    )
    found = read_cells(office, content, **{name: name for name in content.column_names})
    assert found.index.tolist() == [1, 2, 3]
    assert found.to_dict("list") == {
        "whole": ["1", "", "3"],
        "share": ["0.1", "1.2340", ""],
        "money": ["12", "1.25", ""],
        "day": ["2024-01-31", "", "1999-12-01"],
        "moment": ["2024-04-01"] * 3,  # midnight in Berlin
        "yes": ["WAHR", "FALSCH", ""],
        "word": ["ja", "", "ja"],
        "nothing": ["", "", ""],
    }


def test_words_that_differ_between_row_groups_keep_their_rows(office):
    chunks = [pa.array(["a", "b"]).dictionary_encode(), pa.array(["c", "b"]).dictionary_encode()]
    content = pa.table({"w": pa.chunked_array(chunks), "n": [1.5, 2.5, 2.5, 1.5]})
    pq.write_table(content, office.folder / "g.parquet", row_group_size=2)
    source = Source(file="g.parquet", columns={"w": "w", "n": "n"})
    cells = read_source(source, SourceRole.PERSONS, office.folder).cells
    assert cells["w"].tolist() == ["a", "b", "c", "b"]
    assert cells["n"].tolist() == ["1.5", "2.5", "2.5", "1.5"]


def test_many_rows_are_read_as_from_a_text_file(office):
    rows = 20_002  # more than are looked at to tell ids from texts that are there again and again
    content = pa.table(
        {
            "Nr": [f"T{at // 2}" for at in range(rows)],
            "Jahr": pa.array([2024] * rows, pa.int16()),
            "Welle": ["vorher", "nachher"] * (rows // 2),
            "F1": pa.array([None if at % 7 == 0 else at % 5 - 2 for at in range(rows)], pa.int8()),
            "F2": [at / 4 for at in range(rows)],
        }
    )
    pq.write_table(content, office.folder / "t.parquet", row_group_size=9_000)
    csv.write_csv(content, office.folder / "t.csv")
    typed, text = (
        read_source(Source(file=f"t.{kind}", columns=COLUMNS), SourceRole.MEASUREMENTS, office.folder).cells
        for kind in ("parquet", "csv")
    )
    assert [str(kind) for kind in typed.dtypes][1::2] == ["int16[pyarrow]", "int8[pyarrow]"]
    for name in COLUMNS:
        found = values.texts(typed[name], lambda cell: cell or None)
        assert found.tolist() == values.texts(text[name], lambda cell: cell or None).tolist()


def test_only_the_columns_that_are_named_are_read(tmp_path):
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"Nr": [1], "F1": [2], "Ort": ["Stade"]}), path)
    answer = read_parquet(str(path), ["nr"], dates=False, cells=10, unpacked=1000)
    assert answer["names"] == ["Nr", "F1", "Ort"]
    assert answer["table"].column_names == ["0"]


def test_the_fingerprint_is_that_of_the_bytes(office):
    write(office, table())
    source = Source(file="b.parquet", columns=COLUMNS)
    found = read_source(source, SourceRole.MEASUREMENTS, office.folder, key=b"k" * 32)
    raw = (office.folder / "b.parquet").read_bytes()
    assert found.fingerprint == hmac.digest(b"k" * 32, raw, "sha256").hex()
    assert found.encoding == "Parquet"


def test_names_in_a_column_that_nobody_reads_are_told(office):
    names = ["Anna Müller", "Jonas Weber", "Emma Fischer", "Paul Schneider"]
    write(office, table(Wer=names))
    (problem,) = office.problems()
    assert "Wer" in problem
    assert "Müller" not in problem


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    ("content", "word"),
    [
        (table(F1=[[1], [2], None, [3]]), "F1"),
        (table(F1=[{"a": 1}] * 4), "F1"),
        (table(F1=[b"1"] * 4), "F1"),
        (table().drop_columns(["F2"]), "F2"),
        (table().slice(0, 0), "b.parquet"),
    ],
    ids=["list", "struct", "bytes", "missing", "no rows"],
)
def test_what_cannot_be_read_is_one_finding(office, content, word, language):
    write(office, content)
    (problem,) = office.problems(language)
    assert word in problem


def test_a_column_of_lists_that_nobody_reads_is_no_matter(office):
    write(office, table(extra=[[1], [2], None, [3]]))
    assert len(office.read().measurements) == 4


def test_a_heading_that_stands_there_twice(office):
    content = pa.Table.from_arrays([*table().columns, table().column("F1")], names=[*table().column_names, "F1"])
    write(office, content)
    (problem,) = office.problems()
    assert "«F1» steht 2-mal" in problem


def damaged(raw):
    """Bytes cut off, mixed up, and with lengths that lie."""
    yield b""
    yield b"PAR1"
    yield raw[: len(raw) // 2]
    yield raw[: len(raw) // 2] + raw[-300:]
    yield raw[:4] + bytes(len(raw) - 12) + raw[-8:]
    yield raw[:-8] + struct.pack("<I", 2**31) + b"PAR1"
    yield raw[:-8] + struct.pack("<I", 4) + b"PAR1"


@pytest.mark.own_process
def test_a_damaged_file_is_read_in_a_process_of_its_own(office):
    write(office, table())
    raw = (office.folder / "b.parquet").read_bytes()
    (office.folder / "b.parquet").write_bytes(raw[:-30] + raw[-8:])
    assert "keine lesbare Parquet-Datei" in office.problems()[0]


def test_damaged_files_are_one_finding(office):
    write(office, table())
    path = office.folder / "b.parquet"
    for content in damaged(path.read_bytes()):
        path.write_bytes(content)
        (problem,) = office.problems()
        assert "keine lesbare Parquet-Datei" in problem


def test_a_file_that_unpacks_to_far_more_than_is_allowed_is_refused_before_it_is_read(office, monkeypatch):
    rows = 3_000_000
    same = pa.array(["x" * 50]).dictionary_encode()
    big = pa.table(
        {"Nr": pa.DictionaryArray.from_arrays(pa.nulls(rows, pa.int32()).fill_null(0), same.dictionary)}
    )
    path = office.folder / "bombe.parquet"
    pq.write_table(big, path, use_dictionary=False, compression="zstd")
    assert path.stat().st_size < 1_000_000
    office.persons |= {"file": "bombe.parquet", "columns": dict.fromkeys(("person", "year", "group"), "Nr")}
    small = {"size": 10**8, "memory": 10**9, "seconds": 10}
    monkeypatch.setattr(read, "USUAL", Limits(cells=10**9, unpacked=10**7, **small))
    assert "erlaubt sind 10 MB" in office.problems()[0]
    monkeypatch.setattr(read, "USUAL", Limits(cells=10**6, unpacked=10**9, **small))
    assert "mehr als 1000000 Zellen" in office.problems()[0]


@pytest.mark.own_process
def test_what_needs_more_memory_than_allowed_is_a_finding(office, monkeypatch):
    numbers = pa.table({"Nr": pa.array(range(2_000_000)).cast(pa.string())})
    pq.write_table(numbers, office.folder / "viel.parquet")
    office.persons |= {"file": "viel.parquet", "columns": dict.fromkeys(("person", "year", "group"), "Nr")}
    monkeypatch.setattr(
        read, "USUAL", Limits(size=10**8, cells=10**9, unpacked=10**9, memory=25 * 10**7, seconds=10)
    )
    assert "Arbeitsspeicher" in office.problems()[0]


def test_more_columns_than_anybody_keeps(office):
    wide = pa.table({f"s{at}": [1] for at in range(10_001)})
    pq.write_table(wide, office.folder / "weit.parquet")
    office.persons["file"] = "weit.parquet"
    assert "10001 Spalten" in office.problems()[0]


@pytest.mark.own_process
def test_declared_large_files_have_other_limits(office, monkeypatch):
    monkeypatch.setattr(read, "USUAL", Limits(size=1, unpacked=1, cells=1, memory=1, seconds=1))
    write(office, table())
    office.data["measurements"][0]["large"] = True
    office.persons["large"] = True
    assert len(office.read().measurements) == 4
    assert USUAL.cells > 1


@pytest.mark.own_process
def test_every_type_is_the_same_text_in_the_process_that_has_neither_numpy_nor_pandas(tmp_path):
    moment = [dt.datetime(2024, 3, 31, 22)]  # noqa: DTZ001 - some columns have no zone
    kinds = {
        "day": [dt.date(2024, 1, 2)],
        "moment": pa.array(moment, pa.timestamp("ns")),
        "here": pa.array(moment, pa.timestamp("ns", "UTC")),
        "there": pa.array(moment, pa.timestamp("us", "Europe/Berlin")),
        "long": pa.array([dt.timedelta(hours=1.5)], pa.duration("ns")),
        "time": pa.array([dt.time(1, 30)], pa.time64("ns")),
        "exact": [Decimal("1.50")],
        "yes": [True],
        "small": pa.array([0.1], pa.float32()),
        "word": pa.array(["x"]).dictionary_encode(),
        "whole": pa.array([7], pa.uint64()),
    }
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table(kinds), path)
    asked = {"path": str(path), "wanted": list(kinds), "dates": False}
    apart = read_in_child("parquet", Place(file="t.parquet"), USUAL, damaged="data.parquet_damaged", **asked)
    here = read_parquet(**asked, cells=USUAL.cells, unpacked=USUAL.unpacked)
    assert apart["samples"] == here["samples"]
    assert apart["table"].to_pylist() == here["table"].to_pylist()
