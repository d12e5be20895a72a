"""Every sentence on a finding, kept in a file of each language, and the verbs that may not occur."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from tests.released import released_alone
from tests.report.told import sentence
from wirkung.catalogue import LANGUAGES
from wirkung.codes import Caution, Claim, Quantity, UnitKind, Verdict
from wirkung.estimate import SHARE, Unit
from wirkung.finding import Answer, Subject

SUBJECT = Subject(indicator="Alpha")
POINTS = Unit(kind=UnitKind.SCORE, symbol="Pkt")
VALUES = {"up": (0.31, 0.21, 0.4), "down": (-0.31, -0.4, -0.21), "not distinguishable": (0.05, -0.04, 0.14)}
DIFFERENCES = (Quantity.MEAN_DIFFERENCE, Quantity.DIFFERENCE_IN_CHANGE, Quantity.SHARE_DIFFERENCE)


def released(question, finding):
    return released_alone(Answer(question=question, year=2024, findings=(finding,)), 10).items[0]


def every_finding(make):
    """A name, a question and a finding for every kind of sentence."""
    for direction, values in VALUES.items():
        yield f"change, {direction}", "change", make.finding(make.estimate(*values), SUBJECT)
    for quantity, claim, (direction, values) in itertools.product(DIFFERENCES, Claim, VALUES.items()):
        unit = SHARE if quantity is Quantity.SHARE_DIFFERENCE else POINTS
        estimate = make.estimate(*values, quantity=quantity, claim=claim, unit=unit)
        yield f"{quantity}, {claim}, {direction}", "comparison", make.finding(estimate, SUBJECT)
    yield "no interval", "change", make.finding(make.estimate(0.31), SUBJECT)
    unknown = make.estimate(0.31, quantity=Quantity.MEAN_DIFFERENCE)
    yield "no interval, comparison", "comparison", make.finding(unknown, SUBJECT)
    ranks = make.estimate(-0.85, quantity=Quantity.RANK_BISERIAL, cautions=(Caution.UNCERTAINTY_NOT_SHOWN,))
    yield "no interval shown", "change", make.finding(ranks, SUBJECT)
    nothing = make.estimate(None, cautions=(Caution.FEW_PERSONS,))
    yield "no value", "comparison", make.finding(nothing, SUBJECT)
    for verdict, value in zip(
        (Verdict.EQUIVALENT, Verdict.NEEDS_ADJUSTMENT, Verdict.NOT_EQUIVALENT), (0.04, -0.2, 0.3), strict=True
    ):
        yield f"baseline, {verdict}", "baseline", make.alike("Alpha", value, verdict)
    yield "cohort", "cohort", make.step("Alpha", 262, 331)
    yield "cost", "cost", make.cost("Alpha", 14.37)
    yield "cost with interval", "cost", make.cost("Alpha", 940.5, 805.2, 1116.3)
    for verdict in (Verdict.REACHED, Verdict.MISSED, Verdict.UNDECIDED):
        main = make.estimate(0.31, 0.21, 0.4)
        yield f"goal, {verdict}", "goals", make.goal("Alpha", main, 0.25, verdict)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_as_it_was(make, snapshot, language):
    lines = [
        f"{name}:\n  {sentence(question, released(question, finding), language)}"
        for name, question, finding in every_finding(make)
    ]

    snapshot(f"sentences.{language}.txt", "\n".join(lines))


@pytest.mark.parametrize("claim", Claim)
@pytest.mark.parametrize("values", VALUES.values())
def test_a_change_in_one_group_is_described_whatever_the_estimate_claims(make, claim, values):
    """«bewirkt» cannot be said of a before/after comparison, not even by a mistake further down."""
    finding = make.finding(make.estimate(*values, claim=claim), SUBJECT)
    described = make.finding(make.estimate(*values), SUBJECT)

    for language in LANGUAGES:
        said = sentence("change", released("change", finding), language)
        assert said == sentence("change", released("change", described), language)
        assert "wirkte" not in said
        assert "led to" not in said


def test_only_an_effect_is_called_one(make):
    for claim in (Claim.DESCRIPTION, Claim.ASSOCIATION):
        estimate = make.estimate(0.3, 0.2, 0.4, quantity=Quantity.MEAN_DIFFERENCE, claim=claim)
        item = released("comparison", make.finding(estimate, SUBJECT))
        assert "bewirkte" not in sentence("comparison", item, "de")
        assert "led to" not in sentence("comparison", item, "en")


def test_the_direction_comes_from_the_interval_and_not_from_the_value(make):
    unsure = make.finding(make.estimate(0.31, -0.01, 0.63), SUBJECT)

    said = sentence("change", released("change", unsure), "de")

    assert "nicht sicher zu erkennen" in said
    assert "höher" not in said


@pytest.mark.parametrize(
    ("question", "quantity"), [("change", Quantity.SHARE_DIFFERENCE), ("comparison", Quantity.SHARE_DIFFERENCE)]
)
def test_more_of_what_should_be_less_is_worse_in_shares_too(make, question, quantity):
    estimate = make.estimate(0.22, 0.04, 0.37, quantity=quantity, unit=SHARE)
    finding = make.finding(estimate, Subject(indicator="Dropout", better=-1))
    said = sentence(question, released(question, finding), "de")
    assert said.split(" Mit den Daten")[0].endswith(", also schlechter.")


def test_braces_in_a_label_stay_braces(make):
    finding = make.finding(make.estimate(0.31, 0.2, 0.4), dataclasses.replace(SUBJECT, indicator="{size} <b>"))

    assert sentence("change", released("change", finding), "de").startswith("{size} <b>: ")


@pytest.mark.parametrize(
    ("number", "of", "german", "english"),
    [
        (1, 1, "1 von 1 Person erreichte den Schritt", "1 of 1 person reached the step"),
        (1, 348, "1 von 348 Personen erreichte den Schritt", "1 of 348 persons reached the step"),
        (0, 348, "0 von 348 Personen erreichten den Schritt", "0 of 348 persons reached the step"),
        (262, 348, "262 von 348 Personen erreichten den Schritt", "262 of 348 persons reached the step"),
    ],
)
def test_verb_and_noun_follow_their_own_numbers(make, number, of, german, english):
    answer = Answer(question="cohort", year=2024, findings=(make.step("Alpha", number, of, of),))
    (item,) = released_alone(answer, 1).items

    assert sentence("cohort", item, "de").replace("\u00a0", " ").startswith(german)
    assert sentence("cohort", item, "en").replace("\u00a0", " ").startswith(english)
