"""What a finding is about, in words: the fields of a subject as a label."""

from __future__ import annotations

from enum import StrEnum

from babel.numbers import format_decimal

from wirkung.codes import FURTHER, ArmCost, ScenarioInput, ScenarioResult, UnitKind, Way
from wirkung.declared import Gainer
from wirkung.estimate import Unit
from wirkung.finding import Subject
from wirkung.programme.reach import limits_of
from wirkung.report.writing.language import Language, known_name
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.times import states_name, time_name
from wirkung.report.writing.words import say, word

# What a subject can be about, the most particular first: its name is the beginning of the label.
KINDS = ("goal", "benefit", "alternative", "quota", "characteristic", "indicator", "step")

# Aspects that are said after the name of what they are about: «Interesse: nur die Werte nachher».
AFTER_THE_NAME = ("robustness.", "threat.", "reliability.", "later.")

# Which sentence of the catalogue stands above all subjects of an aspect.
_HEADINGS = {
    "lost.start": "lost.at_the_start",
    **dict.fromkeys(("lost.observed", "lost.worst", "lost.best", "lost.weighted"), "lost.final"),
}


def label(subject: Subject, language: Language) -> str:
    """The label of a subject: «Interesse an MINT», «Geschlecht: weiblich», «Interesse: nur die Werte nachher».

    Parameters
    ----------
    subject
        Its most particular id gives the name, its category follows after a colon, and its aspect is a sentence of
        the catalogue (`subject.<aspect>`, or the word of a code) into which that is put as `label`; those in
        `AFTER_THE_NAME` follow it after a colon.
    language
        With the names of the programme file.
    """
    if isinstance(subject.aspect, StrEnum):
        return _of_code(subject.aspect, subject, language)
    place = _place(subject, language)
    if place:
        return place
    name = base_name(subject, language)
    if subject.place is not None:
        return _range(subject, language)
    if subject.convention:
        return f"{name} – {convention_name(subject, language)}"
    if subject.category is not None:
        name = f"{name}: {category_name(subject, language)}" if name else category_name(subject, language)
    if subject.wave is not None:
        name = say("subject.wave", language, label=name, wave=say(f"wave.{subject.wave}", language))
    if (subject.further or subject.side_effect) and not subject.aspect:
        return say("subject.side_effect" if subject.side_effect else "subject.further", language, label=name)
    return _with_aspect(name, subject, language) if subject.aspect and not is_band_of_hours(subject) else name


def _with_aspect(name: str, subject: Subject, language: Language) -> str:
    text = say(f"subject.{subject.aspect}", language, label=name, months=subject.months)
    return f"{name}: {text}" if name and subject.aspect.startswith(AFTER_THE_NAME) else text


def base_name(subject: Subject, language: Language) -> str:
    """The name of the most particular thing that a subject is about; empty where it is about none.

    Of one of several arms that is named as well.
    """
    name = _thing(subject, language)
    return (
        say("subject.arm", language, label=name, arm=_named("arm", subject.arm, language)) if subject.arm else name
    )


def _thing(subject: Subject, language: Language) -> str:
    kind = next((kind for kind in KINDS if getattr(subject, kind)), None)
    if kind is None:
        return ""
    name = _named(kind, getattr(subject, kind), language)
    if not subject.pretest_of:
        return name
    return say("subject.pretest", language, label=name, of=_named("indicator", subject.pretest_of, language))


def _named(kind: str, name: str, language: Language) -> str:
    return known_name(kind, name, language) or name


def heading(subject: Subject, language: Language) -> str:
    """Under which heading a subject stands among those of several; empty where it stands alone."""
    if subject.goal:
        return "" if subject.at is None else _level(subject, language)
    if isinstance(subject.aspect, StrEnum):
        return _heading_of_code(subject.aspect, subject, language)
    beside = _beside(subject, language)
    if beside:
        return beside
    if subject.place is not None or subject.convention or subject.amount is not None:
        return base_name(subject, language)
    return ""


def _of_code(code: StrEnum, subject: Subject, language: Language) -> str:
    """The word of a code; a year stands alone, since what was measured in it is its heading."""
    if subject.cohort is not None:
        return str(subject.cohort)
    if isinstance(code, ArmCost):
        return f"{_named('arm', subject.arm, language)}: {cost_of_arm(code, subject, language)}"
    name = base_name(subject, language)
    return name if code is Way.OTHERS else word(code, language, label=name)


