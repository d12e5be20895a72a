"""Which figure a question has."""

from __future__ import annotations

from collections.abc import Callable

from wirkung.disclosure import ReleasedAnswer
from wirkung.finding import Question
from wirkung.report.blocks import Table
from wirkung.report.figures.bars import draw_funnel, draw_unit_costs
from wirkung.report.figures.change import draw_change
from wirkung.report.figures.drawing import Drawing
from wirkung.report.figures.forest import draw_forest, draw_robustness
from wirkung.report.figures.love import draw_love


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
    """
    draw_answer = _FIGURES.get(answer.question)
    return None if draw_answer is None else draw_answer(answer, data=data, language=language)


_FIGURES: dict[Question, Callable[..., Drawing | None]] = {
    Question.CHANGE: draw_change,
    Question.BASELINE: draw_love,
    Question.COMPARISON: draw_forest,
    Question.ROBUSTNESS: draw_robustness,
    Question.COHORT: draw_funnel,
    Question.COST: draw_unit_costs,
}
