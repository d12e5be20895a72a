"""Result lines hold what was released, in numbers that JSON can carry, and nothing that was withheld."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from pydantic import ValidationError

from tests.released import released_alone
from wirkung.codes import Absence, Advice, Assumption, Caution, Claim, CountRole, Quantity, Role, UnitKind, Verdict
from wirkung.estimate import PERSONS, Count, Estimate, Interval, Population, Test, Unit
from wirkung.finding import Answer, Finding, Subject
from wirkung.report.document.results import ResultLine
from wirkung.report.writing.language import Language
from wirkung.report.writing.result_lines import result_lines

COUNTS = (Count(role=CountRole.PAIRS, number=120, of=350),)
CHANGE = Estimate(
    quantity=Quantity.MEAN_CHANGE,
    unit=Unit(kind=UnitKind.SCORE, symbol="Punkte"),
    value=1 / 3,
    claim=Claim.DESCRIPTION,
    counts=COUNTS,
    source="Moore (2012)",
    interval=Interval(low=-0.0, high=math.inf, level=0.95, method="t"),
    test=Test(name="t", statistic=math.inf, df=119, p=0.0),
    standard_error=0.05,
    assumptions=(Assumption.MEAN_NEARLY_NORMAL,),
    cautions=(Caution.MANY_LOST,),
)
STANDARDISED = Estimate(
    quantity=Quantity.STANDARDISED_CHANGE,
    unit=Unit(kind=UnitKind.STANDARD_DEVIATIONS),
    value=0.4,
    claim=Claim.DESCRIPTION,
    counts=COUNTS,
    source="Cumming (2012)",
    standardiser="d_av",
    convention="WWC 5.0",
)


def lines(*findings: Finding) -> list[dict]:
    """The lines as they stand in a file."""
    answer = Answer(question="change", year=2024, findings=findings)
    released = released_alone(answer, 10)
    return [json.loads(line.model_dump_json()) for line in result_lines(released, Language("de"))]


def test_each_role_is_one_line_with_everything_a_reader_needs():
    finding = Finding(
        subject=Subject(indicator="interest"),
        estimates=((Role.MAIN, CHANGE), (Role.STANDARDISED, STANDARDISED)),
        verdict=Verdict.REACHED,
        target=0.2,
        advice=Advice.KEEP,
    )
    main, standardised = lines(finding)
    assert main == {
        "id": "change/interest/main",
        "question": "change",
        "year": 2024,
        "projected": False,
        "about": {"indicator": "interest"},
        "group": "",
        "label": "interest",
        "role": "main",
        "withheld": False,
        "estimate": {
            "quantity": "mean_change",
            "unit": {"kind": "score", "symbol": "Punkte"},
            "value": 0.33,
            "claim": "description",
            "counts": [{"role": "pairs", "number": 120, "of": 350, "at_most": None}],
            "source": "Moore (2012)",
            "interval": {"low": 0.0, "high": None, "level": 0.95, "method": "t"},
            "test": {"name": "t", "statistic": None, "df": 119.0, "p": 0.0},
            "standard_error": 0.05,
            "standardiser": "",
            "convention": "",
            "assumptions": ["mean_nearly_normal"],
            "cautions": ["many_lost"],
        },
        "printed": {
            "value": "+0,33\u00a0Punkte",
            "interval": "mindestens\u00a00,00",
            "target": "+0,20\u00a0Punkte",
        },
        "verdict": "reached",
        "target": 0.2,
        "due": None,
        "advice": "keep",
        "undecided": None,
        "standing": None,
    }
    assert math.copysign(1, main["estimate"]["interval"]["low"]) == 1
    assert standardised["id"] == "change/interest/standardised"
    assert standardised["estimate"]["standardiser"] == "d_av"
    assert standardised["estimate"]["convention"] == "WWC 5.0"
    assert standardised["printed"] == {"value": "+0,40\u00a0Standardabweichungen", "interval": "", "target": ""}
    assert {standardised[name] for name in ("verdict", "advice", "target")} == {None}


EURO = Unit(kind=UnitKind.MONEY, symbol="EUR")
SHARE = Unit(kind=UnitKind.SHARE)


@pytest.mark.parametrize(
    ("quantity", "unit", "value", "told"),
    [
        (Quantity.MEAN, Unit(kind=UnitKind.SCORE), 3.6789, 3.68),
        (Quantity.SHARE, SHARE, 0.41176, 0.41),
        (Quantity.SHARE, SHARE, 0.00512, 0.005),
        (Quantity.SHARE_DIFFERENCE, SHARE, -0.0749, -0.07),
        (Quantity.UNIT_COST, EURO, 1234.56, 1235.0),
        (Quantity.UNIT_COST, EURO, 12.3456, 12.35),
        (Quantity.LEDGER_LINE, EURO, 1234.567, 1234.57),
        (Quantity.ASSUMED_VALUE, SHARE, 0.035, 0.035),
        (Quantity.PROBABILITY, SHARE, 0.9999, 0.99),
        (Quantity.MEAN_TIME, Unit(kind=UnitKind.MONTHS), 17.268, 17.3),
        (Quantity.STANDARDISED_DIFFERENCE, Unit(kind=UnitKind.STANDARD_DEVIATIONS), 0.1074, 0.11),
    ],
)
def test_a_file_has_no_more_digits_than_the_report(quantity, unit, value, told):
    estimate = replace(CHANGE, quantity=quantity, unit=unit, value=value, interval=None, test=None)
    finding = Finding(subject=Subject(indicator="interest"), estimates=((Role.MAIN, estimate),), target=value)
    (line,) = lines(finding)
    assert line["estimate"]["value"] == line["target"] == told


def test_limits_errors_and_tests_are_rounded_too():
    estimate = replace(
        CHANGE,
        interval=Interval(low=0.20499, high=0.46178, level=0.95, method="t"),
        test=Test(name="t", statistic=5.12345, df=118.6789, p=0.00001234),
        standard_error=0.065123,
    )
    (line,) = lines(Finding(subject=Subject(indicator="interest"), estimates=((Role.MAIN, estimate),)))
    assert line["estimate"]["interval"] == {"low": 0.2, "high": 0.46, "level": 0.95, "method": "t"}
    assert line["estimate"]["test"] == {"name": "t", "statistic": 5.12, "df": 118.7, "p": 0.0}
    assert line["estimate"]["standard_error"] == 0.07


def test_lines_survive_strict_json_and_give_the_estimate_back():
    finding = Finding(subject=Subject(indicator="größe «x»"), estimates=((Role.MAIN, CHANGE),))
    written = json.dumps(lines(finding), allow_nan=False)
    assert json.loads(written) == lines(finding)
    (read,) = (ResultLine.model_validate(line) for line in json.loads(written))
    assert (read.estimate.interval.low, read.estimate.interval.high) == (0, math.inf)
    assert read.estimate.test.statistic == math.inf
    assert read.estimate.direction == CHANGE.direction
    assert json.loads(read.model_dump_json()) == lines(finding)[0]


def test_whom_a_number_rests_on_is_not_said():
    population = Population(variable="interest.change", members=b"\xff" * 16, size=128)
    finding = Finding(
        subject=Subject(indicator="interest"), estimates=((Role.MAIN, CHANGE.resting_on(population)),)
    )
    (line,) = lines(finding)
    assert "populations" not in line["estimate"]
    assert "members" not in json.dumps(line)


@pytest.mark.parametrize(("number", "of"), [(9, None), (1, None), (341, 350)])
def test_a_withheld_finding_holds_no_number(number, of):
    estimate = Estimate(
        quantity=Quantity.COUNT,
        unit=PERSONS,
        value=float(number),
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.REACHED, number=number, of=of),),
        source="counted",
    )
    finding = Finding(subject=Subject(step="third"), estimates=((Role.MAIN, estimate),), target=0.5)
    (line,) = lines(finding)
    given = {name: value for name, value in line.items() if value is not None}
    assert given == {
        "id": "change/third/main",
        "question": "change",
        "year": 2024,
        "projected": False,
        "about": {"step": "third"},
        "group": "",
        "label": "third",
        "role": "main",
        "withheld": True,
        "printed": {"value": "[g]", "interval": "", "target": ""},
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"withheld": False},
        {"verdict": "reached"},
        {"target": 0.2},
        {"advice": "keep"},
    ],
)
def test_a_line_has_a_result_or_says_that_it_is_withheld(wrong):
    (line,) = lines(
        Finding(
            subject=Subject(step="third"),
            estimates=((Role.MAIN, replace(CHANGE, counts=(Count(role=CountRole.PAIRS, number=3),))),),
        )
    )
    assert ResultLine.model_validate(line).withheld
    with pytest.raises(ValidationError):
        ResultLine.model_validate({**line, **wrong})


def test_an_absent_answer_has_no_lines():
    answer = Answer(question="cost", year=2024, absent=Absence.NO_COSTS)
    assert result_lines(released_alone(answer, 10), Language("de")) == ()


def test_the_same_thing_has_the_same_id_in_every_year(make):
    """And no two lines of one answer share one, in whatever language."""
    by_language = {}
    for language in ("de", "en"):
        by_language[language] = [
            line.id for answer in make.answers() for line in result_lines(answer, Language(language))
        ]
        assert len(set(by_language[language])) == len(by_language[language])
    assert by_language["de"] == by_language["en"]
