"""Labels taken apart: «Interesse: nur die Werte nachher» is the row «Nur die Werte nachher» of «Interesse»."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from wirkung.finding import Subject
from wirkung.report.writing.labels import base_name, category_name, heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.words import say

ROBUSTNESS = ".robustness."
THREAT = "threat."


class RowName(NamedTuple):
    """The head of a group of rows, the head of one row of it, and how that row is called where it stands alone."""

    group: str
    row: str
    alone: str = ""


Naming = Callable[[Subject], RowName]


def whole(language: Language) -> Naming:
    """The label as it is, in no group."""
    return lambda subject: RowName("", label(subject, language))


def under_heading(language: Language) -> Naming:
    """The label, under the heading of those that belong together."""
    return lambda subject: RowName(heading(subject, language), label(subject, language))


def naming_of_methods(language: Language) -> Naming:
    """Of a method: the indicator, and the method."""
    return lambda subject: _own_words(subject, f"subject.robustness.{method_of(subject)}", language)


def naming_of_threats(language: Language) -> Naming:
    """Of a threat: the indicator, or that it is about both groups, and the threat."""

    def naming(subject: Subject) -> RowName:
        name = _own_words(subject, f"subject.threat.{threat_of(subject)}", language)
        return name if name.group else RowName(say("threats.groups", language), name.row)

    return naming


def naming_of_subgroups(language: Language) -> Naming:
    """Of a subgroup: the characteristic, and its category."""
    return lambda subject: RowName(base_name(subject, language), category_name(subject, language))


def method_of(subject: Subject) -> str:
    """The last part of `interest.robustness.ancova`; empty for what is no method."""
    return subject.id.partition(ROBUSTNESS)[2]


def indicator_of(subject: Subject) -> str:
    """The first part of `interest.robustness.ancova`."""
    return subject.id.partition(ROBUSTNESS)[0]


def threat_of(subject: Subject) -> str:
    """The last part of `interest.threat.missing`."""
    return subject.id.rpartition(THREAT)[2]


def _own_words(subject: Subject, code: str, language: Language) -> RowName:
    """The label was made by this sentence, with the label of an indicator in front."""
    own = say(code, language, label="")
    return RowName(subject.label.removesuffix(own), in_front(own.removeprefix(": ")))


def in_front(text: str) -> str:
    """A text as the beginning of a sentence.

    Examples
    --------
    >>> in_front("nach 2 Jahren")
    'Nach 2 Jahren'
    """
    return text[:1].upper() + text[1:]


def naming_of_groups(language: Language) -> Naming:
    """Of a cell of a matrix: the row it belongs to, which stands for all of its cells."""

    def naming(subject: Subject) -> RowName:
        row, cell = heading(subject, language), label(subject, language)
        return RowName("", row or cell, f"{row}: {cell}" if row else cell)

    return naming
