"""What a programme file may say: a frozen, checked model, and the source of its JSON schema.

Field descriptions are what the editor shows while somebody fills in the file, hence German.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from wirkung.programme.codes import Assignment, CostCategory, DesignKind, Group, SourceRole, StepKind, Wave
from wirkung.programme.fields import (
    CURRENCY,
    PROGRAMME_ID,
    READ_NUMBER,
    READ_WHOLE,
    Code,
    Day,
    FileValue,
    Identifier,
    MissingMark,
    NonEmpty,
    Number,
    Truth,
    is_nothing,
    read_text,
)

__all__ = [
    "Assignment", "Characteristic", "CohortStep", "CostCategory", "Costs", "DataSources", "Design", "DesignKind",
    "Goal", "Group", "Indicator", "LogicModel", "Privacy", "Programme", "Scale", "Source", "SourceRole",
    "StepKind", "StepLevel", "Text", "Translated", "Wave", "Year", "text_in",
]  # fmt: skip

Year = Annotated[int, Field(ge=1900, le=2100), READ_WHOLE]


class _Part(BaseModel):
    """Every part of the file: unknown keys are errors, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty_keys(cls, raw: object) -> object:
        """A key that may be missing may also be there without a value."""
        if not isinstance(raw, dict):
            return raw
        optional = {name for name, field in cls.model_fields.items() if not field.is_required()}
        return {key: value for key, value in raw.items() if not (key in optional and is_nothing(value))}


class Translated(_Part):
    """Ein Text auf Deutsch und, wenn es englische Berichte geben soll, auf Englisch."""

    de: NonEmpty = Field(description="Text für deutsche Berichte")
    en: NonEmpty | None = Field(default=None, description="Text für englische Berichte")


def _text_form(value: object) -> str:
    """Which form of a text was meant, so that a mistake gives one message and not one for each form."""
    return "<translated>" if isinstance(value, dict | Translated) else "<text>"


Text = Annotated[
    Annotated[NonEmpty, Tag("<text>")] | Annotated[Translated, Tag("<translated>")], Discriminator(_text_form)
]


def text_in(text: Text, language: str) -> str:
    """The text in a language; German where there is no English one."""
    if isinstance(text, str):
        return text
    return text.en if language == "en" and text.en is not None else text.de


class StepLevel(_Part):
    """Eine Zeile des Wirkmodells auf einer Stufe der Wirkungstreppe."""

    step: Annotated[int, Field(ge=1, le=7), READ_WHOLE] = Field(
        description="Stufe: 1–3 Output, 4–6 Outcome, 7 Impact"
    )
    text: Text = Field(description="Was auf dieser Stufe geschehen soll")


class LogicModel(_Part):
    """Wie das Programm wirken soll, vom Einsatz bis zur gesellschaftlichen Wirkung."""

    inputs: list[Text] = Field(default=[], description="Was eingesetzt wird: Personal, Geld, Räume")
    steps: list[StepLevel] = Field(default=[], description="Wirkungstreppe: 1–3 Output, 4–6 Outcome, 7 Impact")


class Design(_Part):
    """Wie die Gruppen zustande kamen. Davon hängt ab, was der Bericht behaupten darf."""

    kind: DesignKind = Field(
        description="one_group (nur Teilnehmende), comparison (mit Vergleichsgruppe), randomised (ausgelost)"
    )
    assignment: Assignment = Field(
        description="Wie Teilnehmende in das Programm kamen: self_selected (selbst angemeldet), "
        "selected_by_baseline (nach dem Ausgangswert ausgewählt), assigned_by_rule (nach Regel), lottery (Los)"
    )
    note: Text | None = Field(default=None, description="In einem Satz: Wer ist in welcher Gruppe, und warum?")
    clusters: Literal["course"] | None = Field(default=None, description="course, wenn in Kursen gelernt wird")
    instrument: Literal["separate", "retrospective"] = Field(
        default="separate", description="retrospective, wenn der Ausgangswert erst hinterher erfragt wurde"
    )


class Source(_Part):
    """Eine Tabelle in einer Datei: CSV, Excel oder OpenDocument."""

    file: NonEmpty = Field(description="Pfad der Datei, von der Programmdatei aus")
    sheet: NonEmpty | None = Field(default=None, description="Tabellenblatt; ohne Angabe das erste")
    encoding: NonEmpty | None = Field(default=None, description="Zeichensatz, wenn nicht erkannt (cp1252, utf-8)")
    separator: Literal[";", ",", "\t", "|"] | None = Field(default=None, description="Trennzeichen der CSV-Datei")
    decimal: Literal[",", "."] | None = Field(default=None, description="Dezimalzeichen, wenn nicht erkannt")
    missing: list[MissingMark] = Field(
        default=[], description="Weitere Zeichen für «keine Angabe», z. B. 99 oder k. A."
    )
    columns: dict[Identifier, NonEmpty] = Field(description="Unser Name: Spaltenüberschrift in der Datei")
    values: dict[Identifier, dict[FileValue, Code]] = Field(
        default={}, description="Umschlüsselung je Spalte: Wert in der Datei: unser Wert"
    )
    constants: dict[Identifier, Code] = Field(
        default={}, description="Spalten, die in der Datei fehlen, weil überall dasselbe stünde"
    )


