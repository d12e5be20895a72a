"""What the model declares at a place of the file: which keys and which words are allowed there."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Literal, get_args, get_origin

from pydantic import BaseModel

from wirkung.programme.document import KeyPath
from wirkung.programme.model import Programme


def allowed_keys(path: KeyPath) -> tuple[str, ...]:
    """The keys that the section at a path may have.

    >>> allowed_keys(("design", "note"))
    ('de', 'en')
    """
    part, _ = _declared(path)
    return tuple(part.model_fields)


def allowed_words(path: KeyPath) -> tuple[str, ...]:
    """The words that a field with a fixed choice may have; empty for other fields.

    >>> allowed_words(("indicators", 0, "better"))
    ('higher', 'lower')
    """
    _, annotation = _declared(path)
    return tuple(_words(annotation))


def _declared(path: KeyPath) -> tuple[type[BaseModel], object]:
    part: type[BaseModel] = Programme
    annotation: object = Programme
    for key in path:
        if isinstance(key, str) and key in part.model_fields:
            annotation = part.model_fields[key].annotation
            part = next(_parts(annotation), part)
    return part, annotation


def _parts(annotation: object) -> Iterator[type[BaseModel]]:
    """The models in an annotation; a field of the programme file has at most one."""
    if isinstance(annotation, type) and get_origin(annotation) is None and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _parts(argument)


def _words(annotation: object) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from (str(word) for word in get_args(annotation))
    elif isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from (word.value for word in annotation)
    else:
        for argument in get_args(annotation):
            yield from _words(argument)
