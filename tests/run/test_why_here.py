"""Twenty offices and why their data may be here: what the check says, and what a run does. All are invented."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from wirkung.declared import LeftOut
from wirkung.run.check import Checked, check_all
from wirkung.run.plan import Asked, Job, Refused, plan

ROOT = Path(__file__).resolve().parents[2]
SCHOOLS = ("Nordschule", "Südschule", "Westschule", "Ostschule")
SAID = {"purpose": "Auswertung", "legal_basis": "Schulgesetz", "delete_by": "2099-12-31"}
CONSENT = {"column": "Darf", "given": ["ja"], "refused": ["nein"], "withdrawn": ["widerrufen"]}
MISSING, PASSED, LATE, FUTURE, EARLY = (
    f"programme.processing.{each}"
    for each in ("missing", "passed", "approved_late", "not_yet_approved", "before_data")
)
SCHOOLS_LEFT = "data.schools_not_approved"


def approval(**said):
    return {"office": "Schulbehörde", "reference": "A 1", "date": "2024-02-01", **said}


ALL = {**SAID, "approvals": [approval(schools="all")]}
TWO = {"purpose": "Auswertung", "delete_by": "2099-12-31", "approvals": ALL["approvals"]}
THREE = {**SAID, "approvals": [approval(schools=SCHOOLS[:3])]}
HALVES = {**SAID, "approvals": [approval(schools=SCHOOLS[:2]), approval(schools=SCHOOLS[2:])]}

# What is said for all sources, of the list, of the survey, else in the file; who consents; what is found.
SITUATIONS = {
    "nothing said": ({}, {}, {}, {}, "ja", [MISSING]),
    "everything said": (ALL, {}, {}, {}, "ja", []),
    "no approval": (SAID, {}, {}, {}, "ja", [SCHOOLS_LEFT]),
    "one comparison school missing": (THREE, {}, {}, {}, "ja", [SCHOOLS_LEFT]),
    "two approvals for all schools": (HALVES, {}, {}, {}, "ja", []),
    "an approval for no school": ({**SAID, "approvals": [approval()]}, {}, {}, {}, "ja", [SCHOOLS_LEFT]),
    "passed": ({**ALL, "delete_by": "2025-01-31"}, {}, {}, {}, "ja", [PASSED]),
    "passed for the survey": (ALL, {}, {"delete_by": "2025-01-31"}, {}, "ja", [PASSED]),
    "two bases": (TWO, {"legal_basis": "Gesetz"}, {"legal_basis": "Vertrag"}, {}, "ja", []),
    "two bases, one missing": (TWO, {"legal_basis": "Gesetz"}, {}, {}, "ja", [MISSING]),
    "approved after deletion": (
        {**SAID, "approvals": [approval(schools="all", date="2100-01-01")]}, {}, {}, {}, "ja", [LATE],
    ),
    "approved in the future": (
        {**SAID, "approvals": [approval(schools="all", date="2098-01-01")]}, {}, {}, {}, "ja", [FUTURE],
    ),
    "deleted before the data": (ALL, {}, {}, {"evaluation": {"data_as_of": "2100-01-01"}}, "ja", [EARLY]),
    "synthetic": ({}, {}, {}, {"synthetic": True}, "ja", []),
    "synthetic and passed": ({"delete_by": "2020-01-01"}, {}, {}, {"synthetic": True}, "ja", []),
    "public": ({}, {}, {}, {"public": True, "data_source": "Archiv"}, "ja", []),
    "public from nowhere": ({}, {}, {}, {"public": True}, "ja", ["programme.public"]),
    "nine without consent": (ALL, {"consent": CONSENT}, {}, {}, "nein,nein,nein,widerrufen,widerrufen,,,,", []),
    "an unknown word": (ALL, {"consent": CONSENT}, {}, {}, "vielleicht", ["data.consent_unknown"]),
    "consent withdrawn by one": (ALL, {"consent": CONSENT}, {}, {}, "widerrufen", []),
}  # fmt: skip


def write(folder: Path, for_all, of_list, of_survey, further, first: str) -> Path:
    """Forty persons of four schools, two of them of the comparison group; `first` is what the first ones say."""
    for name in ("params", "data", "notebooks"):
        (folder / name).mkdir()
    shutil.copy(ROOT / "notebooks" / "evaluation.ipynb", folder / "notebooks")
    said = dict(enumerate(first.split(",")))
    persons, answers = ["Nr;Jahr;Gruppe;Schule;Darf"], ["Nr;Jahr;Welle;F1"]
    for n in range(40):
        group = "programme" if n < 20 else "comparison"
        persons.append(f"p{n:02d};2024;{group};{SCHOOLS[n // 10]};{said.get(n, 'ja')}")
        for late, wave in enumerate(("before", "after")):
            answers.append(f"p{n:02d};2024;{wave};{1 + (n * 3 + n // 7 + late * (1 + n % 2)) % 5}")
    (folder / "data" / "p.csv").write_text("\n".join([*persons, ""]), encoding="utf-8")
    (folder / "data" / "a.csv").write_text("\n".join([*answers, ""]), encoding="utf-8")
    columns = {"person": "Nr", "year": "Jahr", "group": "Gruppe", "school": "Schule"}
    survey = {"person": "Nr", "year": "Jahr", "wave": "Welle", "q": "F1"}
    document = {
        "id": "x",
        "title": "T",
        "organisation": "Amt",
        "question": "?",
        **further,
        "design": {"kind": "comparison", "assignment": "self_selected", "clusters": "school"},
        "data": {
            "persons": {"file": "../data/p.csv", "columns": columns, "privacy": of_list},
            "measurements": [{"file": "../data/a.csv", "columns": survey, "privacy": of_survey}],
        },
        "indicators": [{"id": "a", "label": "A", "items": ["q"], "scale": {"low": 1, "high": 5}}],
        "privacy": for_all,
    }
    path = folder / "params" / "x.yaml"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_check_says_it_and_a_run_does_not_begin(situation, tmp_path):
    *parts, expected = SITUATIONS[situation]
    path = write(tmp_path, *parts)
    (checked,) = check_all([path], year=None)
    (planned,) = plan([path], Asked(), language="de")
    if not expected:
        assert isinstance(checked, Checked)
        assert isinstance(planned, Job)
        return
    assert [each.code for each in checked.problems] == expected
    assert isinstance(planned, Refused)
    # A log hears how many schools there are, and the office which.
    assert [each.code.removesuffix(".number") for each in planned.error.problems] == expected
    assert not any(school in each.text("de") for each in planned.error.problems for school in SCHOOLS)


def test_who_is_left_out_is_counted_in_each_source(tmp_path):
    *parts, _ = SITUATIONS["nine without consent"]
    (checked,) = check_all([write(tmp_path, *parts)], year=None)
    assert isinstance(checked, Checked)
    counts = [dict(each.left_out).get(LeftOut.WITHOUT_CONSENT) for each in checked.tables.accounts]
    assert (counts, len(checked.tables.persons), len(checked.tables.measurements)) == ([9, 18], 31, 62)


def test_a_run_of_a_named_year_does_not_begin_either(tmp_path):
    """Of which the data are not read before a kernel starts."""
    *parts, expected = SITUATIONS["passed"]
    (planned,) = plan([write(tmp_path, *parts)], Asked(year=2024), language="de")
    assert isinstance(planned, Refused)
    assert [each.code for each in planned.error.problems] == expected
