"""The questions that are asked of a programme in a year: one file each, under the question's name.

The listing of this folder is the list of the questions; `report.sections` has a file of the same name for each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import import_module
from pkgutil import iter_modules

from wirkung.codes import Caution, Claim, Ranges, Reads, UnitKind
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Finding, Licence
from wirkung.year.data import YearData
from wirkung.year.in_courses import as_sure_as_courses_allow
from wirkung.year.licence import capped_answer, licence_of, of_several_arms

# Of whatever a method draws at random; it is part of the method, so that two runs give the same report.
SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How a question is answered, and what its answer is for.

    Parameters
    ----------
    answer
        From the data of a year, and from what else was asked.
    compares
        Whether its numbers compare groups: then the design and the evidence decide what they may claim.
    by_arm
        Whether of several arms each is asked about for itself, against the comparison group.
    limits
        Whether its cautions limit the report; the others describe the groups, or test these results themselves.
    draws
        Whether a method of it draws at random: then the report names the seed.
    goals
        For which measures of goals («change», «step_share») its findings have the numbers.
    side_effects
        Its place among the questions that know whether there were side effects, the strongest first; None: it does
        not.
    missed
        How much a reader would miss a line of it, where another has 1: what is missed least is withheld first.
    ranges
        Of which of its numbers a range may stand for the number of persons.
    reads
        What its lines can depend on: those that may depend on what has changed for few persons since an earlier
        report of the year are withheld.
    """

    answer: Callable[[Asked], Answer]
    compares: bool = False
    by_arm: bool = False
    limits: bool = False
    draws: bool = False
    goals: tuple[str, ...] = ()
    side_effects: int | None = None
    missed: float = 1.0
    ranges: Ranges = Ranges.OF_MEANS
    reads: Reads = Reads.EVERYTHING


@cache
def questions() -> dict[str, Question]:
    """Every question by its name."""
    names = (module.name for module in iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").QUESTION for name in names}


class Asked:
    """One programme in one year, and what was asked of it: every question is answered once."""

    def __init__(self, data: YearData) -> None:
        self.data = data
        self._answers: dict[str, Answer] = {}

    def answer(self, name: str) -> Answer:
        """The answer to a question, claiming no more than the design licenses."""
        found = self.before_licence(name)
        return capped_answer(found, self.licence) if questions()[name].compares else found

    def before_licence(self, name: str) -> Answer:
        """The answer to a question before the evidence has set its claim."""
        if name not in self._answers:
            question = questions()[name]
            found = self._of_every_arm(name) if question.by_arm and self._arms else question.answer(self)
            sure = replace(found, findings=tuple(self._as_sure(finding) for finding in found.findings))
            self._answers[name] = replace(
                sure, missed=question.missed, ranges=question.ranges, reads=question.reads
            )
        return self._answers[name]

    @cached_property
    def _arms(self) -> dict[str, Asked]:
        """The same of each arm, where the programme has several; else none."""
        return {} if self.data.arm else {arm: Asked(self.data.of_arm(arm)) for arm in self.data.arms}

    def _of_every_arm(self, name: str) -> Answer:
        """The answers of all arms in one: of each thing asked about the arms one after the other."""
        answers = {arm: asked.before_licence(name) for arm, asked in self._arms.items()}
        findings = [
            replace(finding, subject=replace(finding.subject, arm=arm))
            for arm, answer in answers.items()
            for finding in answer.findings
        ]
        first = next((each for each in answers.values() if each.findings), next(iter(answers.values())))
        about = [replace(each.subject, arm="", aspect="", category=None).id for each in findings]
        order = list(dict.fromkeys(about))
        in_order = sorted(range(len(findings)), key=lambda place: order.index(about[place]))
        return replace(first, findings=tuple(findings[place] for place in in_order))

    def _as_sure(self, finding: Finding) -> Finding:
        """The finding without an interval that takes persons of one course to be independent.

        Where persons stand for different numbers of others, what knows no weights says so.
        """
        estimates = (
            (role, _saying_whom(self.data, as_sure_as_courses_allow(self.data, each)))
            for role, each in finding.estimates
        )
        return replace(finding, estimates=tuple(estimates))

    @cached_property
    def licence(self) -> Licence:
        """What the design allows the report to claim."""
        return self._licence(measured=True)

    @cached_property
    def licence_by_design(self) -> Licence:
        """The same where nothing that was measured counts."""
        return self._licence(measured=False)

    def _licence(self, *, measured: bool) -> Licence:
        if self._arms:
            licences = {arm: asked._licence(measured=measured) for arm, asked in self._arms.items()}  # noqa: SLF001
            return of_several_arms(licences)
        answers = map(self.before_licence, ("comparison", "steps", "baseline", "change"))
        return licence_of(self.data, *answers, measured=measured)

    def for_goals(self, measure: str) -> tuple[Answer, ...]:
        """The answers with the numbers that goals of a measure are about."""
        return tuple(self.answer(name) for name, each in questions().items() if measure in each.goals)

    def for_side_effects(self) -> tuple[Answer, ...]:
        """The answers that know whether there were side effects, the strongest first."""
        ranked = {name: each.side_effects for name, each in questions().items() if each.side_effects is not None}
        return tuple(self.answer(name) for name in sorted(ranked, key=ranked.__getitem__))

    def everything(self) -> tuple[Answer, ...]:
        """The answers to all questions, in the order of their names.

        Asked in a loop: `map` takes a StopIteration out of a question for the end of the questions, and the others
        would be missing without a word.
        """
        answers = [self.answer(name) for name in questions()]
        return tuple(answers)


def _saying_whom(data: YearData, estimate: Estimate) -> Estimate:
    """The estimate, saying that it is about the persons themselves where the design has weights and it none."""
    of_money = estimate.unit.kind is UnitKind.MONEY and estimate.claim is Claim.DESCRIPTION
    if data.programme.design.weights is None or Caution.WEIGHTED in estimate.cautions or of_money:
        return estimate
    return estimate.with_cautions(Caution.NOT_WEIGHTED)
