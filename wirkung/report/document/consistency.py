"""A finished report that contradicts itself is not published: its sentences are read beside its results.

Each rule looks for one kind of contradiction, in the words of the catalogue and in the released numbers. What an
evaluator writes, labels in our sentences too, is no reason to refuse a report: only we answer for our own words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache

from wirkung.catalogue import codes, message, translations
from wirkung.codes import Claim, Direction, Quantity, Role, Verdict
from wirkung.errors import Problem, RunError
from wirkung.report.document.blocks import Bullets, KeyFigures, Paragraph
from wirkung.report.document.document import Content, Document, Section
from wirkung.report.document.results import ResultLine

# What an outcome is told by that was compared with before or with others.
_COMPARED = (Quantity.MEAN_CHANGE, Quantity.DIFFERENCE_IN_CHANGE, Quantity.SHARE_DIFFERENCE)
_LOSS = "lost"  # how many more one group lost is a difference of shares, too, and no outcome
_LOWER = {"de": r"niedriger|weniger|unter der", "en": r"lower|less|fewer|below"}
_EFFECT_SHOWN = re.compile(r"sentence\..+\.effect\.(up|down)")  # codes of sentences
_ORDERED = (Quantity.RANK_BISERIAL, Quantity.CLIFFS_DELTA)
_ORDERED_MOVED = re.compile(r"sentence\.(change\.ordered|comparison\.cliffs_delta\..+)\.(up|down)")
_MOST_MORE = 10  # times as many persons; of more it is said that no number of persons would decide it
_BOTH_BELOW = re.compile(r"\u2212[\d.,]+\s(?:und|bis|and|to)\s\u2212[\d.,]+")  # two negative limits
_HAIR = 0.05  # of the width of an interval
_RANKS = re.compile(r"\u22121\b(?![.,]\d)")  # a scale of ranks goes from -1 to 1, and its numbers keep their sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two things that cannot both be true; `kind` is the name of the rule."""

    kind: str
    first: str
    second: str


def contradictions(document: Document) -> tuple[Contradiction, ...]:
    """Everything in which a report contradicts itself; empty for a report that may be published."""
    told = tuple(dict.fromkeys(_texts(document)))
    results = document.handed_over.results
    return tuple(found for rule in _RULES for found in rule(told, results, document.language))


def refuse_contradictions(document: Document) -> None:
    """Raise RunError with every contradiction of a report."""
    found = contradictions(document)
    if found:
        problems = [Problem(code="run.contradiction", values=asdict(each)) for each in found]
        raise RunError(problems, language=document.language)


def _texts(document: Document) -> Iterator[str]:
    """Every sentence of ours, from the first page to the last; marks («Entwurf») are part of them."""
    for content in (*document.front, *document.opening):
        yield from _texts_of(content)
    for section in (*document.sections, *document.annex):
        yield from _texts_below(section)


def _texts_below(section: Section) -> Iterator[str]:
    for content in section.content:
        yield from _texts_of(content)
    for inner in section.sections:
        yield from _texts_below(inner)


def _texts_of(content: Content) -> Iterator[str]:
    match content:
        case Paragraph():
            yield content.text
        case Bullets():
            yield from content.items
        case KeyFigures():
            yield from (f"{item.label}: {item.value} ({item.detail})" for item in content.items)


Told = tuple[str, ...]
Results = tuple[ResultLine, ...]
Rule = Callable[[Told, Results, str], Iterator[Contradiction]]


def sign_said_twice(told: Told, results: Results, language: str) -> Iterator[Contradiction]:
    """«0,41 niedriger, wahrscheinlich zwischen -0,77 und -0,06»: lower by a negative amount is higher."""
    labels = sorted({line.label for line in results}, key=len, reverse=True)
    for text in (_without(each, labels) for each in told):
        limits = _BOTH_BELOW.search(text)
        before = text[: limits.start()] if limits else ""
        if limits and re.search(_LOWER[language], before) and "\u2212" not in before and not _RANKS.search(text):
            yield Contradiction(kind="sign_said_twice", first=before.strip(), second=limits[0])


def _without(text: str, labels: list[str]) -> str:
    for label in labels:
        text = text.replace(label, "")
    return text


def value_outside_its_interval(told: Told, results: Results, language: str) -> Iterator[Contradiction]:  # noqa: ARG001
    """A number that lies outside what it is said to lie in."""
    for line in results:
        estimate = line.estimate
        if estimate is None or estimate.value is None or estimate.interval is None:
            continue
        low, high = estimate.interval.low, estimate.interval.high
        hair = _HAIR * (high - low) if math.isfinite(high - low) else 0.0  # both are rounded
        if not low - hair <= estimate.value <= high + hair:
            first = f"{line.label}: {line.printed.value}"
            yield Contradiction(kind="value_outside_its_interval", first=first, second=line.printed.interval)


