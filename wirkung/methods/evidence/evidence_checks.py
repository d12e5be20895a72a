"""How each check of the evidence rules ends, from what is declared and what was measured."""

from __future__ import annotations

from collections.abc import Mapping

from wirkung.codes import Verdict
from wirkung.evidence import (
    FEWEST_CLUSTERS,
    MOST_CONTAMINATION,
    CheckOutcome,
    Declared,
    Estimator,
    EvidenceCheck,
    Measured,
)

_ENDS = {True: CheckOutcome.PASSED, False: CheckOutcome.FAILED, None: CheckOutcome.NOT_MEASURED}


def outcomes(declared: Declared, measured: Measured) -> Mapping[EvidenceCheck, CheckOutcome]:
    """Every check and how it ends, in the order of the enum."""
    estimator = declared.estimator
    compares = estimator not in (None, Estimator.BEFORE_AFTER)
    controls = estimator is not None and (estimator.controls or (declared.lot and compares))
    attrition = _attrition(declared, measured)
    return {
        EvidenceCheck.LOGIC_MODEL: _ENDS[declared.logic_model],
        EvidenceCheck.OUTCOME: _ENDS[estimator is not None],
        EvidenceCheck.COMPARISON_GROUP: _ENDS[declared.comparison_group],
        EvidenceCheck.LOT: _ENDS[declared.lot],
        EvidenceCheck.CONTROLS: _ENDS[controls],
        EvidenceCheck.BASELINE: _baseline(declared, measured, attrition),
        EvidenceCheck.CLUSTERS: _clusters(measured),
        EvidenceCheck.ATTRITION: attrition,
        EvidenceCheck.CONTAMINATION: _contamination(declared, measured),
        EvidenceCheck.RESULT: _ENDS[measured.desired_result],
        EvidenceCheck.FOLLOW_UP: _ENDS[declared.follow_up],
        EvidenceCheck.REPLICATION: _ENDS[declared.replication],
        EvidenceCheck.SCALED: _ENDS[declared.scaled],
    }


def _attrition(declared: Declared, measured: Measured) -> CheckOutcome:
    if not declared.lot:
        return CheckOutcome.NOT_APPLICABLE
    return _ENDS[None if measured.attrition is None else measured.attrition is Verdict.LOW_ATTRITION]


def _baseline(declared: Declared, measured: Measured, attrition: CheckOutcome) -> CheckOutcome:
    if not declared.comparison_group or attrition is CheckOutcome.PASSED:
        return CheckOutcome.NOT_APPLICABLE
    if not measured.baseline:
        return CheckOutcome.NOT_MEASURED
    if Verdict.NOT_EQUIVALENT in measured.baseline:
        return CheckOutcome.FAILED
    adjusts = declared.estimator is not None and declared.estimator.adjusts
    return _ENDS[adjusts or Verdict.NEEDS_ADJUSTMENT not in measured.baseline]


def _clusters(measured: Measured) -> CheckOutcome:
    numbers = [number for number in measured.clusters if number is not None]
    if numbers and min(numbers) < FEWEST_CLUSTERS:
        return CheckOutcome.FAILED
    if measured.unclustered:
        return CheckOutcome.NOT_MEASURED
    return CheckOutcome.PASSED if numbers else CheckOutcome.NOT_APPLICABLE


def _contamination(declared: Declared, measured: Measured) -> CheckOutcome:
    if not declared.comparison_group:
        return CheckOutcome.NOT_APPLICABLE
    share = measured.contamination
    return _ENDS[None if share is None else share <= MOST_CONTAMINATION]
