"""How often the 95 % intervals of declared designs hold the truth: blocks, schools drawn by lot, adjusted results.

The methods themselves are called, sample by sample; the effect is 0. Write `designs.csv` and `DESIGNS.md`:

    .venv/bin/python tests/calibration/designs.py
"""

import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from calibrate import _cell, read, write
from calibration_samples import SEED
from kinds_readme import _row

from wirkung.codes import Quantity
from wirkung.estimate import MONTHS, NUMBER, SHARE
from wirkung.methods.comparison.adjusted_difference import adjusted_difference
from wirkung.methods.comparison.clusters import mean_difference_clustered
from wirkung.methods.comparison.ordered_within_blocks import cliffs_delta_within_blocks
from wirkung.methods.comparison.sampling_weights import weighted_difference, weighted_mean
from wirkung.methods.comparison.several_arms import level_of_each
from wirkung.methods.kernels.intervals import share_difference
from wirkung.methods.robustness.compliance import compliance
from wirkung.methods.robustness.event_study import event_study
from wirkung.methods.robustness.matching import matched_difference
from wirkung.methods.robustness.random_intercept import random_intercept
from wirkung.methods.survival.proportional_hazards import proportional_hazards
from wirkung.methods.survival.survival_comparison import restricted_mean_difference

HERE = Path(__file__).parent
REPLICATIONS = 4000


def alike(rng, where, icc):
    """Normal, alike within a cluster as far as `icc` says."""
    of_cluster = rng.standard_normal(int(where.max()) + 1)[where]
    return np.sqrt(icc) * of_cluster + np.sqrt(1 - icc) * rng.standard_normal(where.size)


