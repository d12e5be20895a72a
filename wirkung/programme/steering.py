"""What a programme file says about steering: what was decided, and what the office recommends.

All of it is the office's own text: nothing here enters a number, and no word of it is chosen by the program.
Field descriptions are what the editor shows while somebody fills in the file, hence German.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wirkung.declared import CommitteeRole, DecisionState, Task
from wirkung.programme.fields import READ_NUMBER, Day, Identifier
from wirkung.programme.parts import Part, Text, Year

__all__ = ["Committee", "Decision", "FollowingYear", "Proposal", "Recommendation"]

Amount = Annotated[float, Field(ge=0, allow_inf_nan=False), READ_NUMBER]


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


class Committee(Part):
    """Ein Gremium der Beratungsfolge."""

    body: Text = Field(description="Gremium")
    on: Day = Field(description="Tag der Sitzung, als JJJJ-MM-TT")
    does: CommitteeRole = Field(description="advises (berät) oder decides (beschließt)")


class FollowingYear(Part):
    """Was in einem späteren Jahr geplant ist."""

    year: Year = Field(description="Haushaltsjahr")
    expense: Amount = Field(description="Geplanter Aufwand in der Währung der Kosten")
    income: Amount = Field(default=0.0, description="Geplanter Ertrag, zum Beispiel Fördermittel")


class Proposal(Part):
    """Was eine Beschlussvorlage braucht und kein Bericht misst."""

    year: Year = Field(description="Zu welchem Bericht die Vorlage gehört")
    subject: Text = Field(description="Betreff")
    committees: list[Committee] = Field(default=[], description="Beratungsfolge, das erste Gremium zuerst")
    product: Text = Field(description="Produkt im Haushalt, mit Nummer und Name")
    task: Task = Field(description="voluntary (freiwillige Aufgabe) oder mandatory (Pflichtaufgabe)")
    basis: Text | None = Field(default=None, description="Rechtsgrundlage oder Beschluss zu dieser Aufgabe")
    following: list[FollowingYear] = Field(default=[], description="Folgejahre, wie sie geplant sind")
