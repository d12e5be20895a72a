"""Words and sentences of reports, by code, from the catalogue `report`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from wirkung.catalogue import message


def say(code: str, language: str, /, **values: object) -> str:
    """The sentence of `code` in the report's language; KeyError for a code without a sentence."""
    return message("report", code, language, **values)


def listed(names: Sequence[str], language: str) -> str:
    """«A», «A und B», «A, B und C»."""
    *others, last = names
    return say("list.and", language, first=", ".join(others), last=last) if others else last


def word(member: StrEnum, language: str, /, **values: object) -> str:
    """The word or sentence of an enum member: `Caution.FEW_PERSONS` is found under `caution.few_persons`."""
    return say(f"{family(type(member))}.{member.value}", language, **values)


def technique(name: str, language: str) -> str:
    """The name of a technique; a proper name («Wilson») is the same in every language and in no catalogue."""
    try:
        return say(f"technique.{re.sub(r'[^a-z0-9]+', '_', name.lower()).strip('_')}", language)
    except KeyError:
        return name


def family(enum: type[StrEnum]) -> str:
    """The first part of the codes of an enum's members: `DesignKind` gives `design_kind`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", enum.__name__).lower()
