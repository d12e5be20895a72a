"""No count under the smallest group, and no complement of one, survives the release."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.disclosure.of_persons import EVERYBODY, mean, mean_of, population, share
from tests.released import released_alone
from wirkung.codes import Caution, Claim, CountRole, Quantity, Ranges, Role
from wirkung.disclosure.register.rows import Past, PastRow
from wirkung.disclosure.release import Released, Withheld, decide
from wirkung.disclosure.release import release as release_all
from wirkung.estimate import SHARE, Count, Estimate, Interval
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.change.paired_counts import PairedCounts
from wirkung.methods.change.paired_shares import share_change


def finding(number, of=None, *, name="step", part_of=(), role=CountRole.REACHED):
    estimate = Estimate(
        quantity=Quantity.SHARE,
        unit=SHARE,
        value=0.5,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=role, number=number, of=of),),
        source="test",
    )
    return Finding(subject=Subject(step=name, part_of=part_of), estimates=((Role.MAIN, estimate),))


def release(*findings, smallest_group=10):
    answer = Answer(question="cohort", year=2024, findings=findings)
    return released_alone(answer, smallest_group).items


def withheld(item):
    return isinstance(item, Withheld)


@pytest.mark.parametrize(
    ("number", "of", "expected"),
    [
        (0, 40, False),  # nobody: says nothing about one person
        (1, 40, True),
        (9, 40, True),
        (10, 40, False),
        (30, 40, False),
        (31, 40, True),  # 9 did not: tells as much as 9 who did
        (39, 40, True),
        (40, 40, False),  # everybody
        (0, 9, True),  # the base itself is too small
        (9, None, True),
        (10, None, False),
        (3, 180, True),  # 180 persons, 3 under 18 …
        (177, 180, True),  # … and the 177 others
    ],
)
def test_boundaries(number, of, expected):
    (item,) = release(finding(number, of))
    assert withheld(item) is expected


def test_a_withheld_finding_holds_no_number():
    (item,) = release(finding(3, 40))
    assert not any(
        character.isdigit() for character in repr(item).replace("decimals=2", "").replace("better=0", "")
    )


def groups(numbers):
    """The places of persons in groups side by side, and everybody."""
    ends = np.cumsum(numbers).tolist()
    return [list(range(end - number, end)) for number, end in zip(numbers, ends, strict=True)], list(
        range(ends[-1])
    )


def categories(question, numbers, smallest_group=10, **answer):
    parts, everybody = groups(numbers)
    findings = tuple(share(f"c{at}", part, everybody) for at, part in enumerate(parts))
    asked = Answer(question=question, year=2024, findings=findings, **answer)
    return release_all([asked], smallest_group=smallest_group)[0].items


def test_a_withheld_category_does_not_follow_from_the_others():
    # 338 - 195 - 140 = 3: without a second one the smallest category would be a subtraction away.
    assert [isinstance(item, Released) for item in categories("cohort", [3, 195, 140])] == [False, True, False]


def test_of_a_make_up_a_large_category_is_shown_in_steps():
    """A share in steps of five points leaves open how many the others are."""
    divers, male, female = categories("baseline", [3, 195, 140], ranges=Ranges.OF_MEANS_AND_SHARES)
    assert isinstance(divers, Withheld)
    shown = [item.finding.main for item in (male, female)]
    stepped = [estimate for estimate in shown if estimate.counts[0].at_most is not None]
    assert len(stepped) == 1
    assert stepped[0].value in (0.4, 0.6)
    (count,) = stepped[0].counts
    assert count.at_most - count.number >= 10


def test_two_small_categories_that_reach_the_threshold_together_hide_each_other():
    assert [isinstance(item, Released) for item in categories("cohort", [6, 5, 89])] == [False, False, True]


@given(
    numbers=st.lists(st.integers(min_value=0, max_value=60), min_size=2, max_size=6).filter(any),
    smallest_group=st.integers(min_value=3, max_value=15),
)
def test_what_is_withheld_of_a_whole_is_never_a_small_rest(numbers, smallest_group):
    items = categories("cohort", numbers, smallest_group)
    shown = [number for number, item in zip(numbers, items, strict=True) if isinstance(item, Released)]
    assert all(number == 0 or number >= smallest_group for number in shown)
    rest = sum(numbers) - sum(shown)
    assert rest == 0 or rest >= smallest_group or not shown


PERSONS = list(range(60))
EVERY_PERSON = list(range(EVERYBODY))


def main_counts(*answers):
    return [answer.items[0].finding.main.counts[0] for answer in release_all(answers, smallest_group=10)]


def asked(question, *findings, **more):
    return Answer(question=question, year=2024, findings=findings, **more)


def test_who_answered_only_before_is_not_a_subtraction_away():
    """Sixty registered, 57 in pairs: the number of pairs becomes a range, and the mean stays."""
    registered = asked("cohort", share("registered", PERSONS, PERSONS), missed=10.0)
    (released, changed) = release_all(
        (registered, asked("change", mean("interest", PERSONS[:57]), missed=20.0)), smallest_group=10
    )
    assert released.items[0].finding.main.counts[0].at_most is None
    main = changed.items[0].finding.main
    assert (main.counts[0].number, main.counts[0].at_most) == (50, 59)
    assert (main.value, main.standard_error) == (0.3, None)


def test_numbers_that_differ_by_enough_stay_exact():
    registered = asked("cohort", share("registered", PERSONS, PERSONS))
    assert [count.at_most for count in main_counts(registered, asked("change", mean("a", PERSONS[:50])))] == [
        None
    ] * 2


def test_two_means_over_nearly_the_same_persons_are_not_shown_together():
    level = asked("level", mean("interest", PERSONS, "interest.before"), missed=1.0)
    change = asked("change", mean("interest", PERSONS[:57], "interest.change"), missed=20.0)
    kinds = [type(answer.items[0]) for answer in release_all((level, change), smallest_group=10)]
    assert kinds == [Withheld, Released]


def test_a_follow_up_goes_without_its_main_result():
    few = mean_of(PERSONS[:6], "interest.change.follow_up")
    main = mean("interest", PERSONS)
    both = replace(main, estimates=(*main.estimates, (Role.FOLLOW_UP, few)))
    (answer,) = release_all((asked("change", both),), smallest_group=10)
    (item,) = answer.items
    assert (item.withheld, [role for role, _ in item.finding.estimates]) == ((Role.FOLLOW_UP,), [Role.MAIN])


def test_a_group_that_follows_from_three_numbers_is_found():
    """Two courses and all but a few: 60 - 30 - 26 = 4."""
    parts = asked("parts", share("a", PERSONS[:30], PERSONS), share("b", PERSONS[30:56], PERSONS))
    assert [type(item) for item in release_all((parts,), smallest_group=10)[0].items].count(Withheld) == 1


def test_what_an_earlier_report_said_is_known():
    """The report before had one person fewer: today's number would give that person away."""
    then = PastRow(
        variable="persons", members=np.packbits(np.arange(60) < 59).tobytes(), persons=(59, 59), everybody=60
    )
    past = Past(rows=(then,), everybody=60, changed={})
    again = asked("cohort", share("registered", PERSONS, PERSONS))
    (answer,) = release_all((again,), smallest_group=10, past=past)
    assert isinstance(answer.items[0], Withheld)
    assert isinstance(release_all((again,), smallest_group=10)[0].items[0], Released)
    assert decide([again], smallest_group=10, past=past).remembered
    elsewhere = Past(
        rows=(replace(then, members=np.packbits(np.arange(80) >= 60).tobytes()),), everybody=80, changed={}
    )
    assert not decide([again], smallest_group=10, past=elsewhere).remembered


