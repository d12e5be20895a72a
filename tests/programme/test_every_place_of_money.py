"""Every value of costs and benefits replaced by what it should not be: accepted, or told in both languages."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from tests.programme.test_every_place import WRECKS, as_an_editor_reads, changed, places
from tests.programme.test_money import MONEY, PLAIN
from wirkung.programme.references import reference_faults
from wirkung.programme.schema import programme_schema
from wirkung.programme.validation import validate
from wirkung.programme.yaml import read_yaml


@pytest.mark.slow
def test_what_the_loader_accepts_passes_the_schema_and_what_it_refuses_has_a_sentence(complete):
    root, faults = read_yaml(complete.replace(PLAIN, MONEY))
    assert faults == ()
    schema = Draft202012Validator(programme_schema())
    accepted = told = 0
    for path in (path for path in places(root) if path[0] in ("costs", "benefits")):
        for wreck in WRECKS:
            document = changed(root, path, wreck)
            programme, wrong = validate(document)
            for fault in (*wrong, *reference_faults(document)):
                problem = fault.problem("demo.yaml", document)
                assert problem.text("de").startswith("demo.yaml, Zeile ")
                assert problem.text("en").startswith("demo.yaml, line ")
                told += 1
            assert (programme is None) == bool(wrong)
            if programme is not None:
                problems = [error.message for error in schema.iter_errors(as_an_editor_reads(document))]
                assert problems == [], (path, wreck)
                accepted += 1
    assert accepted > 200
    assert told > 1000
