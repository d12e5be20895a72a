"""A temporary folder inside the output folder, so that a report becomes visible by one rename.

    reports/.tmp-<random>/lock                   held as long as its run is alive
    reports/.tmp-<random>/new/<year>/<id>/       the report that is being written
    reports/.tmp-<random>/drafts/                what the notebook hands over to the register, encrypted
    reports/.tmp-<random>/previous/<year>/<id>/  the report that it replaces, between two renames

Whatever stops a run, the next one finds its folder without a holder, puts a replaced report back that has no
successor, and removes the rest.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from wirkung.run.files import OWN_FOLDER, PUBLISHED_FOLDER
from wirkung.run.lock import LockedError, hold

OUTPUT = "reports"  # in the workspace, where nothing else is said
PREFIX = ".tmp-"
OUTPUT_LOCK = ".lock"
RUN_LOCK = "lock"
PREVIOUS = "previous"
INDEX = "index.html"
STEM = "evaluation"  # the report's name in every format
REPORT = f"{STEM}.html"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """The places of one report on its way: being written, replaced, published."""

    out: Path
    folder: Path
    year: int
    programme: str

    @property
    def _part(self) -> Path:
        return Path(str(self.year), self.programme)

    @property
    def new(self) -> Path:
        """Where the report is written."""
        return self.folder / "new" / self._part

    @property
    def drafts(self) -> Path:
        """Where the notebook leaves what is to be remembered."""
        return self.folder / "drafts"

    @property
    def previous(self) -> Path:
        """Where the report that it replaces waits."""
        return self.folder / PREVIOUS / self._part

    @property
    def target(self) -> Path:
        """Where the report is published."""
        return self.out / self._part

    @property
    def index(self) -> Path:
        """Where the list of all reports is written."""
        return self.folder / INDEX


@contextmanager
def staging(out: Path, *, year: int, programme: str) -> Iterator[Staging]:
    """A temporary folder for one report; gone afterwards, whether or not the report was published.

    Parameters
    ----------
    out
        The output folder; made if it is not there, and taken away again if nothing came of it.
    year, programme
        Which report.

    Raises
    ------
    OSError
        When the folder cannot be written.
    """
    place = Staging(out=out, folder=out / f"{PREFIX}{secrets.token_hex(6)}", year=year, programme=programme)
    with ExitStack() as stack:
        if not out.exists():
            stack.callback(_remove_if_empty, out)
        out.mkdir(PUBLISHED_FOLDER, parents=True, exist_ok=True)
        with hold(out / OUTPUT_LOCK):
            repair(out)
            stack.callback(_discard, place.folder)
            place.folder.mkdir(OWN_FOLDER)
            place.drafts.mkdir(OWN_FOLDER)
            stack.enter_context(hold(place.folder / RUN_LOCK, patience=0))
        place.new.mkdir(PUBLISHED_FOLDER, parents=True)
        yield place


def publish(place: Staging) -> None:
    """Make the new report and the new index visible; the caller holds the lock of the output folder.

    Parameters
    ----------
    place
        `place.new` and `place.index` are complete.

    Raises
    ------
    OSError
        When it did not work; the earlier report is then where it was.
    """
    place.target.parent.mkdir(PUBLISHED_FOLDER, exist_ok=True)
    try:
        if place.target.exists():
            place.previous.parent.mkdir(parents=True)
            place.target.rename(place.previous)
        place.new.rename(place.target)
        place.index.replace(place.out / INDEX)
    except BaseException:
        _take_back(place)
        raise
    shutil.rmtree(place.folder / PREVIOUS, ignore_errors=True)


def repair(out: Path) -> None:
    """Put right what runs that are dead left behind; the caller holds the lock of the output folder."""
    for folder in sorted(out.glob(f"{PREFIX}*")):
        try:
            with hold(folder / RUN_LOCK, patience=0):
                _put_back(out, folder)
                _discard(folder)
        except (LockedError, FileNotFoundError):
            continue  # its run is alive, or has just cleared up after itself


def _take_back(place: Staging) -> None:
    if not place.new.exists() and place.target.exists():
        place.target.rename(place.new)
    _put_back(place.out, place.folder)
    _remove_if_empty(place.target.parent)


def _put_back(out: Path, folder: Path) -> None:
    for report in (folder / PREVIOUS).glob("*/*"):
        target = out / report.relative_to(folder / PREVIOUS)
        if target.exists():
            shutil.rmtree(report)  # its successor was published
        else:
            target.parent.mkdir(PUBLISHED_FOLDER, parents=True, exist_ok=True)
            report.rename(target)


def _discard(folder: Path) -> None:
    if any((folder / PREVIOUS).glob("*/*")):
        return  # a report that could not be put back: the next run tries again
    shutil.rmtree(folder, ignore_errors=True)  # what cannot be removed now, the next run removes


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
