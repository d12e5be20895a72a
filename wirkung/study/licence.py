"""What the declared design allows the report to claim."""

from __future__ import annotations

from wirkung.finding import Licence
from wirkung.methods.evidence import licensed_claim
from wirkung.programme.model import Assignment, DesignKind, text_in
from wirkung.study.data import YearData


def licence_of(data: YearData) -> Licence:
    """The strongest claim of this programme and year: declared design, and whether the groups are in the data."""
    design = data.programme.design
    claim = licensed_claim(
        randomised=design.kind is DesignKind.RANDOMISED,
        comparison_group=data.has_comparison,
        chance_assignment=design.assignment is Assignment.LOTTERY,
    )
    note = "" if design.note is None else text_in(design.note, data.language)
    return Licence(kind=design.kind, assignment=design.assignment, note=note, claim=claim)
