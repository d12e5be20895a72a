"""What a reader must know before relying on an answer: each caution once, naming whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wirkung.codes import Caution
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.report.document.blocks import Caution as Told
from wirkung.report.document.blocks import Cautions
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import Naming
from wirkung.report.writing.tables import findings_of
from wirkung.report.writing.words import say, word


def caution_list(answer: ReleasedAnswer, language: Language, naming: Naming) -> tuple[Cautions, ...]:
    """The cautions of an answer as a list; nothing where there are none.

    Where a caution concerns a row in all its groups (a method with every indicator), `naming` gives the short
    name that stands for them.
    """
    findings = findings_of(answer.items)
    concerned = _concerned(findings)
    if not concerned:
        return ()
    subjects = [finding.subject for finding in findings]
    items = tuple(
        _sentence(
            caution,
            _named(those, subjects, naming, language),
            all_concerned=len(those) == len(findings),
            language=language,
        )
        for caution, those in concerned.items()
    )
    return (Cautions(lead=say("lead.cautions", language), items=items),)


def _named(
    concerned: Sequence[Subject], subjects: Sequence[Subject], naming: Naming, language: Language
) -> tuple[str, ...]:
    """The labels of those concerned; where rows share a name and all of them are concerned, that name once."""

    def name(subject: Subject) -> str:
        _, row, alone = naming(subject)
        namesakes = [other for other in subjects if naming(other).row == row]
        if len(namesakes) > 1 and all(other in concerned for other in namesakes):
            return row
        return alone or label(subject, language)

    return tuple(dict.fromkeys(name(subject) for subject in concerned))


def _concerned(findings: Iterable[Finding]) -> dict[Caution, tuple[Subject, ...]]:
    concerned: dict[Caution, tuple[Subject, ...]] = {}
    for finding in findings:
        for caution in finding.cautions:
            concerned[caution] = (*concerned.get(caution, ()), finding.subject)
    return concerned


def _sentence(caution: Caution, labels: tuple[str, ...], *, all_concerned: bool, language: Language) -> Told:
    sentence = word(caution, language)
    if all_concerned:
        return Told(text=sentence, about=(), whole=sentence)
    whole = say("caution_concerns", language, caution=sentence, labels="; ".join(labels))
    return Told(text=sentence, about=labels, whole=whole)