def cost_of_arm(code: ArmCost, subject: Subject, language: Language) -> str:
    """What the cost of one form of the programme is divided by, under the name of that form."""
    return word(code, language, label=_thing(subject, language))


def _heading_of_code(code: StrEnum, subject: Subject, language: Language) -> str:
    match code:
        case Gainer():
            return say("benefits.gains", language)
        case ScenarioInput() if not subject.benefit:
            return say("benefits.general", language)
        case ScenarioInput() | ScenarioResult():
            return base_name(subject, language)
    yearly = subject.cohort is not None or isinstance(code, Way)
    return word(code, language, label=base_name(subject, language)) if yearly else ""


def _place(subject: Subject, language: Language) -> str:
    """What tells a number from those under the same heading: an amount, a state, a cohort, a time."""
    if subject.amount is not None:
        money = Unit(kind=UnitKind.MONEY, symbol=subject.amount.currency)
        return Numbers(language).given(subject.amount.value, money, 0)
    if subject.states:
        return states_name(subject.states, language)
    if subject.step and subject.cohort is not None:
        return str(subject.cohort)
    if subject.wave is not None and subject.cohort is not None:
        return say(f"subject.tracking.{subject.wave}", language)
    return "" if subject.months is None or subject.aspect else time_name(subject.months, language)


def _beside(subject: Subject, language: Language) -> str:
    """Of cohorts over time, what those have in common that are compared: a state, time, step, cohort."""
    if subject.from_states:
        before, when = states_name(subject.from_states, language), time_name(subject.from_months or 0, language)
        return say("subject.tracking.row", language, label=before, when=when)
    if subject.states:
        return time_name(subject.months or 0, language)
    step = step_name(subject, language)
    if subject.aspect in _HEADINGS:
        return say(f"subject.{_HEADINGS[subject.aspect]}", language, label=step)
    if step and subject.group_of is not None:
        return say(f"subject.tracking.curve.{subject.group_of}", language, label=step)
    if step and (subject.quota or subject.aspect or subject.cohort is not None):
        return step
    return "" if subject.cohort is None else str(subject.cohort)


def step_name(subject: Subject, language: Language) -> str:
    """The step that a subject is about, or empty."""
    return known_name("step", subject.step, language) or subject.step


def convention_name(subject: Subject, language: Language) -> str:
    """A convention, the call that prints it, and why it differs from its neighbours."""
    why = " ".join(say(f"convention_reason.{reason}", language) for reason in subject.reasons)
    call = f" [effectsize::{subject.call}]" if subject.call else ""
    return f"{subject.convention}{call}: {why}"


def _level(goal: Subject, language: Language) -> str:
    """What the logic model says about the step of a goal; its number where it says nothing."""
    level = f"{goal.at or 0:.0f}"
    text = known_name("level", level, language) or ""
    return say("subject.goals.step_named" if text else "subject.goals.step", language, level=level, text=text)


def _range(subject: Subject, language: Language) -> str:
    limits = {"low": subject.low or 0.0, "high": subject.high or 0.0}
    if str(subject.aspect).startswith("range.answer"):  # from halfway before the first to halfway after the last
        limits = {"low": limits["low"] + 0.5, "high": limits["high"] - 0.5}
    printed = {name: format_decimal(limit, "0.##", locale=language) for name, limit in limits.items()}
    return say(f"subject.{subject.aspect}", language, **printed)


def is_band_of_hours(subject: Subject) -> bool:
    """Whether its category is a band of the hours that somebody attended."""
    return str(subject.aspect).startswith("dose.")


def category_name(subject: Subject, language: Language) -> str:
    """The category as the data have it, that several are counted together, or that it is not known.

    Of bands of hours what part of those planned they are.
    """
    if is_band_of_hours(subject):
        low, above = limits_of(subject.category) if subject.category else (0, 0)
        return say(f"subject.{subject.aspect}", language, low=low, above=f"{above:g}")
    if subject.category == FURTHER:
        return say("subject.subgroup.further", language)
    return subject.category or say("subject.subgroup.unknown", language)