def goal_met_and_missed(told: Told, results: Results, language: str) -> Iterator[Contradiction]:
    """A goal that one sentence calls reached and another, or the results, missed."""
    other = {Verdict.REACHED: Verdict.MISSED, Verdict.MISSED: Verdict.REACHED}
    for line in results:
        if line.question != "goals" or line.role is not Role.MAIN or line.verdict not in other:
            continue
        for code in ("", ".counted"):
            wrong = f"sentence.goals.{other[line.verdict]}{code}"
            opening = message("report", wrong, language, label=line.label, value="\0").partition("\0")[0]
            for text in told:
                if text.startswith(opening):
                    second = f"{line.label}: {line.verdict.value}"
                    yield Contradiction(kind="goal_met_and_missed", first=text, second=second)


def going_on_beside_a_missed_goal(told: Told, results: Results, language: str) -> Iterator[Contradiction]:
    """«Fortführen, wie es ist» beside goals that were missed."""
    missed = [line.label for line in results if line.question == "goals" and line.verdict is Verdict.MISSED]
    steps = {message("report", f"next.wanted.{claim}", language) for claim in Claim}
    for text in told:
        if missed and text in steps:
            yield Contradiction(kind="going_on_beside_a_missed_goal", first=text, second=missed[0])


def nothing_to_say_beside_a_result(told: Told, results: Results, language: str) -> Iterator[Contradiction]:
    """«Sein wichtigstes Ergebnis ist nicht ausgewiesen» or «nichts gemessen» beside such a result."""
    main = [line for line in results if line.role is Role.MAIN]
    of_outcomes = [line for line in main if line.question != _LOSS]
    compared = [line for line in of_outcomes if line.estimate and line.estimate.quantity in _COMPARED]
    known = [line for line in compared if line.label == _plain_label(line, language)]  # the main outcome
    if known:
        line = known[0]
        second = f"{line.label}: {line.printed.value}"
        nothing = message("report", "evidence_level.maryland.0", language)
        for text in told:
            if nothing in text:
                yield Contradiction(kind="nothing_to_say_beside_a_result", first=text, second=second)
        withheld = message("report", "next.withheld", language)
        if withheld in told and not any(each.withheld for each in main if each.question == line.question):
            yield Contradiction(kind="nothing_to_say_beside_a_result", first=withheld, second=second)


def two_steps_of_one_result(told: Told, results: Results, language: str) -> Iterator[Contradiction]:  # noqa: ARG001
    """Two next steps that follow from results that exclude each other."""
    codes = ("withheld", "unknown", "not_distinguishable", "unwanted", "too_small", "wanted.description")
    steps = [
        message("report", f"next.{code}", language) for code in (*codes, "wanted.association", "wanted.effect")
    ]
    found = [text for text in told if text in steps]
    if len(found) > 1:
        yield Contradiction(kind="two_steps_of_one_result", first=found[0], second=found[1])


def effect_without_licence(told: Told, results: Results, language: str) -> Iterator[Contradiction]:  # noqa: ARG001
    """«bewirkte» where the report says that a difference is no proof."""
    limits = {message("report", f"evidence.claim.{claim}", language) for claim in ("description", "association")}
    licence = next((text for text in told if any(text.startswith(each) for each in limits)), None)
    effect = next((text for text in told if _effects(language).match(text)), None)
    if licence is not None and effect is not None:
        yield Contradiction(kind="effect_without_licence", first=effect, second=licence)


@cache
def _effects(language: str) -> re.Pattern[str]:
    """What every sentence of an effect that is shown begins with, whatever stands in its places."""
    shown = sorted(code for code in codes("report", language) if _EFFECT_SHOWN.fullmatch(code))
    texts = (translations("report", language).gettext(code) for code in shown)
    return re.compile(
        "|".join(re.sub(r"\\{\w+\\}", ".*", re.escape(text)).rstrip(r"\.") for text in texts), re.DOTALL
    )


