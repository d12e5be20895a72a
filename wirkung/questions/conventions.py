"""What a colleague's tool would print for the same data: standardised effects under every usual convention."""

from __future__ import annotations

from wirkung.catalogue import message
from wirkung.codes import Absence, Role
from wirkung.declared import DesignKind
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.change.conventions import Convention, change_conventions, difference_conventions
from wirkung.programme.model import Indicator
from wirkung.questions import Question
from wirkung.questions.robustness import waves_of
from wirkung.year.data import YearData


def answer_conventions(data: YearData) -> Answer:
    """Every indicator under every convention: the two groups after a lottery, otherwise participants' change."""
    if not data.programme.indicators or data.tables.measurements is None:
        return Answer(question="conventions", year=data.year, absent=Absence.NO_INDICATORS)
    findings = tuple(
        Finding(subject=_subject(data, indicator, convention), estimates=((Role.MAIN, convention.estimate),))
        for indicator in data.programme.indicators
        for convention in _conventions(data, indicator)
    )
    return Answer(question="conventions", year=data.year, findings=findings)


def _conventions(data: YearData, indicator: Indicator) -> tuple[Convention, ...]:
    waves = waves_of(data, indicator)
    if data.has_comparison and data.programme.design.kind is DesignKind.RANDOMISED:
        return difference_conventions(waves.programme_after, waves.comparison_after)
    return change_conventions(waves.programme_before, waves.programme_after)


def _subject(data: YearData, indicator: Indicator, convention: Convention) -> Subject:
    """Named by the convention, the call that prints it, and why it differs from its neighbours."""
    main = data.indicator_subject(indicator)
    why = " ".join(
        message("report", f"convention_reason.{reason}", data.language) for reason in convention.reasons
    )
    call = f" [effectsize::{convention.call}]" if convention.call else ""
    return Subject(
        id=f"{indicator.id}.{convention.name}", label=f"{main.label} – {convention.name}{call}: {why}", decimals=3
    )


QUESTION = Question(answer=lambda asked: answer_conventions(asked.data))
