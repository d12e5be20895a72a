"""docs/findings.md lists every finding about files, with the key that overrides it or why there is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wirkung.declared import Doubt

ROOT = Path(__file__).parents[2]
CATALOGUE = (ROOT / "wirkung/catalogue/de/problems.po").read_text("utf-8")
SENTENCES = {
    found[1]: part
    for part in CATALOGUE.split("\n\n")
    if (found := re.search(r'^msgid "((?:data|programme\.column)\.[^"]+)"', part, re.MULTILINE))
}
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in (ROOT / "docs/findings.md").read_text("utf-8").splitlines()
    if line.startswith("| `")
]
LISTED = [(code, override) for codes, _, override in ROWS for code in re.findall(r"`([^`]+)`", codes)]


def test_every_finding_about_files_is_listed_once():
    codes = [code for code, _ in LISTED if code.startswith("data.")]
    assert sorted(codes) == sorted(code for code in SENTENCES if code.startswith("data."))


def test_everything_that_can_be_accepted_is_listed():
    accepted = {name for _, override in LISTED for name in re.findall(r"accept: \[(\w+)\]", override)}
    assert accepted == set(map(str, Doubt))


@pytest.mark.parametrize(("code", "override"), LISTED)
def test_the_key_that_a_sentence_names_is_the_one_listed(code, override):
    for accepted in re.findall(r"accept: \[\w+\]", SENTENCES[code]):
        assert f"`{accepted}`" in override
