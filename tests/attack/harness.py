"""Random studies, attacked: `python -m tests.attack.harness --studies 1000` prints how many broke, and how."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, islice
from multiprocessing import Pool, cpu_count
from pathlib import Path
from typing import Any

import numpy as np

from tests.attack.attacker import LATER, NOW, Claim, attack
from tests.attack.published import TREATED, Published, publish, with_a_register
from tests.attack.studies import DESIGNS, YEARS, has_follow_up_and_dose, write_case
from tests.attack.truth import Truth
from wirkung.disclosure import following
from wirkung.disclosure.small_groups import NotProvedError
from wirkung.disclosure.sums import Group
from wirkung.errors import Problem, WirkungError
from wirkung.programme.load import load_programme

SMALLEST = 10
# Of a hundred studies and more, by design: the least share of lines that a reader is shown, and on how many
# persons what is shown of a study rests, each counted in every line. 1,000 studies (seeds from 1130000000) had
# 51.2, 38.2 and 37.5 per cent, and 7,383, 3,778 and 3,155 persons.
LEAST_SHOWN = {"one_group": 0.46, "comparison": 0.34, "randomised": 0.34}
LEAST_PERSONS = {"one_group": 5_500, "comparison": 2_800, "randomised": 2_300}
ENOUGH_STUDIES = 100
TOLD_EVERY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a study: right and false claims by kind, how much was shown or refused, how long it took.

    `unproved` are searches that were given up: everything that could follow counts as following then.
    """

    seed: int
    design: str
    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    examples: tuple[str, ...] = ()
    rows: int = 0
    withheld: int = 0
    persons: int = 0
    unproved: int = 0
    publishing: float = 0.0
    attacking: float = 0.0
    refused: tuple[str, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether anything right was said of few persons."""
        return bool(self.right)


def attack_study(seed: int, *, further: bool = True) -> Outcome:
    """Write a study, publish all its reports, attack them, judge the claims; `further` as for `write_case`."""
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        case = write_case(seed, Path(folder), further=further)
        begun = time.perf_counter()
        with with_a_register(Path(folder)), _given_up() as unproved:
            now, refused = _published(case.programme, YEARS)
            later, also = ([], ()) if case.later is None else _published(case.later, YEARS[-1:])
        between = time.perf_counter()
        claims = attack(now, later, smallest=SMALLEST, questions=questions(case.programme), treated=TREATED)
        ended = time.perf_counter()
        # Of a later run whose data are refused nothing was claimed.
        judged = judge(claims, case.programme, case.later if later else None)
        return Outcome(
            seed=seed,
            design=case.design,
            right=Counter(claim.kind for claim, right in judged if right),
            false=Counter(claim.kind for claim, right in judged if not right),
            examples=tuple(_told(claim) for claim, right in judged if right)[:3],
            rows=sum(report.rows for report in now),
            withheld=sum(report.withheld for report in now),
            persons=sum(report.persons for report in now),
            unproved=len(unproved),
            publishing=between - begun,
            attacking=ended - between,
            refused=(*refused, *also),
        )


@contextmanager
def _given_up() -> Iterator[list[NotProvedError]]:
    """The searches of the release that are given up in here."""
    seen: list[NotProvedError] = []
    search = following.small_groups

    def watched(*values: Any, **named: Any) -> tuple[Group, ...]:
        try:
            return search(*values, **named)
        except NotProvedError as error:
            seen.append(error)
            raise

    following.small_groups = watched
    try:
        yield seen
    finally:
        following.small_groups = search


def questions(programme: Path) -> dict[str, int]:
    """How many questions each indicator has."""
    return {each.id: len(each.items) for each in load_programme(programme).programme.indicators}


def _published(programme: Path, years: Iterable[int]) -> tuple[list[Published], tuple[str, ...]]:
    """The reports that come about, and the problems for which others do not."""
    found: list[Published] = []
    refused: list[str] = []
    for year in years:
        try:
            found.append(publish(programme, year))
        except WirkungError as error:
            refused += map(_why_refused, error.problems)
    return found, tuple(refused)


def _why_refused(problem: Problem) -> str:
    """Its code; of an error in the program also which and where."""
    place = (str(problem.values[name]) for name in ("kind", "where") if name in problem.values)
    return ", ".join((problem.code, *place))


def judge(claims: Sequence[Claim], programme: Path, later: Path | None) -> list[tuple[Claim, bool]]:
    """Each claim with whether it is right, by the data of both runs."""
    if not claims:
        return []
    truths = {NOW: Truth(programme)}
    if later is not None:
        truths[LATER] = Truth(later)
    return [(claim, is_right(claim, truths)) for claim in claims]


def is_right(claim: Claim, truths: dict[int, Truth]) -> bool:
    """Whether the persons of the parts are so many, each in the group or not, and told what is claimed."""
    there = np.zeros(len(truths[NOW].order), dtype=int)
    for (run, group), sign in claim.parts:
        there = there + sign * truths[run].members(group).astype(int)
    if there.min() < 0 or there.max() > 1 or not claim.low <= there.sum() <= claim.high:
        return False
    if claim.variable is None:
        return True
    run, group = claim.parts[0][0]
    ((_, year, arm),) = (literal for literal in group if literal[0] == "in")
    told = truths[run].numbers(claim.variable, year, arm)[there == 1]
    if claim.kind == "everybody the same":
        return bool(np.allclose(told, claim.mean))
    return bool(abs(float(told.mean()) - claim.mean) <= claim.error)


def _told(claim: Claim) -> str:
    parts = (
        f"{'+' if sign > 0 else '-'}[{'later ' if run else ''}{', '.join(sorted(map(_word, group)))}]"
        for (run, group), sign in claim.parts
    )
    said = "" if claim.variable is None else f", {claim.variable} = {claim.mean:.4g} ± {claim.error:.2g}"
    return f"{claim.kind}: {' '.join(parts)} = {claim.low}-{claim.high}{said}"


def _word(literal: tuple[object, ...]) -> str:
    return " ".join(str(sorted(each) if isinstance(each, frozenset) else each) for each in literal)


def share_shown(outcomes: list[Outcome]) -> float:
    """The share of their lines that a reader is shown."""
    rows = sum(each.rows for each in outcomes)
    return 1 - sum(each.withheld for each in outcomes) / rows if rows else 0.0


def persons_shown(outcomes: list[Outcome]) -> float:
    """On how many persons the lines that are shown of a study rest, each counted in every line."""
    return sum(each.persons for each in outcomes) / len(outcomes)


def too_little_shown(outcomes: list[Outcome]) -> list[str]:
    """The designs of which less is shown than has to be; none where there are few studies."""
    if len(outcomes) < ENOUGH_STUDIES:
        return []
    by_design = {design: ours for design in DESIGNS if (ours := _of(outcomes, design))}
    return [
        design
        for design, ours in by_design.items()
        if share_shown(ours) < LEAST_SHOWN[design] or persons_shown(ours) < LEAST_PERSONS[design]
    ]


def table(outcomes: list[Outcome]) -> str:
    """What the attacks found by kind, and what readers were shown by design."""
    broken = [each for each in outcomes if each.broken]
    lines = [
        f"{len(broken)} of {len(outcomes)} studies broken",
        "",
        f"{'kind':28}{'studies':>8}{'claims':>8}{'false':>8}",
    ]
    kinds = sorted({kind for each in outcomes for kind in (*each.right, *each.false)})
    for kind in kinds:
        studies = sum(each.right[kind] > 0 for each in outcomes)
        right, false = (sum(getattr(each, name)[kind] for each in outcomes) for name in ("right", "false"))
        lines.append(f"{kind:28}{studies:8}{right:8}{false:8}")
    once = sum(any(not kind.startswith("later") for kind in each.right) for each in outcomes)
    lines += [
        "",
        f"without the later run: {once} broken",
        "",
        f"{'design':14}{'studies':>8}{'rows':>8}{'shown':>8}{'persons a study':>17}",
    ]
    for design in DESIGNS:
        ours = _of(outcomes, design)
        rows, persons = sum(each.rows for each in ours), persons_shown(ours) if ours else 0.0
        lines.append(f"{design:14}{len(ours):8}{rows:8}{share_shown(ours):8.1%}{persons:17,.0f}")
    seconds = [each.publishing for each in outcomes]
    lines += [
        "",
        f"publishing {np.mean(seconds):.2f} s a study (most {max(seconds):.2f} s)",
        f"attacking {np.mean([each.attacking for each in outcomes]):.2f} s a study",
        f"studies with a search that stayed unproved: {sum(each.unproved > 0 for each in outcomes)}",
        f"reports refused: {dict(Counter(code for each in outcomes for code in each.refused)) or 'none'}",
    ]
    return "\n".join(lines)


def run(seeds: Iterable[int], *, processes: int) -> list[Outcome]:
    """All studies, on so many cores; after every few of them is printed what came of them so far."""
    outcomes: list[Outcome] = []
    with Pool(processes) as pool:
        for outcome in pool.imap_unordered(attack_study, seeds):
            outcomes.append(outcome)
            if outcome.broken or len(outcomes) % TOLD_EVERY == 0:
                sys.stdout.write(so_far(outcomes) + "\n")
                sys.stdout.flush()
    return outcomes


def so_far(outcomes: list[Outcome]) -> str:
    """One line on the studies until now, so that a run that is cut short counts as well; which broke last."""
    broken, refused = ([each.seed for each in outcomes if what(each)] for what in (_broken, _refused))
    shown = ", ".join(f"{design} {share_shown(_of(outcomes, design)):.1%}" for design in DESIGNS)
    return (
        f"{len(outcomes)} studies: {len(broken)} broken {broken[-3:]}, {len(refused)} refused {refused[-3:]}, "
        f"{sum(each.unproved > 0 for each in outcomes)} unproved, "
        f"{sum(each.false.total() for each in outcomes)} false claims; shown: {shown}"
    )


def _broken(outcome: Outcome) -> bool:
    return outcome.broken


def _refused(outcome: Outcome) -> bool:
    return bool(outcome.refused)


def _of(outcomes: list[Outcome], design: str) -> list[Outcome]:
    return [each for each in outcomes if each.design == design]


def main() -> int:
    """Attack many studies, print the table; 1 where any was broken, or of a design too little is shown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=1000)
    parser.add_argument("--first", type=int, default=None, help="first seed; without it fresh ones")
    parser.add_argument("--processes", type=int, default=cpu_count())
    parser.add_argument("--examples", type=int, default=5, help="how many broken studies to tell of")
    parser.add_argument("--follow-up-and-dose", action="store_true", help="only studies that have both")
    asked = parser.parse_args()
    first = int(np.random.SeedSequence().generate_state(1)[0]) if asked.first is None else asked.first
    wanted = (seed for seed in count(first) if not asked.follow_up_and_dose or has_follow_up_and_dose(seed))
    seeds = list(islice(wanted, asked.studies))
    outcomes = run(seeds, processes=asked.processes)
    told = [f"seeds {seeds[0]} to {seeds[-1]}", "", table(outcomes), ""]
    for each in [each for each in sorted(outcomes, key=lambda o: o.seed) if each.broken][: asked.examples]:
        told += [f"seed {each.seed} ({each.design}):", *(f"  {example}" for example in each.examples)]
    little = too_little_shown(outcomes)
    told += [f"less is shown than has to be: {design}" for design in little]
    sys.stdout.write("\n".join(told) + "\n")
    return int(bool(little) or any(each.broken for each in outcomes))


if __name__ == "__main__":
    sys.exit(main())
