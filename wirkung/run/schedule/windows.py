"""Tasks of Windows and the batch files that they start; what was missed while the machine was off is caught up."""

from __future__ import annotations

import calendar
from xml.sax.saxutils import escape

from wirkung.run.schedule.wishes import DRY_RUN, DRY_RUN_DAY, FAILED_VARIABLE, REPORTS, Schedule, Written

_BEGIN = "2026-01-01"  # the first day on which a task may start
_MONTHS = calendar.month_name[1:]


def tasks(schedule: Schedule, folder: str) -> Written:
    """A task and a batch file for each job.

    Parameters
    ----------
    schedule
        What and when.
    folder
        Where the batch files will lie.
    """
    moments = {REPORTS: (schedule.on.day, [_MONTHS[schedule.on.month - 1]]), DRY_RUN: (DRY_RUN_DAY, _MONTHS)}
    files = {}
    for name, command in schedule.jobs.items():
        day, months = moments[name]
        task = _task(schedule, f"{folder}\\{name}.cmd", day, months)
        files[f"{name}.xml"] = task.encode("utf-16")
        files[f"{name}.cmd"] = _batch(schedule, name, command).replace("\n", "\r\n").encode()
    return Written(
        files=files,
        set_up=tuple(f"schtasks /Create /TN {name} /XML {name}.xml" for name in schedule.jobs),
    )


def _task(schedule: Schedule, program: str, day: int, months: list[str]) -> str:
    named = "".join(f"<{month}/>" for month in months)
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{_BEGIN}T{schedule.at.isoformat(timespec="seconds")}</StartBoundary>
      <ScheduleByMonth>
        <DaysOfMonth><Day>{day}</Day></DaysOfMonth>
        <Months>{named}</Months>
      </ScheduleByMonth>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
  </Settings>
  <Actions>
    <Exec>
      <Command>{escape(program)}</Command>
      <WorkingDirectory>{escape(schedule.workspace)}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""


def _batch(schedule: Schedule, name: str, command: tuple[str, ...]) -> str:
    hook = f"set {FAILED_VARIABLE}={name}\n{schedule.on_failure}\n" if schedule.on_failure else ""
    return (
        "@echo off\nchcp 65001 >nul\n"
        f'cd /d {_quoted(schedule.workspace)} && {" ".join(map(_quoted, command))} >>"%~dp0{name}.log" 2>&1\n'
        "set outcome=%errorlevel%\n"
        f"if %outcome%==0 exit /b 0\n{hook}exit /b %outcome%\n"
    )


def _quoted(argument: str) -> str:
    """One word of a batch file; a path of Windows holds no quotation mark."""
    return f'"{argument.replace("%", "%%")}"'
