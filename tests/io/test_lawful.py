"""Schools without approval, and data that are to be deleted before their year is over. All names are invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pytest

from wirkung.errors import DataError
from wirkung.io.lawful import check_tables
from wirkung.programme.document import Node
from wirkung.programme.model import Programme

APPROVED = {"office": "Schulbehörde", "reference": "A 1", "date": dt.date(2024, 1, 2)}


@dataclass(frozen=True)
class Loaded:
    """What a check needs of a programme file."""

    programme: Programme
    name: str = "probe.yaml"
    root: Node = field(default_factory=lambda: Node(content={}, line=1))


@pytest.fixture
def problems(office):
    """What is found in a list with three schools, two of them of the comparison group."""
    office.write(
        "personen.csv",
        "Nr;Jahr;Gruppe;Schule\n1;2024;Kurs;Nordschule\n2;2024;Vergleich;Südschule\n3;2024;Vergleich;Westschule\n",
    )
    office.persons["columns"] = {"person": "Nr", "year": "Jahr", "group": "Gruppe", "school": "Schule"}
    office.parts["design"]["clusters"] = "school"

    def find(*approvals: dict, named: bool = True, delete_by=dt.date(2025, 12, 31), **parts):
        shared = {"purpose": "P", "legal_basis": "B", "delete_by": delete_by}
        office.parts |= {"privacy": {**shared, "approvals": [{**APPROVED, **each} for each in approvals]}, **parts}
        programme = office.programme()
        try:
            check_tables(Loaded(programme), office.read(), named=named)
        except DataError as error:
            return list(error.problems)
        return []

    return find


def test_every_school_is_approved_or_named_those_of_the_comparison_too(problems):
    (problem,) = problems({"schools": ["Nordschule", "SÜDSCHULE "]})
    assert (problem.code, problem.values["number"], problem.values["of"]) == ("data.schools_not_approved", 1, 3)
    assert "«Westschule»" in problem.text("de")
    assert "data.persons" in problem.text("en")
    assert problems({"schools": ["Nordschule"]}, {"schools": ["Südschule", "Westschule"]}) == []
    assert problems({"schools": "all"}) == []


def test_an_approval_that_names_no_school_is_for_none(problems):
    (problem,) = problems({})
    assert problem.values["number"] == 3


def test_a_log_hears_how_many_schools_and_not_which(problems):
    (problem,) = problems(named=False)
    assert problem.values == {"number": 3, "of": 3, "sources": "data.persons"}
    assert "schule»" not in problem.text("de")
    assert "wirkung check" in problem.text("de")


@pytest.mark.parametrize("parts", [{"synthetic": True}, {"public": True, "data_source": "Ein Archiv"}])
def test_invented_and_public_schools_need_no_approval(problems, parts):
    assert problems(**parts) == []


def test_a_school_as_characteristic_counts_as_well_and_a_kind_of_school_does_not(office, problems):
    office.parts["design"].pop("clusters")
    label = {"id": "school", "label": "Schule", "kind": "institution"}
    assert [each.code for each in problems(characteristics=[label])] == ["data.schools_not_approved"]
    office.persons["columns"]["school_type"] = office.persons["columns"].pop("school")
    kind = {"id": "school_type", "label": "Schulform", "kind": "institution"}
    office.write("personen.csv", "Nr;Jahr;Gruppe;Schule\n1;2024;Kurs;Gymnasium\n2;2024;Vergleich;Gymnasium\n")
    office.persons["columns"]["school_type"] = "Schulform"
    office.write("personen.csv", "Nr;Jahr;Gruppe;Schulform\n1;2024;Kurs;A\n2;2024;Vergleich;B\n")
    assert problems(characteristics=[kind]) == []


def test_data_are_not_to_be_deleted_before_their_year_is_over(problems):
    (problem,) = problems({"schools": "all"}, delete_by=dt.date(2024, 12, 30))
    assert problem.code == "data.deleted_before_end"
    assert problem.values == {"day": "2024-12-30", "year": 2024, "last": "2024-12-31"}
    assert problems({"schools": "all"}, delete_by=dt.date(2024, 12, 31)) == []
