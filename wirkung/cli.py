"""The command line. What needs pandas or papermill is imported when it is used: `--help` must be quick."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

import wirkung
from wirkung.run.kernels.limits import ONE_THREAD

if TYPE_CHECKING:
    from wirkung.disclosure.keys import KeyRoom
    from wirkung.disclosure.register.memory import Memory
    from wirkung.run.room_command import Of

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # they would show the values of variables, and with them persons
    rich_markup_mode=None,
    help="Impact evaluation for public education programmes: from a programme file to a published report.",
)


_OWN_PROCESS = object()  # no other program's, which has files open and threads


class Language(StrEnum):
    """In which language problems and reports are written."""

    DE = "de"
    EN = "en"


Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Programme files, for example params/mint.yaml")]
Year = Annotated[
    int | None,
    typer.Option(min=1900, max=2100, help="The year to evaluate.", show_default="the latest with data"),
]
ReportFolder = Annotated[
    Path, typer.Argument(metavar="REPORT_FOLDER", help="A published report, for example reports/2024/mint")
]
Chosen = Annotated[Language, typer.Option("--language", help="Language of report and messages.")]
Out = Annotated[
    Path | None,
    typer.Option(
        help="Folder for the reports.", file_okay=False, show_default="reports, beside the notebooks folder"
    ),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose; may print data.")]


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


_A_YEAR = "(19[0-9]{2}|20[0-9]{2}|2100)"
_SPAN = re.compile(f"{_A_YEAR}(?:[-–]{_A_YEAR})?")


class LogForm(StrEnum):
    """For whom the log of a run is."""

    TEXT = "text"
    JSON = "json"


def _span(text: str) -> tuple[int, ...]:
    """«2022-2024» or «2021,2023» as years, ascending."""
    parts = [_SPAN.fullmatch(part) for part in text.replace(" ", "").split(",")]
    spans = [range(int(part[1]), int(part[2] or part[1]) + 1) for part in parts if part is not None]
    if not all(parts) or not all(spans):
        raise typer.BadParameter(f"expected years from 1900 to 2100, as 2022-2024 or 2021,2023; got {text}")
    return tuple(sorted({year for span in spans for year in span}))


def _names(text: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in text.split(","))
    if not all(names):
        raise typer.BadParameter(f"expected names of notebooks, as evaluation,cohorts; got {text}")
    return names


@app.command()
def run(
    context: typer.Context,
    files: Files,
    *,
    year: Year = None,
    years: Annotated[
        str | None, typer.Option(help="Several years, as 2022-2024 or 2021,2023; those without data are skipped.")
    ] = None,
    notebooks: Annotated[
        str | None,
        typer.Option(
            help="Names, as evaluation,cohorts; evaluation is a programme's main notebook.",
            show_default="evaluation",
        ),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="The last day that counts: preliminary reports, which a run without it replaces.",
            show_default="all that is known",
        ),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many reports are made at once.")] = 1,
    cluster: Annotated[
        str,
        typer.Option(
            help="Have them made by a Dask cluster: the address of its scheduler, or local for JOBS workers here.",
            show_default="none",
        ),
    ] = "",
    out: Out = None,
    plan: Annotated[
        bool, typer.Option("--plan", help="Show what would be made and why, and make nothing.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Make only reports that are not verified as up to date.")
    ] = False,
    cell_minutes: Annotated[float, typer.Option(min=0.01, help="Longest time of a cell.")] = 30,
    run_minutes: Annotated[float, typer.Option(min=0.01, help="Longest time of a notebook.")] = 120,
    memory: Annotated[
        float | None,
        typer.Option(
            min=0.1,
            help="Most memory of a notebook in GB.",
            show_default="four fifths of the machine's, shared by all jobs",
        ),
    ] = None,
    log: Annotated[LogForm, typer.Option(help="What standard error gets.")] = LogForm.TEXT,
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """Evaluate programmes and publish their reports.

    Each report appears in reports/<year>/<programme>/ when it is complete; if anything goes wrong, the earlier
    one stays, and the others are made all the same. Problems stand on standard error.

    Exit codes: 0 all published, 1 a notebook failed (or several kinds of failure), 3 programme file, 4 data,
    5 folder or disk, 130 interrupted.
    """
    from wirkung.run.kernels.client import fork_server  # noqa: PLC0415 - quick start
    from wirkung.run.limits import GIGABYTE, MINUTE, Limits  # noqa: PLC0415 - quick start
    from wirkung.run.plan import Asked  # noqa: PLC0415 - quick start
    from wirkung.run.run_command import Wishes, run_command  # noqa: PLC0415 - quick start

    if year is not None and years is not None:
        raise typer.BadParameter("give either --year or --years")
    asked = Asked(
        year=year,
        years=() if years is None else _span(years),
        notebooks=() if notebooks is None else _names(notebooks),
        compare=plan or resume,
        until=None if until is None else until.date(),
    )
    limits = Limits(cell_seconds=cell_minutes * MINUTE, run_seconds=run_minutes * MINUTE)
    most = limits.memory // jobs if memory is None else int(memory * GIGABYTE)
    wishes = Wishes(
        asked=asked,
        limits=replace(limits, memory=most),
        out=out,
        plan_only=plan,
        resume=resume,
        jobs=jobs,
        cluster=cluster,
        json=log is LogForm.JSON,
    )
    if context.obj is _OWN_PROCESS and not cluster:
        fork_server()
    raise typer.Exit(run_command(files, wishes, language=language.value, debug=debug))


@app.command()
def check(files: Files, *, year: Year = None, language: Chosen = Language.DE, debug: Debug = False) -> None:
    """Check programme files and their data without evaluating anything.

    Shows every problem at once, or what was read: rows used and left out, persons, answers.

    Exit codes: 0 all good, 3 programme file, 4 data, 1 several kinds of problem.
    """
    from wirkung.run.check_command import check_command  # noqa: PLC0415 - quick start

    raise typer.Exit(check_command(files, year=year, language=language.value, debug=debug))


@app.command()
def disclosure(
    folder: ReportFolder,
    *,
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """Audit the protection of small groups in a published report, for the evaluator alone.

    Decides once more, from the files of today, and says what was withheld or merged and why, and how far a reader
    can narrow it. All of it is written beside the register, for its owner only, and never among the reports.

    Exit codes: 0 written, 3 programme file, 4 data, 5 folder, register or report.
    """
    from wirkung.run.disclosure_command import disclosure_command  # noqa: PLC0415 - quick start

    raise typer.Exit(disclosure_command(folder, language=language.value, debug=debug))


@app.command("release-report")
def release_report(
    folder: Annotated[
        Path, typer.Argument(metavar="REPORT_FOLDER", help="The draft, for example reports/2024/mint")
    ],
    *,
    role: Annotated[str, typer.Option(help="Who has read it and releases it: a role of the office, no name.")],
    second_role: Annotated[str, typer.Option(help="Who else has: another role.")],
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of the release.", show_default="today")
    ] = None,
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """Release a draft that two have read; only then there is an edition for the public.

    Every edition then says that it was released, when and by which roles; manifest.json records what they read.
    A new run makes a draft again.

    Exit codes: 0 released, 5 no report, no draft, changed files, one role twice, folder or disk.
    """
    from wirkung.run.release_command import release_command  # noqa: PLC0415 - quick start

    on = None if date is None else date.date()
    raise typer.Exit(
        release_command(folder, first=role, second=second_role, on=on, language=language.value, debug=debug)
    )


@app.command("publish-report")
def publish_report(
    folder: Annotated[
        Path, typer.Argument(metavar="REPORT_FOLDER", help="A released report, for example reports/2024/mint")
    ],
    *,
    date: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day on which it was made public.", show_default="today"),
    ] = None,
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """Note that a released report was published; every edition and the list of reports say so.

    Nothing is sent anywhere: the office puts the files where the public finds them.

    Exit codes: 0 noted, 5 no report, not released, changed files, a day that cannot be, folder or disk.
    """
    from wirkung.run.release_command import publish_command  # noqa: PLC0415 - quick start

    on = None if date is None else date.date()
    raise typer.Exit(publish_command(folder, on=on, language=language.value, debug=debug))


@app.command()
def vorlage(
    folder: ReportFolder,
    *,
    template: Annotated[
        Path | None,
        typer.Option(
            help="The office's own Word template (.docx) with {{ fields }}.", show_default="one of our own"
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The file to write.", show_default="Beschlussvorlage-ID-YEAR.docx")
    ] = None,
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """Fill an office's own template for a council decision (Beschlussvorlage) from a published report.

    Sentences and numbers are those of the report, everything else is what the programme file says; what neither
    says is marked and listed, to be completed by hand. A file that is there is never replaced.

    Exit codes: 0 written, 3 programme file, 5 no report, template or folder.
    """
    from wirkung.run.vorlage_command import vorlage_command  # noqa: PLC0415 - quick start

    raise typer.Exit(vorlage_command(folder, template=template, out=out, language=language.value, debug=debug))


@app.command()
def annexes(
    folder: ReportFolder,
    *,
    out: Annotated[Path, typer.Option(help="The folder to write them into.")] = Path(),
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """Write the annexes that the programme file declares for a published report, as PDF and Word file.

    The standards of the DeGEval as the office answers them, and the use of a grant: account, receipts and payments
    along the funding plan. A file that is there is never replaced.

    Exit codes: 0 written, 3 programme file, 5 no report, no annex declared or no folder.
    """
    from wirkung.run.annexes_command import annexes_command  # noqa: PLC0415 - quick start

    raise typer.Exit(annexes_command(folder, out=out, language=language.value, debug=debug))


@app.command()
def verify(
    folder: ReportFolder,
    *,
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """Compute a published report again and compare every result; nothing is published.

    Exit codes: 0 all the same, 1 something differs or a notebook failed, 3 programme file, 4 data, 5 no report.
    """
    from wirkung.run.report_commands import verify_command  # noqa: PLC0415 - quick start

    raise typer.Exit(verify_command(folder, language=language.value, debug=debug))


@app.command()
def retract(
    folder: ReportFolder,
    *,
    reason: Annotated[str, typer.Option(prompt=True, help="Why; for the register, not published.")],
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """Mark a published report as withdrawn, in every edition and in the list of reports.

    It is not deleted, and no number is shown again because of that: who read it has read it.

    Exit codes: 0 marked and noted, 3 no programme file, 5 no report, withdrawn already, register, folder or disk.
    """
    from wirkung.run.report_commands import retract_command  # noqa: PLC0415 - quick start

    raise typer.Exit(retract_command(folder, reason=reason, language=language.value, debug=debug))


@app.command()
def results(
    *,
    programme: Annotated[list[str] | None, typer.Option(help="The id of a programme; may be repeated.")] = None,
    years: Annotated[str | None, typer.Option(help="Years of reports, as 2024, 2022-2024 or 2021,2023.")] = None,
    question: Annotated[list[str] | None, typer.Option(help="A question, for example change.")] = None,
    subject: Annotated[
        list[str] | None, typer.Option(help="What it is about: an id of the programme file, as an indicator.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="Write all that is chosen to a file, .csv or .parquet.", dir_okay=False)
    ] = None,
    out: Out = None,
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """List published results of all programmes and years, or write them to a file.

    The list has the main estimates as their reports print them; a file has every line of every results.json. A
    withheld number is in neither, and what was withdrawn says so. The database behind it (reports/results.sqlite,
    or PostgreSQL by the address in WIRKUNG_STORE) is first brought to what the report folders say.

    Exit codes: 0 shown or written, 5 folder, disk or database.
    """
    from wirkung.run.results_command import results_command  # noqa: PLC0415 - quick start
    from wirkung.run.store.ask import Chosen as Which  # noqa: PLC0415 - quick start

    chosen = Which(
        programmes=tuple(programme or ()),
        years=() if years is None else _span(years),
        questions=tuple(question or ()),
        subjects=tuple(subject or ()),
    )
    raise typer.Exit(results_command(chosen, out=out, to=to, language=language.value, debug=debug))


@app.command("dry-run")
def dry_run(files: Files, *, language: Chosen = Language.DE, debug: Debug = False) -> None:
    """Make the reports of sample programmes in a folder that goes again: would a real run work here today?

    Register, reports and results of the office are not touched; only samples (synthetic: true) are taken.

    Exit codes: those of run.
    """
    from wirkung.run.dry_run_command import dry_run_command  # noqa: PLC0415 - quick start

    raise typer.Exit(dry_run_command(files, language=language.value, debug=debug))


@app.command()
def retention(
    workspace: Annotated[Path, typer.Argument(metavar="WORKSPACE", help="The folder of the workspace.")] = Path(),
    *,
    plan: Annotated[bool, typer.Option("--plan", help="Show what is due, and delete nothing.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Delete what the last plan showed.")] = False,
    register_too: Annotated[
        bool,
        typer.Option("--register", help="With --plan: register and keys too, when no data of persons are left."),
    ] = False,
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """Show what is due to be deleted by the days in the programme files, then delete exactly that.

    First stands what must be offered to an archive and what has a period of its own. If anything has changed since
    it was shown, nothing is deleted. Never outside the workspace, and never through a symbolic link.

    Exit codes: 0 shown or deleted, 3 programme file, 5 no plan, something changed, folder or link.
    """
    from wirkung.run.deletion_command import retention_command  # noqa: PLC0415 - quick start

    if plan == apply:
        raise typer.BadParameter("give either --plan or --apply")
    if register_too and apply:
        raise typer.BadParameter("--register is for --plan; --apply takes the plan as it was shown")
    raise typer.Exit(
        retention_command(workspace, apply=apply, register_too=register_too, language=language.value, debug=debug)
    )


class Scheduler(StrEnum):
    """What starts the runs."""

    SYSTEMD = "systemd"
    CRON = "cron"
    GITLAB = "gitlab"
    WINDOWS = "windows"


@app.command()
def schedule(
    scheduler: Annotated[Scheduler, typer.Argument(help="What is to start the runs.")],
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="Programme files, for example params/*.yaml")
    ] = None,
    *,
    on: Annotated[
        datetime, typer.Option(formats=["%m-%d"], metavar="MM-DD", help="The day of the yearly run.")
    ] = "10-01",  # type: ignore[assignment] # Typer reads the text
    at: Annotated[
        datetime, typer.Option(formats=["%H:%M"], metavar="HH:MM", help="When both begin, by the machine's clock.")
    ] = "02:00",  # type: ignore[assignment] # the same
    sample: Annotated[Path, typer.Option(help="The sample of the monthly dry run.")] = Path("params/mint.yaml"),
    on_failure: Annotated[
        str, typer.Option(help="A command that tells somebody; WIRKUNG_FAILED names what failed.")
    ] = "",
    to: Annotated[Path, typer.Option(help="The folder to write to.", file_okay=False)] = Path("schedule"),
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """Write the files by which a scheduler makes all reports once a year and tries a sample every month.

    They name this workspace and this Python and work as they are; the lines that set them up are printed. In
    GitLab there is the monthly try only: no person's data go to a CI.

    Exit codes: 0 written, 3 programme file, 5 folder, another system, or refused by systemd.
    """
    from wirkung.run.schedule_command import When, schedule_command  # noqa: PLC0415 - quick start

    when = When(on=on.date(), at=at.time(), on_failure=on_failure)
    code = schedule_command(
        scheduler.value, files or [], sample=sample, when=when, to=to, language=language.value, debug=debug
    )
    raise typer.Exit(code)


@app.command()
def pseudonymise(
    sources: Annotated[
        list[Path], typer.Argument(metavar="SOURCE", help="CSV files or Excel workbooks (their first sheet).")
    ],
    *,
    out: Annotated[Path, typer.Option(help="The folder to make; never one with files in it.", file_okay=False)],
    person: Annotated[
        list[str], typer.Option(help="A heading; those given together make a person, the same in every file.")
    ],
    drop: Annotated[list[str] | None, typer.Option(help="A heading to leave out as well.")] = None,
    keep: Annotated[list[str] | None, typer.Option(help="A heading that looks personal and is not.")] = None,
    age_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Write the age on this day; without it the year of birth."),
    ] = None,
    keys: Annotated[
        Path | None,
        typer.Option(help="The key room.", file_okay=False, show_default="WIRKUNG_KEYS, or beside the first file"),
    ] = None,
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """Write copies that may be handed on: pseudonyms for names, years for dates of birth, no free text.

    The same person has the same pseudonym in all files and years, as long as the key is kept; whoever has the key
    can find a known name, so it stays with those who hold the names. All files are written or none.

    Exit codes: 0 written, 4 data, 5 folder or disk.
    """
    from wirkung.io.shareable import Wishes  # noqa: PLC0415 - quick start
    from wirkung.run.pseudonymise_command import pseudonymise_command  # noqa: PLC0415 - quick start

    wishes = Wishes(
        person=tuple(person),
        drop=tuple(drop or ()),
        keep=tuple(keep or ()),
        age_on=None if age_on is None else age_on.date(),
    )
    code = pseudonymise_command(sources, out=out, wishes=wishes, keys=keys, language=language.value, debug=debug)
    raise typer.Exit(code)


File = Annotated[Path, typer.Argument(metavar="FILE", help="A programme file, for example params/mint.yaml")]
Keyed = Annotated[
    Path, typer.Argument(metavar="FILE", help="A programme file, or a list beside which pseudonymise made keys")
]
Reason = Annotated[str, typer.Option(prompt=True, help="Why; it is recorded.")]
key = typer.Typer(no_args_is_help=True, help="The keys of the register of what was published.")
register = typer.Typer(no_args_is_help=True, help="The register of what was published.")
audit = typer.Typer(no_args_is_help=True, help="The audit log: runs, publications, releases, deletions, keys.")
app.add_typer(audit, name="audit")
app.add_typer(key, name="key")
app.add_typer(register, name="register")


def _in_key_room(action: Callable[[Of], KeyRoom], file: Path, language: Language, *, debug: bool) -> NoReturn:
    from wirkung.run.key_commands import key_status  # noqa: PLC0415 - quick start
    from wirkung.run.room_command import room_command  # noqa: PLC0415 - quick start

    raise typer.Exit(room_command(action, key_status, file, language=language.value, debug=debug, of_lists=True))


def _in_register(action: Callable[[Of], Memory], file: Path, language: Language, *, debug: bool) -> NoReturn:
    from wirkung.run.register_commands import register_status  # noqa: PLC0415 - quick start
    from wirkung.run.room_command import room_command  # noqa: PLC0415 - quick start

    raise typer.Exit(room_command(action, register_status, file, language=language.value, debug=debug))


@key.command("new")
def key_new(file: Keyed, *, language: Chosen = Language.DE, debug: Debug = False) -> None:
    """Make keys before the first run, where WIRKUNG_KEYS says or in .wirkung/keys."""
    from wirkung.run.key_commands import make_keys  # noqa: PLC0415 - quick start

    _in_key_room(make_keys, file, language, debug=debug)


@key.command("rotate")
def key_rotate(file: Keyed, *, language: Chosen = Language.DE, debug: Debug = False) -> None:
    """Encrypt the register with a new key and delete the old one."""
    from wirkung.run.key_commands import rotate_keys  # noqa: PLC0415 - quick start

    _in_key_room(rotate_keys, file, language, debug=debug)


@key.command("destroy")
def key_destroy(
    file: Keyed,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """Delete the keys: nobody can read the register any more, and nothing further is published."""
    from wirkung.catalogue import message  # noqa: PLC0415 - quick start
    from wirkung.run.key_commands import destroy_keys  # noqa: PLC0415 - quick start

    if not yes:
        typer.confirm(message("problems", "cli.key.destroy", language.value), abort=True)
    _in_key_room(destroy_keys, file, language, debug=debug)


@key.command("status")
def key_status(file: Keyed, *, language: Chosen = Language.DE, debug: Debug = False) -> None:
    """Show where the keys are and what was done to them."""
    from wirkung.run.key_commands import show_keys  # noqa: PLC0415 - quick start

    _in_key_room(show_keys, file, language, debug=debug)


@register.command("status")
def register_status(file: File, *, language: Chosen = Language.DE, debug: Debug = False) -> None:
    """Show what was published and what was decided."""
    from wirkung.run.register_commands import show_register  # noqa: PLC0415 - quick start

    _in_register(show_register, file, language, debug=debug)


@register.command("begin")
def register_begin(
    file: File, *, reason: Reason, out: Out = None, language: Chosen = Language.DE, debug: Debug = False
) -> None:
    """Go on without knowing what the published reports gave away: after a loss, or with reports from elsewhere."""
    from wirkung.run.register_commands import begin_register  # noqa: PLC0415 - quick start

    action = partial(begin_register, reason=reason, out=out)
    _in_register(action, file, language, debug=debug)


@register.command("withdraw")
def register_withdraw(
    file: File,
    *,
    year: Annotated[int, typer.Option(min=1900, max=2100, help="Which year's report.")],
    reason: Reason,
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """Record that a report was withdrawn. Who read it has read it: no number is shown again because of that."""
    from wirkung.run.register_commands import withdraw  # noqa: PLC0415 - quick start

    action = partial(withdraw, year=year, reason=reason)
    _in_register(action, file, language, debug=debug)


@register.command("forget")
def register_forget(
    file: File,
    *,
    person: Annotated[str, typer.Option(prompt="The person's id, as the office's files write it", hidden=True)],
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """Delete what the register has of a person; asks for the id, so that no list of commands keeps it."""
    from wirkung.run.register_commands import forget  # noqa: PLC0415 - quick start

    _in_register(partial(forget, person=person), file, language, debug=debug)


Workspace = Annotated[
    Path, typer.Argument(metavar="WORKSPACE", help="The folder of the workspace, or a programme file.")
]


@audit.command("verify")
def audit_verify(workspace: Workspace = Path(), *, language: Chosen = Language.DE, debug: Debug = False) -> None:
    """Say whether the audit log is whole: no line changed, none missing, none added.

    Exit codes: 0 whole, 5 not whole, not there, or without its keys.
    """
    from wirkung.run.journal_commands import verify_log_command  # noqa: PLC0415 - quick start

    raise typer.Exit(verify_log_command(workspace, language=language.value, debug=debug))


@audit.command("show")
def audit_show(
    workspace: Workspace = Path(),
    *,
    programme: Annotated[list[str] | None, typer.Option(help="The id of a programme; may be repeated.")] = None,
    years: Annotated[str | None, typer.Option(help="Years of reports, as 2024, 2022-2024 or 2021,2023.")] = None,
    language: Chosen = Language.DE,
    debug: Debug = False,
) -> None:
    """List what stands in the audit log, then say if it is not whole. Times are UTC.

    Exit codes: those of verify.
    """
    from wirkung.run.journal_commands import Which, show_log_command  # noqa: PLC0415 - quick start

    which = Which(programmes=tuple(programme or ()), years=() if years is None else _span(years))
    raise typer.Exit(show_log_command(workspace, which, language=language.value, debug=debug))


@audit.command("begin")
def audit_begin(workspace: Workspace = Path(), *, language: Chosen = Language.DE, debug: Debug = False) -> None:
    """Put an audit log aside that is not whole and begin another, which says so; until then nothing is published.

    Exit codes: 0 begun, 5 it is whole, or without its keys.
    """
    from wirkung.run.journal_commands import begin_log_command  # noqa: PLC0415 - quick start

    raise typer.Exit(begin_log_command(workspace, language=language.value, debug=debug))


def main() -> None:
    """Entry point of `wirkung` and of `python -m wirkung`."""
    # A terminal that knows no umlauts gets question marks, and the outcome is the same.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    os.environ.update(ONE_THREAD)  # before numpy is imported
    app(prog_name="wirkung", obj=_OWN_PROCESS)
