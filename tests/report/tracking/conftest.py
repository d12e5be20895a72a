"""Made-up answers on cohorts over the years, and a language that knows the names of their steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from wirkung.codes import Caution, Claim, CountRole, Quantity, Role, UnitKind, Verdict
from wirkung.declared import Group, StateKind, Wave
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import MONTHS, NUMBER, STANDARD_DEVIATIONS, Count, Test, Unit
from wirkung.finding import Finding, State, Subject
from wirkung.report.writing.language import Language

STATES = (
    State(StateKind.STEP, "one"),
    State(StateKind.STEP, "two"),
    State(StateKind.END, "away"),
    State(StateKind.LOST),
)
BETTER = (1, 1, 0, -1)
NAMES = {
    ("step", "one"): "State A",
    ("step", "two"): "State B",
    ("end", "away"): "State C",
    ("step", "a"): "Step A",
    ("step", "b"): "Step B",
    ("step", "c"): "Step C",
    ("quota", "1"): "Quota A",
    ("quota_source", "1"): "Office A",
}


class Tracked:
    """Builders of answers on one cohort of 2024 and earlier ones."""

    def __init__(self, make, language: str) -> None:
        self.make, self.language = make, Language(language, NAMES)

    def funnel(self) -> ReleasedAnswer:
        steps = [self.make.step("Step A", 348, 348), self.make.step("Step B", 262, 348)]
        most = replace(self.make.step("Step C", 104, 262), verdict=Verdict.MOST_LOST_HERE)
        return self.make.released("cohort", *steps, most, self.participations(300, 330))

    def participations(self, persons: int, courses: int) -> Finding:
        counts = (
            Count(role=CountRole.PARTICIPATIONS, number=courses),
            Count(role=CountRole.BASE, number=persons, of=348),
            Count(role=CountRole.FURTHER_COURSES, number=courses - persons),
        )
        unit = Unit(kind=UnitKind.PARTICIPATIONS)
        main = self.make.estimate(float(courses), quantity=Quantity.COUNT, unit=unit, counts=counts)
        return self.make.finding(main, Subject(aspect="participations"))

    def at_year(self, step: str, year: int, number: int, of: int = 100) -> Finding:
        subject = Subject(step=step, cohort=year, months=12, low=0.0, high=1.0)
        return self.make.finding(self.make.share(number, of, Caution.CLUSTERS_NOT_CONSIDERED), subject)

    def quota(self) -> Finding:
        leavers = (Count(role=CountRole.LEAVERS, number=400, of=1000),)
        quota = self.make.estimate(0.4, quantity=Quantity.QUOTA_SUM, unit=_share(), counts=leavers)
        apart = self.make.estimate(
            -0.1, -0.2, -0.01, quantity=Quantity.SHARE_AGAINST_QUOTA, unit=_share(), counts=leavers
        )
        subject = Subject(step="a", quota="1")
        return Finding(subject=subject, estimates=((Role.MAIN, quota), (Role.COMPARISON, apart)))

    def earlier(self) -> ReleasedAnswer:
        given = (
            *(self.at_year("a", year, number) for year, number in ((2022, 30), (2023, 35), (2024, 60))),
            *(self.at_year("b", year, number) for year, number in ((2022, 60), (2023, 65), (2024, 30))),
            *(self.at_year("c", year, number) for year, number in ((2022, 4), (2023, 40), (2024, 41))),
        )
        return self.make.released("earlier", *given, self.quota())

    def retention(self) -> ReleasedAnswer:
        given = (
            (2023, Wave.BEFORE, 90),
            (2023, Wave.AFTER, 60),
            (2024, Wave.BEFORE, 95),
            (2024, Wave.AFTER, 55),
            (2023, Wave.FOLLOW_UP, 30),
        )
        findings = (
            self.make.finding(
                self.make.share(number, 100),
                Subject(cohort=cohort, wave=wave, at=float(list(Wave).index(wave))),
            )
            for cohort, wave, number in given
        )
        return self.make.released("retention", *findings)

    def states(self) -> ReleasedAnswer:
        numbers = ((200, 0, 0, 0), (60, 120, 16, 4), (50, 100, 20, 30))
        findings = (
            self.make.finding(
                self.make.share(number, 200),
                Subject(states=(state,), months=12 * place, better=better, part_of=(str(place),)),
            )
            for place, row in enumerate(numbers)
            for number, state, better in zip(row, STATES, BETTER, strict=True)
        )
        return self.make.released("states", *findings)

    def transitions(self) -> ReleasedAnswer:
        rows = {
            (1, 0): (60, 120, 20, 0),
            (2, 0): (40, 20, 0, 0),
            (2, 1): (None, 100, 16, 4),
            (2, 2): (None, None, 20, None),
        }
        findings = (
            self.move(period, source, target, number, sum(filter(None, numbers)))
            for (period, source), numbers in rows.items()
            for target, number in enumerate(numbers)
            if number is not None
        )
        return self.make.released("transitions", *findings)

    def move(self, period: int, source: int, target: int, number: int, of: int) -> Finding:
        subject = Subject(
            from_states=(STATES[source],),
            states=(STATES[target],),
            from_months=12 * (period - 1),
            months=12 * period,
            better=BETTER[target],
            part_of=(f"from.{period}.{source}", f"to.{period}.{target}"),
        )
        return self.make.finding(self.make.share(number, of), subject)

    def timing(self, claim: Claim = Claim.ASSOCIATION) -> ReleasedAnswer:
        points = (
            *self.curve("programme", ((3, 0, 200), (12, 60, 130), (24, 100, 80))),
            *self.curve("comparison", ((3, 0, 150), (12, 20, 110), (24, 40, 70))),
        )
        return self.make.released("timing", *points, self.difference(-3.1, -5.2, -1.0, claim), self.ratio())

    def curve(self, group: str, points: tuple[tuple[int, int, int], ...]) -> Iterator[Finding]:
        everybody = points[0][2]
        for months, number, at_risk in points:
            subject = Subject(step="Step A", group_of=Group(group), months=months, low=0.0, high=1.0)
            counts = (
                Count(role=CountRole.REACHED, number=number, of=everybody),
                Count(role=CountRole.AT_RISK, number=at_risk),
            )
            value = number / everybody
            main = self.make.estimate(
                value,
                max(value - 0.05, 0.0),
                value + 0.05,
                quantity=Quantity.SHARE,
                unit=_share(),
                counts=counts,
                method="log-log",
            )
            yield self.make.finding(main, subject)

    def difference(self, value: float, low: float, high: float, claim: Claim) -> Finding:
        subject = Subject(step="Step A", aspect="timing.difference", months=24, decimals=1, better=-1)
        main = self.make.estimate(
            value,
            low,
            high,
            quantity=Quantity.MEAN_TIME_DIFFERENCE,
            unit=MONTHS,
            claim=claim,
            method="Welch t, Greenwood",
            test=Test(name="log-rank", statistic=9.1, df=1, p=0.0026),
            cautions=(Caution.SELF_SELECTION,),
        )
        means = (self.make.estimate(months, quantity=Quantity.MEAN_TIME, unit=MONTHS) for months in (17.0, 20.1))
        roles = (Role.PROGRAMME, Role.COMPARISON)
        return Finding(subject=subject, estimates=((Role.MAIN, main), *zip(roles, means, strict=True)))

    def ratio(self) -> Finding:
        main = self.make.estimate(
            1.6,
            1.1,
            2.3,
            quantity=Quantity.HAZARD_RATIO,
            unit=NUMBER,
            method="Wald, logarithm",
            test=Test(name="z (Wald)", statistic=2.6, df=None, p=0.0001),
        )
        return self.make.finding(main, Subject(step="Step A", characteristic="Trait A", aspect="tracking.hazard"))

    def lost(self) -> ReleasedAnswer:
        share = self.make.finding(self.make.share(71, 344), Subject(aspect="lost.share"))
        trait = self.at_the_start("Trait A", 0.4, Caution.LOST_DIFFER)
        return self.make.released("lost", share, trait, self.at_the_start("Trait B", 0.1), *self.cases())

    def at_the_start(self, label: str, value: float, *cautions: Caution) -> Finding:
        main = self.make.estimate(
            value,
            value - 0.2,
            value + 0.2,
            quantity=Quantity.STANDARDISED_DIFFERENCE,
            unit=STANDARD_DEVIATIONS,
            standardiser="hedges_g",
            convention="WWC 5.0",
            cautions=cautions,
        )
        shares = ((Role.LOST, self.make.share(40, 71)), (Role.KEPT, self.make.share(100, 273)))
        subject = Subject(characteristic=label, aspect="lost.start")
        return Finding(subject=subject, estimates=((Role.MAIN, main), *shares))

    def cases(self) -> Iterator[Finding]:
        given = {
            "one": {"observed": 134, "worst": 134, "best": 173, "weighted": 125},
            "two": {"observed": 100, "worst": 100, "best": 4},
        }
        for step, cases in given.items():
            for case, number in cases.items():
                subject = Subject(step=f"Step {step}", aspect=f"lost.{case}")
                caution = (
                    Caution.LOST_COUNTED_AS_REACHED if case == "best" else Caution.LOST_COUNTED_AS_NOT_REACHED
                )
                yield self.make.finding(self.make.share(number, 344, caution), subject)

    def answers(self) -> tuple[ReleasedAnswer, ...]:
        """One to every question of tracking, in the order of a report."""
        return (
            self.funnel(),
            self.earlier(),
            self.retention(),
            self.states(),
            self.transitions(),
            self.timing(),
            self.lost(),
        )


def _share() -> Unit:
    return Unit(kind=UnitKind.SHARE)


@pytest.fixture(params=["de", "en"])
def tracked(request, make):
    """Builders in each language in turn."""
    return Tracked(make, request.param)


@pytest.fixture
def german(make):
    """Builders in German."""
    return Tracked(make, "de")
