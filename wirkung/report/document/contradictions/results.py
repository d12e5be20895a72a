"""What is said of a result, against its number, its interval and what the design allows to say."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

from wirkung.catalogue import codes, message, translations
from wirkung.codes import Direction, Quantity, Role
from wirkung.report.document.contradictions import Contradiction, Results, Told
from wirkung.report.document.results import ResultLine

# What an outcome is told by that was compared with before or with others.
_COMPARED = (Quantity.MEAN_CHANGE, Quantity.DIFFERENCE_IN_CHANGE, Quantity.SHARE_DIFFERENCE)
_LOSS = "lost"  # how many more one group lost is a difference of shares, too, and no outcome
_LOWER = {"de": r"niedriger|weniger|unter der", "en": r"lower|less|fewer|below"}
_EFFECT_SHOWN = re.compile(r"sentence\..+\.effect\.(up|down)")  # codes of sentences
_ORDERED = (Quantity.RANK_BISERIAL, Quantity.CLIFFS_DELTA)
_ORDERED_MOVED = re.compile(r"sentence\.(change\.ordered|comparison\.cliffs_delta\..+)\.(up|down)")
_BOTH_BELOW = re.compile(r"\u2212[\d.,]+\s(?:und|bis|and|to)\s\u2212[\d.,]+")  # two negative limits
_HAIR = 0.05  # of the width of an interval
_RANKS = re.compile(r"\u22121\b(?![.,]\d)")  # a scale of ranks goes from -1 to 1, and its numbers keep their sign


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


def withheld_beside_its_number(told: Told, results: Results, language: str) -> Iterator[Contradiction]:
    """«MINT-Ausbildung begonnen: nicht ausgewiesen» where the report has that 11 of 344 did."""
    for line in results:
        if line.role is not Role.MAIN or line.withheld or line.estimate is None or line.estimate.value is None:
            continue
        hidden = message("report", "glance.way.withheld", language, label=_plain_label(line, language))
        if hidden in told:
            second = f"{line.label}: {line.printed.value}"
            yield Contradiction(kind="withheld_beside_its_number", first=hidden, second=second)


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


def _plain_label(line: ResultLine, language: str) -> str:
    """The label without the words that it is a further outcome."""
    return line.label.removesuffix(message("report", "subject.further", language, label=""))
