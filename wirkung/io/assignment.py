"""Whether the list of persons fits the design: everybody has the cluster and the block that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from wirkung.declared import Assigned, DesignKind, Group, Wave
from wirkung.io.intake import Intake
from wirkung.programme.design import Arms, Design, kept_as

# Who took part, and who did not, as the programme file has it read.
YES, NO = "1", "0"


def check_assignment(intake: Intake, persons: pd.DataFrame, design: Design) -> None:
    """Problems where whole clusters were assigned and some are in no group or in both, or a block is missing.

    Parameters
    ----------
    intake
        Of the list of persons; it takes what is wrong.
    persons
        One row a person and year, with `year`, `group` and the columns that the design names.
    design
        What was assigned, and where.
    """
    if design.assigned is Assigned.CLUSTERS and design.clusters is not None:
        for column, ours in _by_column(persons, design):
            intake.faults.rows(
                "data.cluster_blank", column, ours[kept_as(column)].isna().reindex(persons.index, fill_value=False)
            )
            known = ours.dropna(subset=[kept_as(column)])
            groups = known.groupby(["year", kept_as(column)])["group"].transform("nunique")
            crossed = (groups > 1).reindex(persons.index, fill_value=False)
            intake.faults.rows("data.cluster_in_both_groups", column, crossed)
    _tell_single_clusters(intake, persons, design)
    if design.blocks is not None:
        _check_blocks(intake, persons, design, design.blocks)
    _check_drawn(intake, persons, design)
    if design.arms is not None:
        _check_arms(intake, persons, design, design.arms)
    if design.weights is not None:
        weights = persons[kept_as(design.weights)]
        intake.faults.rows("data.weight_blank", design.weights, weights.isna())
        intake.faults.rows("data.weight_not_positive", design.weights, weights <= 0)
    if design.took_part is not None:
        _check_took_part(intake, persons, design.took_part)
    if design.starts is not None:
        _check_starts(intake, persons, design, design.starts)


def tell_cross_overs(intake: Intake, attendance: pd.DataFrame, persons: pd.DataFrame, design: Design) -> None:
    """A remark where attendance shows persons of the comparison group of a lot, and the design names no column."""
    if not design.by_lot or design.took_part is not None:
        return
    came = attendance[attendance["hours"] > 0].merge(persons[["person", "year", "group"]], on=["person", "year"])
    number = came[came["group"] == Group.COMPARISON]["person"].nunique()
    if number:
        intake.faults.note("data.cross_overs", number=number)


def _check_took_part(intake: Intake, persons: pd.DataFrame, column: str) -> None:
    """Everybody took part or did not, and in each year more of those did to whom the lot gave a place."""
    joined = persons[kept_as(column)]
    if not joined.isin([YES, NO]).all():
        intake.faults.rows("data.took_part", column, ~joined.isin([YES, NO]), key=column)
        return
    for year, of_year in persons.groupby("year"):
        took = of_year[kept_as(column)] == YES
        of_group = {group: took[of_year["group"] == group] for group in (Group.PROGRAMME, Group.COMPARISON)}
        (came, others), (ours, theirs) = zip(*((each.sum(), each.size) for each in of_group.values()), strict=True)
        if not ours or not theirs:
            continue
        facts = {"column": intake.faults.heading(column), "year": year}
        facts |= {"programme": int(came), "programme_of": ours, "comparison": int(others), "comparison_of": theirs}
        from wirkung.methods.kernels.intervals import share_difference  # noqa: PLC0415 - quick start

        moved = share_difference((int(came), int(others)), (ours, theirs)).interval
        if not came:
            intake.faults.source("data.nobody_came", **facts)
        elif moved is not None and moved.high < 0:
            intake.faults.source("data.took_part_turned", **facts)
        elif moved is not None and moved.low <= 0:
            intake.faults.note("data.lot_moved_nobody", **facts)


def _tell_single_clusters(intake: Intake, persons: pd.DataFrame, design: Design) -> None:
    """A remark where all of a group are from one course or school, which nobody can tell from the programme."""
    for group in Group:
        column = None if design.kind is DesignKind.ONE_GROUP else design.cluster_column(group)
        if column is None:
            continue
        for year, of_year in persons[persons["group"] == group].groupby("year"):
            if of_year[kept_as(column)].dropna().unique().size == 1:
                facts = {"column": intake.faults.heading(column), "year": year, "group": group.value}
                intake.faults.note("data.one_cluster", **facts)


def _check_starts(intake: Intake, persons: pd.DataFrame, design: Design, column: str) -> None:
    """The programme group was in it at `after`; of the others some start before `follow_up`, and some do not."""
    starts, ours = persons[kept_as(column)], persons["group"] == Group.PROGRAMME
    other = starts.notna() & ~starts.isin([Wave.AFTER, Wave.FOLLOW_UP])
    intake.faults.cells("data.start_unknown", column, starts[other], key=column)
    intake.faults.rows("data.start_of_programme", column, ours & ~other & (starts != Wave.AFTER))
    intake.faults.rows("data.start_of_comparison", column, ~ours & (starts == Wave.AFTER))
    heading = intake.faults.heading(column)
    for year, of_year in persons[~ours].groupby("year"):
        later = of_year[kept_as(column)] == Wave.FOLLOW_UP
        if not later.any():
            intake.faults.source("data.nobody_starts_later", column=heading, year=year)
        elif later.all():
            intake.faults.source("data.everybody_starts", column=heading, year=year)
    if design.assigned is Assigned.CLUSTERS and (name := design.cluster_column(Group.COMPARISON)) is not None:
        theirs = persons[~ours].assign(later=starts == Wave.FOLLOW_UP)
        apart = theirs.groupby(["year", kept_as(name)])["later"].transform("nunique") > 1
        intake.faults.rows("data.cluster_of_two_starts", name, apart.reindex(persons.index, fill_value=False))


def _check_drawn(intake: Intake, persons: pd.DataFrame, design: Design) -> None:
    """Nobody is in the list who was not drawn."""
    for row in design.randomised:
        for group in Group:
            drawn = row.programme if group is Group.PROGRAMME else row.comparison
            listed = (persons["year"] == row.year) & (persons["group"] == group)
            if row.arm is not None and group is Group.PROGRAMME and design.arms is not None:
                listed &= persons[kept_as(design.arms.column)] == row.arm
            if listed.sum() > drawn:
                facts = {"year": row.year, "listed": int(listed.sum()), "drawn": drawn, "group": group.value}
                intake.faults.source("data.more_than_drawn", column=intake.faults.heading("group"), **facts)
            column, number = design.cluster_column(group), row.clusters_of(group)
            if column is not None and number is not None and persons[listed][kept_as(column)].nunique() > number:
                facts = {"year": row.year, "drawn": number, "group": group.value}
                facts["listed"] = int(persons[listed][kept_as(column)].nunique())
                intake.faults.source(
                    "data.more_clusters_than_drawn", column=intake.faults.heading(column), **facts
                )


def _check_arms(intake: Intake, persons: pd.DataFrame, design: Design, arms: Arms) -> None:
    """Who was in the programme was in one of the arms, nobody else was, and each arm has somebody."""
    column, known = persons[kept_as(arms.column)], list(arms.labels)
    ours = persons["group"] == Group.PROGRAMME
    intake.faults.rows("data.arm_blank", arms.column, ours & column.isna())
    other = ours & column.notna() & ~column.isin(known)
    intake.faults.cells("data.arm_unknown", arms.column, column[other], wanted=", ".join(known))
    intake.faults.rows("data.arm_in_comparison", arms.column, ~ours & column.isin(known))
    for arm in known:
        if not (ours & (column == arm)).any():
            intake.faults.source("data.arm_of_nobody", column=intake.faults.heading(arms.column), arm=arm)
    if design.assigned is Assigned.CLUSTERS and (name := design.cluster_column(Group.PROGRAMME)) is not None:
        apart = persons[ours].groupby(["year", kept_as(name)])[kept_as(arms.column)].transform("nunique")
        intake.faults.rows("data.cluster_in_both_arms", name, (apart > 1).reindex(persons.index, fill_value=False))


def _by_column(persons: pd.DataFrame, design: Design) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each column of clusters, with the persons of the group or groups that it is about."""
    of_group = {group: column for group in Group if (column := design.cluster_column(group)) is not None}
    for column in dict.fromkeys(of_group.values()):
        yield column, persons[persons["group"].isin([group for group in Group if of_group.get(group) == column])]


def _check_blocks(intake: Intake, persons: pd.DataFrame, design: Design, column: str) -> None:
    """Everybody has a block, and within blocks there is somebody to compare, in each arm."""
    blank = persons[kept_as(column)].isna()
    intake.faults.rows("data.block_blank", column, blank)
    by_block = persons[~blank].groupby(["year", kept_as(column)])["group"].transform("nunique")
    one_sided = (by_block < len(Group)).reindex(persons.index, fill_value=False)
    if not by_block.empty and one_sided[~blank].all():
        intake.faults.rows("data.blocks_of_one_group", column, one_sided)
        return
    if design.arms is not None:
        arms = persons[kept_as(design.arms.column)]
        for arm in design.arms.labels:
            if (arms == arm).any() and one_sided[arms == arm].all():
                facts = {"column": intake.faults.heading(column), "arm": arm}
                intake.faults.source("data.arm_in_no_block", **facts)
    if one_sided.any():
        intake.faults.remark("data.block_of_one_group", column, one_sided)
