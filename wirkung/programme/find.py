"""Where a programme file is, whichever folder of the workspace somebody works in."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from wirkung.errors import Place, Problem, ProgrammeFileError


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file: `path` resolved, for reading; `name` for people, never a path of this machine."""

    path: Path
    name: str


def find_programme_file(path: Path) -> FoundFile:
    """The file that a path means: from the current folder, or from the nearest folder above that has it.

    Notebooks run in `notebooks/`, and their parameter says `params/mint.yaml`: hence the folders above.

    Parameters
    ----------
    path : absolute, or relative to the current folder or any above it.

    Returns
    -------
    The file; its name is relative to the folder in which the relative path was found, and the last two parts
    of an absolute path or one that leads out of that folder.

    Raises
    ------
    ProgrammeFileError
        There is no such file, it is a folder, or the folders cannot be read.
    """
    here = Path.cwd()
    bases = [Path()] if path.is_absolute() else [here, *here.parents]
    try:
        for base in bases:
            if (base / path).is_file():
                return FoundFile(path=(base / path).resolve(), name=_name(path))
        is_folder = any((base / path).is_dir() for base in bases)
    except OSError as error:
        raise ProgrammeFileError([unreadable(_name(path))]) from error
    raise ProgrammeFileError([_folder(path) if is_folder else _not_found(path, bases)])


def _name(path: Path) -> str:
    if path.is_absolute() or ".." in path.parts:
        return "/".join(part for part in path.parts[-2:] if part not in ("..", path.anchor))
    return path.as_posix()


def unreadable(name: str) -> Problem:
    """The problem of a file that the system does not let us read."""
    return Problem(code="programme.file.unreadable", place=Place(file=name))


def _folder(path: Path) -> Problem:
    return Problem(code="programme.file.folder", place=Place(file=_name(path)))


def _not_found(path: Path, bases: list[Path]) -> Problem:
    similar = _similar(path, bases)
    code = "programme.file.missing.nearest" if similar else "programme.file.missing"
    return Problem(code=code, place=Place(file=_name(path)), values={"similar": ", ".join(similar)})


def _similar(path: Path, bases: list[Path]) -> list[str]:
    """Programme files with a similar name: in `params/` and beside the one that was meant."""
    folders = [(base, Path("params")) for base in bases] + [(bases[0], path.parent)]
    names = {
        file.name: _name(folder / file.name)
        for base, folder in folders
        for file in sorted((base / folder).glob("*.y*ml"))
    }
    return [names[name] for name in get_close_matches(f"{path.stem}.yaml", names, n=3, cutoff=0.6)]
