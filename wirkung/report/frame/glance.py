"""«Auf einen Blick»: the answer in two sentences, how far to trust it, the numbers to keep, goals, decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.finding import Finding, Licence
from wirkung.report.document.blocks import Block, Paragraph
from wirkung.report.frame.answering import answering, first_of_each_arm, nothing_measured, nothing_shown
from wirkung.report.frame.bias import likely_bias
from wirkung.report.frame.evidence import evidence_lines
from wirkung.report.frame.further import further_results
from wirkung.report.frame.key_figures import is_count, key_figures, whom_line
from wirkung.report.frame.next_steps import next_steps
from wirkung.report.section import Answers
from wirkung.report.sections import on_first_page, sections
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import RANK_MEASURES, Numbers
from wirkung.report.writing.sentences import scale_bounds, told_limits
from wirkung.report.writing.words import say


@dataclass(frozen=True, slots=True)
class Glance:
    """The answers of a report, to be summed up on its first page."""

    answers: tuple[ReleasedAnswer, ...]
    licence: Licence | None = None


def glance(*answers: ReleasedAnswer, licence: Licence | None = None) -> Glance:
    """Sum up released answers; showing the result gives the first page of a report.

    Parameters
    ----------
    answers
        The answers after disclosure control, in any order.
    licence
        What the design allows to say; given, one line names the claim and the evidence level.
    """
    return Glance(answers, licence)


def glance_blocks(summary: Glance, language: Language) -> tuple[Block, ...]:
    """The first page of a report: answer, evidence level, whom, cost, key figures, overviews, what to decide."""
    answers = {answer.question: answer for answer in summary.answers}
    # Each once: two questions on one indicator may both be withheld.
    of_persons = summary.licence is not None and summary.licence.of_persons
    answered = tuple(dict.fromkeys(_answering_sentences(answers, language, of_persons=of_persons)))
    told = {each.text for each in answered}
    return (
        *answered,
        *_evidence(answers, summary.licence, language),
        *further_results(answers, language),
        *whom_line(answers, language),
        *_clusters(summary.licence, language),
        *(each for each in _spent(answers, language) if each.text not in told),
        *key_figures(answers, language),
        *_overviews(answers, language),
        *next_steps(answers, summary.licence, language),
    )


def _clusters(licence: Licence | None, language: Language) -> Iterator[Paragraph]:
    """How many courses or schools the answer rests on, where whole ones were assigned."""
    if licence is not None and licence.clusters is not None:
        programme, comparison = map(Numbers(language).whole, licence.clusters)
        yield Paragraph(text=say("glance.clusters", language, programme=programme, comparison=comparison))


def _answering_sentences(answers: Answers, language: Language, *, of_persons: bool) -> Iterator[Paragraph]:
    """The first finding of each question: programme files name the indicator that matters most first.

    Of one indicator the strongest answer is told: what changed is behind what is compared. Where nobody was asked
    or compared, the first number to keep is the answer; of persons of whom nothing was measured, that it was not.
    """
    found = answering(answers)
    if of_persons and nothing_measured(answers):
        yield Paragraph(text=say("glance.nothing_measured", language), tone="answer")
    elif not any(answer.items for answer in found):
        yield from islice(_keys(answers, language), 1)
    told: set[str] = set()
    for answer in found:
        items = first_of_each_arm(answer)
        if told & {item.finding.subject.indicator for item in items if isinstance(item, Released)} - {""}:
            continue
        for item in items:
            if isinstance(item, Withheld):
                text = say("glance.withheld", language, label=label(item.subject, language))
                yield Paragraph(text=text, tone="limit")
                continue
            indicator = item.finding.subject.indicator
            scale = "" if indicator in told else _scale(item.finding, language)  # of several arms once
            told.add(indicator)
            said = _with_uncertainty(answer.question, item.finding, language)
            yield Paragraph(text=f"{said}{scale}", tone="answer")


def _keys(answers: Answers, language: Language) -> Iterator[Paragraph]:
    """The numbers to keep, each as a sentence; of money with who bore it."""
    for question, page in on_first_page():
        finding = None if page.key is None or question not in answers else page.key(answers[question], answers)
        if finding is not None:
            spent = "" if page.spent is None else page.spent(answers[question], language)
            yield Paragraph(text=spent or _with_uncertainty(question, finding, language), tone="answer")


def _spent(answers: Answers, language: Language) -> Iterator[Paragraph]:
    """What the programme cost, who bore it, and what that is a participant."""
    pages = ((question, page.spent) for question, page in on_first_page() if question in answers)
    for said in filter(
        None, (spent(answers[question], language) for question, spent in pages if spent is not None)
    ):
        yield Paragraph(text=said)


def _evidence(answers: Answers, licence: Licence | None, language: Language) -> Iterator[Paragraph]:
    """How far to trust the answer, and which way it may be off; nothing where none was measured or is shown."""
    if licence is None or not licence.of_persons or nothing_shown(answers) or nothing_measured(answers):
        return
    *others, last = evidence_lines(licence, language)
    text = " ".join(filter(None, (last.text, likely_bias(answers, licence, language))))
    yield from (*others, replace(last, text=text))


def _with_uncertainty(question: str, finding: Finding, language: Language) -> str:
    """The finding in one sentence: «…, wahrscheinlich zwischen 0,16 und 0,41 Punkten.»."""
    statement = sections()[question].statement(finding, language)
    # Of this cohort it is counted; what programmes like this one bring about stands in the question's own section.
    if finding.main.interval is None or is_count(finding.main):
        return statement
    likely = told_limits(Numbers(language).likely, finding, statement)
    return say("glance.likely", language, statement=statement.removesuffix("."), likely=likely)


def _scale(finding: Finding, language: Language) -> str:
    """From where to where the points go, after what is said of them; of anything else nothing."""
    bounds = None if finding.main.quantity in RANK_MEASURES else scale_bounds(finding, Numbers(language))
    return "" if bounds is None else " " + say("glance.scale", language, low=bounds[0], high=bounds[1])


def _overviews(answers: Answers, language: Language) -> Iterator[Block]:
    for question, page in on_first_page():
        if page.overview is not None and question in answers:
            yield from page.overview(answers[question], language)
