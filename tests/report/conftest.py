"""Made-up findings and answers for the report, and files that hold what it said last time."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.released import released_alone
from wirkung.codes import (
    Absence,
    Assumption,
    Caution,
    Claim,
    CountRole,
    Quantity,
    Role,
    UnitCost,
    UnitKind,
    Verdict,
)
from wirkung.declared import Assignment, CostCategory, DesignKind, LeftOut, SourceRole
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import SHARE, STANDARD_DEVIATIONS, Count, Estimate, Interval, Unit
from wirkung.evidence import Declared, Estimator, Measured
from wirkung.finding import (
    Answer,
    Finding,
    Licence,
    Limits,
    Logic,
    LogicLine,
    Masthead,
    Provenance,
    SourceAccount,
    Subject,
)
from wirkung.methods.evidence.evidence import evidence_level
from wirkung.report.document.blocks import MIME, SVG, Block, Figure, to_json

SNAPSHOTS = Path(__file__).parent / "snapshots"
POINTS = Unit(kind=UnitKind.SCORE, symbol="Pkt")
EUROS = Unit(kind=UnitKind.MONEY, symbol="EUR")
PAIRS = (Count(role=CountRole.PAIRS, number=217),)
GROUPS = (Count(role=CountRole.PROGRAMME, number=198), Count(role=CountRole.COMPARISON, number=142))

# Labels are the same in both languages and words of neither, so that a text of ours in the wrong language shows.
INTEREST = Subject(indicator="Alpha", low=1.0, high=5.0, better=1)
KNOWLEDGE = Subject(indicator="Beta", decimals=1, low=0.0, high=20.0, better=1)


def aspect_of(subject: Subject, aspect: str) -> Subject:
    """An aspect of an indicator, which is called in every language as its subject is labelled."""
    return replace(subject, aspect=aspect)


class Make:
    """Builders of estimates, findings and released answers."""

    def estimate(
        self,
        value: float | None,
        low: float | None = None,
        high: float | None = None,
        *,
        quantity: Quantity = Quantity.MEAN_CHANGE,
        unit: Unit = POINTS,
        counts: tuple[Count, ...] = PAIRS,
        method: str = "paired t",
        **fields: object,
    ) -> Estimate:
        interval = None if low is None or high is None else Interval(low=low, high=high, level=0.95, method=method)
        return Estimate(
            quantity=quantity,
            unit=unit,
            value=value,
            interval=interval,
            counts=counts,
            **{"claim": Claim.DESCRIPTION, "source": "Source (2000), Journal 1, 2-3", **fields},
        )

    def finding(self, main: Estimate, subject: Subject = INTEREST, **fields: object) -> Finding:
        return Finding(subject=subject, estimates=((Role.MAIN, main),), **fields)

    def changed(
        self,
        subject: Subject,
        before: float,
        after: float,
        half: float,
        *cautions: Caution,
        verdict: Verdict | None = None,
        target: float | None = None,
    ) -> Finding:
        value = after - before
        main = self.estimate(value, value - half, value + half, cautions=cautions)
        means = {
            Role.BEFORE: self.estimate(before, before - half, before + half, quantity=Quantity.MEAN, method="t"),
            Role.AFTER: self.estimate(after, after - half, after + half, quantity=Quantity.MEAN, method="t"),
            Role.STANDARDISED: self.estimate(
                value / 2,
                value / 2 - 0.2,
                value / 2 + 0.2,
                quantity=Quantity.STANDARDISED_CHANGE,
                unit=STANDARD_DEVIATIONS,
                standardiser="g_av",
                convention="J(n - 1), exact",
            ),
            Role.FOLLOW_UP: self.estimate(value / 2, value / 2 - half, value / 2 + half),
        }
        estimates = ((Role.MAIN, main), *means.items())
        return Finding(subject=subject, estimates=estimates, verdict=verdict, target=target)

    def compared(self, subject: Subject, value: float, half: float, claim: Claim, *cautions: Caution) -> Finding:
        main = self.estimate(
            value,
            value - half,
            value + half,
            quantity=Quantity.DIFFERENCE_IN_CHANGE,
            counts=GROUPS,
            method="Welch t",
            claim=claim,
            cautions=cautions,
        )
        others = {
            Role.PROGRAMME: self.estimate(value + 0.1, quantity=Quantity.MEAN, counts=GROUPS),
            Role.COMPARISON: self.estimate(0.1, quantity=Quantity.MEAN, counts=GROUPS),
            Role.STANDARDISED: self.estimate(
                value / 2,
                value / 2 - 0.2,
                value / 2 + 0.2,
                quantity=Quantity.STANDARDISED_DIFFERENCE,
                unit=STANDARD_DEVIATIONS,
                counts=GROUPS,
                standardiser="hedges_g",
                convention="WWC 5.0",
                claim=claim,
            ),
        }
        return Finding(subject=subject, estimates=((Role.MAIN, main), *others.items()))

    def by_method(
        self,
        subject: Subject,
        method: str,
        value: float | None,
        half: float,
        *cautions: Caution,
    ) -> Finding:
        """The difference by one method."""
        limits = () if value is None else (value - half, value + half)
        quantity = Quantity.DIFFERENCE_IN_CHANGE if method == "chosen" else Quantity.MEAN_DIFFERENCE
        main = self.estimate(value, *limits, quantity=quantity, counts=GROUPS, method="t, CR2", cautions=cautions)
        return self.finding(main, aspect_of(subject, f"robustness.{method}"))

    def methods(self) -> tuple[Finding, ...]:
        """Of the first indicator all methods agree; of the second one does not."""
        given = (
            (INTEREST, "chosen", 0.25, 0.13),
            (INTEREST, "after", 0.4, 0.2),
            (INTEREST, "ancova", 0.3, 0.12),
            (INTEREST, "weighted", None, 0, Caution.NO_OVERLAP),
            (KNOWLEDGE, "chosen", -0.1, 0.5),
            (KNOWLEDGE, "after", 0.2, 0.6),
            (KNOWLEDGE, "ancova", 0.6, 0.4, Caution.ESTIMATORS_DISAGREE),
            (KNOWLEDGE, "weighted", None, 0, Caution.NO_OVERLAP),
        )
        return tuple(self.by_method(*values) for values in given)

    def subgroup(self, trait: str, level: str, value: float, number: int, verdict: Verdict) -> Finding:
        counts = (
            Count(role=CountRole.PROGRAMME, number=number, of=198),
            Count(role=CountRole.COMPARISON, number=60, of=142),
        )
        main = self.estimate(
            value,
            value - 0.2,
            value + 0.2,
            quantity=Quantity.DIFFERENCE_IN_CHANGE,
            counts=counts,
            method="Welch t",
            cautions=(Caution.CLUSTERS_NOT_CONSIDERED,),
        )
        subject = Subject(characteristic=trait, category=level, part_of=(trait,))
        return self.finding(main, subject, verdict=verdict)

    def threat(self, name: str, main: Estimate, subject: Subject | None = None, **fields: object) -> Finding:
        """A threat to an indicator, or to the comparison."""
        aspect = f"threat.{name}"
        about = Subject(aspect=aspect) if subject is None else aspect_of(subject, aspect)
        return self.finding(main, about, **fields)

    def share(self, number: int, of: int, *cautions: Caution) -> Estimate:
        counts = (Count(role=CountRole.REACHED, number=number, of=of),)
        value = number / of
        return self.estimate(
            value,
            value - 0.05,
            value + 0.05,
            quantity=Quantity.SHARE,
            unit=SHARE,
            counts=counts,
            cautions=cautions,
        )

    def loss(self, verdict: Verdict = Verdict.HIGH_ATTRITION) -> tuple[Finding, ...]:
        difference = self.estimate(
            0.1, -0.011, 0.2, quantity=Quantity.SHARE_DIFFERENCE, unit=SHARE, counts=GROUPS, method="Newcombe"
        )
        return (
            self.threat("loss.programme", self.share(60, 200)),
            self.threat("loss.comparison", self.share(30, 150)),
            self.threat("loss.difference", difference, verdict=verdict),
        )

    def threats(self) -> tuple[Finding, ...]:
        """One threat of every kind; the last may not be shown."""
        pairs = (Count(role=CountRole.PAIRS, number=217, of=260),)
        given = (
            ("contamination", self.share(30, 150)),
            ("ceiling_before", self.share(60, 200, Caution.MANY_AT_CEILING), INTEREST),
            ("floor_after", self.share(12, 200), INTEREST),
            ("regression", self.estimate(0.1, quantity=Quantity.EXPECTED_CHANGE), INTEREST),
            ("missing", self.estimate(0.3, 0.2, 0.4, counts=pairs, method="Rubin"), INTEREST),
            ("ceiling_after", self.share(3, 200), KNOWLEDGE),
        )
        of_indicators = (self.threat(*values) for values in given)
        return (*self.loss(), *of_indicators)

    def licence(self, claim: Claim = Claim.ASSOCIATION, **fields: object) -> Licence:
        """The design of a comparison with unlike groups, whatever the claim."""
        declared = Declared(
            randomised=False,
            comparison_group=True,
            chance_assignment=False,
            estimator=Estimator.DIFFERENCE_IN_CHANGE,
            logic_model=True,
        )
        evidence = evidence_level(declared, Measured(baseline=(Verdict.NOT_EQUIVALENT,), desired_result=True))
        given = {
            "kind": DesignKind.COMPARISON,
            "assignment": Assignment.SELF_SELECTED,
            "note": "Eta.",
            "claim": claim,
            "evidence": evidence,
        }
        return Licence(**{**given, **fields})

    def alike(self, label: str, value: float, verdict: Verdict, *, in_programme: int = 90) -> Finding:
        counts = (Count(role=CountRole.PROGRAMME, number=in_programme, of=198),)
        main = self.estimate(
            value,
            quantity=Quantity.STANDARDISED_DIFFERENCE,
            unit=STANDARD_DEVIATIONS,
            counts=counts,
            standardiser="cox_index",
            convention="no small-sample correction",
        )
        share = self.estimate(in_programme / 198, quantity=Quantity.SHARE, unit=SHARE, counts=counts)
        return Finding(
            subject=Subject(characteristic=label),
            estimates=((Role.MAIN, main), (Role.PROGRAMME, share), (Role.COMPARISON, share)),
            verdict=verdict,
        )

    def step(self, label: str, reached: int, previous: int, starters: int = 348) -> Finding:
        part = reached / starters
        main = self.estimate(
            part,
            max(0.0, part - 0.05),
            min(1.0, part + 0.05),
            quantity=Quantity.SHARE,
            unit=SHARE,
            counts=(Count(role=CountRole.REACHED, number=reached, of=starters),),
            method="Wilson",
        )
        before = self.estimate(
            reached / previous,
            quantity=Quantity.SHARE,
            unit=SHARE,
            counts=(Count(role=CountRole.REACHED_OF_PREVIOUS, number=reached, of=previous),),
        )
        return Finding(subject=Subject(step=label), estimates=((Role.MAIN, main), (Role.OF_PREVIOUS, before)))

    def cost(self, outcome: str, value: float, low: float | None = None, high: float | None = None) -> Finding:
        counts = (Count(role=CountRole.BASE, number=104, of=348),)
        main = self.estimate(
            value, low, high, quantity=Quantity.UNIT_COST, unit=EUROS, counts=counts, method="Wilson, inverted"
        )
        return self.finding(main, Subject(step=outcome, aspect=UnitCost.OUTCOME))

    def total(self, category: CostCategory, value: float) -> Finding:
        counts = (Count(role=CountRole.BASE, number=331),)
        return self.finding(
            self.estimate(value, quantity=Quantity.TOTAL_COST, unit=EUROS, counts=counts),
            Subject(aspect=category),
        )

    def goal(self, label: str, main: Estimate, target: float, verdict: Verdict, step: str = "") -> Finding:
        return self.finding(main, Subject(goal=label, step=step, better=1), target=target, verdict=verdict)

    def released(self, question: str, *findings: Finding, absent: Absence | None = None) -> ReleasedAnswer:
        return released_alone(Answer(question=question, year=2024, findings=findings, absent=absent), 10)

    def ranges(self, subject: Subject) -> tuple[Finding, ...]:
        """Four ranges of a scale from 1 to 5, before and after; in the last there are too few."""
        return tuple(
            Finding(
                subject=replace(
                    subject,
                    place=low,
                    aspect="range",
                    low=low,
                    high=low + 1,
                ),
                estimates=tuple(
                    (
                        role,
                        Estimate(
                            quantity=Quantity.SHARE,
                            unit=SHARE,
                            value=number / 80,
                            claim=Claim.DESCRIPTION,
                            counts=(Count(role=cell, number=number, of=80),),
                            source="Freedman (2007)",
                        ),
                    )
                    for role, cell, number in (
                        (Role.MAIN, CountRole.AFTER_IN_RANGE, after),
                        (Role.BEFORE, CountRole.BEFORE_IN_RANGE, before),
                    )
                ),
            )
            for low, before, after in ((1, 30, 14), (2, 25, 20), (3, 20, 40), (4, 5, 6))
        )

    def answers(self) -> tuple[ReleasedAnswer, ...]:
        """One answer to every question, with a withheld finding where groups can be small."""
        change = (
            self.changed(
                INTEREST, 3.02, 3.33, 0.1, Caution.CLUSTERS_NOT_CONSIDERED, verdict=Verdict.RELEVANT, target=0.2
            ),
            self.changed(KNOWLEDGE, 9.8, 9.9, 0.4, Caution.CLUSTERS_NOT_CONSIDERED, Caution.LOST_DIFFER),
        )
        steps = (
            self.step("Step A", 348, 348),
            self.step("Step B", 262, 348),
            self.step("Step C", 104, 262),
            self.step("Step D", 6, 104),
        )
        return (
            self.released("change", *change),
            self.released("distribution", *self.ranges(INTEREST)),
            self.released(
                "baseline",
                self.alike("Trait A", 0.04, Verdict.EQUIVALENT),
                self.alike("Trait B", -0.24, Verdict.NEEDS_ADJUSTMENT),
                self.alike("Trait C", 0.32, Verdict.NOT_EQUIVALENT),
                self.alike("Trait D", 0.11, Verdict.NEEDS_ADJUSTMENT, in_programme=4),
            ),
            self.released(
                "comparison",
                self.compared(INTEREST, 0.25, 0.13, Claim.ASSOCIATION, Caution.SELF_SELECTION),
                self.compared(KNOWLEDGE, -0.1, 0.5, Claim.ASSOCIATION, Caution.SELF_SELECTION),
            ),
            self.released("robustness", *self.methods()),
            self.released(
                "subgroups",
                self.subgroup("Trait A", "a", 0.5, 90, Verdict.SUBGROUPS_DIFFER),
                self.subgroup("Trait A", "b", 0.1, 108, Verdict.SUBGROUPS_DIFFER),
                self.subgroup("Trait B", "a", 0.3, 180, Verdict.NO_SUBGROUP_DIFFERENCE_SHOWN),
                self.subgroup("Trait B", "b", 0.2, 12, Verdict.NO_SUBGROUP_DIFFERENCE_SHOWN),
                self.subgroup("Trait B", "c", 0.9, 4, Verdict.NO_SUBGROUP_DIFFERENCE_SHOWN),
            ),
            self.released("threats", *self.threats()),
            self.released("cohort", *steps),
            self.released(
                "cost",
                self.total(CostCategory.STAFF, 97810.5),
                self.cost("Cost A", 14.37),
                self.cost("Cost B", 940.5, 805.2, 1116.3),
            ),
            self.released(
                "goals",
                self.goal("Goal A", change[0].main, 0.2, Verdict.REACHED),
                self.goal("Goal B", steps[1].main, 0.74, Verdict.UNDECIDED, steps[1].subject.step),
                self.goal("Goal C", steps[2].main, 0.6, Verdict.MISSED, steps[2].subject.step),
            ),
        )

    def masthead(self, **fields: object) -> Masthead:
        given = {
            "programme": "alpha",
            "title": "Alpha Beta!",
            "organisation": "Gamma (Delta)",
            "question": "Epsilon?",
            "year": 2024,
            "synthetic": True,
            "data_source": "Zeta.",
        }
        return Masthead(**{**given, **fields})

    def frame(self) -> tuple[object, ...]:
        """Every part of a report that is not an answer."""
        return (
            self.masthead(),
            self.licence(),
            Logic(lines=tuple(LogicLine(step=step, text=f"Theta {step}") for step in range(8))),
            Limits(
                claim=Claim.ASSOCIATION,
                assumptions=(Assumption.PARALLEL_TRENDS,),
                cautions=(Caution.SELF_SELECTION,),
            ),
            self.provenance(),
        )

    def provenance(self) -> Provenance:
        accounts = (
            SourceAccount(
                role=SourceRole.PERSONS,
                file="../data/alpha/a.csv",
                fingerprint="0f" * 32,
                rows_read=1061,
                rows_used=1049,
                left_out=((LeftOut.EMPTY_ROW, 3), (LeftOut.SECOND_REGISTRATION, 9)),
                encoding="cp1252",
                separator=";",
                decimal=",",
            ),
            SourceAccount(
                role=SourceRole.ATTENDANCE,
                file="../data/alpha/b.xlsx",
                fingerprint="1e" * 32,
                rows_read=361,
                rows_used=361,
            ),
        )
        return Provenance(
            programme_file="params/alpha.yaml",
            programme_sha256="ab" * 32,
            year=2024,
            version="1.2.3",
            accounts=accounts,
        )


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@pytest.fixture
def snapshot() -> Callable[[str, str], None]:
    """Compare a text with the one kept under a name; WIRKUNG_WRITE_SNAPSHOTS=1 keeps the new one instead."""

    def compare(name: str, text: str) -> None:
        path = SNAPSHOTS / name
        if os.environ.get("WIRKUNG_WRITE_SNAPSHOTS") == "1":
            path.write_text(text + "\n", encoding="utf-8")
        assert text + "\n" == path.read_text(encoding="utf-8")

    return compare


VECTORS = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>'


@pytest.fixture(scope="session")
def executed() -> Callable[..., NotebookNode]:
    """An executed notebook from parts: text is a cell of prose, a block is shown by a cell of its own."""

    def cell(part: str | Block, number: int) -> NotebookNode:
        if isinstance(part, str):
            return new_markdown_cell(part)
        data = {MIME: {"version": 2, "blocks": [to_json(part)]}, "text/plain": "shown"}
        if isinstance(part, Figure):
            data[SVG] = VECTORS
        output = new_output("display_data", data=data)
        return new_code_cell("show(…)", outputs=[output], execution_count=number)

    def build(*parts: str | Block) -> NotebookNode:
        return new_notebook(cells=[cell(part, number) for number, part in enumerate(parts, start=1)])

    return build
