"""What stands in the report folders stands in the store, once, in SQLite and in a real PostgreSQL."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import sys

import pandas as pd
import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import event, select

from tests.io.postgres import ESCAPED, PASSWORD, server
from tests.run.store.reports import SHOWN, line, write_report
from wirkung.errors import WorkspaceError
from wirkung.report.document.status import ReportStatus
from wirkung.run.store import migrate, store
from wirkung.run.store.address import engine_of
from wirkung.run.store.ask import Chosen, results
from wirkung.run.store.files import FILE
from wirkung.run.store.keeper import Keeper
from wirkung.run.store.store import in_store, put, put_right
from wirkung.run.store.tables import METADATA, RESULT

LATER = """
import sqlalchemy as sa
from alembic import op
revision = "later"
down_revision = "0003"

def upgrade():
    op.add_column("wirkung_report", sa.Column("field_of_action", sa.Text))
"""


@pytest.fixture(scope="module")
def postgres():
    with server() as folder:
        yield folder


def anew(server_folder) -> str:
    """The address of the server's database, without any table."""
    login = {"host": str(server_folder), "user": "amt", "password": PASSWORD, "dbname": "postgres"}
    with psycopg.connect(**login) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return f"postgresql://amt:{ESCAPED}@/postgres?host={server_folder}"


@pytest.fixture(params=["sqlite", "postgres"])
def out(request, tmp_path, monkeypatch):
    """An output folder with two reports, and a store that nobody has written to."""
    if request.param == "postgres":
        monkeypatch.setenv("WIRKUNG_STORE", anew(request.getfixturevalue("postgres")))
    else:
        monkeypatch.delenv("WIRKUNG_STORE", raising=False)
    two_reports(tmp_path)
    return tmp_path


@pytest.fixture
def file(tmp_path, monkeypatch):
    """The same, in a file of SQLite that has been written."""
    monkeypatch.delenv("WIRKUNG_STORE", raising=False)
    two_reports(tmp_path)
    put_right(tmp_path)
    return tmp_path


def two_reports(out):
    shown, hidden = line("interest", 0.33, year=2024), line("skill", None, year=2024)
    write_report(out, 2024, "mint", shown, {**shown, "role": "before", "id": "change/interest/before"}, hidden)
    write_report(out, 2023, "mint", line("interest", 0.21, year=2023))


def everything(out) -> pd.DataFrame:
    return results(out, Chosen())


def test_what_the_reports_say_stands_there_once_however_often_it_is_put(out):
    assert put_right(out) == 2
    first = everything(out)
    assert put_right(out) == 0
    put(out / "2024" / "mint")
    put(out / "2024" / "mint")
    pd.testing.assert_frame_equal(everything(out), first)
    assert first[["report_year", "id", "withheld"]].to_numpy().tolist() == [
        [2024, "change/interest/main", False],
        [2024, "change/interest/before", False],
        [2024, "change/skill/main", True],
        [2023, "change/interest/main", False],
    ]
    row = first.iloc[0]
    assert (row["value"], row["low"], row["high"], row["level"]) == (0.33, -0.5, 0.75, 0.95)
    assert (row["printed_value"], row["printed_interval"]) == (SHOWN, "−0,50 bis 0,75")
    assert (row["claim"], row["convention"], row["unit"]) == ("description", "CR2", "score")
    assert '"number": 60' in row["counts"]
    assert (row["title"], row["status"], row["made_on"]) == ("Programm mint", "draft", pd.Timestamp(2026, 1, 31))


def test_the_migrations_make_the_tables_that_are_written(out):
    def differences(connection):
        context = MigrationContext.configure(connection, opts={"version_table": migrate.VERSIONS})
        return compare_metadata(context, METADATA)

    assert in_store(out, differences) == []


def test_a_number_that_is_withheld_later_is_gone(out):
    put_right(out)
    write_report(out, 2024, "mint", line("interest", None, year=2024))
    put(out / "2024" / "mint")
    rows = everything(out)
    assert rows["printed_value"].tolist() == ["[g]", SHOWN]  # what is left is the report of the year before
    assert rows["value"].isna().tolist() == [True, False]
    shutil.rmtree(out / "2023")
    assert everything(out)["report_year"].tolist() == [2024]
    if "WIRKUNG_STORE" not in os.environ:
        assert SHOWN.encode() not in (out / FILE).read_bytes()


