"""What every section of a programme file is made of: sections without unknown keys, and texts in two languages."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from wirkung.programme.fields import READ_WHOLE, NonEmpty, is_nothing

Year = Annotated[int, Field(ge=1900, le=2100), READ_WHOLE]


class Part(BaseModel):
    """Every part of the file: unknown keys are errors, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty_keys(cls, raw: object) -> object:
        """A key that may be missing may also be there without a value."""
        if not isinstance(raw, dict):
            return raw
        optional = {name for name, field in cls.model_fields.items() if not field.is_required()}
        return {key: value for key, value in raw.items() if not (key in optional and is_nothing(value))}


class Translated(Part):
    """Ein Text auf Deutsch und, wenn es englische Berichte geben soll, auf Englisch."""

    de: NonEmpty = Field(description="Text für deutsche Berichte")
    en: NonEmpty | None = Field(default=None, description="Text für englische Berichte")


def _text_form(value: object) -> str:
    """Which form of a text was meant, so that a mistake gives one message and not one for each form."""
    return "<translated>" if isinstance(value, dict | Translated) else "<text>"


Text = Annotated[
    Annotated[NonEmpty, Tag("<text>")] | Annotated[Translated, Tag("<translated>")], Discriminator(_text_form)
]


def text_in(text: Text, language: str) -> str:
    """The text in a language; German where there is no English one."""
    if isinstance(text, str):
        return text
    return text.en if language == "en" and text.en is not None else text.de
