"""Lines for a crontab, and the scripts that they start: cron cuts long lines and has its own use for «%»."""

from __future__ import annotations

import shlex

from wirkung.run.schedule.wishes import (
    DRY_RUN,
    DRY_RUN_DAY,
    ENVIRONMENT,
    FAILED_VARIABLE,
    REPORTS,
    Schedule,
    Written,
)

_TABLE = "wirkung.crontab"


def crontab(schedule: Schedule, folder: str) -> Written:
    """The lines, and a script for each job.

    Parameters
    ----------
    schedule
        What and when.
    folder
        Where the scripts will lie.
    """
    moment = f"{schedule.at.minute} {schedule.at.hour}"
    days = {REPORTS: f"{schedule.on.day} {schedule.on.month} *", DRY_RUN: f"{DRY_RUN_DAY} * *"}
    lines = [f"{moment} {days[name]} {_in_table(f'{folder}/{name}.sh')}\n" for name in schedule.jobs]
    scripts = {f"{name}.sh": _script(schedule, name, command) for name, command in schedule.jobs.items()}
    files = {_TABLE: "".join(lines), **scripts}
    return Written(
        files={name: text.encode() for name, text in files.items()},
        set_up=(f"(crontab -l 2>/dev/null; cat {_TABLE}) | crontab -",),
        programs=tuple(scripts),
    )


def _script(schedule: Schedule, name: str, command: tuple[str, ...]) -> str:
    hook = (
        f"    {FAILED_VARIABLE}={name} sh -c {shlex.quote(schedule.on_failure)}\n" if schedule.on_failure else ""
    )
    return (
        "#!/bin/sh\n"
        f"cd {shlex.quote(schedule.workspace)} && {{\n"
        f"    [ ! -r {ENVIRONMENT} ] || {{ set -a; . ./{ENVIRONMENT}; set +a; }}\n"
        f"    nice -n 10 {shlex.join(command)}\n"
        "}\n"
        "outcome=$?\n"
        f'if [ "$outcome" -ne 0 ]; then\n    echo "{name}: $outcome"\n{hook}fi\n'
        'exit "$outcome"\n'
    )


def _in_table(path: str) -> str:
    return shlex.quote(path).replace("%", "\\%")
