"""What a figure leaves out to protect persons: a hatched area, a line below the picture, and the words for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from wirkung.codes import Role
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.finding import Subject
from wirkung.report.charts.style import LINE, MUTED
from wirkung.report.charts.words import LONGEST, NAMED, as_many_as_fit
from wirkung.report.charts.wrapping import fitted
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NOTE_WIDTH = 88  # small letters a line
NOTE_LINES = 3


def withheld_subjects(answer: ReleasedAnswer) -> tuple[Subject, ...]:
    """What the withheld items of an answer are about."""
    return tuple(item.subject for item in answer.items if isinstance(item, Withheld))


def drawable(answer: ReleasedAnswer, *roles: Role) -> ReleasedAnswer:
    """The answer for a figure that needs these roles: where one of them is withheld, so is the finding."""

    def needed(item: Released | Withheld) -> Released | Withheld:
        if isinstance(item, Withheld) or set(roles).isdisjoint(item.withheld):
            return item
        return Withheld(item.finding.subject)

    return replace(answer, items=tuple(map(needed, answer.items)))


def hatched(axes: Axes, *, left: float, bottom: float, width: float, height: float) -> None:
    """An area that is there but not told; hatched, so that nobody takes it for a blank or for nought."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - loaded with the first figure

    axes.add_patch(
        Rectangle((left, bottom), width, height, fill=False, hatch="////", edgecolor=LINE, linewidth=0.8, zorder=1)
    )


def note_below(picture: Figure, text: str) -> None:
    """A quiet line under the picture."""
    picture.supxlabel(fitted(text, NOTE_WIDTH, NOTE_LINES), x=0.01, ha="left", fontsize=8, color=MUTED)


def not_shown(picture: Figure, answer: ReleasedAnswer, language: Language, *, before: str = "") -> None:
    """Say under the picture what is withheld, by groups: «Praktikum (2022, 2023)»; `before` comes first."""
    groups: dict[str, list[str]] = {}
    for subject in withheld_subjects(answer):
        groups.setdefault(heading(subject, language), []).append(label(subject, language))
    named = (f"{group} ({', '.join(names)})" if group else "; ".join(names) for group, names in groups.items())
    labels = "; ".join(named)
    withheld = (say("figure.not_shown", language, labels=labels),) if labels else ()
    said = " ".join(filter(None, (before, *withheld)))
    if said:
        note_below(picture, said)


def told(lead: str, lines: Sequence[str], answer: ReleasedAnswer, language: Language) -> str:
    """An alternative text: the lead, the first lines, and how many numbers are not shown."""
    named = as_many_as_fit(lines[:NAMED], LONGEST - len(lead))
    rest, hidden = len(lines) - len(named), len(withheld_subjects(answer))
    said = "; ".join(named)
    return " ".join(
        (
            lead,
            *((f"{said}.",) if said else ()),
            *((say("alt.more", language, count=rest),) if rest > 0 else ()),
            *((say("alt.hidden", language, count=hidden),) if hidden else ()),
        )
    )