class DataSources(_Part):
    """Welche Dateien es gibt."""

    persons: Source = Field(description="Wer dabei war: person, year, group, course und Merkmale")
    measurements: list[Source] = Field(default=[], description="Befragungen: person, wave und die Fragen")
    attendance: Source | None = Field(default=None, description="Teilnahme: person, course, hours, planned_hours")
    events: Source | None = Field(default=None, description="Was später geschah: person, event, date")
    costs: Source | None = Field(default=None, description="Kosten: year, category, description, amount")


class Scale(_Part):
    """Grenzen der Antworten."""

    low: Number = Field(description="Kleinster möglicher Wert")
    high: Number = Field(description="Größter möglicher Wert")


class Indicator(_Part):
    """Was gemessen wird: eine Frage oder der Mittelwert mehrerer."""

    id: Identifier = Field(description="Kennung: Kleinbuchstaben, Ziffern, Unterstrich")
    label: Text = Field(description="Name im Bericht")
    items: Annotated[list[Identifier], Field(min_length=1)] = Field(description="Spalten mit den Antworten")
    reversed: list[Identifier] = Field(default=[], description="Umgepolte Fragen (hoch heißt wenig)")
    scale: Scale | None = Field(default=None, description="Kleinster und größter möglicher Wert")
    unit: Text = Field(default=Translated(de="Punkte", en="points"), description="Punkte, US-Dollar, Stunden …")
    decimals: Annotated[int, Field(ge=0, le=3), READ_WHOLE] = Field(
        default=2, description="Nachkommastellen im Bericht"
    )
    better: Literal["higher", "lower"] = Field(default="higher", description="Welche Richtung erwünscht ist")
    smallest_relevant_change: Annotated[float, Field(gt=0, allow_inf_nan=False), READ_NUMBER] | None = Field(
        default=None, description="Ab welcher Veränderung es im Alltag zählt, in der Einheit der Skala"
    )


class Characteristic(_Part):
    """Ein Merkmal der Personen, in dem die Gruppen zu Beginn verglichen werden."""

    id: Identifier = Field(description="Kennung, zugleich Name der Spalte in data.persons.columns")
    label: Text = Field(description="Name im Bericht")
    kind: Literal["number", "category"] = Field(default="category", description="number (Zahl) oder category")


class CohortStep(_Part):
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


class Goal(_Part):
    """Ein Ziel, das vor Beginn festgelegt wurde."""

    id: Identifier = Field(description="Kennung: Kleinbuchstaben, Ziffern, Unterstrich")
    label: Text = Field(description="Das Ziel in einem Satz")
    measure: Literal["change", "difference", "step_share"] = Field(
        description="change (Veränderung), difference (Unterschied zur Vergleichsgruppe), step_share (Anteil)"
    )
    of: Identifier = Field(description="Kennung des Indikators oder des Schritts")
    target: Number = Field(description="Zielwert in der Einheit des Indikators; Anteile als 0.6")
    by: Day = Field(description="Bis wann, als JJJJ-MM-TT")


class Costs(_Part):
    """Wie die Kosten zu lesen sind."""

    currency: Annotated[str, StringConstraints(pattern=CURRENCY)] = Field(
        default="EUR", description="Währung als drei Großbuchstaben"
    )
    price_year: Year = Field(description="Preisstand der Beträge")
    outcome: Identifier = Field(description="Schritt, der als Erfolg zählt (Kennung aus cohort)")


class Privacy(_Part):
    """Schutz kleiner Gruppen."""

    smallest_group: Annotated[int, Field(ge=3), READ_WHOLE] = Field(
        default=10, description="Mindestfallzahl (Vorgabe 10)"
    )
    reason: Text | None = Field(default=None, description="Warum von 10 abgewichen wird")


class Programme(_Part):
    """Eine Programmdatei für wirkung: alles, was ein Programm von einem anderen unterscheidet."""

    id: Annotated[str, StringConstraints(pattern=PROGRAMME_ID), BeforeValidator(read_text)] = Field(
        description="Kurzname, zugleich Ordner des Berichts: Kleinbuchstaben, Ziffern, Bindestrich"
    )
    title: Text = Field(description="Name des Programms")
    organisation: Text = Field(description="Wer das Programm verantwortet")
    question: Text = Field(description="Was diese Auswertung beantworten soll, in einem Satz")
    synthetic: Truth = Field(default=False, description="true, wenn die Personen erfunden sind")
    data_source: Text | None = Field(default=None, description="Herkunft und Lizenz der Daten")
    logic_model: LogicModel | None = Field(default=None, description="Wie das Programm wirken soll")
    goals: list[Goal] = Field(default=[], description="Ziele, die vor Beginn festgelegt wurden")
    design: Design = Field(description="Welche Gruppen es gibt und wie sie zustande kamen")
    data: DataSources = Field(description="Welche Dateien es gibt und wie ihre Spalten heißen")
    indicators: list[Indicator] = Field(default=[], description="Was gemessen wird")
    characteristics: list[Characteristic] = Field(default=[], description="Merkmale der Personen zu Beginn")
    cohort: list[CohortStep] = Field(default=[], description="Schritte der Teilnehmenden, der erste zuerst")
    costs: Costs | None = Field(default=None, description="Wie die Kosten zu lesen sind; gehört zu data.costs")
    privacy: Privacy = Field(default=Privacy(), description="Schutz kleiner Gruppen")
