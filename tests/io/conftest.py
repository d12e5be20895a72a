"""An office's folder to write files into, and a programme file that names them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from wirkung.errors import DataError
from wirkung.io.assemble import read_tables
from wirkung.io.child import raise_problem
from wirkung.io.readers import main
from wirkung.programme.model import Programme

PERSONS = "Nr;Jahr;Gruppe;Kurs\n001;2024;Kurs;Robotik\n002;2024;Kurs;Chemie\n003;2024;Vergleich;\n"


class Office:
    """Writes files as offices do, and reads them back through a programme file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.persons = {
            "file": "personen.csv",
            "columns": {"person": "Nr", "year": "Jahr", "group": "Gruppe", "course": "Kurs"},
            "values": {"group": {"Kurs": "programme", "Vergleich": "comparison"}},
        }
        self.parts = {"design": {"kind": "comparison", "assignment": "self_selected"}}
        self.data = {}
        self.write("personen.csv", PERSONS)

    def write(self, name: str, text: str, encoding: str = "utf-8") -> None:
        (self.folder / name).write_bytes(text.encode(encoding))

    def write_sheet(self, name: str, rows, sheet: str = "Tabelle1") -> None:
        book = openpyxl.Workbook()
        book.active.title = sheet
        for row in rows:
            book.active.append(row)
        book.save(self.folder / name)

    def measure(self, text: str | None = None, **source) -> None:
        """A source of measurements with the items `q1` (scale 1 to 5) and `q2` (no scale)."""
        name = source.setdefault("file", "befragung.csv")
        source.setdefault("columns", {"person": "Nr", "year": "Jahr", "wave": "Welle", "q1": "F1", "q2": "F2"})
        source.setdefault("values", {"wave": {"vorher": "before", "nachher": "after"}})
        if text is not None:
            self.write(name, text)
        self.data.setdefault("measurements", []).append(source)
        self.parts["indicators"] = [
            {"id": "a", "label": "A", "items": ["q1"], "scale": {"low": 1, "high": 5}},
            {"id": "b", "label": "B", "items": ["q2"]},
        ]

    def of_one_group(self, ids) -> None:
        """A list of participants alone, all in one course."""
        rows = "".join(f"{each};2024;Kurs;Robotik\n" for each in ids)
        self.write("personen.csv", f"Nr;Jahr;Gruppe;Kurs\n{rows}")
        self.parts["design"] = {"kind": "one_group", "assignment": "self_selected"}

    def programme(self) -> Programme:
        texts = dict.fromkeys(("title", "organisation", "question"), "Probe")
        document = {"id": "probe", **texts, **self.parts, "data": {"persons": self.persons, **self.data}}
        return Programme.model_validate(document, strict=False)

    def read(self):
        return read_tables(self.programme(), self.folder)

    def error(self) -> DataError:
        with pytest.raises(DataError) as caught:
            self.read()
        return caught.value

    def codes(self) -> list[str]:
        """What is found: the codes of all problems, or of all remarks where the files can be used."""
        try:
            return [remark.code for remark in self.read().remarks]
        except DataError as error:
            return [problem.code for problem in error.problems]

    def problems(self, language: str = "de") -> list[str]:
        return [problem.text(language) for problem in self.error().problems]


@pytest.fixture
def quick_reader(request, monkeypatch):
    """Typed tables are read in this process, which is quicker, unless a test has the mark `own_process`."""

    def at_once(reader, place, limits, **facts):
        answer = main({"reader": reader, "limits": limits.numbers(), **facts}, b"")
        raise_problem(answer, place)
        return answer

    if request.node.get_closest_marker("own_process") is None:
        monkeypatch.setattr("wirkung.io.readers._bound", lambda *_: None)
        monkeypatch.setattr("wirkung.io.typed.read_in_child", at_once)


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture(scope="session")
def new_office(tmp_path_factory):
    """Offices for properties, which need a fresh one for every example."""
    return lambda: Office(tmp_path_factory.mktemp("office"))
