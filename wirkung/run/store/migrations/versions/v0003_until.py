"""The day after which nothing counts in a preliminary report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; reports are read again, and fill it."""
    op.add_column("wirkung_report", sa.Column("until", sa.Date))
