"""Who bore the cost: one bar of the released sums, its parts told apart by their pattern and not only by colour.

Nothing is worked out that was not released: it is drawn only where all its parts are shown and come to their sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from wirkung.codes import BudgetLine, CostSum, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.rows import known, shown
from wirkung.report.charts.style import BAND, COMPARISON, INK, PAPER, PROGRAMME
from wirkung.report.document.blocks import Table
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BAR_HEIGHT = 0.55  # inches
LINE_HEIGHT = 0.2  # inches a line of the legend
WITH_SHARE = 0.09  # of the bar; a narrower part has no room for its share
ROUNDED = 0.5  # of the smallest printed unit, for each part and for the sum

# The sum that is divided, and what it is divided into, in the order of the bar.
FULL_COST: Final = (CostSum.FULL, (CostSum.OWN, CostSum.THIRD_PARTY, CostSum.CALCULATED))
SPENT: Final = (BudgetLine.EXPENSES, (BudgetLine.NET, BudgetLine.INCOME))


@dataclass(frozen=True, slots=True)
class Look:
    """How a part is drawn."""

    face: str
    edge: str
    hatch: str = ""
    dashed: bool = False


LOOKS: Final[Mapping[str, Look]] = {
    CostSum.OWN: Look(BAND, PROGRAMME),
    CostSum.THIRD_PARTY: Look(PAPER, COMPARISON, hatch="...."),
    CostSum.CALCULATED: Look("none", COMPARISON, dashed=True),  # as among the parts of full cost: nobody paid it
    BudgetLine.NET: Look(BAND, PROGRAMME),
    BudgetLine.INCOME: Look(PAPER, COMPARISON, hatch="...."),
}


def draw_payers(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Whose money full cost was, or what covered the expenses; None where that is one, or not all is shown."""
    found = {finding.subject.aspect: finding for finding in shown(answer, Role.MAIN)}
    for whole, parts in (FULL_COST, SPENT):
        there = [found[part] for part in parts if part in found]
        if whole in found and len(there) > 1 and _comes_to(found[whole], there):
            return _drawn(found[whole], there, answer, data=data, language=language)
    return None


def _comes_to(whole: Finding, parts: Sequence[Finding]) -> bool:
    """Whether the printed parts are all of the printed sum, up to their rounding; none of them below zero."""
    amounts = [known(part, Role.MAIN)[1] for part in parts]
    off = abs(sum(amounts) - known(whole, Role.MAIN)[1])
    return min(amounts) > 0 and off <= ROUNDED * (len(parts) + 1)


def _drawn(
    whole: Finding, parts: Sequence[Finding], answer: ReleasedAnswer, *, data: Table, language: Language
) -> Drawing:
    numbers = Numbers(language)
    names = [_in_words(part, whole, numbers) for part in parts]

    def paint(picture: Figure) -> None:
        axes = picture.subplots()
        _bar(axes, parts, numbers)
        _legend(picture, parts, names)

    total = {"year": answer.year, "total": numbers.estimate(whole.main, whole.subject)}
    return drawn(
        paint,
        height=BAR_HEIGHT + LINE_HEIGHT * (len(parts) + 1),
        caption=say(f"figure.payers.{whole.subject.aspect}", language, **total),
        alt=f"{say('alt.payers', language, **total)} {'; '.join(names)}.",
        data=data,
    )


def _in_words(part: Finding, whole: Finding, numbers: Numbers) -> str:
    """«Mittel Dritter: 10.820 € (18 %)»."""
    name = say(f"payer.{part.subject.aspect}", numbers.language)
    share = numbers.share(known(part, Role.MAIN)[1] / known(whole, Role.MAIN)[1])
    return f"{name}: {numbers.estimate(part.main, part.subject)} ({share})"


def _ends(parts: Sequence[Finding]) -> Iterator[tuple[float, float]]:
    """From where to where each part reaches."""
    amounts = [known(part, Role.MAIN)[1] for part in parts]
    return ((end - amount, end) for amount, end in zip(amounts, accumulate(amounts), strict=True))


def _bar(axes: Axes, parts: Sequence[Finding], numbers: Numbers) -> None:
    whole = sum(known(part, Role.MAIN)[1] for part in parts)
    for part, (start, end) in zip(parts, _ends(parts), strict=True):
        axes.barh(0, end - start, left=start, height=1, **_style(part), clip_on=False)
        share = (end - start) / whole
        if share >= WITH_SHARE:
            axes.text(
                (start + end) / 2,
                0,
                numbers.share(share),
                ha="center",
                va="center",
                color=INK,
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5},
            )
    axes.set(xlim=(0, whole), ylim=(-0.5, 0.5), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)


def _style(part: Finding) -> dict[str, Any]:  # as matplotlib takes them
    look = LOOKS[part.subject.aspect]
    return {
        "facecolor": look.face,
        "edgecolor": look.edge,
        "hatch": look.hatch or None,
        "linestyle": (0, (3, 2)) if look.dashed else "-",
        "linewidth": 1.2,
    }


def _legend(picture: Figure, parts: Sequence[Finding], names: Sequence[str]) -> None:
    """Under the bar, a line for each part: names are longer than the narrow parts."""
    from matplotlib.patches import Patch  # noqa: PLC0415 - loaded with the first figure

    handles = [Patch(label=name, **_style(part)) for part, name in zip(parts, names, strict=True)]
    picture.legend(
        handles=handles, loc="outside lower left", frameon=False, fontsize=9, labelcolor=INK, handlelength=1.6
    )
