"""A small study of invented persons, with real files and a notebook that shows it in few cells."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tests.run.conftest import Toy, code, prose

PROGRAMME = """\
id: toy
title: {de: "Spielzeugprogramm", en: "Toy programme"}
organisation: "Amt <Nord>"
question: "Geht es?"
synthetic: true
design: {kind: one_group, assignment: self_selected}
data:
  persons:
    file: ../data/persons.csv
    columns: {person: id, year: year, town: town}
    values: {town: {North: North, Dorf: North, South: South}}
  measurements:
    - {file: ../data/answers.csv, columns: {person: id, year: year, wave: wave, a: a}}
indicators:
  - {id: interest, label: {de: Interesse, en: Interest}, items: [a], scale: {low: 1, high: 5}}
characteristics:
  - {id: town, label: {de: Ort, en: Town}}
"""
NUMBER = 60


def publish(folder: Path, *lifted: int) -> None:
    """Publish with the register of the workspace: one report for each number of lifted answers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("WIRKUNG_REGISTER", raising=False)
        for number in lifted:
            write_data(folder, lifted=number)
            exit_code, _, errors = Toy(folder).wirkung("run", "params/toy.yaml")
            assert exit_code == 0, errors


def write_data(folder: Path, *, answered: int = NUMBER, lifted: int = 0) -> None:
    """So many persons answered, the first `lifted` of them one more afterwards; three are from «Dorf»."""
    towns = ("South" if n % 2 else "Dorf" if n < 6 else "North" for n in range(NUMBER + 1))
    persons = ["id;year;town", *(f"p{n};2024;{town}" for n, town in enumerate(towns))]
    answers = ["id;year;wave;a"]
    for n in range(answered):
        before = 1 + n % 3
        after = before + (n // 2 % 3 > 0) + (n < lifted)
        answers += [f"p{n};2024;before;{before}", f"p{n};2024;after;{after}"]
    for name, lines in (("persons", persons), ("answers", answers)):
        (folder / "data" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def notebook() -> nbformat.NotebookNode:
    """What an evaluation shows, in few cells: a kernel is what takes long."""
    names = "masthead change distribution baseline robustness subgroups threats cohort limits provenance"
    first, *shown = names.split()
    cells = [
        prose("# Bericht", cell="intro"),
        code(
            'programme = "params/toy.yaml"\nyear = 2024\nlanguage = "de"', cell="parameters", tags=["parameters"]
        ),
        code(
            "from wirkung.notebook import start\nstudy, show = start(programme, year, language)\n"
            f"show(study.{first})",
            cell="start",
        ),
        prose("## Ergebnisse", cell="change-note"),
        code(f"show({', '.join(f'study.{each}' for each in shown)})", cell="show"),
    ]
    kernel = {"name": "python3", "language": "python", "display_name": "Python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def write_workspace(folder: Path, *own: nbformat.NotebookNode) -> None:
    """Programme file, data and notebook; with further cells at its end."""
    for name in ("notebooks", "params", "data"):
        (folder / name).mkdir()
    shown = notebook()
    shown.cells += own
    nbformat.write(shown, folder / "notebooks" / "evaluation.ipynb")
    (folder / "params" / "toy.yaml").write_text(PROGRAMME, encoding="utf-8")
    write_data(folder)
