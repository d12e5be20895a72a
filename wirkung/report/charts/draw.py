"""Which figure a question has."""

from __future__ import annotations

from collections.abc import Callable

from wirkung.disclosure.release import ReleasedAnswer
from wirkung.errors import Problem, RunError
from wirkung.finding import Question
from wirkung.report.charts.acceptability import draw_acceptability
from wirkung.report.charts.attainment import draw_attainment
from wirkung.report.charts.change import draw_change
from wirkung.report.charts.cost import draw_cost
from wirkung.report.charts.cost_years import draw_cost_years
from wirkung.report.charts.curves import draw_timing
from wirkung.report.charts.distribution import draw_distribution
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.forest import draw_forest, draw_robustness
from wirkung.report.charts.funnel import draw_funnel
from wirkung.report.charts.heat import draw_retention
from wirkung.report.charts.love import draw_love
from wirkung.report.charts.states import draw_states
from wirkung.report.charts.tornado import draw_tornado
from wirkung.report.charts.trend import draw_earlier
from wirkung.report.charts.ways import draw_transitions
from wirkung.report.document.blocks import Table
from wirkung.report.writing.words import word


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
