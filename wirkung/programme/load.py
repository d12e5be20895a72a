"""A programme file to a checked programme, or to all its mistakes at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wirkung.errors import ProgrammeFileError
from wirkung.programme.document import Fault, KeyPath, Node
from wirkung.programme.find import find_programme_file, unreadable
from wirkung.programme.model import Programme
from wirkung.programme.references import reference_faults
from wirkung.programme.validation import validate
from wirkung.programme.yaml import UnreadableYamlError, read_yaml

# The sample programme has 8 kB; what is a hundred times longer is another kind of file.
MOST_BYTES: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedProgramme:
    """A programme and the file it came from.

    `path` is resolved, for reading the data beside it; `name` is what people are shown (`params/mint.yaml`);
    `sha256` is that of the file's bytes; `root` tells in which line something stands.
    """

    programme: Programme
    path: Path
    name: str
    sha256: str
    root: Node = field(repr=False)


def load_programme(path: Path | str) -> LoadedProgramme:
    """The programme that a file describes.

    Parameters
    ----------
    path : the YAML file; a relative path is looked for in the current folder, then in each folder above.

    Returns
    -------
    The checked programme with the file's resolved path, its name for people, and its hash.

    Raises
    ------
    ProgrammeFileError
        The file is not there or not readable, is no YAML, or says something that cannot be right; with all
        problems that were found, in the order of the file.
    """
    found = find_programme_file(Path(path))
    try:
        content = found.path.read_bytes()
    except OSError as error:
        raise ProgrammeFileError([unreadable(found.name)]) from error
    programme, root = _read(content, found.name)
    return LoadedProgramme(
        programme=programme,
        path=found.path,
        name=found.name,
        sha256=hashlib.sha256(content).hexdigest(),
        root=root,
    )


def read_programme(content: bytes, name: str) -> Programme:
    """The programme in the bytes of a file called `name`; errors as in `load_programme`."""
    return _read(content, name)[0]


def _read(content: bytes, name: str) -> tuple[Programme, Node]:
    empty = Node(content=None, line=1)
    try:
        root, faults = read_yaml(_decoded(content))
    except UnreadableYamlError as error:
        raise ProgrammeFileError([error.fault.problem(name, empty)]) from error
    if not root.entries:
        code = "programme.file.empty" if not root.is_there else "programme.file.no_keys"
        raise ProgrammeFileError([Fault(code=code, line=root.line).problem(name, root)])
    programme, wrong = validate(root)
    faults = (*faults, *wrong, *_not_at((fault.path for fault in wrong), reference_faults(root)))
    if programme is None or faults:
        problems = [fault.problem(name, root) for fault in faults]
        raise ProgrammeFileError(sorted(problems, key=lambda problem: problem.place.line or 0))
    return programme, root


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise UnreadableYamlError(Fault(code="programme.file.too_long", values={"most": MOST_BYTES // 1000}))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableYamlError(Fault(code="programme.file.encoding", line=line)) from error


def _not_at(paths: Iterable[KeyPath], faults: Iterable[Fault]) -> list[Fault]:
    """Without the faults at places where another was found already: one mistake, one message."""
    known = set(paths)
    return [fault for fault in faults if fault.path not in known]
