"""A report that contradicts itself is refused: each kind is put into one and found, its neighbours are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wirkung.catalogue import LANGUAGES, message
from wirkung.codes import Caution, Claim, CountRole, Quantity, Role, UnitKind, Verdict
from wirkung.errors import RunError
from wirkung.estimate import MONTHS, Count, Unit
from wirkung.report.document.blocks import Bullets, Paragraph, Title
from wirkung.report.document.consistency import _RULES, contradictions, refuse_contradictions
from wirkung.report.document.document import Document, Endnotes, Section
from wirkung.report.document.handed_over import HandedOver
from wirkung.report.document.results import Printed, ResultLine, WrittenEstimate, WrittenInterval
from wirkung.report.document.richtext import Heading, Text
from wirkung.report.writing.sentences import CAUSE

NEXT = ("withheld", "unknown", "not_distinguishable", "unwanted", "too_small")


def said(code, language="de", **values):
    cause = {form: message("report", f"cause.programme.{form}", language) for form in CAUSE}
    return message("report", code, language, **cause | values)


def report(*texts, results=(), language="de"):
    """A report of one section with sentences, and what its cells handed over."""
    content = (Paragraph(text=texts[0] if texts else "Alpha."), Bullets(lead="", items=tuple(texts[1:])))
    heading = Heading(level=2, runs=(Text(text="Kappa"),))
    return Document(
        language=language,
        title=Title(text="Alpha", above="", below=""),
        banners=(),
        head=(),
        opening=(),
        sections=(Section(heading=heading, anchor="kappa", content=content, sections=()),),
        annex=(),
        exhibits=(),
        endnotes=Endnotes(),
        has_own_parts=False,
        handed_over=HandedOver(results=tuple(results)),
    )


def line(
    question,
    value=0.3,
    *,
    label="Beta",
    role=Role.MAIN,
    about=None,
    low=None,
    high=None,
    verdict=None,
    withheld=False,
    quantity=Quantity.MEAN_CHANGE,
):
    interval = None if low is None else WrittenInterval(low=low, high=high, level=0.95, method="t")
    estimate = WrittenEstimate(
        quantity=quantity,
        unit=Unit(kind=UnitKind.SCORE, symbol="Pkt"),
        value=value,
        interval=interval,
        counts=(Count(role=CountRole.PAIRS, number=100),),
        claim=Claim.DESCRIPTION,
        source="Source (2000)",
        cautions=(Caution.FEW_PERSONS,) if value is None else (),
    )
    return ResultLine(
        id=f"{question}.{role}.{about}",
        question=question,
        year=2024,
        projected=False,
        about=about or {"indicator": "alpha"},
        group="",
        label=label,
        role=role,
        withheld=withheld,
        estimate=None if withheld else estimate,
        printed=Printed(value="[g]" if withheld else str(value), interval="", target=""),
        verdict=verdict,
    )


def effect(language="de", **values):
    return said("sentence.comparison.mean_difference.effect.up", language, size="0,3", better="", **values)


def ordered(code, language="de", better=""):
    return said(f"sentence.{code}", language, label="Beta", what="Antworten", better=better, value="0,4", scale="")


def curve(*cautions):
    """The share that had made a step after twelve months."""
    given = line("timing", 0.4, about={"step": "began", "months": 12}, quantity=Quantity.SHARE)
    return given.model_copy(update={"estimate": replace(given.estimate, cautions=cautions)})


def waited(value):
    """How many months later than the comparison group; None where that cannot be said."""
    given = line("timing", value, about={"step": "began", "aspect": "timing.difference"})
    return given.model_copy(update={"estimate": replace(given.estimate, unit=MONTHS)})


def answered(label):
    return line("retention", 0.55, label=label, about={"cohort": 2024, "wave": "after"}, quantity=Quantity.SHARE)


def stayed(code, language, point="Befragung nachher"):
    values = {"cohort": "2024", "value": "55 %", "of": "100 Personen", "interval": "50 bis 60 %", "level": "95"}
    return said(code, language, point=point, **values)


RANKS = {"quantity": Quantity.RANK_BISERIAL, "low": 0.1, "high": 0.7}
STEP = {"step": "completed"}
SEEDED = {
    "sign_said_twice": [
        report("Alpha: Werte 0,41 Punkte niedriger, wahrscheinlich zwischen \u22120,77 und \u22120,06."),
        report("Beta: 20 Prozentpunkte weniger. Mit den Daten verträglich: \u221229 bis \u221211 Prozentpunkte."),
        report("Alpha: 0.41 points lower, probably between \u22120.77 and \u22120.06.", language="en"),
    ],
    "value_outside_its_interval": [report(results=[line("change", 0.3, low=0.4, high=0.6)])],
    "goal_met_and_missed": [
        report(said(f"sentence.goals.{told}", label="Beta", value="75 %"), results=[line("goals", verdict=known)])
        for told, known in (
            ("reached", Verdict.MISSED),
            ("missed", Verdict.REACHED),
            ("missed.counted", Verdict.REACHED),
        )
    ],
    "going_on_beside_a_missed_goal": [
        report(said(f"next.wanted.{claim}"), results=[line("goals", verdict=Verdict.MISSED)]) for claim in Claim
    ],
    "nothing_to_say_beside_a_result": [
        report(said("next.withheld"), results=[line("change")]),
        report(said("evidence_level.maryland.0"), results=[line("comparison")]),
    ],
    "two_steps_of_one_result": [report(said(f"next.{one}"), said("next.wanted.effect")) for one in NEXT],
    "effect_without_licence": [
        report(
            said(f"evidence.claim.{claim}", language) + " Maryland.",
            said(f"sentence.comparison.{effect}", language, label="Beta", size="0,3", better="", hundred="")[:-1]
            + more,
            language=language,
        )
        for claim in ("description", "association")
        for effect in ("mean_difference.effect.up", "share_difference.effect.down")
        for language in LANGUAGES
        for more in (".", ", 0,1 – 0,5.")
    ],
    "one_share_shown_and_withheld": [
        report(
            results=[
                line("cohort", about=STEP, withheld=True),
                line("steps", 0.03, role=Role.PROGRAMME, about=STEP),
            ]
        )
    ],
    "worth_not_said": [
        report(ordered(code, language), results=[line("change", 0.4, **RANKS)], language=language)
        for code in ("change.ordered.up", "change.ordered.down", "comparison.cliffs_delta.association.up")
        for language in LANGUAGES
    ],
    "nothing_to_say_beside_a_number": [
        report(said("sentence.no_value", label="Beta"), results=[line("afterwards", 0.66)]),
        report(said("sentence.no_value", "en", label="Beta"), results=[line("change", 0.3)], language="en"),
    ],
    "more_than_anybody_plans": [
        report(
            f"Noch nicht zu sagen: Beta. {said('sentence.goals.needed', number='1146')}",
            results=[line("goals"), line("goals", 1146.0, role=Role.NEEDED)],
        )
    ],
    "way_without_certainty": [
        report(
            said(f"glance.way.{way}.{question}", label="Beta"),
            results=[line(question, 0.1, low=-0.1, high=0.3, label=label, withheld=withheld)],
        )
        for way in ("better", "worse")
        for question in ("change", "comparison", "steps")
        for label in ("Beta", "Beta (weiteres Ergebnis)")
        for withheld in (False, True)
    ],
    "waiting_of_one_date": [
        report(results=[curve(Caution.EVENTS_ON_ENTRY), waited(3.4)], language=language) for language in LANGUAGES
    ],
    "withheld_beside_its_number": [
        report(
            said("glance.way.withheld", language, label="Beta"), results=[line("cohort", 0.03)], language=language
        )
        for language in LANGUAGES
    ],
    "staying_read_off_answers": [
        report(stayed(code, language), results=[answered("Befragung nachher")], language=language)
        for code in ("sentence.retention", "sentence.retention.range")
        for language in LANGUAGES
    ],
}
HARMLESS = {
    "a lower value with its limits": report(
        "Alpha: 0,41 Punkte niedriger, wahrscheinlich zwischen 0,06 und 0,77."
    ),
    "a value with a sign": report("Alpha: \u22120,41 Punkte, weniger ist besser: \u22120,77 bis \u22120,06."),
    "across zero": report("Alpha: Mit den Daten verträglich: \u22120,1 bis 0,2; weniger als erwartet."),
    "a goal that is missed": report(
        said("sentence.goals.missed", label="Beta", value="60 %"),
        said("next.unwanted"),
        results=[line("goals", verdict=Verdict.MISSED)],
    ),
    "another goal": report(
        said("sentence.goals.missed", label="Gamma", value="60 %"),
        results=[line("goals", verdict=Verdict.REACHED)],
    ),
    "going on": report(said("next.wanted.description"), results=[line("goals", verdict=Verdict.REACHED)]),
    "all withheld": report(said("next.withheld"), results=[line("change", withheld=True)]),
    "more lost in one group, which is no outcome": report(
        said("next.withheld"), said("evidence_level.maryland.0"), results=[line("lost")]
    ),
    "an effect with its licence": report(said("evidence.claim.effect"), effect(label="Beta")),
    "an office that calls a question «Was der Kurs bewirkte»": report(
        said("evidence.claim.description"),
        "Was der Kurs bewirkte: Nachher lagen die Werte im Mittel höher als vorher.",
    ),
    "an office whose question has limits": report(
        "Weniger Frost, \u22125 bis \u22121: 0,4 Punkte höher.",
        results=[line("change", label="Weniger Frost, \u22125 bis \u22121")],
    ),
    "grades that fell, which is better": report(
        ordered("change.ordered.down", better=said("sentence.better")),
        results=[line("change", -0.4, **RANKS | {"low": -0.7, "high": -0.1})],
    ),
    "nothing known of one of two numbers of that name": report(
        said("sentence.no_value", label="Beta"), results=[line("afterwards", 0.66), line("change", None)]
    ),
    "a few more persons": report(
        f"Noch nicht zu sagen: Beta. {said('sentence.goals.needed', number='146')}",
        results=[line("goals"), line("goals", 146.0, role=Role.NEEDED)],
    ),
    "a further result that is sure": report(
        said("glance.way.better.change", label="Beta"), results=[line("change", 0.3, low=0.1, high=0.5)]
    ),
    "a further result that was compared, where the main one was not": report(
        said("evidence_level.maryland.0"), results=[line("change", label="Beta (weiteres Ergebnis)")]
    ),
    "months of waiting for events with a date of their own": report(results=[curve(), waited(3.4)]),
    "events on the day of entry, and nothing said of waiting": report(
        results=[curve(Caution.EVENTS_ON_ENTRY), waited(None)]
    ),
    "who answered": report(stayed("sentence.retention.answered", "de"), results=[answered("Befragung nachher")]),
    "who came to the course, with a survey beside it": report(
        stayed("sentence.retention", "de", point="Kurs"), results=[answered("Befragung nachher")]
    ),
    "a comparison withheld beside how many got there": report(
        said("glance.way.withheld.steps", label="Beta"), results=[line("cohort", 0.03)]
    ),
    "both shown": report(
        results=[line("cohort", 0.03, about=STEP), line("steps", 0.03, role=Role.PROGRAMME, about=STEP)]
    ),
}


@pytest.mark.parametrize(
    ("kind", "number"), [(kind, n) for kind, all_of in SEEDED.items() for n in range(len(all_of))]
)
def test_each_kind_of_contradiction_is_found_by_its_rule_alone(kind, number):
    assert {found.kind for found in contradictions(SEEDED[kind][number])} == {kind}


def test_every_rule_is_tried():
    assert {rule.__name__ for rule in _RULES} == set(SEEDED)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_alike_is_none(name):
    assert contradictions(HARMLESS[name]) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contradiction_stops_the_report_and_says_that_it_is_the_programs_fault(language):
    given = report(
        said("next.unwanted", language),
        said("next.too_small", language),
        language=language,
    )

    with pytest.raises(RunError) as raised:
        refuse_contradictions(given)

    told = str(raised.value)
    assert {"de": "Fehler des Programms", "en": "error of the program"}[language] in told
    assert "two_steps_of_one_result" in told


def test_a_report_without_any_is_let_through():
    assert refuse_contradictions(report("Alpha.")) is None
