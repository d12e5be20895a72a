"""What a programme file says about money: how to read the ledger, what to compare with, what an outcome is worth.

Field descriptions are what the editor shows while somebody fills in the file, hence German. Every value that
enters a number names its source.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from wirkung.declared import Gainer, SharedKey
from wirkung.programme.fields import CURRENCY, READ_NUMBER, READ_WHOLE, Day, Identifier, NonEmpty
from wirkung.programme.parts import Part, Text, Year

__all__ = [
    "Alternative",
    "AssumedAmount",
    "AssumedShare",
    "Benefit",
    "Costs",
    "Fund",
    "HourlyRate",
    "Places",
    "PriceIndex",
    "SharedCosts",
    "SharedProgramme",
]

Above = Annotated[float, Field(gt=0, allow_inf_nan=False), READ_NUMBER]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False), READ_NUMBER]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False), READ_NUMBER]
ShareDifference = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False), READ_NUMBER]
Persons = Annotated[int, Field(ge=1), READ_WHOLE]
Horizon = Annotated[int, Field(ge=1, le=60), READ_WHOLE]

# What one more person with the outcome may be worth, where the file does not say it: round steps, no judgement.
USUAL_THRESHOLDS = (1_000.0, 2_500.0, 5_000.0, 10_000.0, 20_000.0, 50_000.0)


class HourlyRate(Part):
    """Was eine Arbeitsstunde voll kostet."""

    role: NonEmpty = Field(description="Tätigkeit, wie die Spalte role der Kostendatei sie nennt")
    valid_from: Day = Field(
        description="Ab wann der Satz gilt, als JJJJ-MM-TT; für ein Jahr zählt der Satz, der am 1. Januar gilt"
    )
    rate: Above = Field(description="Voller Stundensatz in der Währung der Kosten, mit allen Nebenkosten")
    source: Text = Field(description="Woher der Satz stammt")


class PriceIndex(Part):
    """Ein weiteres Jahr der Preisentwicklung."""

    year: Year = Field(description="Jahr")
    index: Above = Field(description="Verbraucherpreisindex im Jahresdurchschnitt, 2020 = 100")
    source: Text = Field(description="Woher der Wert stammt")


class Places(Part):
    """Wie viele Plätze es gab."""

    year: Year = Field(description="Jahr")
    number: Persons = Field(description="Angebotene Plätze in diesem Jahr")
    source: Text = Field(description="Woher die Zahl stammt")


class SharedProgramme(Part):
    """Der Anteil eines Programms an gemeinsamen Kosten."""

    id: NonEmpty = Field(description="Kurzname des Programms")
    weight: Amount = Field(description="Stunden, Teilnehmende oder Anteil, je nach Schlüssel")


class SharedCosts(Part):
    """Wie Kosten aufgeteilt werden, die mehrere Programme gemeinsam haben."""

    key: SharedKey = Field(description="Wonach: hours (Stunden), participants (Teilnehmende), shares (Anteile)")
    reason: Text = Field(description="Warum dieser Schlüssel angemessen ist")
    source: Text = Field(description="Woher die Gewichte stammen")
    programmes: Annotated[list[SharedProgramme], Field(min_length=1)] = Field(
        description="Alle beteiligten Programme mit ihrem Gewicht, dieses auch"
    )


class AssumedShare(Part):
    """Eine Annahme als Anteil von 0 bis 1."""

    value: Share = Field(description="Der angenommene Anteil, 0 bis 1")
    low: Share | None = Field(default=None, description="Kleinster Wert, der noch denkbar ist")
    high: Share | None = Field(default=None, description="Größter Wert, der noch denkbar ist")
    source: Text = Field(description="Woher der Wert stammt")


class AssumedAmount(Part):
    """Eine Annahme als Betrag."""

    value: Amount = Field(description="Der angenommene Betrag")
    low: Amount | None = Field(default=None, description="Kleinster Betrag, der noch denkbar ist")
    high: Amount | None = Field(default=None, description="Größter Betrag, der noch denkbar ist")
    source: Text = Field(description="Woher der Betrag stammt")


class Alternative(Part):
    """Ein anderes Programm mit demselben Ergebnis, mit dem verglichen wird."""

    id: Identifier = Field(description="Kennung: Kleinbuchstaben, Ziffern, Unterstrich")
    label: Text = Field(description="Name im Bericht")
    outcome: Identifier = Field(description="Welches Ergebnis dort gezählt wurde; muss costs.outcome sein")
    year: Year = Field(description="Jahr, in dessen Preisen die Kosten stehen")
    cost: Amount = Field(description="Vollkosten je teilnehmende Person")
    effect: ShareDifference = Field(description="Unterschied zur Vergleichsgruppe als Anteil, zum Beispiel 0.12")
    effect_error: Above | None = Field(
        default=None, description="Standardfehler dieses Unterschieds, wenn bekannt"
    )
    persons: Persons = Field(description="Auf wie vielen Personen der Unterschied beruht")
    source: Text = Field(description="Woher Kosten und Unterschied stammen")


class Fund(Part):
    """Geld Dritter, das endet."""

    name: Text = Field(description="Wie die Förderung heißt, oder wer sie gibt")
    until: Day = Field(description="Letzter Tag, für den sie zugesagt ist, als JJJJ-MM-TT")


class Costs(Part):
    """Wie die Kosten zu lesen sind."""

    currency: Annotated[str, StringConstraints(pattern=CURRENCY)] = Field(
        default="EUR", description="Währung als drei Großbuchstaben"
    )
    price_year: Year = Field(description="Preisstand, in den die Beträge anderer Jahre umgerechnet werden")
    outcome: Identifier = Field(
        default="",
        description="Schritt, der als Erfolg zählt (Kennung aus cohort); fehlt nur, wo es allein um Kosten geht",
    )
    discount_rate: AssumedShare | None = Field(
        default=None, description="Zinssatz im Jahr für Anschaffungen und späteren Nutzen, zum Beispiel 0.03"
    )
    rates: list[HourlyRate] = Field(default=[], description="Stundensätze für Zeilen mit Stunden ohne Satz")
    prices: list[PriceIndex] = Field(default=[], description="Jahre, die der mitgelieferten Preistabelle fehlen")
    places: list[Places] = Field(default=[], description="Angebotene Plätze je Jahr, für die Kosten je Platz")
    shared: SharedCosts | None = Field(default=None, description="Schlüssel für gemeinsame Kosten")
    funds: list[Fund] = Field(
        default=[], description="Mittel Dritter mit Namen und Ende; in der Kostendatei: funding: third_party"
    )
    alternatives: list[Alternative] = Field(default=[], description="Andere Programme mit demselben Ergebnis")
    thresholds: list[Above] = Field(
        default=list(USUAL_THRESHOLDS), description="Was ein zusätzliches Ergebnis wert sein könnte, in Beträgen"
    )


class Benefit(Part):
    """Was ein Ergebnis später wert ist. Daraus wird nur ein Szenario, nie ein beobachteter Wert."""

    id: Identifier = Field(description="Kennung: Kleinbuchstaben, Ziffern, Unterstrich")
    label: Text = Field(description="Name im Bericht")
    step: Identifier = Field(description="Welcher Schritt erreicht sein muss (Kennung aus cohort)")
    gains: Gainer = Field(
        description="Wer den Nutzen hat: participants (Teilnehmende), municipality (Kommune), region, state (Land "
        "und Bund)"
    )
    value: AssumedAmount = Field(description="Nutzen je Person und Jahr, in Preisen von price_year")
    first_year: Annotated[int, Field(ge=0, le=60), READ_WHOLE] = Field(
        default=1, description="Wie viele Jahre nach den Kosten der Nutzen beginnt"
    )
    years: Horizon = Field(description="Wie viele Jahre lang der Nutzen anhält")
    deadweight: AssumedShare | None = Field(
        default=None,
        description="Mitnahme: Anteil, der das Ergebnis ohnehin erreicht hätte; ohne Angabe zählt der Unterschied "
        "zur Vergleichsgruppe",
    )
    attribution: AssumedShare | None = Field(
        default=None, description="Anteil, der diesem Programm zuzurechnen ist und nicht anderen; ohne Angabe 1"
    )
    displacement: AssumedShare | None = Field(
        default=None, description="Verdrängung: Anteil, der anderswo verloren geht; ohne Angabe 0"
    )
    drop_off: AssumedShare | None = Field(
        default=None, description="Um welchen Anteil der Nutzen jedes Jahr nachlässt; ohne Angabe 0"
    )