def test_a_corrected_answer_is_not_told():
    """The same persons, but one of them answers otherwise than in the earlier report."""
    everybody = np.packbits(np.ones(60, dtype=bool)).tobytes()
    then = PastRow(variable="2024/interest", members=everybody, everybody=60)
    change = asked("change", mean("interest", PERSONS))
    same = Past(rows=(then,), everybody=60, changed={})
    other = Past(rows=(then,), everybody=60, changed={"2024/interest": (np.array([7]),)})
    assert isinstance(release_all((change,), smallest_group=10, past=same)[0].items[0], Released)
    assert isinstance(release_all((change,), smallest_group=10, past=other)[0].items[0], Withheld)


def test_only_the_release_makes_released_findings():
    with pytest.raises(TypeError, match=r"only release\(\) makes a Released finding"):
        Released(finding(50), seal=object())


def test_over_few_persons_a_mean_has_one_decimal_and_no_standard_error():
    """Mean and standard error of twelve answers with two decimals leave one way to answer."""
    (answer,) = release_all((asked("change", mean("interest", PERSONS[:12])),), smallest_group=10)
    finding = answer.items[0].finding
    assert (finding.subject.decimals, finding.main.standard_error) == (1, None)
    (many,) = release_all((asked("change", mean("interest", PERSONS[:20])),), smallest_group=10)
    assert (many.items[0].finding.subject.decimals, many.items[0].finding.main.standard_error) == (2, 0.1)


