from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Claim, Verdict
from wirkung.evidence import CheckOutcome, Declared, Estimator, EvidenceCheck, EvidenceScale, Measured
from wirkung.methods.evidence.evidence import evidence_level, licensed_claim

ONE_GROUP = Declared(
    randomised=False,
    comparison_group=False,
    chance_assignment=False,
    estimator=Estimator.BEFORE_AFTER,
    logic_model=True,
)
COMPARED = replace(ONE_GROUP, comparison_group=True, estimator=Estimator.DIFFERENCE_IN_CHANGE)
LOT = replace(COMPARED, randomised=True, chance_assignment=True, estimator=Estimator.DIFFERENCE, follow_up=True)
GOOD = Measured(
    baseline=(Verdict.EQUIVALENT,),
    attrition=Verdict.LOW_ATTRITION,
    contamination=0.0,
    clusters=(4, 4),
    desired_result=True,
)
ALIKE, APART, FAR = Verdict.EQUIVALENT, Verdict.NEEDS_ADJUSTMENT, Verdict.NOT_EQUIVALENT
CHECK = EvidenceCheck

# design, what was measured, levels (Maryland, Nesta, Grüne Liste), claim; worked out by hand from the rules
TABLE = {
    "one group": (ONE_GROUP, GOOD, (1, 2, 1), Claim.DESCRIPTION),
    "one group, no change seen": (ONE_GROUP, replace(GOOD, desired_result=False), (1, 1, 1), Claim.DESCRIPTION),
    "one group, no model": (replace(ONE_GROUP, logic_model=False), GOOD, (1, 0, 0), Claim.DESCRIPTION),
    "nothing measured": (replace(ONE_GROUP, estimator=None), Measured(), (0, 1, 1), Claim.DESCRIPTION),
    "groups as they came": (replace(COMPARED, estimator=Estimator.DIFFERENCE), GOOD, (1, 2, 1), Claim.ASSOCIATION),
    "compared by before and after alone": (
        *(replace(COMPARED, estimator=Estimator.BEFORE_AFTER), GOOD),
        *((1, 2, 1), Claim.DESCRIPTION),
    ),
    "difference in change": (COMPARED, GOOD, (3, 3, 2), Claim.ASSOCIATION),
    "adjusted": (COMPARED, replace(GOOD, baseline=(ALIKE, APART)), (3, 3, 2), Claim.ASSOCIATION),
    "weights that leave a difference": (
        *(replace(COMPARED, estimator=Estimator.WEIGHTED_DIFFERENCE), replace(GOOD, baseline=(APART,))),
        *((2, 2, 1), Claim.ASSOCIATION),
    ),
    "too far apart": (COMPARED, replace(GOOD, baseline=(ALIKE, FAR)), (2, 2, 1), Claim.ASSOCIATION),
    "baseline not measured": (COMPARED, replace(GOOD, baseline=()), (2, 2, 1), Claim.ASSOCIATION),
    "one course": (COMPARED, replace(GOOD, clusters=(1, None)), (2, 2, 1), Claim.ASSOCIATION),
    "repeated elsewhere": (replace(COMPARED, replication=True), GOOD, (3, 4, 2), Claim.ASSOCIATION),
    "repeated and run by others": (
        *(replace(COMPARED, replication=True, scaled=True), GOOD),
        *((3, 5, 2), Claim.ASSOCIATION),
    ),
    "lot": (LOT, GOOD, (5, 3, 3), Claim.EFFECT),
    "lot, no change seen": (LOT, replace(GOOD, desired_result=False), (5, 1, 1), Claim.EFFECT),
    "lot, no follow-up": (replace(LOT, follow_up=False), GOOD, (5, 3, 2), Claim.EFFECT),
    "lot, apart by chance": (LOT, replace(GOOD, baseline=(FAR,)), (5, 3, 3), Claim.EFFECT),
    "lot, contamination not asked": (LOT, replace(GOOD, contamination=None), (5, 3, 3), Claim.EFFECT),
    "lot, many in both": (LOT, replace(GOOD, contamination=0.2), (4, 2, 2), Claim.ASSOCIATION),
    "lot, many lost, still alike": (
        *(LOT, replace(GOOD, attrition=Verdict.HIGH_ATTRITION)),
        *((3, 3, 2), Claim.ASSOCIATION),
    ),
    "lot, many lost, apart": (
        *(LOT, replace(GOOD, attrition=Verdict.HIGH_ATTRITION, baseline=(APART,))),
        *((2, 2, 1), Claim.ASSOCIATION),
    ),
    "lot, loss not measured": (LOT, replace(GOOD, attrition=None), (3, 3, 2), Claim.ASSOCIATION),
    "lot, one course": (LOT, replace(GOOD, clusters=(1, 3)), (2, 2, 1), Claim.ASSOCIATION),
    "lot by hearsay": (replace(LOT, chance_assignment=False), GOOD, (1, 2, 1), Claim.ASSOCIATION),
}


