"""What a report says on costs, benefits and goals: sentences, tables and exhibits by question."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Question
from wirkung.report.document.blocks import Table
from wirkung.report.sections.acceptability import acceptability_sentences, acceptability_tables
from wirkung.report.sections.alternatives import alternatives_sentences, alternatives_tables
from wirkung.report.sections.benefits import benefits_sentences, benefits_tables
from wirkung.report.sections.conventions import no_sentences
from wirkung.report.sections.cost import cost_sentences
from wirkung.report.sections.cost_years import cost_years_sentences, cost_years_tables
from wirkung.report.sections.goals import goals_sentences, goals_table
from wirkung.report.sections.ledger import ledger_tables
from wirkung.report.sections.sensitivity import naming_of_assumptions, sensitivity_sentences, sensitivity_tables
from wirkung.report.sections.tracking import naming_of_groups
from wirkung.report.writing.naming import Naming

MONEY_SENTENCES: Mapping[Question, Callable[[ReleasedAnswer, str], tuple[str, ...]]] = {
    Question.COST: cost_sentences,
    Question.LEDGER: no_sentences,
    Question.COST_YEARS: cost_years_sentences,
    Question.ALTERNATIVES: alternatives_sentences,
    Question.ACCEPTABILITY: acceptability_sentences,
    Question.BENEFITS: benefits_sentences,
    Question.SENSITIVITY: sensitivity_sentences,
    Question.GOALS: goals_sentences,
}

MONEY_TABLES: Mapping[Question, Callable[[ReleasedAnswer, str], tuple[Table, ...]]] = {
    Question.LEDGER: ledger_tables,
    Question.COST_YEARS: cost_years_tables,
    Question.ALTERNATIVES: alternatives_tables,
    Question.ACCEPTABILITY: acceptability_tables,
    Question.BENEFITS: benefits_tables,
    Question.SENSITIVITY: sensitivity_tables,
    Question.GOALS: goals_table,
}

MONEY_NAMINGS: Mapping[Question, Callable[[str], Naming]] = {
    Question.COST_YEARS: naming_of_groups,
    Question.BENEFITS: naming_of_assumptions,
    Question.SENSITIVITY: naming_of_assumptions,
}
