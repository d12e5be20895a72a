"""Where the notebooks are: the folder that a run works from."""

from __future__ import annotations

from pathlib import Path

from wirkung.errors import Place, Problem, WorkspaceError

NOTEBOOK = Path("notebooks", "evaluation.ipynb")


def find_workspace(start: Path) -> Path:
    """The nearest folder that holds `notebooks/evaluation.ipynb`.

    Parameters
    ----------
    start
        A programme file or a folder; looked for from there upwards, then from the current folder upwards.

    Returns
    -------
    Path
        Absolute.

    Raises
    ------
    WorkspaceError
        When no folder on either way holds the notebook.
    """
    origins = (start.resolve(), Path.cwd())
    for origin in origins:
        for folder in (origin, *origin.parents):
            if (folder / NOTEBOOK).is_file():
                return folder
    problem = Problem(
        code="run.no_workspace",
        place=Place(file=str(start)),
        values={"notebook": NOTEBOOK.as_posix()},
    )
    raise WorkspaceError([problem])
