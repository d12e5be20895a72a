"""The command line. What needs pandas or papermill is imported when it is used: `--help` must be quick."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import wirkung

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # they would show the values of variables, and with them persons
    rich_markup_mode=None,
    help="Impact evaluation for public education programmes: from a programme file to a published report.",
)


class Language(StrEnum):
    """In which language problems and reports are written."""

    DE = "de"
    EN = "en"


Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Programme files, for example params/mint.yaml")]
Year = Annotated[
    int | None,
    typer.Option(min=1900, max=2100, help="The year to evaluate.", show_default="the latest with data"),
]
Chosen = Annotated[Language, typer.Option("--language", help="Language of report and messages.")]
Out = Annotated[
    Path | None,
    typer.Option(
        help="Folder for the reports.", file_okay=False, show_default="reports, beside the notebooks folder"
    ),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"wirkung {wirkung.__version__}")
        raise typer.Exit


@app.callback()
def _common(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None: ...


@app.command()
def run(
    files: Files, *, year: Year = None, out: Out = None, language: Chosen = Language.DE, debug: Debug = False
) -> None:
    """Evaluate programmes and publish their reports.

    Each report appears in reports/<year>/<programme>/ when it is complete; if anything goes wrong, the earlier
    one stays. Problems stand on standard error.

    Exit codes: 0 all published, 1 a notebook failed (or several kinds of failure), 3 programme file, 4 data,
    5 folder or disk, 130 interrupted.
    """
    # JupyterLab brings a package whose import builds a grammar for web addresses, a third of the start of a run.
    # nbformat leaves it alone where it is told that it is not there; nothing here checks web addresses.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    from wirkung.run.run_command import run_command  # noqa: PLC0415 - quick start

    code = run_command(files, year=year, out=out, language=language.value, debug=debug)
    raise typer.Exit(code)


@app.command()
def check(files: Files, *, year: Year = None, language: Chosen = Language.DE, debug: Debug = False) -> None:
    """Check programme files and their data without evaluating anything.

    Shows every problem at once, or what was read: rows used and left out, persons, answers.

    Exit codes: 0 all good, 3 programme file, 4 data, 1 several kinds of problem.
    """
    from wirkung.run.check_command import check_command  # noqa: PLC0415 - quick start

    raise typer.Exit(check_command(files, year=year, language=language.value, debug=debug))


def main() -> None:
    """Entry point of `wirkung` and of `python -m wirkung`."""
    app(prog_name="wirkung")
