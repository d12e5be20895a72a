"""What a programme file may say: a frozen, checked model, and the source of its JSON schema.

Field descriptions are what the editor shows while somebody fills in the file, hence German.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag, field_validator

from wirkung.declared import GoalMeasure, Period, StepKind, Wave
from wirkung.programme.annexes import Standards, UseOfFunds
from wirkung.programme.design import Design
from wirkung.programme.dose import Dose
from wirkung.programme.fields import (
    PROGRAMME_ID,
    READ_NUMBER,
    READ_WHOLE,
    Day,
    Identifier,
    NonEmpty,
    Number,
    Truth,
    read_text,
    read_year_kind,
)
from wirkung.programme.money import Benefit, Costs
from wirkung.programme.parts import Part, Text, Translated
from wirkung.programme.processing import Processing
from wirkung.programme.reach import Band, Reach
from wirkung.programme.sensitive import is_sensitive
from wirkung.programme.sources import DataSources
from wirkung.programme.steering import Decision, Proposal, Recommendation
from wirkung.programme.tracking import Tracking


class StepLevel(Part):
    """Eine Zeile des Wirkmodells auf einer Stufe der Wirkungstreppe."""

    step: Annotated[int, Field(ge=1, le=7), READ_WHOLE] = Field(
        description="Stufe: 1–3 Output, 4–6 Outcome, 7 Impact"
    )
    text: Text = Field(description="Was auf dieser Stufe geschehen soll")


class LogicModel(Part):
    """Wie das Programm wirken soll, vom Einsatz bis zur gesellschaftlichen Wirkung."""

    inputs: list[Text] = Field(default=[], description="Was eingesetzt wird: Personal, Geld, Räume")
    steps: list[StepLevel] = Field(default=[], description="Wirkungstreppe: 1–3 Output, 4–6 Outcome, 7 Impact")


class Scale(Part):
    """Grenzen der Antworten."""

    low: Number = Field(description="Kleinster möglicher Wert")
    high: Number = Field(description="Größter möglicher Wert")


class StatedReliability(Part):
    """Wie zuverlässig die Skala misst, aus ihrem Handbuch oder einer eigenen Untersuchung."""

    value: Annotated[float, Field(gt=0, lt=1, allow_inf_nan=False), READ_NUMBER] = Field(
        description="Zwischen 0 und 1, zum Beispiel Cronbachs Alpha oder die Übereinstimmung zweier Messungen"
    )
    source: Text = Field(description="Woher der Wert stammt")


def _reliability_form(value: object) -> str:
    """Which form was meant, so that a mistake gives one message and not one for each form."""
    return "<stated>" if isinstance(value, dict | StatedReliability) else "<items>"


Reliability = Annotated[
    Annotated[Literal["items"], Tag("<items>")] | Annotated[StatedReliability, Tag("<stated>")],
    Discriminator(_reliability_form),
]


class Indicator(Part):
    """Was gemessen wird: eine Frage oder der Mittelwert mehrerer."""

    id: Identifier = Field(description="Kennung: Kleinbuchstaben, Ziffern, Unterstrich")
    label: Text = Field(description="Name im Bericht")
    main: Truth = Field(
        default=False,
        description="true bei dem einen Hauptergebnis, das vorher festgelegt wurde; alle anderen sind dann "
        "weitere Ergebnisse, bei denen mitzählt, wie viele es sind (Holm)",
    )
    side_effect: Truth = Field(
        default=False,
        description="true bei einer möglichen Nebenwirkung: steht in einem Abschnitt für sich, mit ihrer Richtung "
        "(better), und wird für sich beurteilt (ohne Holm)",
    )
    items: Annotated[list[Identifier], Field(min_length=1)] = Field(description="Spalten mit den Antworten")
    reversed: list[Identifier] = Field(default=[], description="Umgepolte Fragen (hoch heißt wenig)")
    scale: Scale | None = Field(default=None, description="Kleinster und größter möglicher Wert")
    kind: Literal["score", "yes_no", "ordered", "count", "money"] = Field(
        default="score",
        description=(
            "score (Zahl auf einer Skala oder in einer Einheit, deren Mittelwert etwas sagt), "
            "yes_no (ja = 1, nein = 0; berichtet werden Anteile), ordered (Schulnoten, einzelne "
            "Fragen: nur die Reihenfolge zählt; ein Ziel ist hier ein Rangmaß von -1 bis 1), count (Besuche, "
            "Fehltage) oder money (Beträge); zu count und money gehört unit"
        ),
    )
    measured: Annotated[list[Wave], Field(min_length=1, max_length=2)] | None = Field(
        default=None,
        description="Wellen, um die es geht: [before, after] (Vorgabe), [after], wenn nur danach gemessen wurde, "
        "[before, follow_up] oder [follow_up], wenn die Nachbefragung das Hauptergebnis ist; [before] nur bei "
        "einem Vortest (pretest)",
    )
    pretest: Identifier | None = Field(
        default=None,
        description="Nur bei measured: [after] oder [follow_up]: Kennung eines anderen Indikators, der vorher "
        "gemessen wurde (Vortest). Der Unterschied zur Vergleichsgruppe wird dann auch rechnerisch daran "
        "angeglichen (ANCOVA)",
    )
    unit: Text = Field(default=Translated(de="Punkte", en="points"), description="Punkte, US-Dollar, Stunden …")
    decimals: Annotated[int, Field(ge=0, le=3), READ_WHOLE] = Field(
        default=2, description="Nachkommastellen im Bericht"
    )
    better: Literal["higher", "lower"] = Field(default="higher", description="Welche Richtung erwünscht ist")
    smallest_relevant_change: Annotated[float, Field(gt=0, allow_inf_nan=False), READ_NUMBER] | None = Field(
        default=None, description="Ab welcher Veränderung es im Alltag zählt, in der Einheit der Skala"
    )
    reliability: Reliability | None = Field(
        default=None,
        description="Wie zuverlässig die Skala misst: items (aus den Antworten zu Beginn, ab zwei Fragen) oder "
        "{value: 0.85, source: …}; dann steht im Bericht, wie viele sich um mehr als den Messfehler "
        "veränderten",
    )

    @property
    def limits(self) -> Scale | None:
        """Between which numbers an answer lies; None where nothing is known."""
        return Scale(low=0.0, high=1.0) if self.kind == "yes_no" else self.scale

    @property
    def has_order_only(self) -> bool:
        """Whether only the order of its answers says something, so that nothing can be added or subtracted."""
        return self.kind == "ordered"


class Characteristic(Part):
    """Ein Merkmal der Personen, in dem die Gruppen zu Beginn verglichen werden."""

    id: Identifier = Field(description="Kennung, zugleich Name der Spalte in data.persons.columns")
    label: Text = Field(description="Name im Bericht")
    kind: Literal["number", "category", "institution"] = Field(
        default="category",
        description="number (Zahl), category oder institution (Schule, Kita, Träger: wird nie gezeigt, schützt "
        "aber Kategorien, in denen es weniger als drei davon gibt)",
    )
    sensitive: Truth | None = Field(
        default=None,
        description="true: besonders zu schützen (Gesundheit, Herkunft, Religion); gezeigt wird es erst ab "
        "doppelt so vielen Personen und nie zusammen mit Ergebnissen oder Abbruch; ohne Angabe an id und label "
        "erkannt",
    )

    baseline_check: Truth = Field(
        default=False,
        description="true, wenn die Gruppen auch hierin zu Beginn ähnlich sein müssen; geprüft wird sonst nur der "
        "Ausgangswert (oder Vortest) des Hauptergebnisses, und alle anderen Merkmale sind nur beschrieben",
    )
    bands: list[Band] = Field(
        default=[],
        description="Nur number: Bereiche, in denen die Zahl gezeigt wird, der kleinste zuerst: [6-9, 10-13, 14+]",
    )

    @property
    def is_sensitive(self) -> bool:
        """Whether it needs more protection: as the programme file says, else as its id and label do."""
        if self.kind == "institution" or self.sensitive is not None:
            return bool(self.sensitive)
        labels = (self.label,) if isinstance(self.label, str) else (self.label.de, self.label.en or "")
        return is_sensitive((self.id, *labels))


class CohortStep(Part):
    """Ein Schritt auf dem Weg der Teilnehmenden."""

    id: Identifier = Field(description="Kennung: Kleinbuchstaben, Ziffern, Unterstrich")
    label: Text = Field(description="Name im Bericht")
    kind: StepKind = Field(
        description="registered (angemeldet), attended (war da), completed (genug Stunden), "
        "answered (hat geantwortet), event (ein Ereignis trat ein)"
    )
    share_of_hours: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False), READ_NUMBER] | None = Field(
        default=None, description="Nur completed: Mindestanteil der geplanten Stunden"
    )
    wave: Wave | None = Field(default=None, description="Nur answered: welche Befragung")
    event: Identifier | None = Field(default=None, description="Nur event: welches Ereignis")
    months: Annotated[int, Field(ge=1, le=120), READ_WHOLE] | None = Field(
        default=None,
        description="Nur event: nach wie vielen Monaten seit dem Einstieg der Schritt beurteilt wird; vorher gilt "
        "er als «noch nicht beobachtbar». Ohne Angabe, sobald der Kurs vorbei ist",
    )
    side_effect: Truth = Field(
        default=False,
        description="Nur event, mit Vergleichsgruppe: true bei einer möglichen Nebenwirkung; sie steht in einem "
        "Abschnitt für sich und ist kein Schritt auf dem Weg",
    )
    better: Literal["higher", "lower"] | None = Field(
        default=None,
        description="Nur mit side_effect: ob es gewollt ist, dass mehr (higher) oder weniger (lower) das erleben",
    )


class SideEffect(Part):
    """Eine bekannte oder vermutete Nebenwirkung, die jemand berichtet hat; gemessen ist sie damit nicht."""

    text: Text = Field(description="Die Nebenwirkung in einem Satz, ohne Namen und ohne einzelne Personen")
    source: Text = Field(description="Von wem oder woher das berichtet ist: Kursleitungen, Studie, Elternbeirat")


class Goal(Part):
    """Ein Ziel, das vor Beginn festgelegt wurde."""

    id: Identifier = Field(description="Kennung: Kleinbuchstaben, Ziffern, Unterstrich")
    label: Text = Field(description="Das Ziel in einem Satz")
    measure: GoalMeasure = Field(
        description="change (Veränderung), difference (Unterschied zur Vergleichsgruppe), level (Stand nach dem "
        "Programm), counted_level (nur yes_no: Anteil mit ja genau dieser Teilnehmenden, gezählt und ohne "
        "Intervall), step_share (Anteil, den das Programm allgemein erreicht), step_difference (Anteil, der einen "
        "Schritt erreicht, abzüglich des Anteils in der Vergleichsgruppe), counted_share (Anteil genau dieser "
        "Teilnehmenden, gezählt und ohne Intervall), count (Zahl der Personen), places (angebotene Plätze), "
        "courses (Kurse mit Teilnehmenden), cost (Obergrenze der Kosten), total (Zahl oder Anteil aus data.totals)"
    )
    of: Identifier = Field(
        default="",
        description="Kennung des Indikators (change, difference, level, counted_level) oder des Schritts "
        "(step_share, step_difference, counted_share, count); bei cost: full (Vollkosten), per_place, "
        "per_participant, per_attended_hour, per_completed, per_outcome, per_additional_outcome, "
        "one_more_course, per_participation, per_held_hour; bei total: courses_offered, courses_held, hours, "
        "places, registered, attended, completed, held_share, booked, utilisation, attended_share, "
        "completed_share; bei places und courses nichts",
    )
    arm: NonEmpty | None = Field(
        default=None,
        description="Nur difference und step_difference mit design.arms: für welche Form des Programms das Ziel "
        "gilt, mit ihrem Wert in der Spalte der Formen",
    )
    target: Number = Field(
        description="Zielwert in der Einheit des Indikators oder der Währung; Anteile als 0.6. Bei cost und bei "
        "Indikatoren mit better: lower ist er die Obergrenze"
    )
    by: Day = Field(
        description="Bis wann, als JJJJ-MM-TT; reichen die Daten nicht so weit, ist das Ziel noch nicht fällig"
    )
    level: Annotated[int, Field(ge=1, le=7), READ_WHOLE] | None = Field(
        default=None, description="Stufe der Wirkungstreppe; ohne Angabe folgt sie aus measure und of"
    )


class Evaluated(Part):
    """Wer ausgewertet hat, wer das bezahlte, und wie alt die Daten sind."""

    by: Text | None = Field(
        default=None,
        description="Wer ausgewertet hat, wenn es nicht organisation war; ohne Angabe heißt der Bericht "
        "Selbstevaluation",
    )
    paid_by: Text | None = Field(default=None, description="Wer die Auswertung bezahlt hat")
    data_as_of: Day | None = Field(default=None, description="Datenstand, als JJJJ-MM-TT")


class Privacy(Processing):
    """Schutz kleiner Gruppen, und was für die Daten aller Quellen gilt."""

    smallest_group: Annotated[int, Field(ge=3), READ_WHOLE] = Field(
        default=10, description="Mindestfallzahl (Vorgabe 10)"
    )
    reason: Text | None = Field(default=None, description="Warum von 10 abgewichen wird")


class Programme(Part):
    """Eine Programmdatei für wirkung: alles, was ein Programm von einem anderen unterscheidet."""

    id: Annotated[str, StringConstraints(pattern=PROGRAMME_ID), BeforeValidator(read_text)] = Field(
        description="Kurzname, zugleich Ordner des Berichts: Kleinbuchstaben, Ziffern, Bindestrich"
    )
    title: Text = Field(description="Name des Programms")
    organisation: Text = Field(description="Wer das Programm verantwortet")
    question: Text = Field(description="Was diese Auswertung beantworten soll, in einem Satz")
    period: Annotated[
        Literal["calendar", "budget_year", "school_year", "kita_year"], BeforeValidator(read_year_kind)
    ] = Field(
        default="calendar",
        description="Was ein Jahr des Programms ist: calendar, budget_year (Haushaltsjahr = Kalenderjahr), "
        "school_year oder kita_year (1. August bis 31. Juli; das Jahr heißt nach seinem Beginn: 2023 ist 2023/24)",
    )
    notebook: NonEmpty | None = Field(
        default=None,
        description="Eigenes Notebook dieses Programms im Ordner notebooks, ohne Endung; sonst evaluation",
    )
    synthetic: Truth = Field(default=False, description="true, wenn die Personen erfunden sind")
    public: Truth = Field(
        default=False,
        description="true, wenn jede und jeder diese Daten haben darf; data_source sagt dann, woher sie sind",
    )
    data_source: Text | None = Field(default=None, description="Herkunft und Lizenz der Daten")
    contact: Text | None = Field(
        default=None,
        description="Wohin Leserinnen und Leser schreiben können, auch wegen Barrieren; steht in jeder Fassung, "
        "zum Beispiel «Bildungsbüro, bildung@landkreis.example, Telefon 04141 12-0»",
    )
    evaluation: Evaluated = Field(
        default=Evaluated(), description="Wer ausgewertet und wer das bezahlt hat, und der Datenstand"
    )
    logic_model: LogicModel | None = Field(default=None, description="Wie das Programm wirken soll")
    goals: list[Goal] = Field(default=[], description="Ziele, die vor Beginn festgelegt wurden")
    design: Design = Field(description="Welche Gruppen es gibt und wie sie zustande kamen")
    data: DataSources = Field(description="Welche Dateien es gibt und wie ihre Spalten heißen")
    indicators: list[Indicator] = Field(default=[], description="Was gemessen wird")
    characteristics: list[Characteristic] = Field(default=[], description="Merkmale der Personen zu Beginn")
    reach: list[Reach] = Field(default=[], description="Zielgruppe und Planung, ein Eintrag je Jahr")
    dose: Dose | None = Field(
        default=None,
        description="Das Hauptergebnis der Teilnehmenden nach ihrer Anwesenheit, als Beschreibung; ohne Angabe "
        "steht davon nichts im Bericht",
    )
    cohort: list[CohortStep] = Field(default=[], description="Schritte der Teilnehmenden, der erste zuerst")
    side_effects: list[SideEffect] = Field(
        default=[], description="Bekannte oder vermutete Nebenwirkungen, und von wem sie berichtet sind"
    )
    costs: Costs | None = Field(default=None, description="Wie die Kosten zu lesen sind; gehört zu data.costs")
    benefits: list[Benefit] = Field(
        default=[], description="Was Ergebnisse später wert sind, mit Quelle; ergibt ein Szenario"
    )
    decisions: list[Decision] = Field(
        default=[], description="Frühere Beschlüsse zu diesem Programm, und was aus ihnen wurde"
    )
    recommendation: list[Recommendation] = Field(
        default=[],
        description="Was die Fachstelle empfiehlt, ein Eintrag je Bericht; der Bericht empfiehlt nichts",
    )
    proposal: list[Proposal] = Field(
        default=[], description="Angaben für die Beschlussvorlage, ein Eintrag je Bericht"
    )
    standards: list[Standards] = Field(
        default=[],
        description="Antworten zu den Standards der DeGEval, ein Eintrag je Bericht (Anlage)",
    )
    use_of_funds: list[UseOfFunds] = Field(
        default=[], description="Angaben für einen Verwendungsnachweis, ein Eintrag je Bericht (Anlage)"
    )
    tracking: Tracking = Field(default=Tracking(), description="Wie Teilnehmende über die Jahre verfolgt werden")
    privacy: Privacy = Field(
        default=Privacy(),
        description="Schutz kleiner Gruppen; und für alle Quellen zugleich: Zweck, Rechtsgrundlage, Löschdatum",
    )

    @field_validator("indicators", mode="after")
    @classmethod
    def _main_one_first(cls, indicators: list[Indicator]) -> list[Indicator]:
        """Whatever asks about one indicator asks about the first; side effects are what is asked last."""
        return sorted(indicators, key=lambda each: (not each.main, each.side_effect))

    @property
    def way(self) -> tuple[CohortStep, ...]:
        """The steps that participants are meant to take, the first one first; side effects are none."""
        return tuple(step for step in self.cohort if not step.side_effect)

    @property
    def has_side_effects(self) -> bool:
        """Whether the programme file says anything of side effects, measured or reported."""
        measured = (*(each.side_effect for each in self.indicators), *(each.side_effect for each in self.cohort))
        return bool(self.side_effects) or any(measured)

    @property
    def outcomes(self) -> list[Indicator]:
        """What results are about: all indicators but those measured before alone, the pre-tests of others."""
        return [each for each in self.indicators if each.measured != [Wave.BEFORE]]

    @property
    def year_is(self) -> Period:
        """What one year of the programme is."""
        return Period(self.period)

    def last_day_of(self, year: int) -> dt.date:
        """The last day of a year of the programme."""
        return dt.date(year + 1, self.year_is.first_month, 1) - dt.timedelta(days=1)

    def entry_of(self, year: int) -> str:
        """The day, as year-month-day, on which those enter in a year of whom no date is known."""
        first = f"{self.year_is.first_month:02d}-01"
        starts = self.tracking.starts or first
        return f"{year + (starts < first):04d}-{starts}"
