"""What is said of the way through a programme: steps, waiting, staying."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from wirkung.catalogue import message, translations
from wirkung.codes import Caution, Role
from wirkung.estimate import MONTHS
from wirkung.report.document.contradictions import Contradiction, Results, Told
from wirkung.report.document.results import ResultLine

_NAME = "\0"  # in a pattern, the place of a name


def one_share_shown_and_withheld(told: Told, results: Results, language: str) -> Iterator[Contradiction]:  # noqa: ARG001
    """The share of a step that one section withholds and another prints."""
    hidden = {str(line.about["step"]): line for line in results if _is_share_of_step(line) and line.withheld}
    for line in results:
        share = line.question == "steps" and line.role is Role.PROGRAMME and not line.withheld
        if share and str(line.about.get("step")) in hidden:
            first = f"{line.label}: {line.printed.value}"
            second = hidden[str(line.about["step"])].printed.value
            yield Contradiction(kind="one_share_shown_and_withheld", first=first, second=second)


def _is_share_of_step(line: ResultLine) -> bool:
    return line.question == "cohort" and line.role is Role.MAIN and set(line.about) == {"step"}


def waiting_of_one_date(told: Told, results: Results, language: str) -> Iterator[Contradiction]:  # noqa: ARG001
    """Months of waiting where most events bear the day of entry: nobody knows that anybody waited, or how long."""
    timing = [line for line in results if line.question == "timing" and line.estimate is not None]
    one_date = {line.about.get("step") for line in timing if _on_entry(line)}
    for line in timing:
        months = line.estimate is not None and line.estimate.unit == MONTHS and line.estimate.value is not None
        if months and line.about.get("step") in one_date:
            second = message("report", f"caution.{Caution.EVENTS_ON_ENTRY}", language)
            first = f"{line.label}: {line.printed.value}"
            yield Contradiction(kind="waiting_of_one_date", first=first, second=second)


def _on_entry(line: ResultLine) -> bool:
    return line.estimate is not None and Caution.EVENTS_ON_ENTRY in line.estimate.cautions


def staying_read_off_answers(told: Told, results: Results, language: str) -> Iterator[Contradiction]:
    """«Bei der Befragung waren noch 60 % dabei»: who did not answer may have stayed to the end."""
    for line in results:
        if line.question != "retention" or "wave" not in line.about or line.withheld:
            continue
        for code in ("sentence.retention", "sentence.retention.range"):
            named = _stayed(code, language).replace(_NAME, re.escape(line.label))
            for text in told:
                if re.match(named, text):
                    yield Contradiction(kind="staying_read_off_answers", first=text, second=line.label)


@cache
def _stayed(code: str, language: str) -> str:
    """How a sentence on who stayed reads, as a pattern with a place for the name of the point."""
    text = re.escape(translations("report", language).gettext(code).replace("{point}", _NAME))
    return re.sub(r"\\{\w+\\}", ".*", text)
