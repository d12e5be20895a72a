"""The figure of costs: what a part of the answer holds decides which."""

from __future__ import annotations

from wirkung.disclosure.release import ReleasedAnswer
from wirkung.report.charts.bars import draw_unit_costs
from wirkung.report.charts.composition import draw_composition
from wirkung.report.charts.drawing import Drawing
from wirkung.report.document.blocks import Table
from wirkung.report.writing.language import Language


def draw_cost(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Unit costs where there are any, otherwise what full cost is made of; None for nothing to show."""
    units = draw_unit_costs(answer, data=data, language=language)
    return draw_composition(answer, data=data, language=language) if units is None else units
