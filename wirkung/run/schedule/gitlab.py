"""A job for GitLab's schedules: the sample only, since no person's data go to a CI."""

from __future__ import annotations

import json
import shlex

from wirkung.run.schedule.wishes import DRY_RUN, DRY_RUN_DAY, FAILED_VARIABLE, Schedule, Written

_FILE = f"{DRY_RUN}.gitlab-ci.yml"


def job(schedule: Schedule) -> Written:
    """The job; its moment is set in GitLab."""
    command = shlex.join((".venv/bin/wirkung", "dry-run", schedule.sample))
    lines = [
        f"{DRY_RUN}:",
        "  image: python:3.12",
        "  rules:",
        '    - if: $CI_PIPELINE_SOURCE == "schedule"',
        "  script:",
        "    - make .venv/.ready",
        f"    - {json.dumps(command, ensure_ascii=False)}",
    ]
    if schedule.on_failure:
        hook = f"{FAILED_VARIABLE}={DRY_RUN} sh -c {shlex.quote(schedule.on_failure)}"
        failed = f'[ "$CI_JOB_STATUS" = success ] || {hook}'
        lines += ["  after_script:", f"    - {json.dumps(failed, ensure_ascii=False)}"]
    moment = f"{schedule.at.minute} {schedule.at.hour} {DRY_RUN_DAY} * *"
    return Written(
        files={_FILE: ("\n".join(lines) + "\n").encode()},
        set_up=(f".gitlab-ci.yml: include: [{{local: {_FILE}}}]", f"Build > Pipeline schedules: {moment}"),
    )
