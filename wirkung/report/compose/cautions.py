"""What a reader must know before relying on an answer: each caution once, naming whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable

from wirkung.disclosure import ReleasedAnswer
from wirkung.estimate import Caution
from wirkung.finding import Finding
from wirkung.report.blocks import Bullets
from wirkung.report.compose.tables import findings_of
from wirkung.report.words import say, word


def caution_list(answer: ReleasedAnswer, language: str) -> tuple[Bullets, ...]:
    """The cautions of an answer as a list; nothing where there are none."""
    findings = findings_of(answer.items)
    concerned = _concerned(findings)
    if not concerned:
        return ()
    items = tuple(
        _sentence(caution, labels, all_concerned=len(labels) == len(findings), language=language)
        for caution, labels in concerned.items()
    )
    return (Bullets(lead=say("lead.cautions", language), items=items),)


def _concerned(findings: Iterable[Finding]) -> dict[Caution, tuple[str, ...]]:
    concerned: dict[Caution, tuple[str, ...]] = {}
    for finding in findings:
        for caution in dict.fromkeys(each for _, estimate in finding.estimates for each in estimate.cautions):
            concerned[caution] = (*concerned.get(caution, ()), finding.subject.label)
    return concerned


def _sentence(caution: Caution, labels: tuple[str, ...], *, all_concerned: bool, language: str) -> str:
    sentence = word(caution, language)
    if all_concerned:
        return sentence
    return say("caution_concerns", language, caution=sentence, labels="; ".join(labels))
