"""Timers of systemd for the user's own manager: what was missed while the machine was off is caught up."""

from __future__ import annotations

from wirkung.run.schedule.wishes import (
    DRY_RUN,
    DRY_RUN_DAY,
    ENVIRONMENT,
    FAILED_VARIABLE,
    REPORTS,
    Schedule,
    Written,
)

_FAILED = "wirkung-failed@"
_UNITS = "~/.config/systemd/user"


def units(schedule: Schedule) -> Written:
    """A service and a timer for each job, and a service for what is to be done when one fails."""
    time = schedule.at.isoformat(timespec="seconds")
    moments = {REPORTS: f"*-{schedule.on:%m-%d} {time}", DRY_RUN: f"*-*-{DRY_RUN_DAY:02d} {time}"}
    files = {}
    for name, command in schedule.jobs.items():
        files[f"{name}.service"] = _service(schedule, name, command)
        files[f"{name}.timer"] = _timer(name, moments[name])
    if schedule.on_failure:
        files[f"{_FAILED}.service"] = _failed(schedule)
    timers = " ".join(f"{name}.timer" for name in schedule.jobs)
    return Written(
        files={name: text.encode() for name, text in files.items()},
        set_up=(
            f"mkdir -p {_UNITS} && cp wirkung-* {_UNITS}/",
            "systemctl --user daemon-reload",
            f"systemctl --user enable --now {timers}",
            "loginctl enable-linger",
        ),
    )


def _service(schedule: Schedule, name: str, command: tuple[str, ...]) -> str:
    hook = f"OnFailure={_FAILED}{name}.service\n" if schedule.on_failure else ""
    return (
        f"[Unit]\nDescription={name} of {_plain(schedule.workspace)}\n{hook}\n"
        f"[Service]\nType=oneshot\n{_surroundings(schedule)}"
        f"ExecStart={' '.join(map(_quoted, command))}\n"
        # Only the run itself is told to stop: it ends its kernel and clears up.
        "Nice=10\nKillMode=mixed\nTimeoutStopSec=300\n"
    )


def _timer(name: str, moment: str) -> str:
    return (
        f"[Unit]\nDescription={name}\n\n"
        f"[Timer]\nOnCalendar={moment}\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _failed(schedule: Schedule) -> str:
    shell = " ".join(map(_quoted, ("/bin/sh", "-c", schedule.on_failure)))
    return (
        "[Unit]\nDescription=%i has failed\n\n"
        f"[Service]\nType=oneshot\n{_surroundings(schedule)}"
        f"Environment={FAILED_VARIABLE}=%i\nExecStart={shell}\n"
    )


def _surroundings(schedule: Schedule) -> str:
    workspace = _plain(schedule.workspace)
    return f"WorkingDirectory={workspace}\nEnvironmentFile=-{workspace}/{ENVIRONMENT}\n"


def _plain(text: str) -> str:
    """A value that reaches to the end of its line."""
    return text.replace("%", "%%")


def _quoted(argument: str) -> str:
    """One word of a command line (systemd.service(5), «Command lines»)."""
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{_plain(escaped).replace("$", "$$")}"'
