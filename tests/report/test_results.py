"""Result lines hold what was released, in numbers that JSON can carry, and nothing that was withheld."""

from __future__ import annotations

import json
import math

import pytest

from wirkung.codes import Absence, Advice, Assumption, Caution, Claim, CountRole, Quantity, Role, UnitKind, Verdict
from wirkung.disclosure.release import Ledger
from wirkung.estimate import PERSONS, Count, Estimate, Interval, Test, Unit
from wirkung.finding import Answer, Finding, Subject
from wirkung.report.formats.results import answer_results
from wirkung.report.writing.language import Language

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
    answer = Answer(question="change", year=2024, findings=findings)
    return answer_results(Ledger(10).release(answer), Language("de"))


def test_each_role_is_one_line_with_everything_a_reader_needs():
    finding = Finding(
        subject=Subject(id="interest", label="Interesse"),
        estimates=((Role.MAIN, CHANGE), (Role.STANDARDISED, STANDARDISED)),
        verdict=Verdict.REACHED,
        target=0.2,
        advice=Advice.KEEP,
    )
    main, standardised = lines(finding)
    assert main == {
        "question": "change",
        "year": 2024,
        "projected": False,
        "id": "interest",
        "group": "",
        "label": "Interesse",
        "role": "main",
        "quantity": "mean_change",
        "unit": {"kind": "score", "symbol": "Punkte"},
        "value": 0.333333333333,
        "interval": {"low": 0.0, "high": None, "level": 0.95, "method": "t"},
        "counts": [{"role": "pairs", "number": 120, "of": 350}],
        "claim": "description",
        "standardiser": "",
        "convention": "",
        "test": {"name": "t", "statistic": None, "df": 119.0, "p": 0.0},
        "standard_error": 0.05,
        "assumptions": ["mean_nearly_normal"],
        "cautions": ["many_lost"],
        "source": "Moore (2012)",
        "verdict": "reached",
        "target": 0.2,
        "advice": "keep",
        "undecided": None,
        "standing": None,
    }
    assert math.copysign(1, main["interval"]["low"]) == 1
    assert (standardised["role"], standardised["standardiser"]) == ("standardised", "d_av")
    assert standardised["verdict"] is None
    assert standardised["advice"] is None
    assert standardised["target"] is None


def test_lines_survive_strict_json():
    finding = Finding(subject=Subject(id="interest", label="Größe «x»"), estimates=((Role.MAIN, CHANGE),))
    written = json.dumps(lines(finding), allow_nan=False)
    assert json.loads(written) == lines(finding)


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
    (line,) = lines(Finding(subject=Subject(id="step", label="Schritt"), estimates=((Role.MAIN, estimate),)))
    reason = "few_persons" if of is None else "few_others"
    assert line == {
        "question": "change",
        "year": 2024,
        "projected": False,
        "id": "step",
        "group": "",
        "label": "Schritt",
        "withheld": reason,
    }


def test_an_absent_answer_has_no_lines():
    answer = Answer(question="cost", year=2024, absent=Absence.NO_COSTS)
    assert answer_results(Ledger(10).release(answer), Language("de")) == []
