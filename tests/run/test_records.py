"""`results.json` and its schema say the same; what does not fit is refused."""

from __future__ import annotations

import json

import jsonschema
import pytest
from pydantic import ValidationError

from wirkung.report.formats.results import ResultsFile
from wirkung.run.files import json_text
from wirkung.run.schema import PATH, schema_text

LINE = {
    "id": "change/interest/main", "question": "change", "year": 2024, "projected": False,
    "about": {"indicator": "interest"}, "group": "", "label": "Interesse", "role": "main", "withheld": False,
    "estimate": {
        "quantity": "mean_change", "unit": {"kind": "score", "symbol": "Punkte"}, "value": 0.31,
        "claim": "description", "counts": [{"role": "pairs", "number": 120, "of": 350, "at_most": None}],
        "source": "Moore (2012)",
        "interval": {"low": 0.2, "high": None, "level": 0.95, "method": "t"},
        "test": {"name": "t", "statistic": 3.1, "df": 119.0, "p": 0.002}, "standard_error": 0.05,
        "standardiser": "", "convention": "", "assumptions": ["mean_nearly_normal"], "cautions": ["many_lost"],
    },
    "printed": {"value": "+0,31 Punkte", "interval": "mindestens 0,20", "target": ""},
    "verdict": None, "target": None, "due": None, "advice": None, "undecided": None, "standing": None,
}  # fmt: skip
WITHHELD = {
    **LINE, "id": "cohort/stem/main", "question": "cohort", "about": {"step": "stem"}, "label": "MINT",
    "withheld": True, "estimate": None, "printed": {"value": "[g]", "interval": "", "target": ""},
}  # fmt: skip


def estimated(**fields: object) -> dict:
    return {**LINE, "estimate": {**LINE["estimate"], **fields}}


def values(*lines: dict) -> dict:
    return {
        "programme": "mint", "title": "Jugend macht MIN(T)!", "organisation": "Amt", "year": 2024,
        "language": "de", "synthetic": True, "generated_by": {"name": "wirkung", "version": "0.1.0"},
        "results": list(lines),
    }  # fmt: skip


def test_the_schema_in_the_repository_is_up_to_date():
    """If this fails: python -m wirkung.run.schema."""
    assert PATH.read_text(encoding="utf-8") == schema_text()


def test_what_is_written_fits_the_schema_and_reads_back_the_same():
    file = ResultsFile.model_validate(values(LINE, WITHHELD))
    written = json_text(file)
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(written), schema)
    assert ResultsFile.model_validate_json(written) == file
    assert json.loads(written)["results"] == [LINE, WITHHELD]
    assert json.loads(written)["schema_version"] == "3.0"


@pytest.mark.parametrize(
    "wrong",
    [
        estimated(claim="proof"),
        estimated(surprise=1),
        estimated(counts=[]),
        estimated(test={**LINE["estimate"]["test"], "p": 1.2}),
        {**LINE, "surprise": 1},
        {**LINE, "printed": {"value": "1"}},
        {**WITHHELD, "value": 3},
        {**WITHHELD, "withheld": None},
    ],
)
def test_a_line_that_does_not_fit_is_refused_by_model_and_schema(wrong):
    with pytest.raises(ValidationError):
        ResultsFile.model_validate(values(wrong))
    document = json.loads(json.dumps({"schema_version": "3.0", **values(wrong)}))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, json.loads(schema_text()))


@pytest.mark.parametrize(
    "wrong",
    [estimated(value=float("nan")), estimated(interval={**LINE["estimate"]["interval"], "low": 9, "high": 1})],
)
def test_what_a_schema_cannot_say_is_refused_by_the_model(wrong):
    with pytest.raises(ValidationError):
        ResultsFile.model_validate(values(wrong))
