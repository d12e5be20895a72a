"""Where the data of a programme stand: files, sheets and tables of a database, and what their columns are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from wirkung.declared import Doubt, IdDifference, Period, Several, Wave
from wirkung.programme.fields import (
    READ_NUMBER,
    READ_WHOLE,
    Code,
    FileValue,
    Identifier,
    MissingMark,
    NonEmpty,
    Query,
    Truth,
    Variable,
    YearName,
)
from wirkung.programme.parts import Part
from wirkung.programme.processing import SourceProcessing


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
        "rows_above, sums, walk_ins, marks_as_labels, same_answers, thousands, same_heading, wave_order, "
        "other_unit, shifted_codes, only_yes, filled_once",
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
    years: dict[YearName, dict[Identifier, NonEmpty]] = Field(
        default={},
        description="Nur costs, mit mehreren Jahren nebeneinander: Jahr: {planned: Überschrift des Ansatzes, "
        "amount: Überschrift des Ergebnisses}; ein Jahr, das nur einen Ansatz hat, hat noch keine Kosten",
    )
    crosses: Crosses | None = Field(default=None, description="Nur attendance: eine Spalte je Termin mit Kreuzen")
    attended_by: dict[NonEmpty, dict[NonEmpty, NonEmpty]] = Field(
        default={},
        description="Nur totals: wie viele der Teilnahmen welche waren, je Merkmal und Kategorie die Überschrift: "
        "{Geschlecht: {Mädchen: davon weiblich, Jungen: davon männlich}}",
    )
    each_once: Truth = Field(
        default=False,
        description="Nur totals: true, wenn niemand in zwei Kursen eines Jahres gezählt ist; sonst sind es "
        "Teilnahmen, nicht Personen",
    )
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
    privacy: SourceProcessing | None = Field(
        default=None,
        description="Warum diese Daten hier sein dürfen und bis wann; was fehlt, steht unter dem obersten privacy",
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
        parts = (heading for categories in self.attended_by.values() for heading in categories.values())
        others = (*self.only, *self.leave_out, *self._dates, *self.id_with, *parts, *self._consent)
        return self.columns | {beside(heading): heading for heading in others}

    @property
    def _dates(self) -> list[str]:
        return [] if self.crosses is None else self.crosses.dates

    @property
    def _consent(self) -> list[str]:
        consent = None if self.privacy is None else self.privacy.consent
        return [] if consent is None else [each for each in (consent.column, consent.date) if each is not None]

    def apart(self) -> Iterator[Source]:
        """The source itself, or one for each wave, or year, where they stand beside each other in one row."""
        if not self.waves and not self.years:
            yield self
        for wave, columns in self.waves.items():
            yield self._with(columns, {"wave": wave.value}, waves={})
        for year, columns in self.years.items():
            yield self._with(columns, {"year": year}, years={year: columns})

    def _with(self, columns: dict[str, str], constants: dict[str, Code], **others: object) -> Source:
        both = {"columns": self.columns | columns, "constants": self.constants | constants}
        return self.model_copy(update=both | others)


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
        description="Wer dabei war: person, year, group, course, entered, left (Grund des Ausscheidens, immer mit "
        "values) und Merkmale; fehlt nur, wo es allein um Kosten oder um Summen "
        "je Kurs geht",
    )
    measurements: list[Source] = Field(default=[], description="Befragungen: person, wave und die Fragen")
    attendance: Source | None = Field(
        default=None, description="Teilnahme: person, course, hours, planned_hours, date"
    )
    events: Source | None = Field(default=None, description="Was später geschah: person, event, date")
    totals: Source | None = Field(
        default=None,
        description="Statt einer Liste der Personen eine Zeile je Kurs: course, year, registered (Anmeldungen), "
        "attended (Teilnahmen), completed (abgeschlossen), places (Plätze), hours (gehaltene Stunden)",
    )
    costs: Source | None = Field(default=None, description="Kosten: year, category, description, amount")

    @property
    def surveys(self) -> list[Source]:
        """The sources of measurements, one for each wave where all waves stand in one row."""
        return [one for source in self.measurements for one in source.apart()]

    @property
    def ledgers(self) -> list[Source]:
        """The ledger, once for each year where years stand beside each other."""
        return [] if self.costs is None else list(self.costs.apart())

    @property
    def counts_dates(self) -> bool:
        """Whether attendance counts dates, because nobody says how long one was."""
        crosses = None if self.attendance is None else self.attendance.crosses
        return crosses is not None and crosses.hours is None
