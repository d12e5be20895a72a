"""Columns of a cohort over time: in each, one part for every state, and a hatched one for what is withheld."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wirkung.report.charts.hidden import hatched
from wirkung.report.charts.labels import apart
from wirkung.report.charts.rows import wrapped
from wirkung.report.charts.style import COMPARISON, INK, LINE, MUTED, PAPER, PROGRAMME
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 3.3  # inches
WITH_NAME, NAME_WIDTH = 0.15, 11  # a part of this size has room for its name, of so many characters a line
COLUMN = 0.5  # of the distance between two columns
FAINT, STRONG = 0.10, 0.52  # shades of the steps: dark letters stay readable on all of them
OTHER_SHADE, LOST_SHADE = 0.38, 0.30
WITH_NUMBER, WITH_LARGE_NUMBER = 0.028, 0.045  # parts smaller than this have no room for a number, or a large one
LABEL_HEIGHT = 0.062
MARGIN = 0.002  # shares that do not add up to 1 by less than this are rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state with how it is drawn."""

    label: str
    colour: str
    shade: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Everybody at one time: shares of all who started, by the label of their state."""

    when: str
    parts: Mapping[str, float]

    @property
    def hidden(self) -> float:
        """The share of those whose state is withheld."""
        rest = 1 - sum(self.parts.values())
        return rest if rest > MARGIN else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From where to where a part reaches, measured from the top."""

    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2


Spans = dict[str, Span]


def states_with_looks(wanted: Mapping[str, int]) -> tuple[State, ...]:
    """How states are drawn: steps in blue, the further the darker; other ends in orange; the lost in grey.

    Parameters
    ----------
    wanted
        By label, in order: +1 for a step, 0 for another end, -1 for the lost.
    """
    steps = [label for label, direction in wanted.items() if direction > 0]
    looks = {
        label: State(
            label=label,
            colour=PROGRAMME,
            shade=FAINT + (STRONG - FAINT) * place / max(len(steps) - 1, 1),
        )
        for place, label in enumerate(steps)
    }
    for label, direction in wanted.items():
        if direction == 0:
            looks[label] = State(label=label, colour=COMPARISON, shade=OTHER_SHADE)
        elif direction < 0:
            looks[label] = State(label=label, colour=MUTED, shade=LOST_SHADE)
    return tuple(looks[label] for label in wanted)


def spans_of(stack: Stack, states: Sequence[State]) -> Spans:
    """Where each part of a column lies, first state on top; what is withheld comes last."""
    spans: Spans = {}
    top = 0.0
    for state in states:
        share = stack.parts.get(state.label, 0.0)
        if share > 0:
            spans[state.label] = Span(top=top, bottom=top + share)
            top += share
    return spans


def paint_stacks(axes: Axes, stacks: Sequence[Stack], states: Sequence[State], numbers: Numbers) -> None:
    """Draw the columns with their numbers, the times above and the names of the states on the right."""
    placed = [spans_of(stack, states) for stack in stacks]
    inside = _named_inside(stacks)
    for place, (stack, spans) in enumerate(zip(stacks, placed, strict=True)):
        for state in states:
            if state.label in spans:
                _part(axes, place, spans[state.label], state)
                name = state.label if inside.get(state.label) == place else ""
                _number(axes, place, spans[state.label], numbers, name=name)
        if stack.hidden:
            _hidden(axes, place, stack.hidden)
    axes.set_xlim(-0.5 * COLUMN - 0.02, len(stacks) - 1 + 0.5 * COLUMN + 0.02)
    axes.set_ylim(1.005, 0)
    axes.set_xticks(range(len(stacks)), [stack.when for stack in stacks])
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0, colors=INK)
    axes.set_yticks([])
    axes.spines[:].set_visible(False)
    _name_states(axes, stacks, placed, states, numbers)


def _part(axes: Axes, place: int, span: Span, state: State) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - loaded with the first figure

    corner, height = (place - COLUMN / 2, span.top), span.bottom - span.top
    axes.add_patch(Rectangle(corner, COLUMN, height, facecolor=PAPER, linewidth=0, zorder=2))
    axes.add_patch(
        Rectangle(corner, COLUMN, height, facecolor=state.colour, alpha=state.shade, linewidth=0, zorder=2)
    )
    axes.add_patch(Rectangle(corner, COLUMN, height, fill=False, edgecolor=PAPER, linewidth=1.2, zorder=3))


def _named_inside(stacks: Sequence[Stack]) -> dict[str, int]:
    """States that the last column has not, and in which column they are large enough to bear their name."""
    earlier = dict.fromkeys(label for stack in stacks for label in stack.parts if not stacks[-1].parts.get(label))
    largest = {
        label: max(range(len(stacks)), key=lambda place: stacks[place].parts.get(label, 0.0)) for label in earlier
    }
    return {label: at for label, at in largest.items() if stacks[at].parts.get(label, 0.0) >= WITH_NAME}


def _number(axes: Axes, place: int, span: Span, numbers: Numbers, *, name: str) -> None:
    share = span.bottom - span.top
    if share >= WITH_NUMBER:
        size = 8.5 if share >= WITH_LARGE_NUMBER else 7.0
        lines = textwrap.wrap(name, NAME_WIDTH, max_lines=2, placeholder="\u00a0…")
        text = "\n".join((*lines, numbers.share(share)))
        axes.text(place, span.middle, text, ha="center", va="center_baseline", fontsize=size, color=INK, zorder=4)


def _hidden(axes: Axes, place: int, share: float) -> None:
    hatched(axes, left=place - COLUMN / 2, bottom=1 - share, width=COLUMN, height=share)


def _name_states(
    axes: Axes, stacks: Sequence[Stack], placed: Sequence[Spans], states: Sequence[State], numbers: Numbers
) -> None:
    """Each state by name, joined to the last column that has it; so is what is withheld."""
    last = {label: place for place, spans in enumerate(placed) for label in spans}
    ends = [
        (state.label, last[state.label], placed[last[state.label]][state.label].middle)
        for state in states
        if state.label in last and state.label not in _named_inside(stacks)
    ]
    if stacks[-1].hidden:
        middle = 1 - stacks[-1].hidden / 2
        ends.append((say("figure.withheld", numbers.language), len(stacks) - 1, middle))
    right = len(stacks) - 1 + COLUMN / 2
    for (label, place, middle), at in zip(ends, apart([each[2] for each in ends], LABEL_HEIGHT), strict=True):
        from_edge = place + COLUMN / 2
        axes.plot(
            [from_edge, right + 0.05, right + 0.12], [middle, at, at], color=LINE, linewidth=0.8, clip_on=False
        )
        axes.text(right + 0.15, at, wrapped(label), va="center", ha="left", fontsize=8.5, color=INK)
