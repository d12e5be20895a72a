"""The numbers on groups say whom they rest on, and that those who are left out are like them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.questions.conftest import GROUPS_OF_THREE
from tests.raw import open_raw, repository_study
from wirkung.codes import FURTHER, Assumption, Role
from wirkung.declared import Group
from wirkung.evidence import CheckOutcome, EvidenceCheck
from wirkung.questions import Asked


def members(population, everybody):
    return np.unpackbits(np.frombuffer(population.members, np.uint8))[:everybody].astype(bool)


def counted(estimate):
    """The sizes of the populations that the counts name: of a share, who has it before all of whom it is known."""
    wholes = [count.of for count in estimate.counts if count.of is not None]
    return [*(count.number for count in estimate.counts), *wholes]


@pytest.mark.parametrize(("programme", "year"), [("mint", 2024), ("nsw", 1978)])
def test_numbers_on_the_start_rest_on_whom_they_count(programme, year):
    findings = repository_study(programme, year).baseline.findings
    estimates = [estimate for finding in findings for _, estimate in finding.estimates]
    assert estimates
    for estimate in estimates:
        assert [population.size for population in estimate.populations] == counted(estimate)


def test_who_is_at_a_level_is_part_of_whose_level_is_known():
    study = repository_study("mint", 2024)
    everybody = len(study.data.tables.persons)
    of_gender = [each for each in study.baseline.findings if each.subject.characteristic == "gender"]
    # Whoever is of no large gender, or said nothing, is left out: too few even together.
    known = (study.data.persons(Group.PROGRAMME)["gender"] != FURTHER).sum()
    assert known == 344 - 3 - 6
    there = []
    for finding in of_gender:
        at_level, whole = (members(each, everybody) for each in finding.get(Role.PROGRAMME).populations)
        assert not (at_level & ~whole).any()
        assert whole.sum() == known
        there.append(at_level)
    assert [each.sum() for each in there] == [195]  # of two genders the second is the rest


def test_levels_of_a_characteristic_are_all_of_whom_the_result_is_known():
    study = repository_study("mint", 2024)
    everybody = len(study.data.tables.persons)
    compared = study.comparison.findings[0].main.populations
    levels = [each.main for each in study.subgroups.findings if each.subject.characteristic == "gender"]
    for place, whole in enumerate(compared):
        parts = [members(level.populations[place], everybody) for level in levels]
        assert (np.sum(parts, axis=0) == members(whole, everybody)).all()


def test_only_levels_at_which_somebody_is_left_out_take_the_missing_for_like_the_others(changed, tmp_path):
    study = changed(GROUPS_OF_THREE)
    assert not any(Assumption.MISSING_AT_RANDOM in each.main.assumptions for each in study.subgroups.findings)
    answers = (tmp_path / "answers.csv").read_text(encoding="utf-8").splitlines()
    lost = ("p3;2024;after", "p5;2024;after", "p7;2024;after")  # they go to school A
    kept = [line for line in answers if not line.startswith(lost)]
    (tmp_path / "answers.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    study = open_raw(tmp_path / "robots.yaml", year=2024)
    taken = {
        each.subject.category: Assumption.MISSING_AT_RANDOM in each.main.assumptions
        for each in study.subgroups.findings
    }
    assert taken == {"A": True, "B": False}
    assert [each.size for each in study.subgroups.findings[0].main.populations] == [12 - 3, 8]


@pytest.mark.parametrize(
    ("named", "judged", "outcome"),
    [(False, [], CheckOutcome.NOT_MEASURED), (True, ["school"], CheckOutcome.FAILED)],
)
def test_without_indicators_only_what_the_file_names_is_judged_at_the_start(changed, named, judged, outcome):
    """What Works Clearinghouse asks for the outcome's baseline; of others it is for the office to say."""
    data = changed(GROUPS_OF_THREE).data
    characteristics = [
        each.model_copy(update={"baseline_check": named}) for each in data.programme.characteristics
    ]
    update = {"indicators": [], "goals": [], "characteristics": characteristics}
    asked = Asked(replace(data, programme=data.programme.model_copy(update=update)))
    findings = asked.answer("baseline").findings
    assert findings
    assert [each.subject.characteristic for each in findings if each.verdict] == judged
    assert asked.licence.evidence.outcome(EvidenceCheck.BASELINE) is outcome
