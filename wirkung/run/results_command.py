"""The command `wirkung results`, without its option parsing."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
from rich.markup import escape
from rich.table import Table

from wirkung.catalogue import message
from wirkung.errors import ExitCode, Place, Problem, WorkspaceError
from wirkung.run.console import from_here, guarded, say, standard_output
from wirkung.run.staging import OUTPUT
from wirkung.run.store.ask import Chosen, results
from wirkung.run.workspace import find_workspace

_SHOWN = ("programme", "report_year", "year", "question", "label", "value", "interval", "claim", "status")
_FORMATS = (".csv", ".parquet")


def results_command(chosen: Chosen, *, out: Path | None, to: Path | None, language: str, debug: bool) -> ExitCode:
    """Show published results, or write them to a file.

    Parameters
    ----------
    chosen
        Which.
    out
        The output folder; None for `reports` in the workspace.
    to
        The file, .csv or .parquet; None to show the main results as a table.
    language
        «de» or «en».
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        if to is not None and to.suffix not in _FORMATS:
            problem = Problem(code="store.format", place=Place(file=str(to)), values={"suffix": to.suffix})
            raise WorkspaceError([problem])
        folder = (out or find_workspace(Path.cwd()) / OUTPUT).resolve()
        if not folder.is_dir():
            raise WorkspaceError([Problem(code="store.no_folder", place=Place(file=from_here(folder)))])
        found = results(folder, chosen)
        console = standard_output()
        if to is not None:
            _write(found, to)
            values = {"count": len(found), "file": from_here(to.resolve())}
            say(console, message("problems", "cli.results.written", language, **values))
        elif found.empty:
            say(console, message("problems", "cli.results.none", language))
        else:
            console.print(_table(found, language))
        return ExitCode.OK

    return guarded(act, language=language, debug=debug)


def _table(found: pd.DataFrame, language: str) -> Table:
    """One line per result: its main estimate, or that it is withheld."""
    table = Table(box=None, pad_edge=False)
    for name in _SHOWN:
        table.add_column(message("problems", f"cli.results.{name}", language), overflow="fold")
    for row in found[found["role"] == "main"].to_dict("records"):
        texts = {
            **{name: row[name] for name in ("programme", "report_year", "year", "question")},
            "label": ": ".join(part for part in (row["group"], row["label"]) if part),
            "value": row["printed_value"],
            "interval": row["printed_interval"],
            "claim": "" if row["withheld"] else message("report", f"claim.{row['claim']}", language),
            "status": message("report", f"report_status.{row['status']}", language),
        }
        table.add_row(*(escape(str(texts[column])) for column in _SHOWN))
    return table


def _write(found: pd.DataFrame, to: Path) -> None:
    """The whole file or none."""
    content = io.BytesIO()
    if to.suffix == ".csv":
        content.write(found.to_csv(index=False).encode("utf-8-sig"))  # with the mark by which Excel knows umlauts
    else:
        found.to_parquet(content, index=False)
    part = to.with_name(f".{to.name}.part")
    part.write_bytes(content.getvalue())
    part.replace(to)