@pytest.mark.parametrize(("declared", "measured", "levels", "claim"), TABLE.values(), ids=TABLE)
def test_levels_and_claim_by_hand(declared, measured, levels, claim):
    found = evidence_level(declared, measured)
    assert tuple(found.on(scale).level for scale in EvidenceScale) == levels
    assert found.claim is claim


def test_the_check_that_cost_levels_is_named_and_what_comes_next():
    found = evidence_level(LOT, replace(GOOD, attrition=Verdict.HIGH_ATTRITION, baseline=(FAR,)))
    maryland = found.on(EvidenceScale.MARYLAND)
    assert (maryland.level, maryland.design_level, maryland.highest) == (2, 5, 5)
    assert maryland.cost == (CHECK.BASELINE, CHECK.ATTRITION)
    assert maryland.raised_by == (CHECK.BASELINE,)


def test_what_one_group_would_need_next_year():
    maryland, nesta, green = evidence_level(ONE_GROUP, GOOD).scales
    assert (maryland.level, maryland.design_level, maryland.cost) == (1, 1, ())
    assert maryland.raised_by == (CHECK.COMPARISON_GROUP, CHECK.CONTROLS)
    assert nesta.raised_by == (CHECK.COMPARISON_GROUP, CHECK.CONTROLS)
    assert green.raised_by == (CHECK.COMPARISON_GROUP, CHECK.CONTROLS)


def test_at_the_top_nothing_is_left_to_raise():
    found = evidence_level(replace(LOT, replication=True, scaled=True), GOOD)
    assert [(scale.level, scale.raised_by, scale.cost) for scale in found.scales] == [
        (5, (), ()),
        (5, (), ()),
        (3, (), ()),
    ]


@pytest.mark.parametrize(
    ("change", "check", "outcome"),
    [
        ({"contamination": 0.1}, CHECK.CONTAMINATION, CheckOutcome.PASSED),
        ({"contamination": 0.101}, CHECK.CONTAMINATION, CheckOutcome.FAILED),
        ({"contamination": None}, CHECK.CONTAMINATION, CheckOutcome.NOT_MEASURED),
        ({"clusters": (2, None)}, CHECK.CLUSTERS, CheckOutcome.PASSED),
        ({"clusters": (None, None)}, CHECK.CLUSTERS, CheckOutcome.NOT_APPLICABLE),
        ({"clusters": (9, 1)}, CHECK.CLUSTERS, CheckOutcome.FAILED),
        ({"baseline": (FAR,)}, CHECK.BASELINE, CheckOutcome.NOT_APPLICABLE),
        ({"attrition": None}, CHECK.ATTRITION, CheckOutcome.NOT_MEASURED),
        ({"attrition": None}, CHECK.BASELINE, CheckOutcome.PASSED),
        ({"attrition": None, "baseline": (APART,)}, CHECK.BASELINE, CheckOutcome.FAILED),
        ({"desired_result": None}, CHECK.RESULT, CheckOutcome.NOT_MEASURED),
    ],
)
def test_where_a_check_turns(change, check, outcome):
    assert evidence_level(LOT, replace(GOOD, **change)).outcome(check) is outcome


