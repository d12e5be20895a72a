"""Every value of a complete programme replaced by everything it should not be.

What the loader accepts must also pass the JSON schema as an editor reads the file; what it rejects must have a
sentence in both languages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from wirkung.programme.document import KeyPath, Node
from wirkung.programme.fields import Plain
from wirkung.programme.references import reference_faults
from wirkung.programme.schema import programme_schema
from wirkung.programme.validation import validate
from wirkung.programme.yaml import read_yaml

WORDS = [
    "03359", "NO", "yes", "true", "True", "null", "~", "1_000", "0x1A", "2024", "5", "-1", "0", "0.5", "1e3",
    ".inf", ".nan", "0,5", "2024-12-31", "31.12.2024", "2024-13-01", "interest", "Ein Text",
    "x" * 401, "<text>", "[key]",
]  # fmt: skip
WRECKS: list[Node] = [
    *(Node(content=Plain(word), line=99) for word in WORDS),
    *(Node(content=word, line=99) for word in ["", " ", "0.5", "5", "true", "2024-12-31", "null", "interest"]),
    Node(content=None, line=99),
    Node(content=[], line=99),
    Node(content={}, line=99),
    Node(content=[Node(content=None, line=99)], line=99),
    Node(content=[Node(content={}, line=99)], line=99),
    Node(content={"<text>": Node(content=Plain("x"), line=99)}, line=99),
    Node(content={"[key]": Node(content=None, line=99)}, line=99),
]


def places(node: Node, path: KeyPath = ()) -> Iterator[KeyPath]:
    if path:
        yield path
    for key, value in node.entries.items():
        yield from places(value, (*path, key))
    for position, member in enumerate(node.members):
        yield from places(member, (*path, position))


def changed(node: Node, path: KeyPath, new: Node) -> Node:
    if not path:
        return new
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        members = [changed(one, rest, new) if at == first else one for at, one in enumerate(node.members)]
        return replace(node, content=members)
    entries = {key: changed(one, rest, new) if key == first else one for key, one in node.entries.items()}
    return replace(node, content=entries)


def as_an_editor_reads(node: Node) -> object:
    """The JSON value of a node by the core schema of YAML 1.2 (section 10.3.2)."""
    if isinstance(node.content, dict):
        return {str(key): as_an_editor_reads(value) for key, value in node.content.items()}
    if isinstance(node.content, list):
        return [as_an_editor_reads(member) for member in node.content]
    text = node.content
    if not isinstance(text, Plain):
        return text
    named = {"null": None, "~": None, "true": True, "True": True, "false": False}
    if text in named:
        return named[str(text)]
    return number_or_text(text)


def number_or_text(text: str) -> int | float | str:
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"0x[0-9a-fA-F]+", text):
        return int(text, 16)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.nan", text):
        return float(text.replace(".inf", "inf").replace(".nan", "nan"))
    return str(text)


# The optional parts that the complete programme of the other tests does not need.
OPTIONAL = """\
synthetic: true
data_source: {de: Erfunden, en: Invented}
contact: {de: Amt, en: Office}
logic_model: {inputs: [Geld], steps: [{step: 4, text: Wissen}]}
privacy: {smallest_group: 12, reason: Vereinbart}
tracking:
  cohorts: gender
  starts: "02-01"
  course_months: 5
  follow_up_months: 11
  observed_until: 2026-06-30
  period: quarter
  lost: moved
  silent_wave: after
  ends: [{event: other, label: Anderes}]
  official: [{step: intern, label: Land, source: Amt, ages: [{age: 15, leavers: 1, population: 9}]}]
  covariates: [age]
"""


# In every run each place has a sixth of the wrecks, and each wreck of the places; the slow set has the rest.
@pytest.mark.parametrize("sixth", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 6))])
def test_every_place_with_every_wreck_is_accepted_by_both_or_told_in_both_languages(complete, sixth):
    root, faults = read_yaml(complete.replace("costs: {price", "costs: {currency: EUR, price") + OPTIONAL)
    assert faults == ()
    schema = Draft202012Validator(programme_schema())
    accepted, told = 0, 0
    for number, path in enumerate(places(root)):
        for wreck in WRECKS[(number + sixth) % 6 :: 6]:
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
    assert accepted > 80
    assert told > 350


@pytest.mark.parametrize(
    "path", [(), ("goals", 0), ("data", "persons"), ("data", "persons", "columns"), ("title",)]
)
@pytest.mark.parametrize("key", ["[key]", "<text>", "<translated>", "null", "", "Ä", "x" * 50, "de"])
def test_every_strange_key_is_told(complete, path, key):
    root, _ = read_yaml(complete)
    section = root.at(*path)
    extra = {Plain(key): Node(content=Plain("x"), line=99)}
    document = changed(root, path, replace(section, content=section.entries | extra))
    programme, wrong = validate(document)
    allowed = key == "de" and path in [("title",), ("data", "persons", "columns")]
    assert (programme is not None) == allowed
    for fault in wrong:
        assert len(fault.problem("demo.yaml", document).text("de")) > 20


def test_the_editor_view_is_json(complete):
    root, _ = read_yaml(complete)
    assert json.loads(json.dumps(as_an_editor_reads(root)))["goals"][0]["by"] == "2024-12-31"