def test_what_is_withdrawn_says_so(out):
    put_right(out)
    day = dt.date(2026, 2, 3)
    lines = (line("interest", 0.33, year=2024),)
    write_report(out, 2024, "mint", *lines, status=ReportStatus.WITHDRAWN, withdrawn_on=day)
    rows = everything(out)
    assert rows.set_index("report_year")["status"].to_dict() == {2024: "withdrawn", 2023: "draft"}


def older(out):
    """A store as the first version of the tables left it."""

    def undo(connection):
        for column in ("published_on", "until"):
            connection.exec_driver_sql(f"ALTER TABLE wirkung_report DROP COLUMN {column}")
        connection.exec_driver_sql("UPDATE wirkung_version SET version_num = '0001'")

    in_store(out, undo)


def test_what_an_older_store_did_not_know_is_read_from_the_reports(out):
    day = dt.date(2026, 3, 1)
    write_report(out, 2024, "mint", line("interest", 0.33, year=2024), published_on=day)
    put_right(out)
    before = everything(out)
    older(out)
    pd.testing.assert_frame_equal(everything(out), before)
    assert before["published_on"].dropna().tolist() == [pd.Timestamp(day)]


def test_an_older_store_is_brought_up_to_date_and_keeps_its_rows(out, tmp_path_factory, monkeypatch):
    put_right(out)
    before = everything(out)
    newer = tmp_path_factory.mktemp("newer") / "migrations"
    shutil.copytree(migrate._SCRIPTS, newer)
    (newer / "versions" / "later.py").write_text(LATER, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "_SCRIPTS", newer)
        pd.testing.assert_frame_equal(everything(out), before)
        added = "SELECT count(*) FROM wirkung_report WHERE field_of_action IS NULL"
        assert in_store(out, lambda connection: connection.exec_driver_sql(added).scalar()) == 2
    with pytest.raises(WorkspaceError) as refused:  # by who does not know that version
        put_right(out)
    assert [problem.code for problem in refused.value.problems] == ["store.newer"]


def ends_its_connection(out, moment):
    """A way to the server, which ends the connection before a statement that begins so, or before the commit."""
    engine = engine_of(out)

    def end(connection, *rest):
        if (rest[1] if rest else "COMMIT").startswith(moment):
            with psycopg.connect(engine.url.set(drivername="postgresql").render_as_string(False)) as other:
                ours = connection.connection.driver_connection.info.backend_pid
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])

    event.listen(engine, "before_cursor_execute", end)
    event.listen(engine, "commit", end)
    return engine


def test_a_server_that_goes_in_the_middle_has_the_whole_old_report(postgres, tmp_path, monkeypatch):
    """`make faults` does it to whole runs, at every statement, and to a server that loses power."""
    monkeypatch.setenv("WIRKUNG_STORE", anew(postgres))
    two_reports(tmp_path)
    put_right(tmp_path)
    folder = write_report(tmp_path, 2024, "mint", line("interest", 0.5, year=2024))
    for moment in ("INSERT INTO wirkung_result", "COMMIT"):
        engine = ends_its_connection(tmp_path, moment)
        with monkeypatch.context() as patch:
            patch.setattr(store, "engine_of", lambda _, engine=engine: engine)
            (problem,) = Keeper().keep(folder)
        assert problem.problems[0].code == "store.unreachable"
        asked = select(RESULT.c.value).order_by(RESULT.c.report_year.desc(), RESULT.c.place)
        stored = in_store(tmp_path, lambda connection, asked=asked: list(connection.scalars(asked)))
        assert stored == [0.33, 0.33, None, 0.21]
    assert everything(tmp_path)["value"].tolist() == [0.5, 0.21]


def put_all(folders, stores):
    for folder in folders:
        os.environ["WIRKUNG_STORE"] = stores[folder.parent.parent]
        put(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="fork is POSIX")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the other one opens its own connections and ends
