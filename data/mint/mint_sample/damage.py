"""What goes wrong in an office's tables, in measured doses."""

from __future__ import annotations

import numpy as np

from mint_sample.parameters import (
    MISSING_ANSWER,
    MISSING_CHARACTERISTIC,
    MISSING_MARKS,
    NOTE,
    OUTSIDE_SCALE,
    ROWS_TWICE,
    STRAY_SPACES,
    UNKNOWN_PEOPLE,
)
from mint_sample.tables import ANSWER_HEADINGS, ITEM_HEADINGS, PERSON_HEADINGS, Row

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
FIRST_ITEM = ANSWER_HEADINGS.index(ITEM_HEADINGS[0])
GENDER, MUNICIPALITY = PERSON_HEADINGS.index("Geschlecht"), PERSON_HEADINGS.index("Gemeinde")
CAN_BE_BLANK = tuple(PERSON_HEADINGS.index(heading) for heading in ("Geschlecht", "Alter", "Schulform"))
TERSE_COURSE = "K04 Elektronik"  # whoever leads it writes «w» and «m»
TERSE = {"weiblich": "w", "männlich": "m"}


def damaged_persons(rng: np.random.Generator, rows: list[Row]) -> list[Row]:
    """Blank characteristics, «w» for «weiblich», stray spaces, rows entered twice."""
    table = [list(row) for row in rows]
    for row in table:
        if TERSE_COURSE in row:
            row[GENDER] = TERSE.get(row[GENDER], row[GENDER])
        for column in CAN_BE_BLANK:
            if rng.random() < MISSING_CHARACTERISTIC:
                row[column] = ""
    for which in rng.choice(len(table), STRAY_SPACES, replace=False):
        table[which][MUNICIPALITY] = f" {table[which][MUNICIPALITY]} "
    return _some_twice(rng, table, ROWS_TWICE["anmeldungen"])


def damaged_answers(rng: np.random.Generator, rows: list[Row]) -> list[Row]:
    """Missing answers in three spellings, answers that are not on the scale, rows entered twice."""
    table = [list(row) for row in rows]
    likert = range(FIRST_ITEM, FIRST_ITEM + len(ITEM_HEADINGS) - 1)
    for which, answer in zip(
        rng.choice(len(table), len(OUTSIDE_SCALE), replace=False), OUTSIDE_SCALE, strict=True
    ):
        table[which][rng.choice(likert)] = answer
    for row in table:
        for column in range(FIRST_ITEM, FIRST_ITEM + len(ITEM_HEADINGS)):
            if rng.random() < MISSING_ANSWER and row[column] not in OUTSIDE_SCALE:
                row[column] = str(rng.choice(MISSING_MARKS))
    return _some_twice(rng, table, ROWS_TWICE["befragung"])


def damaged_events(rng: np.random.Generator, rows: list[Row]) -> list[Row]:
    """Events in no order, and a few of people nobody registered."""
    shuffled = [rows[which] for which in rng.permutation(len(rows))]
    strangers = [
        (f"BSP-9{stranger:04d}", "MINT-Praktikum", "15.03.2024", NOTE) for stranger in range(UNKNOWN_PEOPLE)
    ]
    return shuffled + strangers


def damaged_heading(headings: Row) -> Row:
    """The last item's heading with a no-break space, as text pasted from a word processor has it."""
    return tuple(heading.replace("test (", f"test{NO_BREAK_SPACE}(") for heading in headings)


def _some_twice(rng: np.random.Generator, table: list[list[str]], count: int) -> list[Row]:
    rows = [tuple(row) for row in table]
    # From the back, so that the places drawn first stay where they are.
    for which in sorted(rng.choice(len(rows), count, replace=False), reverse=True):
        rows.insert(which + 1, rows[which])
    return rows
