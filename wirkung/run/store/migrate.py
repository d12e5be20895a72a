"""The tables of a store brought to what this version writes."""

from __future__ import annotations

from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, update

from wirkung.errors import Problem, WorkspaceError
from wirkung.run.store.tables import REPORT

VERSIONS = "wirkung_version"  # the table in which Alembic notes how far they are
_SCRIPTS = Path(__file__).with_name("migrations")


def migrate(connection: Connection) -> None:
    """Make the tables, or change those of an earlier version; what they hold is kept.

    Parameters
    ----------
    connection
        In a transaction.

    Raises
    ------
    WorkspaceError
        A later version of the program made them.
    """
    scripts = ScriptDirectory(str(_SCRIPTS))
    context = MigrationContext.configure(connection, opts={"version_table": VERSIONS})
    there = context.get_current_revision()
    if there == scripts.get_current_head():
        return
    if there is not None and there not in {script.revision for script in scripts.walk_revisions()}:
        raise WorkspaceError([Problem(code="store.newer")])
    missing = reversed(list(scripts.iterate_revisions("head", there or "base")))
    with Operations.context(context):
        for script in missing:
            script.module.upgrade()
    context.stamp(scripts, "head")
    if there is not None:  # what this version writes beyond, no row has yet: the reports are to be read again
        connection.execute(update(REPORT).values(manifest_sha256=""))
