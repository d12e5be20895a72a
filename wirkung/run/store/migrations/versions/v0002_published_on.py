"""The day on which a report was published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; reports are read again, and fill it."""
    op.add_column("wirkung_report", sa.Column("published_on", sa.Date))
