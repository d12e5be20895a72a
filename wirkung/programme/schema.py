"""The JSON schema of programme files: what editors complete and check while somebody types.

    python -m wirkung.programme.schema

writes it to `params/programme.schema.json` of the current folder. Editors read YAML by its own rules (a plain
2024 is a number, `true` a truth value), the loader by what the field wants; hence the schema lets text fields
hold both, so that an editor never complains about what the loader accepts.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, cast

from wirkung.programme.model import Programme

SCHEMA_FILE: Final = Path("params") / "programme.schema.json"

Json = dict[str, object] | list[object] | str | float | bool | None


def programme_schema() -> dict[str, object]:
    """The schema as JSON values, descriptions in German."""
    generated = Programme.model_json_schema()
    for definition in generated["$defs"].values():
        if "enum" in definition:
            del definition["description"]  # English, and the field's own description says more
    schema = _for_editors(cast("Json", generated))
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Programmdatei für wirkung",
    }
    return head | cast("dict[str, object]", schema)


def schema_text() -> str:
    """The schema file, always the same for the same model."""
    return json.dumps(programme_schema(), ensure_ascii=False, indent=2) + "\n"


def _for_editors(schema: Json) -> Json:
    """The schema without pydantic's English titles, and as lenient about scalars as the loader."""
    if isinstance(schema, list):
        return [_for_editors(cast("Json", one)) for one in schema]
    if not isinstance(schema, dict):
        return schema
    changed: dict[str, object] = {
        key: _for_editors(cast("Json", value))
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
    }
    if schema.get("type") == "string" and not {"const", "format"} & schema.keys():
        changed["type"] = ["string", "number", "boolean"]
    if "patternProperties" in schema:
        changed["additionalProperties"] = False
    if "properties" in schema:
        changed["properties"] = _empty_where_optional(changed)
    return changed


def _empty_where_optional(section: dict[str, object]) -> dict[str, object]:
    """The properties of a section; those that may be missing may also be there without a value."""
    required = cast("list[str]", section.get("required", []))
    properties = cast("dict[str, dict[str, object]]", section["properties"])
    return {key: one if key in required else _or_nothing(one) for key, one in properties.items()}


def _or_nothing(field: dict[str, object]) -> dict[str, object]:
    nothing: dict[str, object] = {"type": "null"}
    if nothing in cast("list[object]", field.get("anyOf", [])):
        return field
    notes: dict[str, object] = {key: field[key] for key in ("description", "default") if key in field}
    rest = {key: value for key, value in field.items() if key not in notes}
    return {**notes, "anyOf": [rest, nothing]}


def main() -> None:
    """Write the schema file of the current folder."""
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
