"""What is said of goals and of what to decide, against the verdicts."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.catalogue import message
from wirkung.codes import Claim, Role, Verdict
from wirkung.report.document.contradictions import Contradiction, Results, Told

_MOST_MORE = 10  # times as many persons; of more it is said that no number of persons would decide it


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


def two_steps_of_one_result(told: Told, results: Results, language: str) -> Iterator[Contradiction]:  # noqa: ARG001
    """Two next steps that follow from results that exclude each other."""
    codes = ("withheld", "unknown", "not_distinguishable", "unwanted", "too_small", "wanted.description")
    steps = [
        message("report", f"next.{code}", language) for code in (*codes, "wanted.association", "wanted.effect")
    ]
    found = [text for text in told if text in steps]
    if len(found) > 1:
        yield Contradiction(kind="two_steps_of_one_result", first=found[0], second=found[1])


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