def test_two_processes_at_once_lose_nothing(postgres, tmp_path, monkeypatch):
    stores = {tmp_path / "file": "", tmp_path / "server": anew(postgres)}
    monkeypatch.setenv("WIRKUNG_STORE", "")
    folders = [
        write_report(out, 2024, f"p{number}", line("interest", 0.01 * number, year=2024))
        for out in stores
        for number in range(16)
    ]
    other = os.fork()
    if other == 0:
        code = 1
        try:
            put_all(folders[::2], stores)
            code = 0
        finally:
            os._exit(code)
    put_all(folders[1::2], stores)
    assert os.waitpid(other, 0)[1] == 0
    for out, address in stores.items():
        monkeypatch.setenv("WIRKUNG_STORE", address)
        assert put_right(out) == 0
        assert sorted(everything(out)["programme"]) == sorted(f"p{number}" for number in range(16))


def noise(path):
    path.write_bytes(b"nothing of a database" * 500)


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def torn(path):
    content = bytearray(path.read_bytes())
    content[8192:] = bytes(len(content) - 8192)
    path.write_bytes(content)


def empty(path):
    path.write_bytes(b"")


def changed(statement):
    def change(path):
        with sqlite3.connect(path) as connection:
            connection.execute(statement)
        connection.close()

    return change


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(noise, id="noise"),
        pytest.param(cut, id="cut"),
        pytest.param(torn, id="torn"),
        pytest.param(empty, id="empty"),
        pytest.param(changed("DROP TABLE wirkung_result"), id="no table"),
        pytest.param(changed("UPDATE wirkung_report SET made_on = 'x'"), id="no date"),
        pytest.param(changed("UPDATE wirkung_result SET about = '{'"), id="no JSON"),
        pytest.param(lambda path: path.unlink(), id="gone"),
    ],
)
def test_a_damaged_file_is_made_anew_from_the_reports(file, damage):
    before = everything(file)
    damage(file / FILE)
    pd.testing.assert_frame_equal(everything(file), before)
    damage(file / FILE)
    put(file / "2024" / "mint")
    pd.testing.assert_frame_equal(everything(file), before)


def test_a_report_that_cannot_be_read_is_none(file):
    (file / "2024" / "mint" / "results.json").write_bytes(b"{}")  # of another hand: not what the manifest says
    put(file / "2024" / "mint")
    assert everything(file)["report_year"].tolist() == [2023]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("postgresql://amt:geheim@/amt?host=/nowhere", "store.unreachable"),
        ("geheim", "store.address"),
        ("mysql://amt:geheim@localhost/amt", "store.kind"),
    ],
)
def test_a_store_that_is_away_is_told_once_and_keeps_no_report_back(file, monkeypatch, address, code):
    monkeypatch.setenv("WIRKUNG_STORE", address)
    keeper = Keeper()
    assert [len(keeper.keep(file / str(year) / "mint")) for year in (2023, 2024)] == [1, 0]
    (error,) = keeper.problems
    assert [problem.code for problem in error.problems] == [code]
    for language in ("de", "en"):
        assert "WIRKUNG_STORE" in error.problems[0].text(language)
        assert "geheim" not in error.problems[0].text(language)
    monkeypatch.delenv("WIRKUNG_STORE")
    assert put_right(file) == 0


def test_a_disk_that_is_full_now_is_told_as_that_of_the_store(file, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "engine_of", full)
    (error,) = Keeper().keep(file / "2024" / "mint")
    told = str(error)
    assert told.startswith("Die Ergebnisdatenbank ließ sich nicht lesen oder schreiben (No space left on device)")
    assert "frühere Bericht" not in told


def test_without_its_driver_a_server_is_refused(file, monkeypatch):
    monkeypatch.setenv("WIRKUNG_STORE", "postgresql://amt:geheim@localhost/amt")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(WorkspaceError) as refused:
        put_right(file)
    assert [problem.code for problem in refused.value.problems] == ["store.driver"]


def test_a_server_serves_one_folder(postgres, tmp_path, monkeypatch):
    monkeypatch.setenv("WIRKUNG_STORE", anew(postgres))
    for name in ("ours", "theirs"):
        two_reports(tmp_path / name)
    put_right(tmp_path / "ours")
    with pytest.raises(WorkspaceError) as refused:
        put_right(tmp_path / "theirs")
    assert [problem.code for problem in refused.value.problems] == ["store.other_folder"]
    assert put_right(tmp_path / "ours") == 0
