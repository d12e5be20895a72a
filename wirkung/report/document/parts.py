"""The tree of headings while a notebook is read, and what is put in order in it before anything is numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from wirkung.catalogue import message
from wirkung.report.document.blocks import Bullets, Cautions, Paragraph
from wirkung.report.document.outputs import Shown
from wirkung.report.document.richtext import Heading, Picture, Preformatted, Prose

MOST_NAMED = 6  # of what a caution concerns, in the list of the report; the sections name all
Raw = Prose | Shown | Preformatted | Picture


@dataclass(slots=True)
class Part:
    """A heading with what was found below it so far; the outermost has level 0 and no heading."""

    level: int
    heading: Heading | None = None
    in_annex: bool = False
    content: list[Raw] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def shown(self) -> Iterator[Raw]:
        """Everything that cells showed, here and below."""
        yield from (each for each in self.content if not isinstance(each, Prose))
        for part in self.parts:
            yield from part.shown()

    def all(self) -> Iterator[Part]:
        """The part and all below, in reading order."""
        yield self
        for part in self.parts:
            yield from part.all()

    @property
    def own(self) -> list[Raw]:
        """What cells showed directly below the heading."""
        return [each for each in self.content if not isinstance(each, Prose)]

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing in it, or only that a question is not asked."""
        if self.own:
            return all(isinstance(each, Shown) and each.absent for each in self.own)
        return not self.content and not self.parts

    @property
    def all_withheld(self) -> bool:
        """Whether all it says is that nothing may be shown."""
        told = [each for each in self.own if not _is(each, Cautions)]
        return bool(told) and all(_is_withheld(each) for each in told)


def without_silent(part: Part) -> None:
    """Drop what says nothing; sections below such a one are of its own rank then."""
    kept: list[Part] = []
    for inner in part.parts:
        without_silent(inner)
        kept.extend(_raised(inner) if inner.says_nothing else [inner])
    part.parts = kept


def _raised(part: Part) -> Iterator[Part]:
    """The sections below a part, each as high as it stood."""
    for inner in part.parts:
        step = inner.level - part.level
        for each in inner.all():
            each.level -= step
            if each.heading is not None:
                each.heading = replace(each.heading, level=each.level)
        yield inner


def without_withheld(part: Part, language: str) -> None:
    """Sections of which all is withheld become one list, beside what the whole report does not show."""
    limits = _limits(part)
    gone = [] if limits is None else list(_taken_out(part))
    if limits is not None and gone:
        names = tuple(each.heading.text for each in gone if each.heading is not None)
        lead = message("report", "lead.all_withheld", language)
        limits.content.append(Shown(block=Bullets(lead=lead, items=names)))
    for each in part.all():
        each.content = [_as_note(shown) for shown in each.content]


def _limits(part: Part) -> Part | None:
    """Where it says what the whole report does not show: with its cautions, or the last sentence of that kind."""
    listed = (each for each in part.all() if any(_is_of_report(shown) for shown in each.content))
    limited = [each for each in part.all() if any(_is_limit(shown) for shown in each.content)]
    return next(listed, limited[-1] if limited else None)


def _taken_out(part: Part) -> Iterator[Part]:
    for inner in tuple(part.parts):
        yield from _taken_out(inner)
        if inner.all_withheld and not inner.parts:
            part.parts.remove(inner)
            yield inner


def _as_note(each: Raw) -> Raw:
    if isinstance(each, Shown) and isinstance(each.block, Paragraph) and _is_withheld(each):
        return replace(each, block=replace(each.block, tone="note"))
    return each


def cautions_once(part: Part, language: str) -> None:
    """Every caution stands where it is met first, and in the list of the report with all that it concerns."""
    met: dict[str, dict[str, None]] = {}
    for each in part.all():
        name = "" if each.heading is None else message("report", "section_named", language, name=each.heading.text)
        each.content = [told for raw in each.content for told in _first_met(raw, name, met)]
    for each in part.all():
        each.content = [_with_all(raw, met, language) for raw in each.content]


def _first_met(raw: Raw, section: str, met: dict[str, dict[str, None]]) -> Iterator[Raw]:
    """The list without what stood in an earlier one; what all of a section is concerned by is named by it."""
    if not isinstance(raw, Shown) or not isinstance(raw.block, Cautions) or raw.block.of_report:
        yield raw
        return
    first = [item for item in raw.block.items if item.text not in met]
    for item in raw.block.items:
        met.setdefault(item.text, {}).update(dict.fromkeys(item.about or (section,)))
    if first:
        yield replace(raw, block=Bullets(lead=raw.block.lead, items=tuple(item.whole for item in first)))


def _with_all(raw: Raw, met: dict[str, dict[str, None]], language: str) -> Raw:
    """The list of the report: its own cautions, then those that only sections tell."""
    if not isinstance(raw, Shown) or not isinstance(raw.block, Cautions):
        return raw
    own = [item.text for item in raw.block.items]
    items = (_concerning(text, met.get(text, {}), language) for text in dict.fromkeys((*own, *met)))
    return replace(raw, block=Bullets(lead=raw.block.lead, items=tuple(items)))


def _concerning(text: str, about: Sequence[str] | dict[str, None], language: str) -> str:
    """The caution with what it concerns; of more than can be read in a sentence the first, and how many more."""
    if not about:
        return text
    labels = list(about)
    if len(labels) > MOST_NAMED:
        more = message("report", "caution_concerns.more", language, count=len(labels) - MOST_NAMED + 1)
        labels = [*labels[: MOST_NAMED - 1], more]
    return message("report", "caution_concerns", language, caution=text, labels="; ".join(labels))


def _is(each: Raw, *kinds: type) -> bool:
    return isinstance(each, Shown) and isinstance(each.block, kinds)


def _is_withheld(each: Raw) -> bool:
    return isinstance(each, Shown) and isinstance(each.block, Paragraph) and each.block.tone == "withheld"


def _is_limit(each: Raw) -> bool:
    return isinstance(each, Shown) and isinstance(each.block, Paragraph) and each.block.tone == "limit"


def _is_of_report(each: Raw) -> bool:
    return isinstance(each, Shown) and isinstance(each.block, Cautions) and each.block.of_report


def apart(part: Part, language: str) -> list[Part]:
    """Take the sections of the annex out of a report, in their order; each says which of its own went there."""
    found: list[Part] = []
    kept: list[Part] = []
    for inner in part.parts:
        found.extend([inner] if inner.in_annex else apart(inner, language))
        kept.extend([] if inner.in_annex else [inner])
    names = [each.heading.text for each in part.parts if each.in_annex and each.heading is not None]
    if names and part.heading is not None:
        text = message("report", "annex.more", language, sections=" · ".join(names))
        part.content.append(Shown(block=Paragraph(text=text)))
    part.parts = kept
    return found