@pytest.mark.parametrize(("persons", "shown"), [(12, False), (19, False), (20, True)])
def test_over_few_persons_no_interval_gives_the_standard_error_back(persons, shown):
    """No interval in any role, and the report says why; what readers miss is not called unknown."""
    interval = Interval(low=0.1, high=0.5, level=0.95, method="t")
    measured = replace(mean_of(PERSONS[:persons]), interval=interval)
    whole = Finding(
        subject=Subject(indicator="interest", low=1.0, high=5.0),
        estimates=((Role.MAIN, measured), (Role.AFTER, replace(measured, quantity=Quantity.MEAN))),
    )
    (answer,) = release_all((asked("change", whole),), smallest_group=10)
    for _, estimate in answer.items[0].finding.estimates:
        assert (estimate.interval is not None) is shown
        assert (Caution.UNCERTAINTY_NOT_SHOWN not in estimate.cautions) is shown


@pytest.mark.parametrize(("persons", "role_is_shown"), [(19, False), (20, True)])
def test_how_likely_few_persons_reach_a_goal_gives_no_standard_error_back(persons, role_is_shown):
    measured = mean_of(PERSONS[:persons])
    likely = replace(measured, quantity=Quantity.PROBABILITY, unit=SHARE, value=0.7, standard_error=None)
    whole = Finding(subject=Subject(goal="more"), estimates=((Role.MAIN, measured), (Role.PROBABILITY, likely)))
    (answer,) = release_all((asked("goals", whole),), smallest_group=10)
    assert (answer.items[0].finding.get(Role.PROBABILITY) is not None) is role_is_shown


def test_a_test_on_pairs_names_all_its_cells_so_that_the_small_one_withholds_it():
    """12 gained and 3 lost: their difference of 9 and the exact p of .0352 leave nothing else."""
    moved = share_change(PairedCounts(both_times=20, only_after=12, only_before=3, neither_time=30))
    whole = Finding(
        subject=Subject(indicator="yes"),
        estimates=((Role.MAIN, moved.resting_on(population(PERSONS[:65]))),),
    )
    assert round(moved.test.p, 4) == 0.0352
    (answer,) = release_all((asked("change", whole),), smallest_group=10)
    assert isinstance(answer.items[0], Withheld)


def test_bounds_that_leave_few_persons_out_are_withheld():
    """Of 30 and 28 who are observed two are left out: beside the difference of all, the bounds tell their mean."""
    counts = ((CountRole.PROGRAMME, 30), (CountRole.COMPARISON, 28), (CountRole.TRIMMED, 2))
    bound = replace(
        mean_of(PERSONS[:30]),
        quantity=Quantity.MEAN_DIFFERENCE,
        counts=tuple(Count(role=role, number=number) for role, number in counts),
    ).resting_on(population(PERSONS[:30], "interest.after"), population(PERSONS[30:58], "interest.after"))
    found = Finding(subject=Subject(indicator="interest"), estimates=((Role.MAIN, bound),))
    assert isinstance(release_all((asked("robustness", found),), smallest_group=10)[0].items[0], Withheld)


