"""What a programme file says about steering: what was decided, and what the office recommends.

All of it is the office's own text: nothing here enters a number, and no word of it is chosen by the program.
Field descriptions are what the editor shows while somebody fills in the file, hence German.
"""

from __future__ import annotations

from pydantic import Field

from wirkung.declared import DecisionState
from wirkung.programme.fields import Day, Identifier
from wirkung.programme.parts import Part, Text, Year

__all__ = ["Decision", "Recommendation"]


class Decision(Part):
    """Ein Beschluss zu diesem Programm, und was aus ihm wurde."""

    what: Text = Field(description="Was beschlossen wurde, in einem Satz")
    on: Day = Field(description="Tag des Beschlusses, als JJJJ-MM-TT")
    by: Text = Field(description="Gremium oder Stelle, die beschlossen hat; kein Name einer Person")
    state: DecisionState = Field(
        description="done (umgesetzt), under_way (in Arbeit) oder not_done (nicht umgesetzt)"
    )
    became: Text | None = Field(
        default=None, description="Was daraus wurde, in einem Satz, ohne einzelne Personen; bei not_done: warum"
    )
    about: list[Identifier] = Field(
        default=[],
        description="Worum es ging: Kennungen von Zielen (goals), Indikatoren oder Schritten (cohort). Daneben "
        "steht im Bericht, was in seinem Jahr davon gemessen wurde",
    )


class Recommendation(Part):
    """Was die Fachstelle nach dem Bericht eines Jahres empfiehlt; ihr Text, nicht der des Programms."""

    year: Year = Field(description="Zu welchem Bericht die Empfehlung gehört")
    text: Text = Field(description="Die Empfehlung in einem Satz, so wie sie beschlossen werden könnte")
    reasons: list[Text] = Field(default=[], description="Warum, ein Satz je Grund; ohne einzelne Personen")
    by: Text = Field(description="Stelle, die empfiehlt, zum Beispiel Leitung Bildungsbüro; kein Name")
    on: Day | None = Field(default=None, description="Tag der Empfehlung, als JJJJ-MM-TT")
