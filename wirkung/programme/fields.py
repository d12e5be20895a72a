"""How a value of the programme file is read: by what its field declares, never by what it looks like.

The loader hands over every scalar as text, `Plain` where it stood without quotation marks. A field that wants a
number, a truth value or a date reads the text by the one spelling named here; in every other field it stays text,
so that `03359`, `NO`, `1_000` and `0x1A` are never turned into something else. `null` and `~` mean, as an empty
value does, that there is no value, except among the marks in `missing` and the values of a data file.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from wirkung.declared import Period

IDENTIFIER: Final = r"^[a-z][a-z0-9_]{0,39}$"
PROGRAMME_ID: Final = r"^[a-z0-9][a-z0-9-]{0,39}$"
CURRENCY: Final = r"^[A-Z]{3}$"
VARIABLE: Final = r"^[A-Z][A-Z0-9_]{0,39}$"
# Days that every month has.
MONTH_DAY: Final = r"^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"

# Fifteen digits are what a float holds exactly, and more than any programme needs.
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")
_COMMA = re.compile(r"([-+]?[0-9]{1,15}),([0-9]{1,15})")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GERMAN_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_NULL_WORDS = ("", "~", "null", "Null", "NULL")


class Plain(str):
    """A scalar that the file writes without quotation marks."""

    __slots__ = ()


def is_nothing(value: object) -> bool:
    """Whether the file gives no value here.

    >>> is_nothing(Plain("null")), is_nothing("null"), is_nothing(None)
    (True, False, True)
    """
    return value is None or (isinstance(value, Plain) and value in _NULL_WORDS)


def spelt_number(value: object) -> float | None:
    """The number that a scalar without quotation marks spells; None where it spells none.

    >>> spelt_number(Plain("0.2")), spelt_number(Plain("0,2")), spelt_number("0.2")
    (0.2, None, None)
    """
    return float(value) if isinstance(value, Plain) and _NUMBER.fullmatch(value) else None


def read_number(value: object) -> object:
    """The number that a scalar spells, with a point: 0.2, -3, 1250.5.

    >>> read_number(Plain("0.2"))
    0.2
    """
    number = spelt_number(value)
    return number if number is not None else _already_number(value, "programme.number")


def read_whole(value: object) -> object:
    """The whole number that a scalar spells.

    >>> read_whole(Plain("2024"))
    2024
    """
    if isinstance(value, Plain) and _WHOLE.fullmatch(value):
        return int(value)
    return _already_number(value, "programme.whole")


def _already_number(value: object, code: str) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, Plain) and (comma := _COMMA.fullmatch(value)) and code == "programme.number":
        suggestion = f"{comma[1]}.{comma[2]}"
        raise PydanticCustomError("programme.number.comma", "decimal comma", {"suggestion": suggestion})
    if isinstance(value, str) and not isinstance(value, Plain) and _NUMBER.fullmatch(value):
        raise PydanticCustomError("programme.number.quoted", "number in quotation marks")
    if code == "programme.whole":
        raise PydanticCustomError("programme.whole", "no whole number")
    raise PydanticCustomError("programme.number", "no number")


def read_truth(value: object) -> object:
    """`true` or `false`; never yes, on, 1 or ja.

    >>> read_truth(Plain("true"))
    True
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, Plain) and value in ("true", "false"):
        return value == "true"
    raise PydanticCustomError("programme.truth", "neither true nor false")


def read_day(value: object) -> object:
    """The day that a scalar spells as year-month-day, in quotation marks or not.

    >>> read_day(Plain("2024-12-31"))
    datetime.date(2024, 12, 31)
    """
    if isinstance(value, dt.date):
        return value
    text = value if isinstance(value, str) else ""
    if german := _GERMAN_DAY.fullmatch(text):
        suggestion = f"{german[3]}-{german[2]:0>2}-{german[1]:0>2}"
        raise PydanticCustomError("programme.day.german", "German date", {"suggestion": suggestion})
    if not _ISO_DAY.fullmatch(text):
        raise PydanticCustomError("programme.day", "no date")
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("programme.day.impossible", "no such day") from None


def read_year_kind(value: object) -> object:
    """What a year of the programme is; half a year is none, and what to do then needs a sentence of its own."""
    if isinstance(value, str) and value == Period.HALF_YEAR:
        raise PydanticCustomError("programme.half_year", "half a year")
    return value


def read_code(value: object) -> object:
    """A value that stands for another: a whole number where it is spelt as one, else text.

    >>> read_code(Plain("5")), read_code(Plain("05")), read_code("5")
    (5, '05', '5')
    """
    if isinstance(value, Plain) and not is_nothing(value):
        return int(value) if _WHOLE.fullmatch(value) and value[0] != "+" else str(value)
    if isinstance(value, str | int) and not isinstance(value, bool | Plain):
        return value
    raise PydanticCustomError("programme.value", "no single value")


def read_text(value: object) -> object:
    """The text itself; None for a plain `null`, which then is an error where text must be."""
    return None if is_nothing(value) else value


# Bounds stand before these in an annotation, or the JSON schema loses them.
READ_NUMBER: Final = BeforeValidator(read_number)
READ_WHOLE: Final = BeforeValidator(read_whole)

Number = Annotated[float, Field(allow_inf_nan=False), READ_NUMBER]
Truth = Annotated[bool, BeforeValidator(read_truth)]
Day = Annotated[dt.date, BeforeValidator(read_day)]
Code = Annotated[str | int, BeforeValidator(read_code), WithJsonSchema({"type": ["string", "number", "boolean"]})]

Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER), BeforeValidator(read_text)]
Variable = Annotated[str, StringConstraints(pattern=VARIABLE), BeforeValidator(read_text)]
Query = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000), BeforeValidator(read_text)
]
NonEmpty = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400), BeforeValidator(read_text)
]
# What a data file may hold; the word null is a value like any other there.
FileValue = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
# A year as the name of what belongs to it.
YearName = Annotated[str, StringConstraints(pattern=r"^(19|20)[0-9]{2}$")]
MissingMark = Annotated[
    str,
    StringConstraints(max_length=400),
    WithJsonSchema({"type": ["string", "number", "boolean", "null"], "maxLength": 400}),
]
