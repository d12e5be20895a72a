"""The JSON schema of `results.json`, generated: `python -m wirkung.run.schema`."""

from __future__ import annotations

import json
from pathlib import Path

from wirkung.report.formats.results import ResultsFile

PATH = Path(__file__).with_name("results.schema.json")


def schema_text() -> str:
    """The schema as it stands in `results.schema.json`."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ResultsFile.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the schema beside this module."""
    PATH.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
