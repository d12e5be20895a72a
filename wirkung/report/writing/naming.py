"""Labels as rows of groups: «Interesse: nur die Werte nachher» is the row «Nur die Werte nachher»."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from wirkung.finding import Subject
from wirkung.report.writing.labels import base_name, category_name, heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.words import say


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


def naming_of_aspects(language: Language) -> Naming:
    """Of an aspect: what it is about, and the aspect."""
    return lambda subject: RowName(
        base_name(subject, language), in_front(say(f"subject.{subject.aspect}", language))
    )


def naming_of_subgroups(language: Language) -> Naming:
    """Of a subgroup: the characteristic, and its category."""
    return lambda subject: RowName(base_name(subject, language), category_name(subject, language))


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
