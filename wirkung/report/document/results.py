"""Lines of `results.json`: what others may compute with, and nothing that was withheld.

One line is one estimate in its role; what is withheld, a finding or one of its roles, is one line that says so and
holds no number and no reason. The shapes
are those of `wirkung.estimate`; only what JSON cannot hold is said anew.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic.dataclasses import dataclass

from wirkung.codes import Advice, Role, Standing, Undecided, Verdict
from wirkung.estimate import Count, Estimate, Interval, Test

STRICT = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)

_NUMBER_OR_NULL = WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "null"}]})
_Lowest = Annotated[float, BeforeValidator(lambda value: -math.inf if value is None else value), _NUMBER_OR_NULL]
_Highest = Annotated[float, BeforeValidator(lambda value: math.inf if value is None else value), _NUMBER_OR_NULL]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class WrittenInterval(Interval):
    """A confidence interval; a limit that is null has no bound."""

    low: _Lowest
    high: _Highest


@dataclass(frozen=True, kw_only=True, config=STRICT)
class WrittenTest(Test):
    """A test of «no difference»; a statistic that is null is beyond all bounds."""

    __test__ = False  # not a pytest class

    statistic: _Highest
    p: Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class WrittenEstimate(Estimate):
    """An estimate as it is published: shares are 0..1, and whom it rests on is not said."""

    counts: Annotated[tuple[Count, ...], Field(min_length=1)]
    interval: WrittenInterval | None = None
    test: WrittenTest | None = None
    populations: Annotated[tuple[()], Field(exclude=True)] = ()


class Record(BaseModel):
    """A part of a file: unknown keys are errors, nothing changes after reading."""

    model_config = ConfigDict(**STRICT, frozen=True)


class Printed(Record):
    """The numbers of a line as the report prints them: the mark of a withheld one, empty where there is none."""

    value: str
    interval: str
    target: str


class ResultLine(Record):
    """One estimate of a finding, or that the finding or this role of it is withheld.

    `id` is the same in every year: question, subject and role. `about` names the subject in the words of the
    programme file and the catalogue («indicator», «step», «aspect», …), `label` as the report does, under the head
    `group` where it stands among others. Verdict, target and what follows from them stand with the main estimate.
    `projected` marks what nobody observed.
    """

    id: str
    question: str
    year: int
    projected: bool
    about: dict[str, str | int | list[str]]
    group: str
    label: str
    role: Role
    withheld: bool
    estimate: WrittenEstimate | None
    printed: Printed
    verdict: Verdict | None = None
    target: Annotated[float | None, Field(allow_inf_nan=False)] = None
    due: dt.date | None = None
    advice: Advice | None = None
    undecided: Undecided | None = None
    standing: Standing | None = None

    @model_validator(mode="after")
    def _either(self) -> ResultLine:
        given = (self.verdict, self.target, self.due, self.advice, self.undecided, self.standing)
        if self.withheld != (self.estimate is None):
            raise ValueError("a line has an estimate, or it is withheld")
        if self.withheld and any(each is not None for each in given):
            raise ValueError("a withheld line says nothing of its result")
        return self
