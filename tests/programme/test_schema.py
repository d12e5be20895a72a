"""The JSON schema in `params/` is that of the model, and editors can use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from wirkung.programme.schema import SCHEMA_FILE, main, programme_schema, schema_text

PARAMS = Path(__file__).parents[2] / "params"
FILES = sorted(PARAMS.glob("*.yaml"))


def test_the_stored_schema_is_that_of_the_model():
    stored = (PARAMS / SCHEMA_FILE.name).read_text(encoding="utf-8")
    assert stored == schema_text(), "stale: run python -m wirkung.programme.schema"


def test_main_writes_the_schema_of_the_current_folder(tmp_path, monkeypatch):
    (tmp_path / "params").mkdir()
    monkeypatch.chdir(tmp_path)
    main()
    assert (tmp_path / SCHEMA_FILE).read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_one():
    Draft202012Validator.check_schema(programme_schema())


def as_editors_read(file: Path) -> object:
    """The file by a plain YAML 1.2 loader, days as text since YAML 1.2's core schema has none."""
    loaded = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    return json.loads(json.dumps(loaded, default=str))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_programme_files_pass_in_an_editor(file):
    errors = Draft202012Validator(programme_schema()).iter_errors(as_editors_read(file))
    assert [error.message for error in errors] == []
    assert file.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=programme.schema.json\n")


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("id", "MINT 2024"),
        ("titel", "x"),
        ("synthetic", "yes"),
        ("privacy", {"smallest_group": 0}),
        ("privacy", {"smallest_group": 1}),
        ("privacy", {"smallest_group": 2}),
        ("logic_model", {"steps": [{"step": 8, "text": "x"}]}),
        ("design", {"kind": "comparision", "assignment": "lottery"}),
        ("data", {"persons": {"file": "x.csv", "columns": {"Person": "Nr"}}}),
        ("costs", {"price_year": "2024", "outcome": "x"}),
    ],
)
def test_an_editor_marks_what_the_loader_rejects(part, wrong):
    programme = as_editors_read(PARAMS / "mint.yaml")
    assert isinstance(programme, dict)
    assert not Draft202012Validator(programme_schema()).is_valid(programme | {part: wrong})


def test_every_field_has_help_in_the_editor():
    schema = programme_schema()
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    sections = {"": schema} | definitions
    without = [
        f"{name}.{key}"
        for name, section in sections.items()
        for key, field in section.get("properties", {}).items()
        if not field.get("description")
    ]
    assert without == []
