"""What a programme file says about whom the programme was meant for, and what was planned.

Field descriptions are what the editor shows while somebody fills in the file, hence German.
"""

from __future__ import annotations

import math
import re
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, StringConstraints

from wirkung.programme.fields import READ_WHOLE, Identifier, NonEmpty, read_text
from wirkung.programme.parts import Part, Text, Year

Number = Annotated[int, Field(ge=0, le=100_000_000), READ_WHOLE]

# «6-9» from 6 to 9, «14+» from 14 on.
BAND: Final = r"^(0|[1-9][0-9]{0,3})(-(0|[1-9][0-9]{0,3})|\+)$"
Band = Annotated[str, StringConstraints(pattern=BAND), BeforeValidator(read_text)]


def is_band(text: str) -> bool:
    """Whether a text is spelt as a band."""
    return re.match(BAND, text) is not None


def limits_of(band: str) -> tuple[int, float]:
    """The first number of a band, and the first one above it.

    >>> limits_of("6-9"), limits_of("14+")
    ((6, 10), (14, inf))
    """
    low, _, high = band.rstrip("+").partition("-")
    return int(low), int(high) + 1 if high else math.inf


class Reach(Part):
    """Wen das Programm in einem Jahr erreichen sollte, und was geplant war."""

    year: Year = Field(description="Jahr")
    target: Annotated[int, Field(ge=1, le=100_000_000), READ_WHOLE] | None = Field(
        default=None, description="Zielgruppe: wie viele Personen infrage kommen"
    )
    target_by: dict[Identifier, dict[NonEmpty, Number]] = Field(
        default={},
        description="Zielgruppe je Kategorie eines Merkmals, aus der öffentlichen Statistik: {gemeinde: {Stade: "
        "900, Buxtehude: 700}}; 0, wo niemand infrage kommt. Bei Zahlen gehören dazu die Bereiche aus bands",
    )
    places: Annotated[int, Field(ge=1, le=100_000_000), READ_WHOLE] | None = Field(
        default=None, description="Wie viele Plätze es gab; stehen sie unter costs.places, dann nur dort"
    )
    refused: Number | None = Field(default=None, description="Wie viele abgewiesen wurden")
    waiting: Number | None = Field(default=None, description="Wie viele am Ende auf der Warteliste standen")
    courses: Annotated[int, Field(ge=1, le=100_000), READ_WHOLE] | None = Field(
        default=None, description="Wie viele Kurse geplant waren"
    )
    hours: Annotated[int, Field(ge=1, le=10_000_000), READ_WHOLE] | None = Field(
        default=None, description="Wie viele Kursstunden geplant waren, über alle Kurse"
    )
    hours_held: Number | None = Field(
        default=None,
        description="Wie viele Kursstunden stattfanden; ohne Angabe die geplanten Stunden der Kurse, die in der "
        "Liste der Teilnahme stehen",
    )
    source: Text = Field(description="Woher diese Zahlen stammen")
