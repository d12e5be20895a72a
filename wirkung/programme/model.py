"""What a programme file may say: a frozen, checked model, and the source of its JSON schema.

Field descriptions are what the editor shows while somebody fills in the file, hence German.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, field_validator

from wirkung.declared import (
    Assignment,
    DesignKind,
    Doubt,
    GoalMeasure,
    IdDifference,
    Period,
    Several,
    StepKind,
    Wave,
)
from wirkung.programme.fields import (
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
    Query,
    Truth,
    Variable,
    read_text,
)
from wirkung.programme.money import Benefit, Costs
from wirkung.programme.parts import Part, Text, Translated
from wirkung.programme.reach import Reach
from wirkung.programme.sensitive import is_sensitive
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


class Design(Part):
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


class Crosses(Part):
    """Eine Anwesenheitsliste mit einer Spalte je Termin."""

    dates: list[NonEmpty] = Field(
        default=[], description="Überschriften der Termine; ohne Angabe alle, die ein Datum sind"
    )
    present: list[MissingMark] = Field(default=["x"], description="Zeichen für «war da»")
    absent: list[MissingMark] = Field(
        default=[], description="Zeichen für «war nicht da» (entschuldigt); eine leere Zelle heißt das immer"
    )
    hours: Annotated[float, Field(gt=0, le=24, allow_inf_nan=False), READ_NUMBER] | None = Field(
        default=None, description="Stunden eines Termins; ohne Angabe zählen Termine statt Stunden"
    )


def beside(heading: str) -> str:
    """The name of a column of the file that the programme file gives none; no name of ours is like it."""
    return f"={heading}"


class Database(Part):
    """Eine Tabelle oder Abfrage in einer Datenbank (PostgreSQL, SQLite); es wird nur gelesen."""

    address: Variable = Field(
        description="Name der Umgebungsvariable, in der die Adresse steht (STADE_DB); nie die Adresse selbst"
    )
    table: NonEmpty | None = Field(default=None, description="Tabelle oder Sicht, auch als schema.tabelle")
    query: Query | None = Field(default=None, description="Statt table: eine Abfrage, SELECT …")


class Source(Part):
    """Eine Tabelle in einer Datei (CSV, Excel, OpenDocument, SPSS, Parquet) oder in einer Datenbank."""

    file: NonEmpty | None = Field(default=None, description="Pfad der Datei, von der Programmdatei aus")
    database: Database | None = Field(
        default=None, description="Statt file: {address: STADE_DB, table: teilnahmen} oder query statt table"
    )
    sheet: NonEmpty | None = Field(default=None, description="Tabellenblatt; ohne Angabe das erste")
    encoding: NonEmpty | None = Field(default=None, description="Zeichensatz, wenn nicht erkannt (cp1252, utf-8)")
    separator: Literal[";", ",", "\t", "|"] | None = Field(default=None, description="Trennzeichen der CSV-Datei")
    decimal: Literal[",", "."] | None = Field(default=None, description="Dezimalzeichen, wenn nicht erkannt")
    missing: list[MissingMark] = Field(
        default=[], description="Weitere Zeichen für «keine Angabe», z. B. 99 oder k. A."
    )
    id_with: list[NonEmpty] = Field(
        default=[],
        description="Überschriften weiterer Spalten, die mit person zusammen die Kennung sind (Vorname)",
    )
    missing_in: dict[Identifier, list[MissingMark]] = Field(
        default={}, description="Zeichen für «keine Angabe», die nur in einer Spalte gelten: {zufrieden: [99]}"
    )
    accept: list[Doubt] = Field(
        default=[],
        description="Was an dieser Datei auffällt und doch stimmt: far_values, same_id, mixed_labels, short_rows, "
        "no_person, codes_in_scale, mixed_per_cent, personal, institution, many_values, never_ticked, garbled, "
        "rows_above",
    )
    most_left_out: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False), READ_NUMBER] = Field(
        default=0.2, description="Bis zu welchem Anteil Zeilen oder Antworten ausgelassen werden dürfen (0 bis 1)"
    )
    only: dict[NonEmpty, list[MissingMark]] = Field(
        default={},
        description="Nur Zeilen, die in einer Spalte (Überschrift) einen dieser Werte haben: {Status: [da]}",
    )
    leave_out: dict[NonEmpty, list[MissingMark]] = Field(
        default={},
        description='Ohne Zeilen, die in einer Spalte (Überschrift) einen dieser Werte haben; "" heißt leer',
    )
    blank: dict[Identifier, Code] = Field(
        default={}, description="Was eine leere Zelle in einer Spalte heißt: {bestanden: 0}"
    )
    options: dict[Identifier, NonEmpty] = Field(
        default={},
        description="Mehrfachauswahl in einer Zelle («Mathe;Technik»): welche Antwort eine Spalte zählt, "
        "1 wenn angekreuzt, sonst 0: {mag_mathe: Mathe}; unter columns steht bei allen dieselbe Überschrift",
    )
    several: Several | None = Field(
        default=None,
        description="Nur Befragungen: welche Antwort einer Person in einer Welle gilt: submitted (die zuletzt "
        "abgeschickte), first, last, stop (nachfragen); ohne Angabe die einzige abgeschickte, sonst nachfragen",
    )
    waves: dict[Wave, dict[Identifier, NonEmpty]] = Field(
        default={},
        description="Nur Befragungen, in denen alle Wellen in einer Zeile stehen: Welle: {Frage: Überschrift}",
    )
    crosses: Crosses | None = Field(default=None, description="Nur attendance: eine Spalte je Termin mit Kreuzen")
    drop: list[NonEmpty] = Field(
        default=[],
        description="Überschriften von Spalten mit Namen, Adressen und Ähnlichem, die nicht gelesen werden, "
        "obwohl sie in der Datei stehen",
    )
    birth_dates: list[Identifier] = Field(
        default=[],
        description="Nur persons: Merkmale, in deren Spalte das Geburtsdatum steht; gelesen wird das Alter in "
        "Jahren am Tag von entered, sonst am 1. Januar des Jahres",
    )
    large: Truth = Field(
        default=False, description="true, wenn die Datei mit Absicht sehr groß ist (über 100 MB); sonst gefragt"
    )
    period: Period | None = Field(
        default=None,
        description="Was ein Jahr dieser Datei ist, wenn es anders ist als im Programm: calendar, budget_year "
        "(Haushaltsjahr = Kalenderjahr), school_year, kita_year (1. August bis 31. Juli) oder half_year "
        "(Schulhalbjahr ab 1. August und ab 1. Februar)",
    )
    columns: dict[Identifier, NonEmpty] = Field(description="Unser Name: Spaltenüberschrift in der Datei")
    values: dict[Identifier, dict[FileValue, Code]] = Field(
        default={}, description="Umschlüsselung je Spalte: Wert in der Datei: unser Wert"
    )
    constants: dict[Identifier, Code] = Field(
        default={}, description="Spalten, die in der Datei fehlen, weil überall dasselbe stünde"
    )

    @property
    def name(self) -> str:
        """How reports and messages call the source: the path of the file, or «STADE_DB:teilnahmen»."""
        if self.database is not None:
            return f"{self.database.address}:{self.database.table or 'query'}"
        return self.file or ""

    @property
    def read(self) -> dict[str, str]:
        """Every column that is read: our name (`beside(heading)` for one that has none), and heading."""
        others = (*self.only, *self.leave_out, *self._dates, *self.id_with)
        return self.columns | {beside(heading): heading for heading in others}

    @property
    def _dates(self) -> list[str]:
        return [] if self.crosses is None else self.crosses.dates

    def by_wave(self) -> Iterator[Source]:
        """The source itself, or one for each wave where all waves stand in one row."""
        if not self.waves:
            yield self
        for wave, columns in self.waves.items():
            one = {
                "columns": self.columns | columns,
                "constants": self.constants | {"wave": wave.value},
                "waves": {},
            }
            yield self.model_copy(update=one)


class DataSources(Part):
    """Welche Dateien es gibt."""

    ids_ignore: list[IdDifference] = Field(
        default=[],
        description="Worin sich Kennungen unterscheiden dürfen: case (Groß und klein), blanks (Leerzeichen), "
        "leading_zeros (führende Nullen), characters (Zeichen, die gleich aussehen: Ziffern in voller Breite, "
        "lange und kurze Striche)",
    )
    ids_tolerance: Annotated[int, Field(ge=0, le=2), READ_WHOLE] = Field(
        default=0,
        description="Für selbst gebildete Codes: wie viele Zeichen falsch sein, fehlen oder zu viel sein dürfen "
        "(0 bis 2); zugeordnet wird nur, wo es genau eine Möglichkeit gibt",
    )

    persons: Source | None = Field(
        default=None,
        description="Wer dabei war: person, year, group, course, entered und Merkmale; fehlt nur, wo es allein um "
        "Kosten geht",
    )
    measurements: list[Source] = Field(default=[], description="Befragungen: person, wave und die Fragen")
    attendance: Source | None = Field(default=None, description="Teilnahme: person, course, hours, planned_hours")
    events: Source | None = Field(default=None, description="Was später geschah: person, event, date")
    costs: Source | None = Field(default=None, description="Kosten: year, category, description, amount")

    @property
    def surveys(self) -> list[Source]:
        """The sources of measurements, one for each wave where all waves stand in one row."""
        return [one for source in self.measurements for one in source.by_wave()]

    @property
    def counts_dates(self) -> bool:
        """Whether attendance counts dates, because nobody says how long one was."""
        crosses = None if self.attendance is None else self.attendance.crosses
        return crosses is not None and crosses.hours is None


class Scale(Part):
    """Grenzen der Antworten."""

    low: Number = Field(description="Kleinster möglicher Wert")
    high: Number = Field(description="Größter möglicher Wert")


class Indicator(Part):
    """Was gemessen wird: eine Frage oder der Mittelwert mehrerer."""

    id: Identifier = Field(description="Kennung: Kleinbuchstaben, Ziffern, Unterstrich")
    label: Text = Field(description="Name im Bericht")
    main: Truth = Field(
        default=False,
        description="true bei dem einen Hauptergebnis, das vorher festgelegt wurde; alle anderen sind dann "
        "weitere Ergebnisse, bei denen mitzählt, wie viele es sind (Holm)",
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
        "[before, follow_up] oder [follow_up], wenn die Nachbefragung das Hauptergebnis ist",
    )
    unit: Text = Field(default=Translated(de="Punkte", en="points"), description="Punkte, US-Dollar, Stunden …")
    decimals: Annotated[int, Field(ge=0, le=3), READ_WHOLE] = Field(
        default=2, description="Nachkommastellen im Bericht"
    )
    better: Literal["higher", "lower"] = Field(default="higher", description="Welche Richtung erwünscht ist")
    smallest_relevant_change: Annotated[float, Field(gt=0, allow_inf_nan=False), READ_NUMBER] | None = Field(
        default=None, description="Ab welcher Veränderung es im Alltag zählt, in der Einheit der Skala"
    )

    @property
    def limits(self) -> Scale | None:
        """Between which numbers an answer lies; None where nothing is known."""
        return Scale(low=0.0, high=1.0) if self.kind == "yes_no" else self.scale


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


class Goal(Part):
    """Ein Ziel, das vor Beginn festgelegt wurde."""

    id: Identifier = Field(description="Kennung: Kleinbuchstaben, Ziffern, Unterstrich")
    label: Text = Field(description="Das Ziel in einem Satz")
    measure: GoalMeasure = Field(
        description="change (Veränderung), difference (Unterschied zur Vergleichsgruppe), level (Stand nach dem "
        "Programm), step_share (Anteil, den das Programm allgemein erreicht), step_difference (Anteil, der einen "
        "Schritt erreicht, abzüglich des Anteils in der Vergleichsgruppe), counted_share (Anteil genau dieser "
        "Teilnehmenden, gezählt und ohne Intervall), count (Zahl der Personen), places (angebotene Plätze), "
        "courses (Kurse mit Teilnehmenden), cost (Obergrenze der Kosten)"
    )
    of: Identifier = Field(
        default="",
        description="Kennung des Indikators (change, difference, level) oder des Schritts (step_share, "
        "step_difference, counted_share, count); bei cost: full (Vollkosten), per_place, per_participant, "
        "per_attended_hour, per_completed, per_outcome, per_additional_outcome oder one_more_course; bei places "
        "und courses nichts",
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


class Privacy(Part):
    """Schutz kleiner Gruppen."""

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
    period: Literal["calendar", "budget_year", "school_year", "kita_year"] = Field(
        default="calendar",
        description="Was ein Jahr des Programms ist: calendar, budget_year (Haushaltsjahr = Kalenderjahr), "
        "school_year oder kita_year (1. August bis 31. Juli; das Jahr heißt nach seinem Beginn: 2023 ist 2023/24)",
    )
    synthetic: Truth = Field(default=False, description="true, wenn die Personen erfunden sind")
    data_source: Text | None = Field(default=None, description="Herkunft und Lizenz der Daten")
    logic_model: LogicModel | None = Field(default=None, description="Wie das Programm wirken soll")
    goals: list[Goal] = Field(default=[], description="Ziele, die vor Beginn festgelegt wurden")
    design: Design = Field(description="Welche Gruppen es gibt und wie sie zustande kamen")
    data: DataSources = Field(description="Welche Dateien es gibt und wie ihre Spalten heißen")
    indicators: list[Indicator] = Field(default=[], description="Was gemessen wird")
    characteristics: list[Characteristic] = Field(default=[], description="Merkmale der Personen zu Beginn")
    reach: list[Reach] = Field(default=[], description="Zielgruppe und Planung, ein Eintrag je Jahr")
    cohort: list[CohortStep] = Field(default=[], description="Schritte der Teilnehmenden, der erste zuerst")
    costs: Costs | None = Field(default=None, description="Wie die Kosten zu lesen sind; gehört zu data.costs")
    benefits: list[Benefit] = Field(
        default=[], description="Was Ergebnisse später wert sind, mit Quelle; ergibt ein Szenario"
    )
    tracking: Tracking = Field(default=Tracking(), description="Wie Teilnehmende über die Jahre verfolgt werden")
    privacy: Privacy = Field(default=Privacy(), description="Schutz kleiner Gruppen")

    @field_validator("indicators", mode="after")
    @classmethod
    def _main_one_first(cls, indicators: list[Indicator]) -> list[Indicator]:
        """Whatever asks about one indicator asks about the first."""
        return sorted(indicators, key=lambda each: not each.main)

    @property
    def year_is(self) -> Period:
        """What one year of the programme is."""
        return Period(self.period)

    def entry_of(self, year: int) -> str:
        """The day, as year-month-day, on which those enter in a year of whom no date is known."""
        first = f"{self.year_is.first_month:02d}-01"
        starts = self.tracking.starts or first
        return f"{year + (starts < first):04d}-{starts}"
