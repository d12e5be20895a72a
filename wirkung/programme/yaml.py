"""YAML 1.2 to a `Node`, without tags, guesses and surprises.

ruamel.yaml only cuts the file into events here; what a scalar means is decided by the field that it is for
(see `wirkung.programme.fields`). The parser stops at the first place that is no YAML; double keys, tags and
unknown aliases are collected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)
from ruamel.yaml.reader import ReaderError

from wirkung.programme.document import Fault, Node
from wirkung.programme.fields import Plain

# A programme file has some hundred values on at most eight levels; the limits stop aliases that multiply.
MOST_VALUES: Final = 20_000
DEEPEST: Final = 20
# What no report can show: control characters and halves of characters, which escapes like "\x00" bring in.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class UnreadableYamlError(Exception):
    """The file is no YAML from some line on; `fault` says where."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def read_yaml(text: str) -> tuple[Node, tuple[Fault, ...]]:
    """The document that a text holds, and the mistakes in it that did not stop the reading.

    Parameters
    ----------
    text : the whole file; an empty one gives a node without content.

    Returns
    -------
    The root node, and faults in the order of the file.

    Raises
    ------
    UnreadableYamlError
        The text is no YAML, is nested deeper than `DEEPEST` or unfolds to more than `MOST_VALUES` values.
    """
    builder = _Builder(events=_events(text))
    return builder.document(), tuple(builder.faults)


def _events(text: str) -> Iterator[Event]:
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise UnreadableYamlError(Fault(code="programme.yaml.character", line=line)) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        tab = "'\\t'" in str(error.problem)
        code = "programme.yaml.tab" if tab else "programme.yaml.syntax"
        raise UnreadableYamlError(Fault(code=code, line=line)) from error
    except (YAMLError, ValueError, OverflowError) as error:  # the latter two: \UFFFFFFFF is no character
        raise UnreadableYamlError(Fault(code="programme.yaml.syntax", line=1)) from error


@dataclass(slots=True)
class _Builder:
    """Puts events together; the only state is what has been read so far."""

    events: Iterator[Event]
    anchors: dict[str, Node] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def document(self) -> Node:
        root = Node(content=None, line=1)
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                node = self.node(next(self.events), depth=0)
                if documents == 1:
                    root = node
                else:
                    self.faults.append(Fault(code="programme.yaml.second_document", line=_line(event)))
        return root

    def node(self, event: Event, *, depth: int) -> Node:
        if depth > DEEPEST:
            raise UnreadableYamlError(
                Fault(code="programme.yaml.too_deep", line=_line(event), values={"most": DEEPEST})
            )
        if isinstance(event, AliasEvent):
            return self.alias(event)
        if not isinstance(event, ScalarEvent | CollectionStartEvent):
            raise TypeError(f"a YAML value cannot begin with {type(event).__name__}")
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.faults.append(Fault(code="programme.yaml.tag", line=_line(event), values={"found": tag}))
        node = self.value(event, depth=depth)
        if node.size > MOST_VALUES:
            raise UnreadableYamlError(
                Fault(code="programme.yaml.too_many", line=node.line, values={"most": MOST_VALUES})
            )
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def value(self, event: ScalarEvent | CollectionStartEvent, *, depth: int) -> Node:
        if isinstance(event, MappingStartEvent):
            return self.mapping(event, depth=depth)
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        return self.sequence(event, depth=depth)

    def alias(self, event: AliasEvent) -> Node:
        node = self.anchors.get(event.anchor)
        if node is not None:
            return node
        self.faults.append(Fault(code="programme.yaml.alias", line=_line(event), values={"found": event.anchor}))
        return Node(content=None, line=_line(event))

    def sequence(self, start: Event, *, depth: int) -> Node:
        members: list[Node] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            members.append(self.node(event, depth=depth + 1))
        return Node(content=members, line=_line(start), size=1 + sum(member.size for member in members))

    def mapping(self, start: Event, *, depth: int) -> Node:
        entries: dict[str, Node] = {}
        size = 1
        while not isinstance(event := next(self.events), MappingEndEvent):
            line = _line(event)
            key = self.node(event, depth=depth + 1)
            value = self.node(next(self.events), depth=depth + 1)
            size += value.size
            if not isinstance(key.content, str):
                self.faults.append(Fault(code="programme.yaml.key", line=line))
            elif key.text in entries:
                first = entries[key.text].line
                values = {"found": key.text, "first": first}
                self.faults.append(Fault(code="programme.yaml.key_twice", line=line, values=values))
            else:
                entries[key.text] = value.under_key(line)
        return Node(content=entries, line=_line(start), size=size)


def _scalar(event: ScalarEvent) -> Node:
    value = str(event.value)
    if _UNPRINTABLE.search(value):
        raise UnreadableYamlError(Fault(code="programme.yaml.character", line=_line(event)))
    if event.style is not None:
        return Node(content=value, line=_line(event))
    return Node(content=Plain(value) if value else None, line=_line(event))


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1
