"""The first tables: folder, reports, results."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "wirkung_folder",
        sa.Column("id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wirkung_folder"),
    )
    op.create_table(
        "wirkung_report",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("programme", sa.String(100), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("synthetic", sa.Boolean, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("released_on", sa.Date),
        sa.Column("withdrawn_on", sa.Date),
        sa.Column("publication", sa.String(32)),
        sa.Column("version", sa.String(50), nullable=False),
        sa.Column("commit", sa.String(64)),
        sa.Column("evidence_level", sa.Integer),
        sa.Column("manifest_sha256", sa.String(64), nullable=False),
    )
    op.create_table(
        "wirkung_result",
        sa.Column("report_year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("programme", sa.String(100), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("question", sa.String(50), nullable=False),
        sa.Column("role", sa.String(50), nullable=False),
        sa.Column("about", sa.JSON, nullable=False),
        sa.Column("group", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("projected", sa.Boolean, nullable=False),
        sa.Column("withheld", sa.Boolean, nullable=False),
        sa.Column("quantity", sa.String(50)),
        sa.Column("unit", sa.String(50)),
        sa.Column("symbol", sa.Text),
        sa.Column("value", sa.Float),
        sa.Column("low", sa.Float),
        sa.Column("high", sa.Float),
        sa.Column("level", sa.Float),
        sa.Column("claim", sa.String(20)),
        sa.Column("convention", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.Column("cautions", sa.JSON, nullable=False),
        sa.Column("printed_value", sa.Text, nullable=False),
        sa.Column("printed_interval", sa.Text, nullable=False),
        sa.Column("printed_target", sa.Text, nullable=False),
        sa.Column("target", sa.Float),
        sa.Column("due", sa.Date),
        sa.Column("verdict", sa.String(50)),
        sa.Column("advice", sa.String(50)),
        sa.Column("undecided", sa.String(50)),
        sa.Column("standing", sa.String(50)),
        sa.ForeignKeyConstraint(
            ["report_year", "programme"], ["wirkung_report.year", "wirkung_report.programme"], ondelete="CASCADE"
        ),
    )
