"""The command `wirkung dry-run`, without its option parsing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from wirkung.catalogue import message
from wirkung.disclosure.register.memory import begin
from wirkung.disclosure.register.room import KEYS_VARIABLE, REGISTER_VARIABLE, room_of
from wirkung.errors import ExitCode, Place, Problem, ProgrammeFileError
from wirkung.programme.load import load_programme
from wirkung.run.console import guarded, say, standard_output
from wirkung.run.limits import Limits
from wirkung.run.plan import Asked
from wirkung.run.run_command import Wishes, run_command
from wirkung.run.staging import OUTPUT
from wirkung.run.store.files import VARIABLE


def dry_run_command(files: Sequence[Path], *, language: str, debug: bool) -> ExitCode:
    """Make the reports of samples in a folder that goes again, to see that this machine still can.

    Parameters
    ----------
    files
        Programme files of samples.
    language
        «de» or «en».
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        loaded = [load_programme(file) for file in files]
        real = [each.name for each in loaded if not each.programme.synthetic]
        if real:
            raise ProgrammeFileError([Problem(code="dry_run.no_sample", place=Place(file=name)) for name in real])
        with TemporaryDirectory(prefix="wirkung-") as folder, _elsewhere(Path(folder)):
            for room in {room_of(each.path) for each in loaded}:
                begin(room)  # else the run asks for a backup of it
            wishes = Wishes(asked=Asked(), limits=Limits(), out=Path(folder, OUTPUT))
            code = run_command(files, wishes, language=language, debug=debug)
        outcome = "done" if code is ExitCode.OK else "failed"
        say(standard_output(), message("problems", f"cli.dry_run.{outcome}", language))
        return code

    return guarded(act, language=language, debug=debug)


@contextmanager
def _elsewhere(folder: Path) -> Iterator[None]:
    """Register, keys and results of the office are not touched."""
    changed = {REGISTER_VARIABLE: str(folder / "register"), KEYS_VARIABLE: str(folder / "keys"), VARIABLE: ""}
    before = {name: os.environ.get(name) for name in changed}
    os.environ.update(changed)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
