"""Which columns of the list of persons the design of a programme file names, as it is written."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.programme.design import EACH_ALONE
from wirkung.programme.document import KeyPath, Node


def cluster_columns(root: Node) -> Iterator[tuple[KeyPath, Node]]:
    """Where a column of clusters is named: once for both groups, or once for each."""
    path: KeyPath = ("design", "clusters")
    clusters = root.at(*path)
    if clusters.text:
        yield path, clusters
    for group, node in clusters.entries.items():
        if not (group == "comparison" and node.text == EACH_ALONE):
            yield (*path, group), node


def design_columns(root: Node) -> Iterator[tuple[KeyPath, Node]]:
    """Every place of the design that names a column."""
    single: list[KeyPath] = [
        ("design", "blocks"),
        ("design", "took_part"),
        ("design", "arms", "column"),
        ("design", "weights"),
        ("design", "starts"),
    ]
    named = [*cluster_columns(root), *((path, root.at(*path)) for path in single)]
    yield from ((path, node) for path, node in named if node.text)
