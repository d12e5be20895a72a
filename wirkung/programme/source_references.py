"""Where a source's rows come from: a file or a database, and what belongs to which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wirkung.programme.document import Fault, KeyPath, Node

# How a file is read; a database says so itself.
_OF_FILES: Final = ("sheet", "encoding", "separator")


def source_faults(path: KeyPath, node: Node) -> Iterator[Fault]:
    """Faults of one source: neither or both of file and database, an address in place of a path."""
    database = node.at("database")
    if node.at("file").is_there == database.is_there:
        yield Fault(code="programme.source.one", path=path)
        return
    if "://" in node.at("file").text:
        yield Fault(code="programme.source.address", path=(*path, "file"))
    if not database.is_there:
        return
    if database.entries and database.at("table").is_there == database.at("query").is_there:
        yield Fault(code="programme.database.one", path=(*path, "database"))
    for key in _OF_FILES:
        if node.at(key).is_there:
            yield Fault(code="programme.database.key", path=(*path, key), values={"key": key})
