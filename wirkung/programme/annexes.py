"""What a programme file says for annexes that an office asks for: the standards of evaluation, the use of a grant.

Like all of steering it is the office's own text; the program checks none of it and adds nothing.
Field descriptions are what the editor shows while somebody fills in the file, hence German.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wirkung.declared import CostCategory, Standard, StandardMet
from wirkung.programme.fields import READ_NUMBER, Day
from wirkung.programme.parts import Part, Text, Year

__all__ = ["PlannedPayment", "Receipt", "StandardAnswer", "Standards", "UseOfFunds"]

Amount = Annotated[float, Field(ge=0, allow_inf_nan=False), READ_NUMBER]
# Categories that somebody is paid for: neither booked within the administration, nor calculated, nor income.
Paid = Literal[
    CostCategory.STAFF,
    CostCategory.MATERIAL,
    CostCategory.ROOMS,
    CostCategory.TRAVEL,
    CostCategory.EXTERNAL,
    CostCategory.OTHER,
    CostCategory.EVALUATION,
]


class StandardAnswer(Part):
    """Was zu einem Standard geantwortet wird."""

    standard: Standard = Field(description="Kurzzeichen des Standards: N1 bis N8, D1 bis D3, F1 bis F5, G1 bis G9")
    met: StandardMet = Field(
        description="met (erfüllt), partly (teilweise), not_met (nicht erfüllt), not_applicable (nicht anwendbar) "
        "oder not_checked (nicht geprüft)"
    )
    why: Text | None = Field(default=None, description="Woran man das sieht, in einem Satz, ohne Personen")


class Standards(Part):
    """Wie eine Person diese Auswertung an den Standards der DeGEval misst; was fehlt, ist nicht geprüft."""

    year: Year = Field(description="Zu welchem Bericht die Antworten gehören")
    by: Text = Field(description="Stelle, die geantwortet hat; kein Name")
    on: Day = Field(description="Tag der Antworten, als JJJJ-MM-TT")
    answers: list[StandardAnswer] = Field(default=[], description="Eine Antwort je Standard")


class PlannedPayment(Part):
    """Eine Ausgabe des Finanzierungsplans."""

    label: Text = Field(description="Wie sie im Finanzierungsplan heißt")
    planned: Amount = Field(description="Betrag im Finanzierungsplan")
    categories: Annotated[list[Paid], Field(min_length=1)] = Field(
        description="Kostenarten, die dazugehören: staff, material, rooms, travel, external, other, evaluation"
    )


class Receipt(Part):
    """Eine Einnahme des Finanzierungsplans, eigene Mittel auch."""

    label: Text = Field(description="Wie sie im Finanzierungsplan heißt")
    planned: Amount = Field(description="Betrag im Finanzierungsplan")
    received: Amount = Field(description="Eingegangener Betrag, bei eigenen Mitteln der eingesetzte")


class UseOfFunds(Part):
    """Was ein Verwendungsnachweis braucht und kein Bericht misst."""

    year: Year = Field(description="Zu welchem Bericht der Nachweis gehört")
    grant: Text = Field(description="Zuwendung: von wem, Bescheid mit Datum und Aktenzeichen")
    by: Text = Field(description="Stelle, die den Nachweis führt; kein Name")
    account: list[Text] = Field(
        default=[], description="Sachbericht: was getan wurde und was daraus wurde, ein Absatz je Eintrag"
    )
    payments: Annotated[list[PlannedPayment], Field(min_length=1)] = Field(
        description="Ausgaben, wie der Finanzierungsplan sie gliedert"
    )
    receipts: Annotated[list[Receipt], Field(min_length=1)] = Field(
        description="Einnahmen, wie der Finanzierungsplan sie gliedert"
    )
