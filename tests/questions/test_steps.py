"""More participants reached a step than persons of the comparison group: a main result of its own."""

from __future__ import annotations

import pytest

from tests.questions.lottery_office import write_lottery
from tests.raw import open_raw, repository_study
from wirkung.codes import Absence, Caution, Claim, Quantity, Role, Verdict
from wirkung.declared import Group
from wirkung.report.frame.glance import glance
from wirkung.report.show import outputs_of
from wirkung.report.writing.language import language_of


def in_words(*things, of, language="en"):
    spoken = language_of(of.programme, language)
    return " ".join(" ".join(output.data["text/plain"] for output in outputs_of(things, spoken)).split())


def test_a_lottery_that_knows_only_who_passed_shows_an_effect(tmp_path):
    study = open_raw(write_lottery(tmp_path), year=2024)
    (finding,) = study.steps.findings
    main = finding.main
    assert main.quantity is Quantity.SHARE_DIFFERENCE
    assert main.claim is Claim.EFFECT
    assert main.value == pytest.approx(250 / 500 - 150 / 579)
    assert main.interval.method == "Newcombe, t"
    # statsmodels (confint_proportions_2indep, Newcombe) from 250 of 500 and 150 of 579 has .183580 and .296279.
    assert (main.interval.low, main.interval.high) == pytest.approx((0.183439, 0.296410), abs=1e-6)
    assert finding.get(Role.PROGRAMME).value == 0.5
    assert finding.get(Role.COMPARISON).value == pytest.approx(150 / 579)


@pytest.mark.parametrize(
    ("target", "verdict"), [(0.15, Verdict.REACHED), (0.25, Verdict.UNDECIDED), (0.4, Verdict.MISSED)]
)
def test_a_goal_can_be_about_the_difference(tmp_path, target, verdict):
    about = f"measure: step_difference, of: passed, target: {target}, by: 2025-12-31"
    goal = f"goals: [{{id: more, label: More pass, {about}}}]"
    study = open_raw(write_lottery(tmp_path, ("design:", f"{goal}\ndesign:")), year=2024)
    (found,) = study.goals.findings
    assert found.verdict is verdict
    assert found.main.value == pytest.approx(250 / 500 - 150 / 579)
    assert "percentage points" in in_words(study.study.goals, of=study.study)


def test_its_first_page_says_so_and_not_that_there_is_no_comparison(tmp_path):
    study = open_raw(write_lottery(tmp_path), year=2024).study
    page = in_words(glance(*study.answers, licence=study.licence), of=study)
    assert "of 100 participants it was 50, of 100 persons of the comparison group 26" in page
    assert "the programme led to a higher share" in page
    limits = in_words(study.limits, of=study)
    assert "Without a comparison group" not in limits
    assert "whether the programme had an effect" not in limits


def test_without_a_last_day_nobody_looked_who_was_lost_and_nothing_is_an_effect(tmp_path):
    path = write_lottery(tmp_path, ("tracking: {observed_until: 2025-12-31}\n", ""))
    (finding,) = open_raw(path, year=2024).steps.findings
    assert finding.main.claim is Claim.ASSOCIATION


def test_many_who_were_lost_lower_the_claim(tmp_path):
    path = write_lottery(
        tmp_path,
        ("passed: passed}", "passed: passed, moved: moved}"),
        ("2025-12-31}", "2025-12-31, lost: moved}"),
    )
    events = path.with_name("events.csv")
    gone = "".join(f"p{n};moved;2024-03-01\n" for n in range(300, 480))
    events.write_text(events.read_text(encoding="utf-8") + gone, encoding="utf-8")
    (finding,) = open_raw(path, year=2024).steps.findings
    assert finding.main.claim is Claim.ASSOCIATION


def test_a_group_of_which_no_event_is_known_is_not_compared(tmp_path):
    study = open_raw(write_lottery(tmp_path, passed=(250, 0)), year=2024)
    assert study.steps.absent is Absence.NO_COMPARED_STEPS


def test_without_comparison_group_there_is_no_such_question(tmp_path):
    study = open_raw(write_lottery(tmp_path, passed=(250, 0), of=(500, 0)), year=2024)
    assert study.steps.absent is Absence.NO_COMPARISON_GROUP


@pytest.mark.parametrize(("courses", "method"), [(2, None), (8, "Newcombe, CR2")])
def test_courses_are_taken_into_account_and_two_are_too_few(tmp_path, courses, method):
    path = write_lottery(
        tmp_path, ("group: group}", "group: group, course: course}"), ("lottery}", "lottery, clusters: course}")
    )
    persons = path.with_name("persons.csv")
    head, *lines = persons.read_text(encoding="utf-8").splitlines()
    lines = [f"{line};{f'k{n % courses}' if 'programme' in line else ''}" for n, line in enumerate(lines)]
    persons.write_text("\n".join([f"{head};course", *lines]) + "\n", encoding="utf-8")
    (finding,) = open_raw(path, year=2024).steps.findings
    of_group = finding.get(Role.PROGRAMME)
    if method is None:
        assert finding.main.interval is None
        assert of_group.interval is None
        assert Caution.TOO_FEW_CLUSTERS in finding.main.cautions
    else:
        assert finding.main.interval.method == method
        assert of_group.interval.method.endswith("CR2")


def test_the_sample_compares_steps_as_an_association():
    findings = {finding.subject.step: finding for finding in repository_study("mint", 2024).steps.findings}
    assert list(findings) == ["stem_subject", "internship", "apprenticeship"]
    main = findings["stem_subject"].main
    assert main.claim is Claim.ASSOCIATION
    assert main.interval.method == "Newcombe, CR2"
    assert Caution.SELF_SELECTION in main.cautions


@pytest.mark.parametrize(("named", "absent"), [(9, Absence.NO_COMPARED_STEPS), (10, None)])
def test_that_few_of_the_others_are_in_the_list_shows_nowhere(tmp_path, named, absent):
    """Whatever happened to them: here they moved, and nobody passed."""
    path = write_lottery(
        tmp_path, ("passed: passed}", "passed: passed, moved: moved}"), ("2025-12-31}", "2025-12-31, lost: moved}")
    )
    events = path.with_name("events.csv")
    ours = [line for line in events.read_text(encoding="utf-8").splitlines() if not line.startswith("c")]
    moved = [f"c{n};moved;2024-03-01" for n in range(named)]
    events.write_text("\n".join([*ours, *moved]) + "\n", encoding="utf-8")
    study = open_raw(path, year=2024)
    assert study.steps.absent is absent
    groups = {finding.subject.group_of for finding in study.timing.findings}
    assert (Group.COMPARISON in groups) is (absent is None)
    assert len(groups - {Group.PROGRAMME}) == (0 if absent else 2)  # nor the difference of the groups
