"""The tables of one programme in one year, with a score per person, indicator and wave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.codes import UnitKind
from wirkung.declared import Assigned, Assignment, DesignKind, Group, MainEstimate, Wave
from wirkung.estimate import Unit
from wirkung.finding import Subject
from wirkung.io.tables import Tables
from wirkung.programme.design import Randomised
from wirkung.programme.model import Indicator, Programme
from wirkung.programme.waves import waves_of
from wirkung.year.assigned import arms_of, blocks_of, clusters_of, starts_later, took_part_of, weights_of
from wirkung.year.kept import kept
from wirkung.year.sample import Mask, Sample

# A score is the mean of the answered items if at least half were answered: the usual rule for short
# Likert scales (Graham 2009, Annual Review of Psychology 60, 549-576, section «Scale scores»).
ANSWERED_ITEMS_NEEDED = 0.5

Scores = NDArray[np.float64]
Courses = NDArray[np.object_] | None


@dataclass(frozen=True, eq=False)
class YearData:
    """What a question needs: programme, tables and year.

    `merged` are the categories of each characteristic that are counted together in the tables. With an `arm` the
    programme group is those of its persons who got that form of the programme.
    """

    programme: Programme
    tables: Tables
    year: int
    merged: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    arm: str = ""

    @kept
    def persons(self, group: Group | None = None) -> pd.DataFrame:
        """Persons of the year, one row each; of one group, or all."""
        persons = self.tables.persons
        chosen = persons["year"] == self.year
        if group is not None:
            chosen &= persons["group"] == group
        arms = arms_of(self.programme.design, persons)
        if self.arm and arms is not None:
            chosen &= (persons["group"] != Group.PROGRAMME) | (arms == self.arm)
        return persons[chosen]

    @property
    def is_over(self) -> bool:
        """Whether all of the year is known; else the report is one «so far»."""
        until = self.tables.until
        return until is None or self.programme.last_day_of(self.year) <= until

    @property
    def arms(self) -> tuple[str, ...]:
        """The arms of the programme that anybody of the year is in, as the programme file has them; else none."""
        found = arms_of(self.programme.design, self.persons(Group.PROGRAMME))
        if found is None or self.programme.design.arms is None or not self.has_comparison:
            return ()
        there = set(found)
        return tuple(arm for arm in self.programme.design.arms.labels if arm in there)

    @property
    def compared_arms(self) -> int:
        """With how many arms the comparison group is compared: 1 unless this is one of several."""
        return len(self.of_arm("").arms) if self.arm else 1

    @kept
    def of_arm(self, arm: str) -> YearData:
        """The same year with one arm as the programme group; the comparison group is whole."""
        return replace(self, arm=arm)

    def sample(self, variable: str, group: Group | None, chosen: Mask | None = None) -> Sample:
        """Persons of the year, of one group or of both, as a sample; all of them, or those `chosen`."""
        places, everybody = self._places(group)
        mask = np.ones(places.size, dtype=bool) if chosen is None else np.asarray(chosen, dtype=bool)
        return Sample(variable, mask, places, everybody, self.courses(group))

    @kept
    def _places(self, group: Group | None) -> tuple[NDArray[np.int64], int]:
        """Where each person of a group stands among all persons of the study, and how many those are."""
        everybody = pd.Index(self.tables.persons["person"].unique())
        return everybody.get_indexer(pd.Index(self.persons(group)["person"])), len(everybody)

    @kept
    def answered(self, indicator_id: str, group: Group, *waves: Wave, variable: str = "") -> Sample:
        """The persons of a group who have a score in every one of the waves."""
        scores = self.scores(indicator_id, group)[list(waves)]
        names = variable or "+".join(waves)
        return self.sample(f"{indicator_id}.{names}", group, scores.notna().all(axis="columns").to_numpy())

    def waves(self, indicator: Indicator) -> tuple[Wave, ...]:
        """The waves that results on an indicator are about: `before` if it is among them, then the main one."""
        return waves_of(self.programme, indicator)

    def main_wave(self, indicator: Indicator) -> Wave:
        """The wave that results are about: afterwards, or the follow-up where the programme file says so."""
        return self.waves(indicator)[-1]

    def measured_twice(self, indicator: Indicator) -> bool:
        """Whether it was measured before as well, so that it can have changed."""
        return len(self.waves(indicator)) > 1

    def pretest_of(self, indicator: Indicator) -> Indicator | None:
        """What was measured before in its place: another indicator, from which no change can be told."""
        return next((each for each in self.programme.indicators if each.id == indicator.pretest), None)

    @property
    def drawn(self) -> tuple[int, int] | None:
        """How many persons the lot gave a place and none, (programme, comparison); None where the list has all."""
        ours = self._of_the_lot
        return (sum(row.programme for row in ours), ours[0].comparison) if ours else None

    def drawn_clusters(self, group: Group) -> int | None:
        """How many courses, classes or schools were drawn for a group; None where the file does not say."""
        ours = self._of_the_lot if group is Group.PROGRAMME else self._of_the_lot[:1]
        numbers = [row.clusters_of(group) for row in ours]
        return sum(each for each in numbers if each is not None) if numbers and None not in numbers else None

    @property
    def _of_the_lot(self) -> list[Randomised]:
        """What the file says of the lot of the year; with an arm, of that alone."""
        rows = (row for row in self.programme.design.randomised if row.year == self.year)
        return [row for row in rows if not self.arm or row.arm == self.arm]

    def start_of(self, indicator: Indicator) -> Indicator | None:
        """What says how an outcome was before: itself, where it was measured then, or its pre-test."""
        return indicator if self.measured_twice(indicator) else self.pretest_of(indicator)

    def main_estimate(self, indicator: Indicator) -> MainEstimate:
        """How the groups are compared, as the design declares it, as far as the indicator can be compared so.

        Without a declaration: after a lottery what was measured afterwards, otherwise how far each person changed.
        Where the baseline decided who got in, it is held equal: low values rise and high ones fall by themselves
        (regression to the mean), which a difference of changes takes for an effect. So it is where whole clusters
        were drawn: of few the lot often makes groups that start apart (Bloom, Richburg-Hayes & Black 2007,
        Educational Evaluation and Policy Analysis 29, 30-59). What was measured once has no change; where there is
        nothing to adjust for, or where the order of answers alone says something, nothing is adjusted.
        """
        design = self.programme.design
        usual = MainEstimate.DIFFERENCE
        if design.kind is not DesignKind.RANDOMISED and self.measured_twice(indicator):
            usual = MainEstimate.CHANGE_DIFFERENCE
        by_baseline = design.assignment is Assignment.SELECTED_BY_BASELINE
        of_clusters = design.kind is DesignKind.RANDOMISED and design.assigned is Assigned.CLUSTERS
        held_equal = self.has_comparison and (by_baseline or of_clusters)
        match design.estimate or (MainEstimate.ADJUSTED if held_equal else None):
            case MainEstimate.ADJUSTED:
                anything = self.start_of(indicator) is not None or bool(design.covariates)
                return MainEstimate.ADJUSTED if anything and not indicator.has_order_only else usual
            case MainEstimate.DIFFERENCE:
                return MainEstimate.DIFFERENCE
            case MainEstimate.CHANGE_DIFFERENCE if self.measured_twice(indicator):
                return MainEstimate.CHANGE_DIFFERENCE
        return usual

    def compared_waves(self, indicator: Indicator) -> tuple[Wave, ...]:
        """Those in which groups are compared: the main one alone, unless it is in how far each person changed."""
        changes = not self.has_comparison or self.main_estimate(indicator) is MainEstimate.CHANGE_DIFFERENCE
        return self.waves(indicator) if changes else (self.main_wave(indicator),)

    @property
    def has_comparison(self) -> bool:
        """Whether anybody of the year is in the comparison group."""
        return not self.persons(Group.COMPARISON).empty

    @kept
    def scores(self, indicator_id: str, group: Group) -> pd.DataFrame:
        """Scores of all persons of a group, one row a person, one column per `Wave`, NaN where unanswered."""
        persons = self.persons(group)["person"]
        indicator = next(entry for entry in self.programme.indicators if entry.id == indicator_id)
        if self.tables.measurements is None:
            return pd.DataFrame(np.nan, index=persons, columns=list(Wave))
        rows = self.tables.measurements
        rows = rows[rows["year"] == self.year]
        who = pd.Index(persons).get_indexer(pd.Index(rows["person"]))
        wave = pd.Index(list(Wave)).get_indexer(pd.Index(rows["wave"]))
        ours = who >= 0
        cells = who[ours] * len(Wave) + wave[ours]
        if np.bincount(cells).max(initial=0) > 1:
            raise ValueError(f"each person answers once a wave, found two answers among {cells.size} rows")
        by_wave = np.full((len(persons), len(Wave)), np.nan)
        by_wave.flat[cells] = score(rows, indicator).to_numpy()[ours]
        return pd.DataFrame(by_wave, index=pd.Index(persons), columns=list(Wave))

    def items(self, indicator_id: str, group: Group, wave: Wave) -> Scores:
        """Answers to the items in one wave, reversed ones turned round: shape (persons of the group, items)."""
        persons = self.persons(group)["person"]
        indicator = next(entry for entry in self.programme.indicators if entry.id == indicator_id)
        rows = self.rows_of_year(self.tables.measurements)
        if rows is None:
            return np.full((len(persons), len(indicator.items)), np.nan)
        of_wave = rows[rows["wave"] == wave].set_index("person")
        return turned(of_wave, indicator).reindex(persons).to_numpy(dtype=float)

    def wave_scores(self, indicator_id: str, group: Group, wave: Wave) -> Scores:
        """Scores of one wave, shape (persons of the group,), NaN where unanswered."""
        return self.scores(indicator_id, group)[wave].to_numpy(dtype=float)

    @kept
    def courses(self, group: Group | None) -> Courses:
        """The course, class or school of each person of a group or of both; None where the design names none."""
        return clusters_of(self.programme.design, self.persons(group))

    @kept
    def blocks(self, group: Group | None) -> Courses:
        """The block in which each person of a group was assigned; None where the design names none."""
        return blocks_of(self.programme.design, self.persons(group))

    @kept
    def weights(self, group: Group | None) -> Scores | None:
        """For how many each person of a group stands; None where all had one chance to be chosen."""
        return weights_of(self.programme.design, self.persons(group))

    @kept
    def took_part(self, group: Group | None) -> Mask | None:
        """Whether each person of a group took part, whatever the lot said; None where the design does not say."""
        return took_part_of(self.programme.design, self.persons(group))

    @kept
    def starts_later(self, group: Group | None) -> Mask | None:
        """Whether each person of a group starts after `after`; None where the design says nothing of starts."""
        return starts_later(self.programme.design, self.persons(group))

    @property
    def comparison_unclustered(self) -> bool:
        """Whether the comparison group may have been chosen by class or school, and nothing says by which.

        So it is where the design names clusters and fewer than half of that group have one, unless each person was
        chosen alone.
        """
        courses = self.courses(Group.COMPARISON)
        if courses is None or self.programme.design.comparison_alone:
            return False
        return bool(np.count_nonzero(pd.notna(courses)) * 2 < courses.size)

    def rows_of_year(self, table: pd.DataFrame | None) -> pd.DataFrame | None:
        """The rows of this year, None for a table that the programme file does not name."""
        return None if table is None else table[table["year"] == self.year]

    def outcome_subject(self, indicator: Indicator) -> Subject:
        """An indicator as the main outcome of the programme file, as a further one beside it, or a side effect."""
        declared = any(each.main for each in self.programme.indicators)
        aside = indicator.side_effect
        further = declared and not (indicator.main or aside)
        return replace(self.indicator_subject(indicator), further=further, side_effect=aside)

    def indicator_subject(self, indicator: Indicator, *, aspect: str = "") -> Subject:
        """An indicator, or an aspect of it, as the subject of a finding."""
        scale = indicator.limits
        return Subject(
            indicator=indicator.id,
            aspect=aspect,
            decimals=indicator.decimals,
            better=1 if indicator.better == "higher" else -1,
            low=scale.low if scale else None,
            high=scale.high if scale else None,
        )

    @property
    def plain_unit(self) -> Unit:
        """The unit of a characteristic: its label says what it is."""
        return Unit(kind=UnitKind.SCORE)


def score(rows: pd.DataFrame, indicator: Indicator) -> pd.Series[float]:
    """Mean of the answered items per row, reversed items turned round; NaN if fewer than half were answered."""
    items = turned(rows, indicator)
    enough = items.notna().mean(axis="columns") >= ANSWERED_ITEMS_NEEDED
    return items.mean(axis="columns").where(enough)


def turned(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The items of an indicator, one column each, reversed ones turned round; NaN where unanswered."""
    items = rows[indicator.items].astype(float)
    if indicator.scale is None:
        return items
    turn = indicator.scale.low + indicator.scale.high
    return items.assign(**{item: turn - items[item] for item in indicator.reversed})