def test_without_a_lot_attrition_is_no_check():
    assert evidence_level(COMPARED, GOOD).outcome(CHECK.ATTRITION) is CheckOutcome.NOT_APPLICABLE
    assert evidence_level(ONE_GROUP, GOOD).outcome(CHECK.BASELINE) is CheckOutcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"contamination": 1.5}, "contamination must lie between 0 and 1, found 1.5"),
        ({"contamination": float("nan")}, "contamination must lie between 0 and 1, found nan"),
        ({"clusters": (0, 3)}, r"clusters must be at least 1 in each group, or None, found \(0, 3\)"),
        ({"baseline": (ALIKE, Verdict.MISSED)}, "baseline must hold verdicts of baseline_verdict, found missed"),
        ({"attrition": ALIKE}, "attrition must be low_attrition, high_attrition or None, found equivalent"),
    ],
)
def test_impossible_checks_are_refused(wrong, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        Measured(**wrong)


def test_an_estimator_that_compares_needs_a_group():
    with pytest.raises(ValueError, match=r"^estimator doubly_robust needs a comparison group, found none$"):
        replace(ONE_GROUP, estimator=Estimator.DOUBLY_ROBUST)


flag = st.booleans()


@st.composite
def designs(draw):
    group = draw(flag)
    estimators = [None, *Estimator] if group else [None, Estimator.BEFORE_AFTER]
    return Declared(
        randomised=draw(flag),
        comparison_group=group,
        chance_assignment=draw(flag),
        estimator=draw(st.sampled_from(estimators)),
        **{name: draw(flag) for name in ("logic_model", "follow_up", "replication", "scaled")},
    )


measurements = st.builds(
    Measured,
    baseline=st.lists(st.sampled_from([ALIKE, APART, FAR]), max_size=3).map(tuple),
    attrition=st.sampled_from([None, Verdict.LOW_ATTRITION, Verdict.HIGH_ATTRITION]),
    contamination=st.none() | st.floats(0, 1),
    clusters=st.tuples(st.none() | st.integers(1, 5), st.none() | st.integers(1, 5)),
    desired_result=st.none() | flag,
)

WORSE = (
    lambda measured: replace(measured, baseline=(*measured.baseline, FAR)),
    lambda measured: replace(measured, attrition=Verdict.HIGH_ATTRITION),
    lambda measured: replace(measured, contamination=1.0),
    lambda measured: replace(measured, clusters=(1, measured.clusters[1])),
    lambda measured: replace(measured, desired_result=False),
)


@given(designs(), measurements, st.sampled_from(WORSE))
def test_a_further_failed_check_never_raises_a_level(declared, measured, worsened):
    before, after = evidence_level(declared, measured), evidence_level(declared, worsened(measured))
    assert all(new.level <= old.level for old, new in zip(before.scales, after.scales, strict=True))
    assert after.claim.rank <= before.claim.rank


@given(designs(), measurements)
def test_no_claim_and_no_level_above_the_design(declared, measured):
    found = evidence_level(declared, measured)
    licensed = licensed_claim(
        randomised=declared.randomised,
        comparison_group=declared.comparison_group,
        chance_assignment=declared.chance_assignment,
    )
    assert found.claim.rank <= licensed.rank
    for scale in found.scales:
        assert 0 <= scale.level <= scale.design_level <= scale.highest
        assert bool(scale.cost) == (scale.level < scale.design_level)
        assert bool(scale.raised_by) == (scale.level < scale.highest)
        ends = {found.outcome(check) for check in (*scale.cost, *scale.raised_by)}
        assert ends <= {CheckOutcome.FAILED, CheckOutcome.NOT_MEASURED}
    assert (found.claim is Claim.EFFECT) <= (found.on(EvidenceScale.MARYLAND).level == 5)


@given(designs(), measurements)
def test_every_check_is_told_once(declared, measured):
    assert [result.check for result in evidence_level(declared, measured).checks] == list(EvidenceCheck)
