"""Ways of a cohort: a lane for each state, and bands for those who went from one lane to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wirkung.report.charts.hidden import hatched
from wirkung.report.charts.rows import wrapped
from wirkung.report.charts.stacks import Span, State
from wirkung.report.charts.style import INK, MUTED, PAPER
from wirkung.report.writing.numbers import Numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NODE = 0.1  # width of a node, of the whole picture
LEAST_LANE, GAP = 0.045, 0.06  # of everybody
HIDDEN = 0.022  # height of a node of unknown size
WITH_NUMBER = 0.035  # smaller nodes have no room for a number
STAYED, WENT = 0.13, 0.42  # how dark a band is
INCHES_FOR_EVERYBODY = 2.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """Everybody at one time, as shares of all who started, by the label of their state.

    Of the states in `at_least` only a part is known. In those of `withheld` nobody knows how many there are.
    """

    when: str
    parts: Mapping[str, float]
    at_least: frozenset[str]
    withheld: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Who went from one time to the next: the number of the first, the states by label, a share of everybody."""

    time: int
    source: str
    target: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Times in order, and what is known of the ways between them."""

    times: tuple[Time, ...]
    flows: tuple[Flow, ...]

    @property
    def node(self) -> float:
        """The width of a node, where two times are 1 apart."""
        return NODE * (len(self.times) - 1)


def lanes_of(ways: Ways, states: Sequence[State]) -> dict[str, Span]:
    """A lane for each state that anybody was in, as high as the state is at its largest."""
    lanes: dict[str, Span] = {}
    top = 0.0
    for state in states:
        shares = [time.parts[state.label] for time in ways.times if state.label in time.parts]
        hidden = any(state.label in time.withheld for time in ways.times)
        if hidden or any(shares):
            height = max(LEAST_LANE, *shares, 0.0)
            lanes[state.label] = Span(top=top, bottom=top + height)
            top += height + GAP
    return lanes


def height_of_ways(ways: Ways, states: Sequence[State]) -> float:
    """Height in inches of the picture."""
    lanes = lanes_of(ways, states)
    return INCHES_FOR_EVERYBODY * max(lane.bottom for lane in lanes.values()) + 0.6


def paint_ways(axes: Axes, ways: Ways, states: Sequence[State], numbers: Numbers) -> None:
    """Draw nodes and bands; those who stayed are quiet, the others have the colour of where they went.

    What is withheld has no band: there the node stays open.
    """
    lanes = lanes_of(ways, states)
    looks = {state.label: state for state in states}
    for place, time in enumerate(ways.times):
        for label, lane in lanes.items():
            _node(axes, (place - ways.node / 2, ways.node), time, lane, looks[label], numbers)
    _bands(axes, ways, lanes, looks)
    axes.set_xlim(-ways.node / 2 - 0.02, len(ways.times) - 1 + ways.node / 2 + 0.02)
    axes.set_ylim(max(lane.bottom for lane in lanes.values()) + GAP / 2, -GAP / 2)
    axes.set_xticks(range(len(ways.times)), [time.when for time in ways.times])
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0, colors=INK)
    axes.set_yticks([lane.middle for lane in lanes.values()], [wrapped(label) for label in lanes])
    axes.spines[:].set_visible(False)


def _node(axes: Axes, across: tuple[float, float], time: Time, lane: Span, state: State, numbers: Numbers) -> None:
    """One state at one time; `across` is where it begins, and how wide it is."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - loaded with the first figure

    (left, width), share = across, time.parts.get(state.label, 0.0)
    if share:
        corner = (left, lane.top)
        axes.add_patch(Rectangle(corner, width, share, facecolor=PAPER, linewidth=0, zorder=2))
        axes.add_patch(
            Rectangle(corner, width, share, facecolor=state.colour, alpha=state.shade, linewidth=0, zorder=2)
        )
        axes.add_patch(
            Rectangle(corner, width, share, fill=False, edgecolor=state.colour, linewidth=0.9, zorder=3)
        )
    if state.label in time.at_least or (state.label in time.withheld and not share):
        hatched(axes, left=left, bottom=lane.top + share, width=width, height=HIDDEN)
    elif share >= WITH_NUMBER:
        middle, text = lane.top + share / 2, numbers.share(share)
        centre = left + width / 2
        axes.text(centre, middle, text, ha="center", va="center_baseline", fontsize=7.5, color=INK, zorder=4)


def _bands(axes: Axes, ways: Ways, lanes: Mapping[str, Span], looks: Mapping[str, State]) -> None:
    """Bands leave and arrive in the order of the states, so that they cross as little as they can."""
    order = list(lanes)
    left: dict[tuple[int, str], float] = {}
    arrived: dict[tuple[int, str], float] = {}
    for flow in sorted(
        ways.flows, key=lambda flow: (flow.time, order.index(flow.source), order.index(flow.target))
    ):
        leaves, comes = (flow.time, flow.source), (flow.time + 1, flow.target)
        start = left.setdefault(leaves, lanes[flow.source].top)
        end = arrived.setdefault(comes, lanes[flow.target].top)
        stayed = flow.source == flow.target
        colour = MUTED if stayed else looks[flow.target].colour
        _band(axes, flow, (start, end), ways.node, colour=colour, shade=STAYED if stayed else WENT)
        left[leaves], arrived[comes] = start + flow.share, end + flow.share


def _band(axes: Axes, flow: Flow, heights: tuple[float, float], node: float, *, colour: str, shade: float) -> None:
    """One band, from the height at which it leaves to that at which it arrives."""
    from matplotlib.patches import PathPatch  # noqa: PLC0415 - loaded with the first figure
    from matplotlib.path import Path  # noqa: PLC0415 - as above

    begin, finish = flow.time + node / 2, flow.time + 1 - node / 2
    start, end = heights
    middle = (begin + finish) / 2
    corners = [
        (begin, start),
        (middle, start),
        (middle, end),
        (finish, end),
        (finish, end + flow.share),
        (middle, end + flow.share),
        (middle, start + flow.share),
        (begin, start + flow.share),
        (begin, start),
    ]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    axes.add_patch(PathPatch(Path(corners, codes), facecolor=colour, alpha=shade, linewidth=0, zorder=1))
