"""Whether a published report can be made again: what it was made from is compared, then it is computed anew."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from wirkung.disclosure.register.memory import open_memory
from wirkung.disclosure.register.room import room_of
from wirkung.errors import Place, Problem, RunError
from wirkung.report.document.reading import read_document
from wirkung.report.document.results import ResultLine
from wirkung.report.formats.results import ResultsFile
from wirkung.run.current import changed_files, reasons
from wirkung.run.execute import OnCell, execute
from wirkung.run.limits import Limits
from wirkung.run.plan import Asked, Job, Refused, Why, plan
from wirkung.run.published import published_manifest, published_programme, published_results

_MOST_NAMED = 10


def verify(folder: Path, *, on_cell: OnCell, limits: Limits) -> int:
    """Compute a published report again and compare; nothing is published and the register stays as it is.

    Parameters
    ----------
    folder
        reports/<year>/<programme>, or a link to it.
    on_cell
        Called before each cell with the number of cells done and the number of all cells.
    limits
        Of time, memory and output.

    Returns
    -------
    int
        How many results were compared; all are the same.

    Raises
    ------
    RunError
        With everything that differs: files, what the report was made from, results.
    WirkungError
        There is no report, or it cannot be computed any more; with why.
    """
    folder = folder.resolve()
    manifest = published_manifest(folder)
    beside = folder.name.partition(".")[2]
    asked = Asked(year=manifest.year, notebooks=(beside,) if beside else (), compare=True, until=manifest.until)
    (item,) = plan([published_programme(folder, manifest)], asked, language=manifest.language)
    if isinstance(item, Refused):
        raise item.error
    if not isinstance(item, Job):
        raise RunError([Problem(code="verify.no_data", place=Place(file=str(folder)))])
    place = Place(file=f"{folder.parent.name}/{folder.name}")
    problems = [
        Problem(code="verify.file", place=place, values={"name": name}) for name in changed_files(folder, manifest)
    ]
    why = reasons(item, folder.parent.parent, open_memory(room_of(item.loaded.path)))
    problems += [Problem(code=f"verify.{each}", place=place) for each in why if each is not Why.FILES]
    before, now = published_results(folder), _computed(item, on_cell, limits)
    problems += _differing(before, now, place)
    if problems:
        raise RunError(problems)
    return len(before.results)


def _computed(job: Job, on_cell: OnCell, limits: Limits) -> tuple[ResultLine, ...]:
    with tempfile.TemporaryDirectory() as drafts:  # what the notebook hands over is not taken
        executed = execute(
            job.chosen.notebook,
            job.parameters,
            folder=job.folder,
            drafts=Path(drafts),
            on_cell=on_cell,
            limits=limits,
            until=job.until,
        )
    return tuple(read_document(executed, language=job.parameters["language"]).handed_over.results)


def _differing(before: ResultsFile, now: tuple[ResultLine, ...], place: Place) -> Iterator[Problem]:
    """A result that is not printed as it was; the first few are named."""
    then, today = ({line.id: line.model_dump_json() for line in lines} for lines in (before.results, now))
    different = [name for name in {**then, **today} if then.get(name) != today.get(name)]
    for name in different[:_MOST_NAMED]:
        yield Problem(code="verify.result", place=place, values={"name": name})
    if len(different) > _MOST_NAMED:
        yield Problem(code="verify.more", place=place, values={"number": len(different) - _MOST_NAMED})
