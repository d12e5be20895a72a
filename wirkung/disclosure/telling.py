"""Which numbers tell of few or single persons by themselves, whatever else is shown."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.codes import Caution, CountRole, Quantity, UnitKind
from wirkung.disclosure.alike import FEW
from wirkung.disclosure.amounts import Amounts
from wirkung.disclosure.ordered import tells_of_few
from wirkung.estimate import Estimate
from wirkung.finding import Finding
from wirkung.year.sample import HOURS, PARTICIPATIONS

# Means and what is made of them: their value does not tell of how many persons they are.
OF_VALUES = frozenset(
    {
        Quantity.MEAN,
        Quantity.MEDIAN,
        Quantity.RANK_BISERIAL,
        Quantity.CLIFFS_DELTA,
        Quantity.MEAN_CHANGE,
        Quantity.MEAN_DIFFERENCE,
        Quantity.DIFFERENCE_IN_CHANGE,
        Quantity.STANDARDISED_CHANGE,
        Quantity.STANDARDISED_DIFFERENCE,
        Quantity.TYPICAL_CHANGE,
        Quantity.INTRACLASS_CORRELATION,
    }
)

# What was paid is in no person's data.
OF_MONEY = frozenset({Quantity.TOTAL_COST, Quantity.LEDGER_LINE})
# These say the same whoever came. What was offered stands in the file that says how many came: where few of these
# have changed since an earlier report, it is held back with them, and what was paid is not.
WITHOUT_PERSONS = OF_MONEY | {Quantity.OFFERED}

# Of fewer than so many times the smallest group no test of means is told.
_TESTED = 10

_OF_THE_SPREAD = {
    Quantity.STANDARDISED_CHANGE,
    Quantity.SMALLEST_RELIABLE_CHANGE,
    Quantity.CRONBACH_ALPHA,
    Quantity.MCDONALD_OMEGA,
}

# How many said yes, of so many.
_OF_YES = {
    CountRole.PROGRAMME_BEFORE,
    CountRole.PROGRAMME_AFTER,
    CountRole.COMPARISON_BEFORE,
    CountRole.COMPARISON_AFTER,
}


def says_of_few(finding: Finding, estimate: Estimate, smallest: int, *, of_values: bool) -> bool:
    """Whether it may not be shown whatever else is: it says a small number, or the answer of every person.

    A number that has no group of persons of its own is looked at here. So are means over persons who all answered
    the same, and what gives the standard deviation of few persons beside their mean.
    """
    few = any(count.number < FEW * smallest for count in estimate.counts)
    if few and tells_the_spread(finding, estimate):
        return True
    if of_values and (Caution.NO_SPREAD in estimate.cautions or _at_an_end(finding, estimate)):
        return True
    if _all_said_the_same(finding, estimate) or tells_of_few(estimate, smallest):
        return True
    if _few_or_nobody(estimate, smallest):
        return True
    return any(0 < number < smallest for number in _without_persons(finding, estimate))


def is_of_few_unlike(year: int, finding: Finding, estimate: Estimate, amounts: Amounts, smallest: int) -> bool:
    """Whether nearly all of the persons have the same number, so that it is about the few others."""
    known = estimate.populations if _is_made_of_values(finding, estimate) else ()
    return any(amounts.alike.nearly(year, population, smallest) for population in known)


def is_of_few_answers(year: int, finding: Finding, estimate: Estimate, amounts: Amounts, smallest: int) -> bool:
    """Whether its standard error would say how many persons gave each of few answers."""
    known = estimate.populations if _is_made_of_values(finding, estimate) else ()
    return any(amounts.alike.says_who_answered_what(year, population, smallest) for population in known)


def is_of_few_who_missed(estimate: Estimate, amounts: Amounts) -> bool:
    """Whether it is made of all hours of attendance, of which few persons missed any, or nobody."""
    return amounts.few_missed and any(population.variable == HOURS for population in estimate.populations)


def is_dominated(year: int, finding: Finding, estimate: Estimate, amounts: Amounts) -> bool:
    """Whether one person has nearly all of what it is made of."""
    known = estimate.populations if _is_made_of_values(finding, estimate) else ()
    return any(amounts.dominated(year, population) for population in known)


def _is_made_of_values(finding: Finding, estimate: Estimate) -> bool:
    """Whether it is made of what persons have or told; shares of persons are not."""
    in_their_unit = estimate.unit.kind in {UnitKind.SCORE, UnitKind.STANDARD_DEVIATIONS}
    return in_their_unit or estimate.quantity in OF_VALUES or tells_the_spread(finding, estimate)


def test_tells(estimate: Estimate, smallest: int) -> bool:
    """Whether its test says of single persons what value and interval, printed with few decimals, do not.

    Beside the mean of sixty, a statistic or probability with two decimals leaves one sum of squares only. The rank
    sum says how many moved.
    """
    if estimate.quantity is Quantity.RANK_BISERIAL:
        return True
    of_values = estimate.unit.kind is UnitKind.SCORE or estimate.quantity in OF_VALUES
    return of_values and any(count.number < _TESTED * smallest for count in estimate.counts)


def tells_the_spread(finding: Finding, estimate: Estimate) -> bool:
    """Whether beside the mean it gives the standard deviation: a standardised change, or how likely a goal is.

    So does the smallest reliable change, and how reliable a scale is gives that of its items.
    """
    of_a_mean = estimate.quantity is Quantity.PROBABILITY and finding.main.unit.kind is UnitKind.SCORE
    return of_a_mean or estimate.quantity in _OF_THE_SPREAD


def _at_an_end(finding: Finding, estimate: Estimate) -> bool:
    """Whether everybody is at one end of the scale."""
    subject = finding.subject
    return estimate.quantity is Quantity.MEAN and estimate.value in {subject.low, subject.high} - {None}


def _all_said_the_same(finding: Finding, estimate: Estimate) -> bool:
    """Whether everybody answered a question with yes, or everybody with no: so each of them did."""
    subject = finding.subject
    asked = bool(subject.indicator or subject.goal) and not subject.step
    level = estimate.quantity is Quantity.SHARE and not subject.aspect and subject.place is None
    roles = _OF_YES | {CountRole.REACHED} if asked and level else _OF_YES
    said = (count for count in estimate.counts if count.role in roles and count.of)
    return any(count.number in {0, count.of} for count in said)


def _few_or_nobody(estimate: Estimate, smallest: int) -> bool:
    """Whether it is a number of persons of whom nothing else is known (a waiting list), that is small or 0.

    No other number ever makes the release withhold such a one: were 0 shown, a withheld one would be 1 to 9.
    """
    alone = estimate.unit.kind is UnitKind.PERSONS and not estimate.populations
    return alone and any(count.number < smallest for count in estimate.counts)


def _without_persons(finding: Finding, estimate: Estimate) -> Iterator[int]:
    """Numbers of which no population says who they are, the rest of their wholes, and courses beside persons."""
    sizes = {population.size for population in estimate.populations}
    shares = estimate.unit.kind is not UnitKind.SCORE  # beside a mean no whole is said
    for count in estimate.counts:
        if count.number not in sizes:
            yield count.number
        if shares and count.of is not None and not {count.number, count.of} <= sizes:
            yield count.of - count.number
    for _, each in finding.estimates:
        itself = bool(each.populations) and all(one.variable == PARTICIPATIONS for one in each.populations)
        if each.unit.kind is UnitKind.PARTICIPATIONS and each.value is not None and not itself:
            yield from (round(each.value) - count.number for count in estimate.counts)
