"""Which figure a question has."""

from __future__ import annotations

from collections.abc import Callable

from wirkung.disclosure import ReleasedAnswer
from wirkung.errors import Problem, RunError
from wirkung.finding import Question
from wirkung.report.blocks import Table
from wirkung.report.figures.acceptability import draw_acceptability
from wirkung.report.figures.attainment import draw_attainment
from wirkung.report.figures.change import draw_change
from wirkung.report.figures.cost import draw_cost
from wirkung.report.figures.cost_years import draw_cost_years
from wirkung.report.figures.curves import draw_timing
from wirkung.report.figures.distribution import draw_distribution
from wirkung.report.figures.drawing import Drawing
from wirkung.report.figures.forest import draw_forest, draw_robustness
from wirkung.report.figures.funnel import draw_funnel
from wirkung.report.figures.heat import draw_retention
from wirkung.report.figures.love import draw_love
from wirkung.report.figures.states import draw_states
from wirkung.report.figures.tornado import draw_tornado
from wirkung.report.figures.trend import draw_earlier
from wirkung.report.figures.ways import draw_transitions
from wirkung.report.words import word


def draw(answer: ReleasedAnswer, *, data: Table, language: str) -> Drawing | None:
    """The figure of a question; None where it has none, or where everything is withheld.

    Parameters
    ----------
    answer
        The answer after disclosure control.
    data
        The numbers of the figure, for those who cannot or do not want to see it.
    language
        «de» or «en».

    Raises
    ------
    RunError
        For whatever went wrong while drawing: the report is not published without one of its figures.
    """
    draw_answer = _FIGURES.get(answer.question)
    if draw_answer is None:
        return None
    try:
        return draw_answer(answer, data=data, language=language)
    except Exception as error:
        values = {"figure": word(answer.question, language), "kind": type(error).__name__, "reason": str(error)}
        raise RunError([Problem(code="report.figure_failed", values=values)], language=language) from error


def has_figure(answer: ReleasedAnswer) -> bool:
    """Whether the question is answered with a figure where there is something to draw."""
    return answer.question in _FIGURES


_FIGURES: dict[Question, Callable[..., Drawing | None]] = {
    Question.CHANGE: draw_change,
    Question.DISTRIBUTION: draw_distribution,
    Question.BASELINE: draw_love,
    Question.COMPARISON: draw_forest,
    Question.ROBUSTNESS: draw_robustness,
    Question.COHORT: draw_funnel,
    Question.EARLIER: draw_earlier,
    Question.RETENTION: draw_retention,
    Question.STATES: draw_states,
    Question.TRANSITIONS: draw_transitions,
    Question.TIMING: draw_timing,
    Question.COST: draw_cost,
    Question.COST_YEARS: draw_cost_years,
    Question.ACCEPTABILITY: draw_acceptability,
    Question.SENSITIVITY: draw_tornado,
    Question.GOALS: draw_attainment,
}
