"""The answers of a study that are about money."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property

from wirkung.finding import Answer
from wirkung.questions.acceptability import answer_acceptability
from wirkung.questions.alternatives import answer_alternatives
from wirkung.questions.benefits import answer_benefits
from wirkung.questions.cost import answer_cost
from wirkung.questions.cost_years import answer_cost_years
from wirkung.questions.ledger import answer_ledger
from wirkung.questions.sensitivity import answer_sensitivity
from wirkung.year.data import YearData


class MoneyAnswers(ABC):
    """The part of `Study` that asks what it cost and whether it was worth it; a property per question."""

    data: YearData

    @abstractmethod
    def _capped(self, answer: Answer) -> Answer:
        """The answer under the claim that the design licenses."""

    @cached_property
    def cost(self) -> Answer:
        """What did it cost?"""
        return self._capped(answer_cost(self.data))

    @cached_property
    def ledger(self) -> Answer:
        """How do the amounts in the ledger become full cost?"""
        return answer_ledger(self.data)

    @cached_property
    def cost_years(self) -> Answer:
        """How did the costs develop?"""
        return self._capped(answer_cost_years(self.data))

    @cached_property
    def alternatives(self) -> Answer:
        """Which way to the same outcome is worth considering?"""
        return self._capped(answer_alternatives(self.data))

    @cached_property
    def acceptability(self) -> Answer:
        """How probable is it that the outcome is worth its price?"""
        return self._capped(answer_acceptability(self.data))

    @cached_property
    def benefits(self) -> Answer:
        """Would it pay off, if all assumptions hold?"""
        return answer_benefits(self.data)

    @cached_property
    def sensitivity(self) -> Answer:
        """On which assumptions does that hang?"""
        return answer_sensitivity(self.data)
