"""Groups that may have been exchanged: «Vergleichsgruppe» as the programme's."""

from __future__ import annotations

import re

from wirkung.declared import Doubt, Group
from wirkung.io.intake import Intake
from wirkung.io.quoted import quoted
from wirkung.io.spelling import folded

_COMPARISON = re.compile(
    r"vergleich|kontroll|wartelist|warte-?gruppe|comparison|(?<![^\W_])control|nicht|ohne|kein"
)
_PROGRAMME = re.compile(r"programm|teilnehm|intervention|treatment|gefördert|förder-?gruppe|kurs-?gruppe")


def check_group_names(intake: Intake) -> None:
    """A problem where values of the column of groups are called like the other group."""
    if intake.accepts(Doubt.GROUP_NAMES):
        return
    wrong: list[str] = []
    for value in intake.mapped("group"):
        text, group = folded(value), intake.target("group", value)
        compared = _COMPARISON.search(text) is not None
        if (compared and group == Group.PROGRAMME) or (
            not compared and _PROGRAMME.search(text) and group == Group.COMPARISON
        ):
            wrong.append(value)
    if wrong:
        intake.faults.source("data.group_names", column=intake.faults.heading("group"), values=quoted(wrong))
