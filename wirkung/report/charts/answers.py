"""Answers by category: one bar for each time and group, its parts told apart by pattern, not only by colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from wirkung.disclosure.release import ReleasedAnswer
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import note_below
from wirkung.report.charts.rows import left_out
from wirkung.report.charts.style import BAND, COMPARISON, INK, PAPER, PROGRAMME
from wirkung.report.charts.words import LONGEST, as_many_as_fit
from wirkung.report.charts.wrapping import fitted
from wirkung.report.document.blocks import Table
from wirkung.report.writing.language import Language
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BAR_HEIGHT, LINE_HEIGHT, GAP = 0.3, 0.19, 0.14  # inches
FILLED = 0.78  # of the room of a bar
WITH_COUNT, WITH_SHARE = 0.3, 0.09  # of the bar; a narrower part has no room for its persons, or for its share
TITLE_WIDTH, KEY_WIDTH, KEY_LINES = 72, 84, 3  # small letters a line

# From one end of a scale to the other: dark and dense, open in the middle, dense again in the other colour.
LOOKS: Final[tuple[Mapping[str, Any], ...]] = (
    {"facecolor": BAND, "edgecolor": PROGRAMME},
    {"facecolor": PAPER, "edgecolor": PROGRAMME, "hatch": "////"},
    {"facecolor": PAPER, "edgecolor": INK},
    {"facecolor": BAND, "edgecolor": INK, "hatch": "||"},
    {"facecolor": PAPER, "edgecolor": INK, "hatch": "--"},
    {"facecolor": PAPER, "edgecolor": COMPARISON, "hatch": "xxx"},
    {"facecolor": PAPER, "edgecolor": COMPARISON, "hatch": "...."},
)
MOST_CATEGORIES = len(LOOKS)
MOST_PANELS = 5  # more are in the table
MARGIN = 0.005  # printed shares that do not come to 1 by less are whole per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One category in one bar: its share (0..1), that as printed, and `text` with the persons where told."""

    share: float
    printed: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Everybody of a group at one time; a part for every category, in their order."""

    name: str
    parts: tuple[Part, ...]

    @property
    def whole(self) -> float:
        """What the printed shares come to: not quite 1 where they are told in steps."""
        return sum(part.share for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was asked, its categories, and a bar for each time and group."""

    title: str
    categories: tuple[str, ...]
    bars: tuple[Bar, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The legend: each category, with the shares that have no room in their bars."""
        return tuple(fitted(self._key(place), KEY_WIDTH, KEY_LINES) for place in range(len(self.categories)))

    def _key(self, place: int) -> str:
        parts = ((bar.name, bar.parts[place]) for bar in self.bars)
        narrow = [f"{name}: {part.printed}" for name, part in parts if part.share < WITH_SHARE]
        return f"{self.categories[place]} ({'; '.join(narrow)})" if narrow else self.categories[place]

    @property
    def heading(self) -> str:
        """The title in lines."""
        return fitted(self.title, TITLE_WIDTH, KEY_LINES)

    @property
    def height(self) -> float:
        """In inches."""
        lines = sum(key.count("\n") + 1 for key in (self.heading, *self.keys))
        return BAR_HEIGHT * len(self.bars) + LINE_HEIGHT * lines + GAP

    @property
    def in_words(self) -> str:
        """For who cannot see the bars: «Kurs abgeschlossen: vorher – trifft zu: 45 % (54 von 120), …»."""
        bars = (
            f"{bar.name} – "
            + ", ".join(f"{name}: {part.text}" for name, part in zip(self.categories, bar.parts, strict=True))
            for bar in self.bars
        )
        return f"{self.title}: {'; '.join(bars)}"


def draw_answers(
    kind: str, panels: Sequence[Answers], answer: ReleasedAnswer, *, data: Table, language: Language
) -> Drawing | None:
    """A figure with a panel for each question; None without any.

    Parameters
    ----------
    kind
        Of the caption: «change», «comparison» or «distribution».
    """
    if not panels:
        return None
    told = panels[:MOST_PANELS]
    off = any(abs(bar.whole - 1) > MARGIN for panel in told for bar in panel.bars)
    below = " ".join(
        filter(
            None,
            (
                left_out(len(told), len(panels), language, code="figure.first_indicators"),
                say("figure.answers.in_steps", language) if off else "",
            ),
        )
    )
    lead = say("alt.answers", language)
    lines = as_many_as_fit([panel.in_words for panel in told], LONGEST - len(lead))
    rest = len(panels) - len(lines)

    def paint(picture: Figure) -> None:
        paint_answers(picture, told)
        if below:
            note_below(picture, below)

    return drawn(
        paint,
        height=sum(panel.height for panel in told) + (2 * LINE_HEIGHT if below else 0),
        caption=say(f"figure.answers.{kind}", language, year=answer.year),
        alt=" ".join((lead, f"{'; '.join(lines)}.", *((say("alt.more", language, count=rest),) if rest else ()))),
        data=data,
    )


def paint_answers(picture: Figure, panels: Sequence[Answers]) -> None:
    """A panel for each question: its bars, below each other, and what their patterns mean."""
    grid = picture.subplots(len(panels), 1, squeeze=False, height_ratios=[panel.height for panel in panels])
    for axes, panel in zip(grid[:, 0], panels, strict=True):
        _panel(axes, panel)


def _panel(axes: Axes, panel: Answers) -> None:
    looks = _looks(len(panel.categories))
    for place, bar in enumerate(panel.bars):
        _bar(axes, place, bar, looks)
    axes.set(xlim=(0, 1), ylim=(len(panel.bars) - 0.5, -0.5), xticks=[])
    axes.set_yticks(range(len(panel.bars)), [bar.name for bar in panel.bars])
    axes.spines[:].set_visible(False)
    axes.set_title(panel.heading, loc="left", fontsize=9.5, color=INK)
    _legend(axes, panel.keys, looks)


def _looks(categories: int) -> list[Mapping[str, Any]]:
    """As many looks as categories, the ends of the scale always at both ends."""
    last = MOST_CATEGORIES - 1
    return [LOOKS[round(last * place / max(categories - 1, 1))] for place in range(categories)]


def _bar(axes: Axes, place: int, bar: Bar, looks: Sequence[Mapping[str, Any]]) -> None:
    lengths = [part.share / bar.whole for part in bar.parts]  # all bars are of all persons
    for part, length, end, look in zip(bar.parts, lengths, accumulate(lengths), looks, strict=True):
        if length <= 0:
            continue
        axes.barh(place, length, left=end - length, height=FILLED, linewidth=1.2, clip_on=False, **look)
        if part.share >= WITH_SHARE:
            axes.text(
                end - length / 2,
                place,
                part.text if part.share >= WITH_COUNT else part.printed,
                ha="center",
                va="center_baseline",
                fontsize=8.5,
                color=INK,
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5},
            )


def _legend(axes: Axes, keys: Sequence[str], looks: Sequence[Mapping[str, Any]]) -> None:
    """Under the bars, a line for each category."""
    from matplotlib.patches import Patch  # noqa: PLC0415 - loaded with the first figure

    axes.legend(
        handles=[Patch(label=key, linewidth=1.2, **look) for key, look in zip(keys, looks, strict=True)],
        loc="upper left",
        bbox_to_anchor=(0, 0),
        borderaxespad=0.2,
        frameon=False,
        fontsize=8.5,
        labelcolor=INK,
        handlelength=1.6,
    )
