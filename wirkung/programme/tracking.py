"""What a programme file says about following people over years: clock, cohorts, loss, ends, official quotas.

Field descriptions are what the editor shows while somebody fills in the file, hence German. Everything has a
default, so that any programme that declares steps gets its cohorts.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from wirkung.declared import PeriodLength, Wave
from wirkung.programme.fields import MONTH_DAY, READ_WHOLE, Day, Identifier, read_text
from wirkung.programme.parts import Part, Text

__all__ = ["AgeQuota", "EndEvent", "OfficialQuota", "Tracking"]

Months = Annotated[int, Field(ge=1, le=120), READ_WHOLE]


class EndEvent(Part):
    """Ein Ereignis, das den Weg beendet: Danach sind die übrigen Schritte nicht mehr zu erwarten."""

    event: Identifier = Field(description="Welches Ereignis (unser Name in data.events.values)")
    label: Text = Field(description="Name im Bericht")


class AgeQuota(Part):
    """Ein Altersjahrgang einer amtlichen Quote."""

    age: Annotated[int, Field(ge=0, le=120), READ_WHOLE] = Field(description="Alter in Jahren")
    leavers: Annotated[int, Field(ge=0), READ_WHOLE] = Field(
        description="Wie viele dieses Alters den Schritt im Bezugsjahr taten"
    )
    population: Annotated[int, Field(ge=1), READ_WHOLE] = Field(description="Bevölkerung dieses Alters")


class OfficialQuota(Part):
    """Eine amtliche Vergleichsquote nach dem Quotensummenverfahren: Summe der Anteile aller Altersjahrgänge."""

    step: Identifier = Field(description="Schritt, mit dem verglichen wird (Kennung aus cohort)")
    label: Text = Field(description="Name im Bericht, mit Gebiet und Bezugsjahr")
    ages: Annotated[list[AgeQuota], Field(min_length=1)] = Field(description="Ein Eintrag je Altersjahrgang")
    source: Text = Field(description="Woher die Zahlen stammen")


class Tracking(Part):
    """Wie Teilnehmende über die Jahre verfolgt werden."""

    cohorts: Identifier = Field(
        default="year",
        description="Wonach Kohorten gebildet werden: year oder die Kennung eines Merkmals mit kind: category",
    )
    starts: Annotated[str, StringConstraints(pattern=MONTH_DAY), BeforeValidator(read_text)] | None = Field(
        default=None,
        description="Monat-Tag des Einstiegs, wenn data.persons kein Datum (entered) hat; ohne Angabe der erste "
        "Tag des Jahres (period)",
    )
    course_months: Months = Field(
        default=6, description="Wie viele Monate nach dem Einstieg der Kurs (mit Befragung) zu Ende ist"
    )
    follow_up_months: Months = Field(
        default=12, description="Wie viele Monate nach dem Einstieg die Nachbefragung (follow_up) stattfindet"
    )
    observed_until: Day | None = Field(
        default=None,
        description="Letzter Tag, bis zu dem die Liste der Ereignisse reicht; ohne Angabe ihr letztes Datum",
    )
    observed_from: Day | None = Field(
        default=None,
        description="Erster Tag, ab dem die Liste der Ereignisse geführt wurde; wer früher einstieg, zählt bei "
        "Zeiten bis zu einem Schritt erst von da an mit. Ohne Angabe reicht die Liste weit genug zurück",
    )
    period: PeriodLength = Field(
        default=PeriodLength.YEAR,
        description="Abschnitte ab dem Einstieg: year (Jahr), half_year (Halbjahr), quarter (Vierteljahr)",
    )
    lost: Identifier | None = Field(
        default=None, description="Ereignis, ab dem nichts mehr bekannt wird, zum Beispiel ein Umzug"
    )
    silent_wave: Wave | None = Field(
        default=None, description="Befragung, nach der als verloren gilt, wer nicht geantwortet hat"
    )
    ends: list[EndEvent] = Field(default=[], description="Ereignisse, die den Weg auf andere Art beenden")
    official: list[OfficialQuota] = Field(default=[], description="Amtliche Quoten zum Vergleich")
    covariates: list[Identifier] = Field(
        default=[],
        description="Merkmale oder Indikatoren für das Modell der Zeit bis zum Schritt (Cox-Regression)",
    )
