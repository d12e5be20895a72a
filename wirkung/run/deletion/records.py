"""What a plan of deletion holds, and what stays written of a deletion: nothing of a person in either."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Kind(StrEnum):
    """What lies there; the words stand in the catalogue under `deletion.kind`."""

    SOURCE = "source"
    CHECKPOINT = "checkpoint"  # JupyterLab's second copy of a notebook, with its outputs
    EXECUTED = "executed"  # a notebook that papermill ran, outside the reports
    STOPPED_RUN = "stopped_run"
    LOG = "log"
    OPEN_FILE = "open_file"  # what an office program leaves beside a file that it has open
    EVALUATORS_AUDIT = "evaluators_audit"
    REGISTER = "register"
    KEYS = "keys"


class Left(StrEnum):
    """Why something is not deleted; the words stand in the catalogue under `deletion.left`."""

    OTHER_PERIOD = "other_period"
    WITH_COSTS = "with_costs"
    LATER = "later"
    NO_DATE = "no_date"
    OUTSIDE = "outside"
    DATABASE = "database"
    UNKNOWN = "unknown"
    REGISTER = "register"


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Due(_Record):
    """A file to delete, `path` from the workspace; `seen` is its size and when it was last written."""

    path: str
    kind: Kind
    programmes: tuple[str, ...] = ()
    until: str = ""
    seen: tuple[int, int]


class Stays(_Record):
    """Something that is not deleted here."""

    name: str
    why: Left
    programmes: tuple[str, ...] = ()
    until: str = ""


class Plan(_Record):
    """All that is due, in the order in which it is shown, and what is not deleted and why."""

    version: Literal[1] = 1
    workspace: str
    register_too: bool = False  # and the keys
    due: tuple[Due, ...]
    stays: tuple[Stays, ...]
    contents: str  # SHA-256 over all files that are due

    @property
    def hash(self) -> str:
        """By which the plan that was shown is known again."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class ShownPlan(_Record):
    """A plan as it is kept until it is carried out."""

    plan: Plan
    hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Deleted(_Record):
    """How many files of one kind were deleted for one programme, and since when they were due."""

    kind: Kind
    programmes: tuple[str, ...]
    until: str
    files: int


class DeletionRecord(_Record):
    """What stays written of a deletion: no name of a file, no hash."""

    version: Literal[1] = 1
    when: str
    plan: str
    complete: bool
    deleted: tuple[Deleted, ...]
