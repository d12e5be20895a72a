"""The tables of the results store, as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(referred_table_name)s"},
)

# Which output folder the rows are of: one database serves one, else each would take the other's rows for old.
FOLDER = Table("wirkung_folder", METADATA, Column("id", String(32), primary_key=True))

# One row per published report; `manifest_sha256` tells whether the rest of the rows is of today.
REPORT = Table(
    "wirkung_report",
    METADATA,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("programme", String(100), primary_key=True),
    Column("title", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("synthetic", Boolean, nullable=False),
    Column("status", String(20), nullable=False),
    Column("made_on", Date, nullable=False),
    Column("released_on", Date),
    Column("withdrawn_on", Date),
    Column("publication", String(32)),
    Column("version", String(50), nullable=False),
    Column("commit", String(64)),
    Column("evidence_level", Integer),
    Column("manifest_sha256", String(64), nullable=False),
    Column("published_on", Date),
    Column("until", Date),  # the day after which nothing counts, of a preliminary report
)

# One row per line of `results.json`; numbers are those that were released, texts those that were printed.
RESULT = Table(
    "wirkung_result",
    METADATA,
    Column("report_year", Integer, primary_key=True, autoincrement=False),
    Column("programme", String(100), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("question", String(50), nullable=False),
    Column("role", String(50), nullable=False),
    Column("about", JSON, nullable=False),
    Column("group", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("projected", Boolean, nullable=False),
    Column("withheld", Boolean, nullable=False),
    Column("quantity", String(50)),
    Column("unit", String(50)),
    Column("symbol", Text),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
    Column("level", Float),
    Column("claim", String(20)),
    Column("convention", Text),
    Column("source", Text),
    Column("counts", JSON, nullable=False),
    Column("cautions", JSON, nullable=False),
    Column("printed_value", Text, nullable=False),
    Column("printed_interval", Text, nullable=False),
    Column("printed_target", Text, nullable=False),
    Column("target", Float),
    Column("due", Date),
    Column("verdict", String(50)),
    Column("advice", String(50)),
    Column("undecided", String(50)),
    Column("standing", String(50)),
    ForeignKeyConstraint(
        ["report_year", "programme"], ["wirkung_report.year", "wirkung_report.programme"], ondelete="CASCADE"
    ),
)
