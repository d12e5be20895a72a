"""Tables and queries of databases: read only, and nobody is told the address."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest

from tests.io.postgres import ESCAPED, PASSWORD, server
from wirkung.declared import SourceRole
from wirkung.io import read
from wirkung.io.assemble import read_tables
from wirkung.io.files import DATA_FOLDERS
from wirkung.io.limits import Limits
from wirkung.io.read import read_source
from wirkung.programme.sources import Source

pytestmark = pytest.mark.usefixtures("quick_reader")
MAPPED = {"person": "nr", "year": "jahr", "course": "kurs", "group": "gruppe"}
VALUES = {"group": {"Kurs": "programme", "Vergleich": "comparison"}}
TABLE = """
    CREATE TABLE teilnahmen (nr integer, jahr integer, gruppe text, kurs text, tag date, geld numeric(9, 2));
    INSERT INTO teilnahmen VALUES
    (1, 2024, 'Kurs', 'A', '2024-03-31', 1.25), (2, 2024, 'Vergleich', NULL, NULL, 3);
"""


@pytest.fixture(scope="module")
def postgres():
    """The address of a server with a table of two invented persons."""
    with server() as folder:
        address = f"postgresql://amt:{ESCAPED}@/postgres?host={folder}"
        with psycopg.connect(host=str(folder), user="amt", password=PASSWORD, dbname="postgres") as connection:
            connection.execute(TABLE)
            connection.execute("CREATE SCHEMA amt2; CREATE VIEW amt2.sicht AS SELECT * FROM teilnahmen")
            connection.execute("CREATE SEQUENCE zaehler")
            listed = "SELECT 1 AS nr, ARRAY[1, 2] AS liste, gen_random_uuid() AS kennung"
            connection.execute(f"CREATE TABLE listen AS {listed}")
            connection.execute("CREATE ROLE gast LOGIN PASSWORD 'gast'")
        yield address


@pytest.fixture
def sqlite(office):
    with sqlite3.connect(office.folder / "amt.sqlite") as connection:
        connection.executescript(TABLE)
    connection.close()
    return "sqlite:///amt.sqlite"


@pytest.fixture(params=["postgres", "sqlite"])
def address(request, monkeypatch):
    found = request.getfixturevalue(request.param)
    monkeypatch.setenv("STADE_DB", found)
    return found


def ask(office, **asked):
    office.persons = {"database": {"address": "STADE_DB", **asked}, "columns": MAPPED, "values": VALUES}
    return office


def rows(office, asked, **columns):
    """Cells of a source, row by row."""
    source = Source(database={"address": "STADE_DB", **asked}, columns=columns)
    return (
        read_source(source, SourceRole.PERSONS, office.folder).cells.astype("str").fillna("").to_numpy().tolist()
    )


def refused(office, **asked):
    """The one finding, which says nothing of the address."""
    (problem,) = ask(office, **asked).error().problems
    for language in ("de", "en"):
        told = problem.text(language)
        assert not any(secret in told for secret in ("geheim", "amt:", "amt.sqlite", "/pg", "postgresql://amt"))
    return problem.code


@pytest.mark.own_process
@pytest.mark.usefixtures("address")
def test_a_table_is_read(office):
    tables = read_tables(ask(office, table="teilnahmen").programme(), office.folder, file_key=b"k" * 32)
    assert tables.persons["group"].tolist() == ["programme", "comparison"]
    (account,) = tables.accounts
    assert (account.file, account.rows_read, len(account.fingerprint)) == ("STADE_DB:teilnahmen", 2, 64)
    assert account.encoding in ("PostgreSQL", "SQLite")
    assert "geheim" not in repr(tables.accounts)


@pytest.mark.usefixtures("address")
def test_typed_values_are_the_texts_of_cells(office):
    assert rows(office, {"table": "teilnahmen"}, a="nr", b="tag", c="geld") == [
        ["1", "2024-03-31", "1.25"],
        ["2", "", "3"],
    ]


@pytest.mark.usefixtures("address")
def test_a_query_is_read(office):
    query = "SELECT nr, kurs AS \"Kurs 50%\" FROM teilnahmen WHERE kurs LIKE 'A%' -- :name\n;"
    assert rows(office, {"query": query}, a="Nr", b="Kurs 50%") == [["1", "A"]]


@pytest.mark.usefixtures("address")
def test_the_fingerprint_is_that_of_the_rows_in_any_order(office):
    def found(order, key=b"k" * 32):
        query = f"SELECT nr, kurs FROM teilnahmen ORDER BY nr {order}"  # noqa: S608 - two words
        source = Source(
            database={"address": "STADE_DB", "query": query}, columns={"person": "nr", "course": "kurs"}
        )
        return read_source(source, SourceRole.PERSONS, office.folder, key=key).fingerprint

    assert found("ASC") == found("DESC")
    assert found("ASC") != found("ASC", b"j" * 32)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("DELETE FROM teilnahmen", "data.database_writes"),
        ("SELECT 1) AS q; DELETE FROM teilnahmen; --", "data.database_query"),
        ("SELECT 1) AS q; COMMIT; DELETE FROM teilnahmen; SELECT (1", "data.database_query"),
        ("WITH x AS (DELETE FROM teilnahmen RETURNING nr) SELECT * FROM x", "data.database_query"),
        ("SELECT nr FROM gibt_es_nicht", "data.database_table"),
        ("SELECT nr FROM", "data.database_query"),
    ],
)
@pytest.mark.usefixtures("address")
def test_a_query_changes_nothing(office, query, code):
    assert refused(office, query=query) == code
    assert len(rows(office, {"table": "teilnahmen"}, person="nr")) == 2


@pytest.mark.usefixtures("address")
def test_what_the_database_does_not_have(office):
    assert refused(office, table="kurse") == "data.database_table"
    assert refused(office, query="SELECT nr, jahr, gruppe FROM teilnahmen") == "data.column_missing"
    assert refused(office, query="SELECT * FROM teilnahmen WHERE nr = 3") == "data.table_empty"


@pytest.mark.usefixtures("address")
def test_more_rows_than_are_allowed(office, monkeypatch):
    usual = {"size": 10**8, "unpacked": 10**9, "memory": 10**9, "seconds": 10}
    monkeypatch.setattr(read, "USUAL", Limits(cells=7, **usual))
    assert refused(office, table="teilnahmen") == "data.table_too_large"
    monkeypatch.setattr(read, "USUAL", Limits(cells=8, **usual))
    assert len(office.read().persons) == 2


def test_a_function_that_writes_is_refused(office, postgres, monkeypatch):
    monkeypatch.setenv("STADE_DB", postgres)
    assert refused(office, query="SELECT nextval('pg_class') AS nr FROM teilnahmen") == "data.database_query"
    assert refused(office, query="SELECT nextval('zaehler') AS nr") == "data.database_writes"


def test_a_server_that_takes_too_long_is_stopped(office, postgres, monkeypatch):
    monkeypatch.setenv("STADE_DB", postgres)
    monkeypatch.setattr(read, "USUAL", Limits(size=1, unpacked=1, cells=1000, memory=10**9, seconds=1))
    assert refused(office, query="SELECT pg_sleep(30)") == "data.database_too_slow"


@pytest.mark.own_process
def test_a_query_that_never_ends_is_ended(office, sqlite, monkeypatch):
    monkeypatch.setenv("STADE_DB", sqlite)
    monkeypatch.setattr(read, "USUAL", Limits(size=10**6, unpacked=1, cells=1000, memory=10**9, seconds=1))
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    assert refused(office, query=endless) in ("data.database_too_slow", "data.database_too_large")


def test_schemas_moments_and_what_is_no_cell(office, postgres, monkeypatch):
    monkeypatch.setenv("STADE_DB", postgres)
    assert rows(office, {"table": "amt2.sicht"}, a="nr") == [["1"], ["2"]]
    query = "SELECT timestamptz '2024-03-31 22:00+00' AS m"  # midnight in Berlin
    assert rows(office, {"query": query}, a="m") == [["2024-04-01"]]
    ((number, kind),) = rows(office, {"table": "listen"}, a="nr", b="kennung")
    assert (number, len(kind)) == ("1", 36)
    assert refused_cells(office) == "data.column_no_cells"


def refused_cells(office):
    office.persons = {
        "database": {"address": "STADE_DB", "table": "listen"},
        "columns": {**MAPPED, "person": "liste"},
    }
    return office.error().problems[0].code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((ESCAPED, "falsch"), "data.database_password"),
        (("/postgres?", "/andere?"), "data.database_unreachable"),
        (("?host=", "?host=/nirgends"), "data.database_unreachable"),
        (("postgresql:", "mysql:"), "data.database_kind"),
        (("postgresql://", ""), "data.database_kind"),
        ((f"amt:{ESCAPED}", "gast:gast"), "data.database_rights"),
    ],
)
def test_nobody_is_let_in(office, postgres, monkeypatch, change, code):
    monkeypatch.setenv("STADE_DB", postgres.replace(*change))
    assert refused(office, table="teilnahmen") == code


def test_an_address_that_is_not_there(office, monkeypatch):
    monkeypatch.delenv("STADE_DB", raising=False)
    assert refused(office, table="teilnahmen") == "data.database_address"


@pytest.mark.usefixtures("sqlite")
def test_files_of_sqlite_lie_where_data_may_come_from(office, monkeypatch, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("anderswo") / "a.sqlite"
    elsewhere.write_bytes((office.folder / "amt.sqlite").read_bytes())
    nest = office.folder / "a" / "params"
    nest.mkdir(parents=True)
    office.folder = nest
    monkeypatch.setenv("STADE_DB", f"sqlite:///{elsewhere}")
    assert refused(office, table="teilnahmen") == "data.file_outside"
    monkeypatch.setenv(DATA_FOLDERS, str(elsewhere.parent))
    assert len(office.read().persons) == 2


@pytest.mark.usefixtures("sqlite")
@pytest.mark.parametrize("path", ["fehlt.sqlite", "amt.sqlit", ".", "amt.sqlite?mode=rwc"])
def test_a_file_of_sqlite_that_is_not_there(office, monkeypatch, path):
    monkeypatch.setenv("STADE_DB", f"sqlite:///{path}")
    assert refused(office, table="teilnahmen") == "data.database_unreachable"
    assert not (office.folder / "fehlt.sqlite").exists()


def test_what_is_no_file_of_sqlite(office, sqlite, monkeypatch):
    monkeypatch.setenv("STADE_DB", sqlite)
    (office.folder / "amt.sqlite").write_bytes(b"Nr;Jahr\n" * 1000)
    assert refused(office, table="teilnahmen") == "data.database_damaged"


def test_a_driver_that_is_missing_is_named(office, monkeypatch):
    monkeypatch.setenv("STADE_DB", "postgresql://amt@localhost/amt")
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    assert refused(office, table="teilnahmen") == "data.database_driver"
    assert "pip install" in office.problems()[0]
