"""Made-up answers on costs, benefits and goals.

Without a programme file the ids of steps, benefits and alternatives stand for their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.released import released_alone
from wirkung.codes import (
    Advice,
    Caution,
    Claim,
    CostSum,
    CountRole,
    LedgerLine,
    Quantity,
    Role,
    ScenarioInput,
    ScenarioResult,
    Standing,
    Undecided,
    UnitCost,
    UnitKind,
    Verdict,
    Way,
)
from wirkung.declared import CostCategory, Gainer
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import NUMBER, PERSONS, SHARE, Count, Estimate, Interval, Unit
from wirkung.finding import Amount, Answer, Finding, Subject

EUROS = Unit(kind=UnitKind.MONEY, symbol="EUR")
POINTS = Unit(kind=UnitKind.SCORE, symbol="Pkt")
SOME = (Count(role=CountRole.BASE, number=333, of=344),)
FEW = (Count(role=CountRole.BASE, number=6, of=344),)
GROUPS = (
    Count(role=CountRole.PROGRAMME, number=157, of=344),
    Count(role=CountRole.COMPARISON, number=64, of=250),
)


def estimate(value, low=None, high=None, *, quantity, unit=EUROS, counts=SOME, method="Wilson, inverted", **more):
    interval = None if low is None else Interval(low=low, high=high, level=0.95, method=method)
    given = {"claim": Claim.DESCRIPTION, "source": "Source (2000), Journal 1, 2-3", **more}
    return Estimate(quantity=quantity, unit=unit, value=value, interval=interval, counts=counts, **given)


def finding(subject, main, *others, **more):
    return Finding(subject=subject, estimates=((Role.MAIN, main), *others), **more)


def released(question: str, findings: Sequence[Finding], **more: object) -> ReleasedAnswer:
    return released_alone(Answer(question=question, year=2024, findings=tuple(findings), **more), 10)


def total(of, value, counts=SOME):
    return finding(Subject(aspect=of), estimate(value, quantity=Quantity.TOTAL_COST, counts=counts))


def unit_cost(unit, value, low=None, high=None, *, base=None, counts=SOME, step=""):
    others = () if base is None else ((Role.BASE, base),)
    main = estimate(value, low, high, quantity=Quantity.UNIT_COST, counts=counts)
    return finding(Subject(step=step, aspect=unit), main, *others)


def base(number, unit=PERSONS):
    return estimate(number, quantity=Quantity.COUNT, unit=unit)


def additional(value=1434.84, *limits, claim=Claim.ASSOCIATION, cautions=()):
    given = limits if limits or value is None else (1003.33, 2517.61)
    main = estimate(
        value,
        *given,
        quantity=Quantity.COST_OF_ADDITIONAL_OUTCOME,
        counts=GROUPS,
        method="Difference, inverted",
        claim=claim,
        cautions=cautions,
    )
    return finding(Subject(step="Omega", aspect=UnitCost.ADDITIONAL_OUTCOME), main)


COMPOSITION = (
    total(CostCategory.STAFF, 600.0),
    total(CostCategory.ROOMS, 250.0),
    total(CostCategory.VOLUNTEERS, 100.0),
    total(CostCategory.IN_KIND, 50.0),
    total(CostSum.PAID, 800.0),
    total(CostSum.EXPENSE, 850.0),
    total(CostSum.OWN, 700.0),
    total(CostSum.THIRD_PARTY, 150.0),
    total(CostSum.CALCULATED, 150.0),
    total(CostSum.FULL, 1000.0),
)
UNITS = (
    unit_cost(UnitCost.PLACE, 2.5, base=base(400.0, NUMBER)),
    unit_cost(UnitCost.OUTCOME, 824.27, 717.72, 957.2, base=base(120.0), step="Omega"),
)
MARGINAL = unit_cost(UnitCost.ONE_MORE_COURSE, 3547.47, base=base(14.0, NUMBER))


def cost(*further: Finding) -> ReleasedAnswer:
    return released("cost", (*COMPOSITION, *UNITS, *(further or (additional(), MARGINAL))), price_year=2024)


def ledger() -> ReleasedAnswer:
    lines = {
        LedgerLine.AMOUNTS: 1234.5,
        LedgerLine.OWN_RATES: 0.07,
        LedgerLine.REFUNDS: -20.0,
        LedgerLine.FULL: 1214.57,
    }
    rows = finding(Subject(aspect=LedgerLine.ROWS), estimate(30.0, quantity=Quantity.COUNT, unit=NUMBER))
    amounts = (
        finding(Subject(aspect=line), estimate(value, quantity=Quantity.LEDGER_LINE))
        for line, value in lines.items()
    )
    return released("ledger", (rows, *amounts), price_year=2024)


def cost_years(*, few: bool = False) -> ReleasedAnswer:
    """Full cost of three years, of which one has no price index, and a unit cost of the others."""
    none = estimate(None, quantity=Quantity.TOTAL_COST, cautions=(Caution.PRICE_INDEX_MISSING,))
    counts = FEW if few else SOME
    full = {2022: estimate(99149.02, quantity=Quantity.TOTAL_COST), 2023: none, 2024: COMPOSITION[-1].main}
    unit = {
        2022: estimate(739.92, 652.07, 848.98, quantity=Quantity.UNIT_COST, counts=counts),
        2024: estimate(824.27, 717.72, 957.2, quantity=Quantity.UNIT_COST),
    }
    measures = ((CostSum.FULL, "", full), (UnitCost.OUTCOME, "Omega", unit))
    findings = [
        finding(Subject(step=step, aspect=measure, cohort=year), main)
        for measure, step, years in measures
        for year, main in years.items()
    ]
    return released("cost_years", findings, price_year=2024)


def alternatives() -> ReleasedAnswer:
    effect = estimate(
        0.2, 0.11, 0.29, quantity=Quantity.SHARE_DIFFERENCE, unit=SHARE, counts=GROUPS, method="CR2 t"
    )
    published = estimate(0.1, quantity=Quantity.SHARE_DIFFERENCE, unit=SHARE)
    ratio = estimate(1434.84, quantity=Quantity.COST_OF_ADDITIONAL_OUTCOME)
    per_person = estimate(287.53, quantity=Quantity.UNIT_COST)
    ways = (
        finding(
            Subject(cohort=2023, aspect=Way.OWN_YEARS),
            per_person,
            (Role.EFFECT, effect),
            standing=Standing.DOMINATED,
        ),
        finding(
            Subject(cohort=2024, aspect=Way.OWN_YEARS),
            per_person,
            (Role.EFFECT, effect),
            (Role.RATIO, ratio),
            standing=Standing.ON_FRONTIER,
        ),
        finding(
            Subject(alternative="Nu", aspect=Way.OTHERS),
            per_person,
            (Role.EFFECT, published),
            standing=Standing.EXTENDED_DOMINATED,
        ),
    )
    return released("alternatives", ways, price_year=2024)


def acceptability(claim: Claim = Claim.ASSOCIATION) -> ReleasedAnswer:
    def at(worth, probability, left):
        shared = {"counts": GROUPS, "claim": claim}
        main = estimate(probability, quantity=Quantity.PROBABILITY, unit=SHARE, **shared)
        net = estimate(left, left - 500, left + 500, quantity=Quantity.NET_BENEFIT, method="t", **shared)
        return finding(Subject(step="Omega", amount=Amount(worth, "EUR")), main, (Role.EFFECT, net))

    given = ((500, 0.001, -900.0), (1000, 0.02, -187.0), (2500, 0.97, 213.0), (5000, 0.9991, 714.0))
    return released("acceptability", [at(*each) for each in given], price_year=2024)


def projected(value, *limits, quantity=Quantity.NET_PRESENT_VALUE, unit=EUROS, counts=GROUPS, **more):
    cautions = (*more.pop("cautions", ()), Caution.SCENARIO)
    return estimate(
        value,
        *limits,
        quantity=quantity,
        unit=unit,
        counts=counts,
        method="Monte Carlo",
        cautions=cautions,
        **more,
    )


def assumed(subject, value, low=None, high=None, *, unit=EUROS, **more):
    ends = () if low is None else ((Role.LOW, low), (Role.HIGH, high))
    others = ((role, projected(end, quantity=Quantity.ASSUMED_VALUE, unit=unit)) for role, end in ends)
    main = projected(value, quantity=Quantity.ASSUMED_VALUE, unit=unit)
    return finding(subject, main, *others, **more)


RATE = Subject(aspect=ScenarioInput.RATE)
MORE_PERSONS = Subject(step="Omega", aspect=ScenarioInput.PERSONS_ADDITIONAL, decimals=0)
WORTH = Subject(benefit="Pi", aspect=ScenarioInput.VALUE)
ASSUMPTIONS = (
    assumed(RATE, 0.035, 0.01, 0.05, unit=SHARE, source="Rho (2023)"),
    assumed(MORE_PERSONS, 68.9, 39.3, 98.6, unit=PERSONS),
    assumed(WORTH, 900.0, 400.5, 1500.0, source="Sigma (2023)"),
    assumed(
        Subject(benefit="Pi", aspect=ScenarioInput.YEARS, decimals=0), 10.0, unit=NUMBER, source="Sigma (2023)"
    ),
)


def benefits(value=65538.68, *, years=9.0, persons=42.0, reason=None, gains=(Gainer.PARTICIPANTS, Gainer.REGION)):
    unknown = () if reason is None else (reason,)
    never = (Caution.NEVER_PAYS_BACK,)
    turning = projected(
        persons,
        quantity=Quantity.PERSONS_AT_TURNING_POINT,
        unit=PERSONS,
        cautions=never if persons is None else (),
    )
    break_even = projected(
        years if reason is None else None,
        quantity=Quantity.BREAK_EVEN_YEAR,
        unit=NUMBER,
        cautions=never if years is None else unknown,
    )
    ratio = projected(
        None if value is None else 1.6626, quantity=Quantity.BENEFIT_COST_RATIO, unit=NUMBER, cautions=unknown
    )
    results = (
        finding(Subject(aspect=ScenarioResult.NET_PRESENT_VALUE), projected(value, cautions=unknown)),
        finding(Subject(aspect=ScenarioResult.RATIO), ratio),
        finding(Subject(aspect=ScenarioResult.BREAK_EVEN, decimals=0), break_even),
        *(
            finding(
                Subject(aspect=gainer),
                projected(1000.0 if reason is None else None, quantity=Quantity.PRESENT_VALUE, cautions=unknown),
            )
            for gainer in gains
        ),
        finding(Subject(step="Omega", aspect=ScenarioResult.ENOUGH_ADDITIONAL, decimals=0), turning),
    )
    return released("benefits", (*results, *ASSUMPTIONS), price_year=2024, projected=True)


def sensitivity(*ends: tuple[float, float], counts=GROUPS, together: bool = True) -> ReleasedAnswer:
    subjects = (RATE, WORTH, MORE_PERSONS)
    swings = [
        finding(
            subjects[place] if place < len(subjects) else replace(WORTH, benefit=f"Pi {place}"),
            projected(1000.0, counts=counts),
            (Role.LOW, projected(low, counts=counts)),
            (Role.HIGH, projected(high, counts=counts)),
        )
        for place, (low, high) in enumerate(ends)
    ]
    probability = projected(0.919, quantity=Quantity.PROBABILITY, unit=SHARE, counts=counts)
    drawn = finding(
        Subject(aspect=ScenarioResult.DRAWN_TOGETHER),
        projected(950.0, -300.0, 2400.0, counts=counts),
        (Role.PROBABILITY, probability),
    )
    findings = (*swings, *((drawn,) if together else ()))
    return released("sensitivity", findings, price_year=2024, projected=True)


SHARE_MEASURED = estimate(
    0.6,
    0.39,
    0.78,
    quantity=Quantity.SHARE,
    unit=SHARE,
    counts=(Count(role=CountRole.REACHED, number=60, of=100),),
    method="Wilson",
)


def goal(name, main, *others, verdict, advice, undecided=None, target=0.5, step=3, better=1):
    subject = Subject(goal=name, at=float(step), better=better)
    return finding(subject, main, *others, verdict=verdict, target=target, advice=advice, undecided=undecided)


def goals() -> ReleasedAnswer:
    """One goal for every kind of advice, and one without data."""
    change = estimate(0.92, 0.85, 0.99, quantity=Quantity.MEAN_CHANGE, unit=POINTS, method="paired t")
    needed = estimate(77.0, quantity=Quantity.COUNT, unit=PERSONS)
    probability = estimate(0.81, quantity=Quantity.PROBABILITY, unit=SHARE)
    single = estimate(0.4, quantity=Quantity.MEAN_CHANGE, unit=POINTS)
    unmeasured = estimate(
        None,
        quantity=Quantity.SHARE,
        unit=SHARE,
        counts=(Count(role=CountRole.BASE, number=0),),
        cautions=(Caution.GOAL_NOT_MEASURED,),
    )
    open_ = {"verdict": Verdict.UNDECIDED}
    more = ((Role.PROBABILITY, probability), (Role.NEEDED, needed))
    return released(
        "goals",
        (
            goal(
                "A",
                SHARE_MEASURED,
                *more,
                **open_,
                advice=Advice.CANNOT_BE_SAID,
                undecided=Undecided.INTERVAL_TOO_WIDE,
            ),
            goal("B", SHARE_MEASURED, *more, **open_, advice=Advice.ON_THE_WAY),
            goal("C", change, verdict=Verdict.REACHED, advice=Advice.KEEP, step=4),
            goal("D", change, verdict=Verdict.MISSED, advice=Advice.RETHINK, target=9.0, step=4),
            goal("E", single, **open_, advice=Advice.CANNOT_BE_SAID, undecided=Undecided.NO_INTERVAL, step=4),
            goal("F", unmeasured, **open_, advice=Advice.CANNOT_BE_SAID, undecided=Undecided.NO_DATA, step=5),
        ),
    )


def all_answers() -> tuple[ReleasedAnswer, ...]:
    """One answer to every question on money, and the goals."""
    return (
        cost(),
        ledger(),
        cost_years(),
        alternatives(),
        acceptability(),
        benefits(),
        sensitivity((-200.0, 2500.0), (400.0, 1700.0), (900.0, 1100.0)),
        goals(),
    )
