"""A temporary folder inside the output folder, so that a report becomes visible by one step.

    reports/.tmp-<random>/lock                   held as long as its run is alive
    reports/.tmp-<random>/new/<year>/<id>/       the report that is being written
    reports/.tmp-<random>/drafts/                what the notebook hands over to the register, encrypted
    reports/.tmp-<random>/previous/<year>/<id>/  the report that it replaces, between two renames

A first report is renamed to its place. A later one changes places with the one it replaces, so that there is a
report at every moment; where the system cannot do that (`exchange`), the earlier one is renamed aside first, and
for a moment there is none.

Whatever stops a run, the next one finds its folder without a holder, puts a replaced report back that has no
successor, writes the index anew from the manifests, and removes the rest.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from wirkung.run.exchange import exchange
from wirkung.run.files import OWN_FOLDER, PUBLISHED_FOLDER, write
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

WriteIndex = Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """The places of one report on its way: being written, replaced, published."""

    out: Path
    folder: Path
    year: int
    name: str

    @property
    def _part(self) -> Path:
        return Path(str(self.year), self.name)

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
def staging(out: Path, *, year: int, name: str, index: WriteIndex) -> Iterator[Staging]:
    """A temporary folder for one report; gone afterwards, whether or not the report was published.

    Parameters
    ----------
    out
        The output folder; made if it is not there, and taken away again if nothing came of it.
    year, name
        Which report: the folder of its year, and its own there.
    index
        The page that lists what is published; asked for where a dead run may have left another.

    Raises
    ------
    OSError
        When the folder cannot be written.
    """
    place = Staging(out=out, folder=out / f"{PREFIX}{secrets.token_hex(6)}", year=year, name=name)
    with ExitStack() as stack:
        if not out.exists():
            stack.callback(_remove_if_empty, out)
        out.mkdir(PUBLISHED_FOLDER, parents=True, exist_ok=True)
        with hold(out / OUTPUT_LOCK):
            repair(out, index)
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
    written = place.new.stat()
    try:
        if not (place.target.exists() and exchange(place.new, place.target)):
            _rename(place)
        place.index.replace(place.out / INDEX)
    except BaseException:
        if place.index.exists():  # else all was done before somebody interrupted
            _take_back(place, written)
        raise
    shutil.rmtree(place.folder / PREVIOUS, ignore_errors=True)


def repair(out: Path, index: WriteIndex) -> None:
    """Put right what runs that are dead left behind; the caller holds the lock of the output folder.

    Parameters
    ----------
    out
        The output folder.
    index
        The page that lists what is published.
    """
    for folder in sorted(out.glob(f"{PREFIX}*")):
        try:
            with hold(folder / RUN_LOCK, patience=0):
                _put_back(out, folder)
                # Before the folder goes: who is stopped here leaves it to the next, and with it this.
                if (out / INDEX).exists() or any(out.glob(f"[0-9]*/*/{REPORT}")):
                    write(folder / INDEX, index())
                    (folder / INDEX).replace(out / INDEX)
                _discard(folder)
        except (LockedError, FileNotFoundError):
            continue  # its run is alive, or has just cleared up after itself


def _rename(place: Staging) -> None:
    if place.target.exists():
        place.previous.parent.mkdir(parents=True)
        place.target.rename(place.previous)
    place.new.rename(place.target)


def _take_back(place: Staging, written: os.stat_result) -> None:
    """Undo what was done; how far it came is seen from the folders, since an interrupt may come at any moment."""
    published = place.target.exists() and os.path.samestat(place.target.stat(), written)
    if published and place.new.exists():
        exchange(place.new, place.target)
    elif published:
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