def one_share_shown_and_withheld(told: Told, results: Results, language: str) -> Iterator[Contradiction]:  # noqa: ARG001
    """The share of a step that one section withholds and another prints."""
    hidden = {str(line.about["step"]): line for line in results if _is_share_of_step(line) and line.withheld}
    for line in results:
        share = line.question == "steps" and line.role is Role.PROGRAMME and not line.withheld
        if share and str(line.about.get("step")) in hidden:
            first = f"{line.label}: {line.printed.value}"
            second = hidden[str(line.about["step"])].printed.value
            yield Contradiction(kind="one_share_shown_and_withheld", first=first, second=second)


def worth_not_said(told: Told, results: Results, language: str) -> Iterator[Contradiction]:
    """«Nachher häufiger höher» of answers of which only the order counts: for grades that is worse."""
    worth = tuple(message("report", f"sentence.{each}", language) for each in ("better", "worse"))
    for line in results:
        if line.estimate is None or line.estimate.quantity not in _ORDERED or line.role is not Role.MAIN:
            continue
        for text in told:
            if _of_ordered(language).match(text.removeprefix(line.label)) and not any(
                each in text for each in worth
            ):
                second = f"{line.label}: {line.printed.value}"
                yield Contradiction(kind="worth_not_said", first=text, second=second)


@cache
def _of_ordered(language: str) -> re.Pattern[str]:
    """What follows the label in every sentence on ordered answers that moved."""
    moved = sorted(code for code in codes("report", language) if _ORDERED_MOVED.fullmatch(code))
    texts = (translations("report", language).gettext(code).removeprefix("{label}") for code in moved)
    return re.compile(
        "|".join(re.sub(r"\\{\w+\\}", ".*", re.escape(text)).rstrip(r"\.") for text in texts), re.DOTALL
    )


def nothing_to_say_beside_a_number(told: Told, results: Results, language: str) -> Iterator[Contradiction]:
    """«Dazu lässt sich nichts sagen» beside 53 of 80: nothing is known, and the report holds it."""
    values: dict[str, list[ResultLine]] = {}
    for line in results:
        if line.role is Role.MAIN and not line.withheld:
            values.setdefault(line.label, []).append(line)
    for label, lines in values.items():
        nothing = message("report", "sentence.no_value", language, label=label)
        if nothing in told and all(line.estimate and line.estimate.value is not None for line in lines):
            second = f"{label}: {lines[0].printed.value}"
            yield Contradiction(kind="nothing_to_say_beside_a_number", first=nothing, second=second)


def more_than_anybody_plans(told: Told, results: Results, language: str) -> Iterator[Contradiction]:
    """«Mit rund 1.146 Personen mehr wäre es entschieden», where 45 were asked."""
    before, _, after = message("report", "sentence.goals.needed", language, number="\0").partition("\0")
    asked = {str(line.about): line.estimate for line in results if line.role is Role.MAIN}
    for line in results:
        main = asked.get(str(line.about))
        if line.role is not Role.NEEDED or main is None or line.estimate is None or line.estimate.value is None:
            continue
        most = _MOST_MORE * sum(count.of or count.number for count in main.counts)
        if line.estimate.value > most:
            for text in told:
                if line.label in text and after in text.partition(before)[2]:
                    yield Contradiction(kind="more_than_anybody_plans", first=text, second=f"{most:g}")


def way_without_certainty(told: Told, results: Results, language: str) -> Iterator[Contradiction]:
    """«besser als in der Vergleichsgruppe» of what is withheld or may as well be no difference."""
    known = codes("report", language)
    for line in results:
        sure = line.estimate is not None and line.estimate.direction in (Direction.UP, Direction.DOWN)
        if line.role is not Role.MAIN or sure:
            continue
        for way in ("better", "worse"):
            code = f"glance.way.{way}.{line.question}"
            said = message("report", code, language, label=_plain_label(line, language)) if code in known else ""
            if said and said in told:
                second = f"{line.label}: {line.printed.value}"
                yield Contradiction(kind="way_without_certainty", first=said, second=second)


def _plain_label(line: ResultLine, language: str) -> str:
    """The label without the words that it is a further outcome."""
    return line.label.removesuffix(message("report", "subject.further", language, label=""))


def _is_share_of_step(line: ResultLine) -> bool:
    return line.question == "cohort" and line.role is Role.MAIN and set(line.about) == {"step"}


_RULES: tuple[Rule, ...] = (
    sign_said_twice,
    value_outside_its_interval,
    goal_met_and_missed,
    going_on_beside_a_missed_goal,
    nothing_to_say_beside_a_result,
    two_steps_of_one_result,
    effect_without_licence,
    one_share_shown_and_withheld,
    worth_not_said,
    nothing_to_say_beside_a_number,
    more_than_anybody_plans,
    way_without_certainty,
)
