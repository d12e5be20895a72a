"""What a programme file says about how much participants attended: in which bands the main outcome is told.

Field descriptions are what the editor shows while somebody fills in the file, hence German.
"""

from __future__ import annotations

from pydantic import Field

from wirkung.programme.parts import Part
from wirkung.programme.reach import Band


class Dose(Part):
    """Das Hauptergebnis der Teilnehmenden danach, wie viel sie da waren; beschrieben, nie als Wirkung."""

    bands: list[Band] = Field(
        description="Bereiche in Prozent der geplanten Stunden, der kleinste zuerst, ohne Lücke: [0-49, 50-74, "
        "75+]; der erste beginnt bei 0, der letzte ist offen oder endet bei 100. 49,6 % gehört zu 0-49"
    )
