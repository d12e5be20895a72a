"""What a finding is about, in words: the fields of a subject as a label."""

from __future__ import annotations

from wirkung.finding import Subject
from wirkung.report.writing.language import Language
from wirkung.report.writing.words import say

# What a subject can be about, the most particular first: its name is the beginning of the label.
KINDS = ("goal", "benefit", "alternative", "step", "characteristic", "indicator")


def label(subject: Subject, language: Language) -> str:
    """The label of a subject: «Interesse an MINT», «Geschlecht: weiblich», «Interesse: nur die Werte nachher».

    Parameters
    ----------
    subject
        Its most particular id gives the name, its category follows after a colon, and its aspect is a sentence of
        the catalogue (`subject.<aspect>`) into which that is put as `label`.
    language
        With the names of the programme file.
    """
    if subject.label:
        return subject.label
    name = base_name(subject, language)
    if subject.category is not None:
        name = f"{name}: {category_name(subject, language)}"
    return say(f"subject.{subject.aspect}", language, label=name) if subject.aspect else name


def base_name(subject: Subject, language: Language) -> str:
    """The name of the most particular thing that a subject is about; empty where it is about none."""
    kind = next((kind for kind in KINDS if getattr(subject, kind)), None)
    return "" if kind is None else language.name(kind, getattr(subject, kind))


def category_name(subject: Subject, language: Language) -> str:
    """The category as the data have it, or that it is not known."""
    return subject.category or say("subject.subgroup.unknown", language)
