"""Faults on purpose: `python -m tests.faults.harness` stops runs at every operation and says what was left.

What an operation is stands in `operations`. Of every fault a fresh copy of the workspace is made; after it the
next run, of another year, and then the run itself once more have to put everything right.
"""

from __future__ import annotations

import argparse
import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.faults import toy
from tests.faults.database import Fault, Store, stores
from tests.faults.operations import Act, enumerate_from_now_on, fail_from, forked, kill_at
from wirkung.run.current import changed_files
from wirkung.run.index import index_page
from wirkung.run.records import Manifest
from wirkung.run.staging import MANIFEST, REPORT
from wirkung.run.store.files import FOLDER_ID, database_files
from wirkung.run.store.store import put_right

YEAR, OTHER = 2024, 2023


def _manifest(report: Path) -> Manifest | None:
    return Manifest.model_validate_json((report / MANIFEST).read_bytes()) if report.exists() else None


def _whole(workspace: Path, year: int, earlier: str | None, *, visible: bool = True) -> str:
    """«old», «new» or «none» for a report that is complete; what is wrong otherwise."""
    report = workspace / "reports" / str(year) / "toy"
    try:
        manifest = _manifest(report)
    except (OSError, ValueError) as error:
        return f"HALF: {type(error).__name__}"
    if manifest is None:
        return "none" if earlier is None else ("LOST" if visible else "between two renames")
    changed = changed_files(report, manifest)
    if changed:
        return f"HALF: {changed}"
    return "old" if manifest.publication == earlier else "new"


def _leftovers(workspace: Path) -> Iterator[str]:
    """What the next run should have put right and did not."""
    out = workspace / "reports"
    for path in (*out.rglob(".*"), *database_files(out)[1:]):
        if path.exists() and path.name != FOLDER_ID:
            yield f"LEFT {path.name[:5]}"
    for path in (workspace / "tmp").iterdir():
        yield f"LEFT in tmp {path.name[:8]}"
    room = toy.room_of(workspace / "params" / "toy.yaml").folder
    for path in room.rglob(".*"):
        if path.name != ".gitignore":
            yield f"LEFT in register {path.name[:10]}"
    yield from _disagreements(workspace, out)


def _disagreements(workspace: Path, out: Path) -> Iterator[str]:
    """Whether list, register and results store say what the folders say."""
    if (out / "index.html").read_text(encoding="utf-8") != index_page(out, language="de"):
        yield "INDEX differs"
    known = toy.confirmed(workspace)
    for report in out.glob(f"*/*/{REPORT}"):
        manifest = _manifest(report.parent)
        if manifest is None or known.get(str(manifest.publication)) is not True:
            yield "REGISTER differs"
    if put_right(out):
        yield "STORE differs"


def _judge(workspace: Path, earlier: str | None, *, visible: bool = True) -> str:
    """What a stopped run left, and whether the next run, of another year, and then its own year put it right."""
    first = _whole(workspace, YEAR, earlier, visible=visible)
    if forked(workspace, OTHER)[0] != 0:
        return f"{first}, NEXT RUN FAILED"
    then = _whole(workspace, YEAR, earlier)
    wrong = list(_leftovers(workspace))
    if forked(workspace, YEAR)[0] != 0 or _whole(workspace, YEAR, earlier) != "new":
        wrong.append("NOT FINISHED")
    wrong += _leftovers(workspace)
    return ", ".join([first if first == then else f"{first} then {then}", *dict.fromkeys(wrong)])


