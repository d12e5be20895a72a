"""What a programme file says about whom the programme was meant for, and what was planned.

Field descriptions are what the editor shows while somebody fills in the file, hence German.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wirkung.programme.fields import READ_WHOLE
from wirkung.programme.parts import Part, Text, Year

Number = Annotated[int, Field(ge=0, le=100_000_000), READ_WHOLE]


class Reach(Part):
    """Wen das Programm in einem Jahr erreichen sollte, und was geplant war."""

    year: Year = Field(description="Jahr")
    target: Annotated[int, Field(ge=1, le=100_000_000), READ_WHOLE] | None = Field(
        default=None, description="Zielgruppe: wie viele Personen infrage kommen"
    )
    refused: Number | None = Field(default=None, description="Wie viele abgewiesen wurden")
    waiting: Number | None = Field(default=None, description="Wie viele am Ende auf der Warteliste standen")
    courses: Annotated[int, Field(ge=1, le=100_000), READ_WHOLE] | None = Field(
        default=None, description="Wie viele Kurse geplant waren"
    )
    source: Text = Field(description="Woher diese Zahlen stammen")
