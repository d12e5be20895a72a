"""Every code that the evidence rules hand out has its sentence in both languages, and no other has one."""

import pytest

from wirkung.catalogue import LANGUAGES, codes
from wirkung.codes import Verdict
from wirkung.evidence import CheckOutcome, Declared, Estimator, EvidenceCheck, EvidenceScale, Measured
from wirkung.methods.evidence.evidence import evidence_level
from wirkung.report.writing.words import word

NOTHING = Declared(randomised=False, comparison_group=False, chance_assignment=False, estimator=None)
FAMILIES = {"evidence_check", "evidence_missing", "evidence_raise"}


def expected():
    yield from (f"{family}.{check}" for family in FAMILIES for check in EvidenceCheck)
    for scale in evidence_level(NOTHING, Measured()).scales:
        yield from (f"evidence_level.{scale.scale}.{level}" for level in range(scale.highest + 1))
        yield f"evidence_scale.{scale.scale}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_evidence_rules_have_their_sentences(language):
    assert {code for code in codes("report", language) if code.startswith("evidence_")} == set(expected())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("member", [*CheckOutcome, *Estimator, *EvidenceScale, *EvidenceCheck])
def test_each_member_has_its_word(member, language):
    assert word(member, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdicts_on_subgroups_are_told_apart(language):
    three = (Verdict.SUBGROUPS_DIFFER, Verdict.NO_SUBGROUP_DIFFERENCE_SHOWN, Verdict.UNDECIDED)
    assert len({word(verdict, language) for verdict in three}) == 3