@pytest.mark.parametrize("value", [1.0, 5.0])
def test_no_mean_is_shown_where_everybody_is_at_one_end_of_the_scale(value):
    found = mean("interest", PERSONS)
    level = replace(found.main, quantity=Quantity.MEAN, value=value)
    answer = asked("change", replace(found, estimates=((Role.MAIN, level),)))
    assert isinstance(release_all((answer,), smallest_group=10)[0].items[0], Withheld)


def test_no_mean_is_shown_where_all_answered_the_same():
    found = mean("interest", PERSONS)
    same = found.main.with_cautions(Caution.NO_SPREAD)
    answer = asked("change", replace(found, estimates=((Role.MAIN, same),)))
    assert isinstance(release_all((answer,), smallest_group=10)[0].items[0], Withheld)


def test_a_number_has_one_range_wherever_it_stands():
    """A share in steps leaves 112 to 129 open: a range of 120 to 129 beside it would narrow that."""
    everybody = list(range(344))
    answers = (
        asked("baseline", share("part", everybody[:120], everybody), ranges=Ranges.OF_MEANS_AND_SHARES),
        asked("subgroups", mean("interest", everybody[:120])),
        asked("cohort", share("near", everybody[:125], everybody), missed=10.0),
    )
    part, subgroup, _ = release_all(answers, smallest_group=10)
    ranges = {(c.number, c.at_most) for a in (part, subgroup) for c in a.items[0].finding.main.counts}
    assert ranges == {(112, 129)}


def test_values_that_go_with_their_main_number_are_not_looked_for():
    """The change goes because of another over nearly the same persons, and its follow-up with it."""
    first = mean("interest", PERSONS[:57])
    follow_up = mean_of(PERSONS[:50], "interest.change.follow_up")
    both = replace(first, estimates=(*first.estimates, (Role.FOLLOW_UP, follow_up)))
    answers = (asked("change", both), asked("level", mean("interest", PERSONS, "interest.before"), missed=20.0))
    change, level = release_all(answers, smallest_group=10)
    assert isinstance(change.items[0], Withheld)
    assert isinstance(level.items[0], Released)


def test_two_shares_in_steps_that_leave_one_number_open_are_not_both_said():
    """Of 200 the 145 may be 135 to 145, of 214 they may be 145 to 155; five more are told exactly."""
    part = EVERY_PERSON[:145]
    answers = (
        asked("subgroups", share("of_200", part, EVERY_PERSON[:200]), ranges=Ranges.OF_MEANS_AND_SHARES),
        asked("baseline", share("of_214", part, EVERY_PERSON[:214]), ranges=Ranges.OF_MEANS_AND_SHARES),
        asked("cohort", share("near", EVERY_PERSON[:150], EVERY_PERSON[:214]), missed=10.0),
    )
    released = [type(answer.items[0]) for answer in release_all(answers, smallest_group=10)]
    assert released == [Withheld, Withheld, Released]


@pytest.mark.parametrize("number", [0, 300])
def test_a_range_of_the_scale_with_nobody_or_everybody_hides_nothing_elsewhere(number):
    """No step says it; nobody is the same group wherever it is told, and everybody is counted anyway."""
    everybody = EVERY_PERSON[:300]
    part = everybody[:number]
    answers = (
        asked("distribution", share("range", part, everybody), ranges=Ranges.SHARES_IN_STEPS_ONLY),
        asked("cohort", share("step", part, everybody)),
        asked("change", mean("interest", everybody)),
    )
    spread, step, change = (answer.items[0] for answer in release_all(answers, smallest_group=10))
    assert isinstance(spread, Withheld)
    assert step.finding.main.counts[0].number == number
    assert change.finding.main.counts[0].at_most is None
    assert change.finding.main.standard_error == 0.1


def test_a_part_of_a_distribution_is_said_exactly_nowhere():
    everybody = EVERY_PERSON[:300]
    answers = (
        asked("distribution", share("range", everybody[:90], everybody), ranges=Ranges.SHARES_IN_STEPS_ONLY),
        asked("subgroups", mean("interest", everybody[:90])),
    )
    spread, subgroup = (answer.items[0].finding.main for answer in release_all(answers, smallest_group=10))
    assert spread.value == 0.3
    assert subgroup.counts[0].at_most is not None
