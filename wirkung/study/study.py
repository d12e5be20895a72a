"""One programme in one year, as an evaluator asks it: a property per question, each answered once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path

import wirkung
from wirkung.errors import DataError, Place, Problem
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Licence, Limits, Logic, LogicLine, Masthead, Provenance, Question
from wirkung.io.assemble import read_tables, years_with_data
from wirkung.io.tables import Tables
from wirkung.programme.load import LoadedProgramme, load_programme
from wirkung.programme.parts import Text, text_in
from wirkung.questions.change import answer_change
from wirkung.questions.cohort import answer_cohort
from wirkung.questions.comparison import answer_baseline, answer_comparison
from wirkung.questions.conventions import answer_conventions
from wirkung.questions.distribution import answer_distribution
from wirkung.questions.earlier import answer_earlier
from wirkung.questions.goals import answer_goals
from wirkung.questions.lost import answer_lost
from wirkung.questions.money_answers import MoneyAnswers
from wirkung.questions.retention import answer_retention
from wirkung.questions.robustness import answer_robustness
from wirkung.questions.states import answer_states
from wirkung.questions.subgroups import answer_subgroups
from wirkung.questions.threats import SEED, answer_threats
from wirkung.questions.timing import answer_timing
from wirkung.questions.transitions import answer_transitions
from wirkung.year.data import YearData
from wirkung.year.licence import capped_answer, licence_of
from wirkung.year.waves import waves_without_answers

# The answers whose cautions limit the report; the others describe the groups, or test these results themselves.
RESULTS = (
    Question.CHANGE,
    Question.COMPARISON,
    Question.COHORT,
    Question.TIMING,
    Question.COST,
    Question.BENEFITS,
)


class Study(MoneyAnswers):
    """A programme's answers for one year, with labels in one language."""

    def __init__(self, loaded: LoadedProgramme, tables: Tables, *, year: int, language: str) -> None:
        self.loaded = loaded
        self.data = YearData(loaded.programme, tables, year, language)

    @cached_property
    def masthead(self) -> Masthead:
        """What stands at the head of the report."""
        programme = self.loaded.programme
        return Masthead(
            programme=programme.id,
            title=self._text(programme.title),
            organisation=self._text(programme.organisation),
            question=self._text(programme.question),
            year=self.data.year,
            synthetic=programme.synthetic,
            data_source="" if programme.data_source is None else self._text(programme.data_source),
        )

    @cached_property
    def licence(self) -> Licence:
        """What the design allows the report to claim."""
        return licence_of(self.data, self._compared, self.baseline, self.change)

    @cached_property
    def logic(self) -> Logic:
        """How the programme is meant to work; no lines where the programme file has no logic model."""
        model = self.loaded.programme.logic_model
        if model is None:
            return Logic(lines=())
        inputs = (LogicLine(step=0, text=self._text(text)) for text in model.inputs)
        steps = (LogicLine(step=level.step, text=self._text(level.text)) for level in model.steps)
        return Logic(lines=tuple(sorted(chain(inputs, steps), key=lambda line: line.step)))

    @cached_property
    def change(self) -> Answer:
        """Did participants change?"""
        return answer_change(self.data)

    @cached_property
    def distribution(self) -> Answer:
        """How did the answers spread before and after?"""
        return answer_distribution(self.data)

    @cached_property
    def baseline(self) -> Answer:
        """Were the groups alike beforehand?"""
        return answer_baseline(self.data)

    @cached_property
    def comparison(self) -> Answer:
        """How do participants compare with the comparison group?"""
        return self._capped(self._compared)

    @cached_property
    def _compared(self) -> Answer:
        """The comparison before the evidence has set its claim."""
        return answer_comparison(self.data)

    def _capped(self, answer: Answer) -> Answer:
        return capped_answer(answer, self.licence.claim)

    @cached_property
    def robustness(self) -> Answer:
        """Does the comparison hold under other methods?"""
        return self._capped(answer_robustness(self.data, self._compared))

    @cached_property
    def subgroups(self) -> Answer:
        """Does the result differ between groups of participants?"""
        return self._capped(answer_subgroups(self.data))

    @cached_property
    def threats(self) -> Answer:
        """What could distort the result?"""
        return answer_threats(self.data)

    @cached_property
    def conventions(self) -> Answer:
        """What another tool would print; not part of the report, since none of these is its result."""
        return answer_conventions(self.data)

    @cached_property
    def cohort(self) -> Answer:
        """Who stayed, and where did they go?"""
        return answer_cohort(self.data)

    @cached_property
    def earlier(self) -> Answer:
        """How does the cohort of the year compare with earlier ones at the same age?"""
        return answer_earlier(self.data)

    @cached_property
    def retention(self) -> Answer:
        """Who was still there, cohort by cohort?"""
        return answer_retention(self.data)

    @cached_property
    def states(self) -> Answer:
        """Where is everybody, period by period?"""
        return answer_states(self.data)

    @cached_property
    def transitions(self) -> Answer:
        """Who went from where to where, from one period to the next?"""
        return answer_transitions(self.data)

    @cached_property
    def timing(self) -> Answer:
        """How long did it take until a step?"""
        return self._capped(answer_timing(self.data))

    @cached_property
    def lost(self) -> Answer:
        """Who is missing, and what could they make of the result?"""
        return answer_lost(self.data)

    @cached_property
    def goals(self) -> Answer:
        """Were the goals met?"""
        given = (self.change, self.comparison, self.cohort)
        return answer_goals(self.data, {answer.question: answer for answer in given})

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All answers in the order of the report."""
        return (
            self.change,
            self.distribution,
            self.baseline,
            self.comparison,
            self.robustness,
            self.subgroups,
            self.threats,
            self.cohort,
            self.earlier,
            self.states,
            self.timing,
            self.lost,
            self.cost,
            self.ledger,
            self.cost_years,
            self.benefits,
            self.goals,
        )

    @cached_property
    def limits(self) -> Limits:
        """Every assumption and caution that the answers carry, each once."""
        estimates = tuple(self._estimates())
        return Limits(
            claim=self.licence.claim,
            assumptions=tuple(dict.fromkeys(chain.from_iterable(each.assumptions for each in estimates))),
            cautions=tuple(dict.fromkeys(chain.from_iterable(each.cautions for each in estimates))),
        )

    def _estimates(self) -> Iterator[Estimate]:
        for answer in self.answers:
            if answer.question in RESULTS:
                for finding in answer.findings:
                    yield from (estimate for _, estimate in finding.estimates)

    @cached_property
    def provenance(self) -> Provenance:
        """From which files, rows and version the report was made."""
        return Provenance(
            programme_file=self.loaded.name,
            programme_sha256=self.loaded.sha256,
            year=self.data.year,
            version=wirkung.__version__,
            accounts=self.data.tables.accounts,
            seeds=() if self.threats.absent and self.sensitivity.absent else (SEED,),
        )

    def _text(self, text: Text) -> str:
        return text_in(text, self.data.language)


def open_study(programme: str | Path, *, year: int, language: str) -> Study:
    """Read and check a programme file and its data; raise every problem at once.

    Parameters
    ----------
    programme
        Path of the programme file, from the current folder or one above it.
    year
        The year to evaluate; it must have persons.
    language
        Language of labels, one of `wirkung.catalogue.LANGUAGES`.

    Raises
    ------
    ProgrammeFileError, DataError
        With every problem, each saying what to do.
    """
    loaded = load_programme(programme)
    tables = read_tables(loaded.programme, loaded.path.parent)
    years = years_with_data(tables)
    if year not in years:
        values = {"year": year, "years": ", ".join(map(str, years))}
        raise DataError([Problem(code="data.year_without_data", place=Place(file=loaded.name), values=values)])
    silent = waves_without_answers(loaded.programme, tables, year)
    if silent:
        place = Place(file=loaded.name, key="data.measurements")
        raise DataError(
            Problem(code="data.wave_without_rows", place=place, values={"wave": wave, "year": year})
            for wave in silent
        )
    return Study(loaded, tables, year=year, language=language)