class Campaign:
    """Workspaces in a temporary folder, one with an earlier report and one without."""

    def __init__(self, folder: Path, *, all_editions: bool) -> None:
        toy.without_kernel()
        self._folder = folder
        self.bases = {True: folder / "with", False: folder / "without"}
        for earlier, base in self.bases.items():
            toy.write_workspace(base)
            (base / "tmp").mkdir()
            if all_editions:
                toy.names_once(base)
            if earlier:
                assert forked(base, YEAR)[0] == 0
        enumerate_from_now_on()

    def fresh(self, *, earlier: bool) -> tuple[Path, str | None]:
        """A copy of a workspace, and which publication is in it."""
        copy = self._folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.bases[earlier], copy)
        manifest = _manifest(copy / "reports" / str(YEAR) / "toy")
        return copy, None if manifest is None else manifest.publication

    def operations(self, *, earlier: bool) -> str:
        """Those of a run that nothing stops: a letter each, «r» reads and «w» writes."""
        copy, _ = self.fresh(earlier=earlier)
        code, kinds = forked(copy, YEAR, lambda *_: None)
        assert code == 0
        return kinds

    def faults(self, name: str, acts: Iterable[tuple[bool, Act]], *, visible: bool = True) -> Counter[str]:
        """What was left by each fault, counted."""
        counted: Counter[str] = Counter()
        for earlier, act in acts:
            copy, publication = self.fresh(earlier=earlier)
            forked(copy, YEAR, act)
            counted[_judge(copy, publication, visible=visible)] += 1
        return _told(name, counted)

    def databases(self, every: int) -> Iterator[Counter[str]]:
        """The results store goes away; reports are published all the same."""
        with stores() as known:
            for store in known:
                lengths = {earlier: self._in_store(store, earlier) for earlier in self.bases}
                _say(f"{store.name}: {lengths[True]} operations with an earlier report, {lengths[False]} without")
                at = [(earlier, n) for earlier in lengths for n in range(1, lengths[earlier] + 1, every)]
                for what, fault in store.faults.items():
                    counted = Counter(self._gone(store, earlier, fault, number) for earlier, number in at)
                    yield _told(f"{store.name}, {what}, at each operation", counted)

    def _ready(self, store: Store, earlier: bool) -> tuple[Path, str | None]:
        copy, publication = self.fresh(earlier=earlier)
        store.empty()
        if earlier:
            put_right(copy / "reports")
        return copy, publication

    def _in_store(self, store: Store, earlier: bool) -> int:
        """How many operations a run has in the store."""
        copy, _ = self._ready(store, earlier)
        code, kinds = forked(copy, YEAR, lambda *_: None, of_database=True)
        assert code == 0
        return len(kinds)

    def _gone(self, store: Store, earlier: bool, fault: Fault, number: int) -> str:
        copy, publication = self._ready(store, earlier)
        code, _ = forked(copy, YEAR, fault(copy / "reports", number), of_database=True)
        store.back()
        judged = _judge(copy, publication)
        return judged if code in (0, -signal.SIGKILL) else f"NOT PUBLISHED, {judged}"

    def moments(self, number: int, seed: int) -> Counter[str]:
        """Killed at random moments of a run's time."""
        copy, _ = self.fresh(earlier=True)
        began = time.monotonic()
        forked(copy, YEAR)
        length, numbers = time.monotonic() - began, random.Random(seed)  # noqa: S311 - no secret
        counted: Counter[str] = Counter()
        for _ in range(number):
            copy, publication = self.fresh(earlier=True)
            forked(copy, YEAR, after=numbers.uniform(0, length))
            counted[_judge(copy, publication)] += 1
        return _told(f"kill -9 at random moments of {length:.2f} s (seed {seed})", counted)

    def clocks(self) -> Counter[str]:
        """A machine whose clock is wrong makes reports all the same, and the next with the right one too."""
        counted: Counter[str] = Counter()
        for year in (1970, 2150):
            copy, publication = self.fresh(earlier=True)
            made = forked(copy, YEAR, clock=year)[0] == 0
            counted[f"{year}: {'' if made else 'NOT MADE, '}{_judge(copy, publication)}"] += 1
        return _told("clock in 1970 and 2150", counted)

    def manifests(self) -> Counter[str]:
        """A manifest that nobody can read: no run writes over a report that may have given away anything."""
        counted: Counter[str] = Counter()
        for content in (b"", b"{", b"[]", b"null", b"\xff\xfe", b"{}", b"\0" * 5000):
            copy, _ = self.fresh(earlier=True)
            report = copy / "reports" / str(YEAR) / "toy"
            (report / MANIFEST).write_bytes(content)
            before = {path.name: path.read_bytes() for path in report.iterdir()}
            code, _ = forked(copy, YEAR)
            kept = before == {path.name: path.read_bytes() for path in report.iterdir()}
            counted["refused, as it was" if code == 1 and kept else f"WRONG: exit {code}, kept {kept}"] += 1
        return _told("corrupt manifest", counted)

    def others(self, writes: list[tuple[bool, int]], moments: int) -> Iterator[Counter[str]]:
        """All faults but those killed at their operations."""
        for code, once in ((errno.ENOSPC, True), (errno.ENOSPC, False), (errno.EROFS, False)):
            name = f"writing fails with {errno.errorcode[code]} {'once' if once else 'from then on'}, at each"
            yield self.faults(name, ((earlier, fail_from(n, code, once=once)) for earlier, n in writes))
        yield self.moments(moments, seed=16)
        yield self.clocks()
        yield self.manifests()


def _told(name: str, counted: Counter[str]) -> Counter[str]:
    _say(f"{name}: {counted.total()} faults", *(f"  {number:4}  {what}" for what, number in counted.items()))
    return counted


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def main(arguments: list[str] | None = None) -> int:
    """Run the campaign; 1 if anything was half, lost, left behind or not finished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="every n-th operation only")
    parser.add_argument("--moments", type=int, default=100, help="how many random moments")
    parser.add_argument("--quick", action="store_true", help="only kill -9, of a run that writes one edition")
    options = parser.parse_args(arguments)
    os.environ.pop("WIRKUNG_REGISTER", None)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        campaign = Campaign(Path(folder), all_editions=not options.quick)
        kinds = {earlier: campaign.operations(earlier=earlier) for earlier in (True, False)}
        _say(f"file operations of a run: {len(kinds[True])} with an earlier report, {len(kinds[False])} without")
        at = [
            (earlier, n, kind)
            for earlier in kinds
            for n, kind in list(enumerate(kinds[earlier], start=1))[:: options.every]
        ]
        writes = [(earlier, n) for earlier, n, kind in at if kind == "w"]
        counted = [campaign.faults("kill -9 before every file operation", ((e, kill_at(n)) for e, n, _ in at))]
        if not options.quick:
            counted += campaign.others(writes, options.moments)
            counted += campaign.databases(options.every)
        wrong = sum(number for each in counted for what, number in each.items() if what != what.lower())
    _say(f"wrong: {wrong}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