def sized(rng, clusters, each, uneven):
    """The cluster of each person; uneven ones have from a third to twice of `each`."""
    sizes = rng.integers(each // 3, 2 * each, clusters) if uneven else np.full(clusters, each)
    return np.repeat(np.arange(clusters), sizes)


def estimated(after, drawn, *, blocks=None, known=None, where=None, unit=NUMBER):
    """By the method that a programme file chooses."""
    labels = None if where is None else where.astype(str).astype(object)
    of = [drawn, ~drawn]
    clusters = [None if labels is None else labels[each] for each in of]
    if blocks is None and known is None:
        return mean_difference_clustered(after[drawn], after[~drawn], *clusters, unit=unit)
    return adjusted_difference(after, drawn, known, unit=unit, blocks=blocks, clusters=labels)


def schools(rng, clusters, each, icc, *, uneven=False, paired=False):
    """Half of the schools drawn, in pairs or not: the difference, and the one adjusted for the baseline."""
    where = sized(rng, clusters, each, uneven)
    drawn = where % 2 == 0
    before = alike(rng, where, icc)
    pairs = where // 2 if paired else None
    alike_in_pairs = 0.5 * rng.standard_normal(clusters)[where // 2] if paired else 0.0
    after = 0.6 * before + 0.8 * alike(rng, where, icc) + alike_in_pairs
    name = "in pairs, " if paired else "uneven, " if uneven else ""
    return {
        f"schools by lot, {name}difference": estimated(after, drawn, blocks=pairs, where=where),
        f"schools by lot, {name}adjusted": estimated(after, drawn, blocks=pairs, known=before, where=where),
        **({f"schools by lot, {name}ordered": ordered(after, drawn, pairs, where)} if paired else {}),
    }


def ordered(after, drawn, blocks, where=None):
    """The same as answers from 1 to 5, of which only the order counts."""
    answers = np.digitize(after, [-1.2, -0.4, 0.4, 1.2])
    return cliffs_delta_within_blocks(answers, drawn, blocks, clusters=where)


def uneven(rng, clusters, each, icc):
    """Schools of different size."""
    return schools(rng, clusters, each, icc, uneven=True)


def paired(rng, clusters, each, icc):
    """Schools drawn in pairs."""
    return schools(rng, clusters, each, icc, paired=True)


def drawn_within(rng, clusters, each):
    """The block of each person, and who of it was drawn: of some blocks three in ten and of others seven."""
    where = np.repeat(np.arange(clusters), each)
    drawn = np.zeros(where.size, dtype=bool)
    for block in range(clusters):
        chosen = max(1, round(each * (0.5 if each < 4 else 0.3 + 0.4 * (block % 2))))
        drawn[rng.choice(np.flatnonzero(where == block), chosen, replace=False)] = True
    return where, drawn


def blocks(rng, clusters, each, icc):
    """Persons drawn within blocks: points, yes or no, grades."""
    where, drawn = drawn_within(rng, clusters, each)
    before = rng.standard_normal(where.size)
    after = 0.6 * before + 0.8 * alike(rng, where, icc)
    yes = (after > 0.5).astype(float)
    return {
        "persons in blocks, difference": estimated(after, drawn, blocks=where),
        "persons in blocks, adjusted": estimated(after, drawn, blocks=where, known=before),
        "persons in blocks, yes or no": estimated(yes, drawn, blocks=where, unit=SHARE),
        "persons in blocks, ordered": ordered(after, drawn, where),
    }


def months(rng, drawn, pace, blocks, where=None):
    """Months until a step that some are not followed to: mean time, its test and the ratio of the rates."""
    until, ends = rng.exponential(12 * np.exp(pace)), rng.uniform(6, 30, drawn.size)
    times, made = np.minimum(until, ends), until <= ends
    apart = restricted_mean_difference(times, made, drawn, clusters=where, blocks=blocks, unit=MONTHS).difference
    known = {"in_programme": drawn, "clusters": where, "blocks": blocks}
    ratio = proportional_hazards(times, made, drawn, ["group"], **known).ratios[0].ratio.interval
    return {
        "mean time": apart,
        "rate ratio": _limits(None if ratio is None else (np.log(ratio.low), np.log(ratio.high))),
        **({} if apart.test is None or where is not None else {"log-rank": _limits(_held(apart.test))}),
    }


def _held(test):
    """Limits around 0 where the test finds nothing, as there is nothing to find."""
    return (-1.0, 1.0) if test.p >= 0.05 else (1.0, 2.0)


def _limits(known):
    """An interval with these limits, or none."""
    return SimpleNamespace(interval=None if known is None else SimpleNamespace(low=known[0], high=known[1]))


def timed(rng, clusters, each, icc):  # noqa: ARG001 - as all kinds
    """Months of persons drawn within blocks, of which some are faster."""
    where, drawn = drawn_within(rng, clusters, each)
    found = months(rng, drawn, 0.5 * rng.standard_normal(clusters)[where], where)
    return {f"persons in blocks, {name}": estimate for name, estimate in found.items()}


def timed_pairs(rng, clusters, each, icc):
    """Months of the persons of schools that were drawn in pairs; pairs and schools differ."""
    where = sized(rng, clusters, each, uneven=False)
    pace = 0.5 * rng.standard_normal(clusters)[where // 2] + np.sqrt(icc) * rng.standard_normal(clusters)[where]
    found = months(rng, where % 2 == 0, pace, where // 2, where)
    return {f"schools by lot, in pairs, {name}": estimate for name, estimate in found.items()}


def courses(rng, clusters, each, icc):
    """The programme in courses, as many others alone: adjusted for the baseline."""
    where = np.concatenate([sized(rng, clusters, each, uneven=False), clusters + np.arange(clusters * each)])
    drawn = where < clusters
    before = rng.standard_normal(where.size) + 0.4 * drawn
    after = 0.6 * before + 0.8 * alike(rng, where, icc)
    return {"courses on one side, adjusted": estimated(after, drawn, known=before, where=where)}


def compliers(rng, clusters, each, icc):
    """Schools drawn by lot, and persons: seven in ten of the programme take part, two in ten of the others."""
    found = {}
    for name, where in (
        ("schools", sized(rng, clusters, each, uneven=False)),
        ("persons", np.arange(clusters * each)),
    ):
        drawn = where % 2 == 0
        joined = rng.random(where.size) < np.where(drawn, 0.7, 0.2)
        before = rng.standard_normal(where.size)
        after = 0.6 * before + 0.8 * alike(rng, where, icc)
        labels = where.astype(str).astype(object) if name == "schools" else None
        known = compliance(after, drawn, joined, before, unit=NUMBER, clusters=labels)
        found[f"{name} by lot, of those it moved"] = known.participation
    return found


def _together(estimates):
    """All intervals in one: it holds the truth where each of them does; none where one has none."""
    known = [each.interval for each in estimates]
    if None in known:
        return SimpleNamespace(interval=None)
    low, high = max(each.low for each in known), min(each.high for each in known)
    return SimpleNamespace(interval=SimpleNamespace(low=low, high=high))


def arms(rng, clusters, each, icc):  # noqa: ARG001 - as all kinds
    """So many arms of persons drawn one by one, and a comparison group as large: all intervals at once."""
    level, number = level_of_each(clusters), clusters * each
    groups = [np.arange(number + each) // each == arm for arm in range(clusters + 1)]
    before = rng.standard_normal(number + each)
    after = 0.6 * before + 0.8 * rng.standard_normal(number + each)
    theirs = groups[-1]

    def of(values, unit, *, adjusted=False):
        pairs = [(ours, ours | theirs) for ours in groups[:-1]]
        return [
            adjusted_difference(values[both], ours[both], before[both], unit=unit, level=level)
            if adjusted
            else mean_difference_clustered(values[ours], values[theirs], unit=unit, level=level)
            for ours, both in pairs
        ]

    yes = after > 0.5
    shares = [
        share_difference((int(yes[ours].sum()), int(yes[theirs].sum())), (each, each), quantile="t", level=level)
        for ours in groups[:-1]
    ]
    return {
        "arms, all at once, difference": _together(of(after, NUMBER)),
        "arms, all at once, adjusted": _together(of(after, NUMBER, adjusted=True)),
        "arms, all at once, yes or no": _together(shares),
    }


def arms_of_schools(rng, clusters, each, icc):
    """Schools drawn into two arms and the comparison group, a third of them each."""
    where = sized(rng, clusters, each, uneven=False)
    after, group = alike(rng, where, icc), where % 3
    labels, theirs = where.astype(str).astype(object), group == 2
    found = [
        mean_difference_clustered(
            after[group == arm],
            after[theirs],
            labels[group == arm],
            labels[theirs],
            unit=NUMBER,
            level=level_of_each(2),
        )
        for arm in (0, 1)
    ]
    return {"two arms of schools, both at once": _together(found)}


def intercepts(rng, clusters, each, icc):
    """Schools drawn by lot, of different size, by a model with a random intercept."""
    where = sized(rng, clusters, each, uneven=True)
    before = alike(rng, where, icc)
    after, drawn = 0.6 * before + 0.8 * alike(rng, where, icc), where % 2 == 0
    model = {"unit": NUMBER, "clusters": where}
    return {
        "schools by lot, random intercept": random_intercept(after, drawn, **model).difference,
        "schools by lot, random intercept, adjusted": random_intercept(after, drawn, before, **model).difference,
    }


def matched(rng, clusters, each, icc):  # noqa: ARG001 - as all kinds
    """Persons who took part the likelier the higher they began, so many of two groups; the effect is 0."""
    before, other = rng.standard_normal((2, clusters * each))
    ours = rng.random(before.size) < 1 / (1 + np.exp(1 - 0.8 * before - 0.4 * other))
    after = 0.6 * before + 0.3 * other + 0.75 * rng.standard_normal(before.size)
    known = np.column_stack([before, other])
    return {"matched on the propensity score": matched_difference(after, ours, known, unit=NUMBER).difference}


def weighted(rng, clusters, each, icc):
    """Persons of whom those with high values were chosen less often, with their weights; half in the programme.

    With clusters of one, they were chosen one by one.
    """
    where = sized(rng, clusters, each, uneven=False)
    weights = rng.choice([1.0, 2.0, 4.0], where.size, p=[0.5, 0.3, 0.2])
    heavy = (weights - 1.7) / 1.1
    before = alike(rng, where, icc) + 0.5 * heavy
    after = 0.6 * before + 0.8 * alike(rng, where, icc)
    drawn = where % 2 == 0
    of, labels = (drawn, ~drawn), where.astype(str).astype(object)
    both = [tuple(values[group] for group in of) for values in (after, weights, labels, before[:, None])]
    values, held, names, known = both
    clustered = names if each > 1 else (None, None)
    options = {"unit": NUMBER, "quantity": Quantity.MEAN_DIFFERENCE}
    yes = tuple((group > 0.5).astype(float) for group in values)
    # The mean of `heavy` of all for whom they stand, as far as it is passed on: .5 to before, .6 to after.
    chances = np.array([0.5, 0.3, 0.2]) * [1, 2, 4]
    truth = 0.3 * float(chances @ ((np.array([1, 2, 4]) - 1.7) / 1.1) / chances.sum())
    mean = weighted_mean(values[0] - truth, held[0], clustered[0], unit=NUMBER)
    return {
        "weights, difference": weighted_difference(*values, held, clustered, **options),
        "weights, adjusted": weighted_difference(*values, held, clustered, covariates=known, **options),
        "weights, yes or no": weighted_difference(*yes, held, clustered, **(options | {"unit": SHARE})),
        "weights, mean of a group": mean,
    }


def starts(rng, clusters, each, icc):
    """Half start first, a quarter a wave later, a quarter never; three waves, and 0.8 and 0.2 points of effect.

    With clusters of one, who starts when is drawn person by person.
    """
    groups = np.array([1.0, 1.0, 2.0, np.nan])
    where = sized(rng, clusters, each, uneven=False)
    first = groups[rng.integers(4, size=clusters)] if each == 1 else groups[np.arange(clusters) % 4][where]
    waves = np.arange(3)
    apart = np.where(np.isnan(first), 0.5, 0.0)
    person = rng.standard_normal(where.size) + apart
    points = np.stack([person + 0.3 * wave + 0.8 * alike(rng, where, icc) for wave in waves], axis=1)
    points += np.where(first == 1, 0.8, 0.2)[:, None] * (waves >= first[:, None])
    found = event_study(
        points.ravel(),
        np.repeat(np.arange(where.size), 3),
        np.tile(waves, where.size),
        np.repeat(first, 3),
        unit=NUMBER,
        clusters=np.repeat(where.astype(str).astype(object), 3) if each > 1 else None,
        not_yet=True,
    )
    before = next(one.effect for one in found.by_cohort_and_period if (one.start, one.period) == (2, 1))
    return {
        "staggered starts, all who started": _less(found.over_cohorts, 0.8 * 2 / 3 + 0.2 / 3),
        "staggered starts, before the start": before,
    }


def _less(estimate, truth):
    """Its interval beside an effect of 0."""
    known = estimate.interval
    return _limits(None if known is None else (known.low - truth, known.high - truth))


SCHOOLS = tuple((number, 25, icc) for number in (4, 6, 8, 12, 20) for icc in (0.0, 0.1, 0.2))
KINDS = {
    schools: SCHOOLS,
    uneven: tuple(each for each in SCHOOLS if each[2] == 0.2),
    paired: tuple((number, 25, 0.1) for number in (6, 8, 10, 12, 20)),
    blocks: ((4, 6, 0.2), (4, 10, 0.2), (10, 6, 0.2), (20, 8, 0.2), (30, 2, 0.2), (60, 2, 0.2)),
    timed: ((4, 10, 0.0), (10, 6, 0.0)),
    timed_pairs: ((8, 25, 0.1),),
    compliers: ((6, 25, 0.1), (12, 25, 0.1), (20, 25, 0.1)),
    intercepts: (*((number, 25, 0.1) for number in (4, 6, 8, 12, 20)), (8, 25, 0.0), (8, 25, 0.2)),
    matched: ((1, 60, 0.0), (1, 120, 0.0), (1, 250, 0.0), (1, 500, 0.0)),
    courses: ((6, 12, 0.2), (8, 12, 0.2), (14, 12, 0.1)),
    arms: ((2, 30, 0.0), (2, 100, 0.0), (3, 30, 0.0), (4, 60, 0.0)),
    weighted: (
        *((persons, 1, 0.0) for persons in (40, 60, 100, 200)),
        *((schools, 20, 0.1) for schools in (12, 20, 30)),
    ),
    arms_of_schools: ((12, 20, 0.1), (18, 20, 0.1), (30, 20, 0.1)),
    starts: (
        *((persons, 1, 0.0) for persons in (40, 80, 200)),
        *((courses, 12, 0.1) for courses in (8, 12, 16, 32)),
    ),
}


def cells_of(kind, rng, layout, replications):
    """One line of the table for each number that `kind` makes of a sample."""
    clusters, each, icc = layout
    found = {}
    for _ in range(replications):
        for name, estimate in kind(rng, *layout).items():
            known = estimate.interval
            found.setdefault(name, []).append((np.nan, np.nan) if known is None else (known.low, known.high))
    for name, limits in found.items():
        yield _cell(
            *np.transpose(limits),
            0.0,
            quantity=name,
            clustered="",
            persons=clusters * each,
            distribution="",
            clusters=clusters,
            icc=icc,
            effect=0.0,
            replications=replications,
        )


def cells(replications, *, kinds=KINDS, chosen=None):
    """Every cell; of the `chosen` layouts only, where any are."""
    for kind in kinds:
        for number, layout in enumerate(KINDS[kind]):
            if chosen is None or layout in chosen:
                yield from cells_of(kind, np.random.default_rng([SEED, number]), layout, replications)


HEAD = """# Declared designs: how often the 95 % intervals hold the truth

By `designs.py`, which calls the methods themselves; the effect is 0. As many samples as the last column says: the
simulation itself is uncertain by about .003 (4,000) or .007 (1,000). The target is 93 to 97 %, or no interval:
«intervals» is the share of samples that get one. The baseline explains 36 % of the variance of what is measured
afterwards. Four schools have no interval: the rule on too few clusters declines it. Of several arms the coverage
is that of all their intervals at once, and «schools» their number; they were made to hold together (Šidák). Of
random intercepts, where schools do not differ (icc 0), they are too wide: the variance between schools cannot fall
below 0, and t has as few degrees of freedom as there are schools. Of staggered starts eight schools have none:
some start has fewer than three; their effects are 0.8 and 0.2 points, and what is counted is their mean. Of months
until a step, «log-rank» is the share of samples whose test finds nothing. Of ordered answers of 24 persons in four
blocks the intervals are a little too wide.
"""


def readme(found):
    """Every cell by itself."""
    columns = ("design", "schools, courses or blocks", "persons", "icc", "intervals", "coverage", "samples")
    lines = [HEAD, _row(columns), _row("---" for _ in columns)]
    for cell in found:
        coverage = "–" if np.isnan(cell.coverage) else f"{cell.coverage:.3f}"
        known = (cell.quantity, cell.clusters, cell.persons, cell.icc, f"{cell.printed:.2f}", coverage)
        lines.append(_row((*known, f"{cell.replications:,}")))
    return "\n".join(lines) + "\n"


def main(replications=REPLICATIONS):
    """Simulate everything and write both files."""
    found = [replace(cell, clustered="-", distribution="-") for cell in cells(replications)]
    write(found, HERE / "designs.csv")
    (HERE / "DESIGNS.md").write_text(readme(list(read(HERE / "designs.csv"))), encoding="utf-8")
    sys.stdout.write(f"{len(found)} cells\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
