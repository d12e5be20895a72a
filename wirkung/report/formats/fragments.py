"""Blocks as HTML: one renderer for notebooks and for the report, so that both show the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from wirkung.report.document.blocks import Block, Cautions
from wirkung.report.formats.markup import css_string, isolated, with_icon
from wirkung.report.writing.words import say


@cache
def environment() -> Environment:
    """The templates of the package; everything that is not markup already is escaped."""
    templates = Environment(
        loader=PackageLoader("wirkung.report.formats", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(isolated=isolated, with_icon=with_icon, css_string=css_string)
    return templates


def fragment(blocks: Sequence[Block], language: str) -> str:
    """The blocks as a piece of HTML for a notebook, with its own style, without numbers and anchors."""
    told = [block.bullets if isinstance(block, Cautions) else block for block in blocks]
    content = [block_html(block, language=language) for block in told]
    return environment().get_template("notebook.html.j2").render(content=content)


def block_html(
    block: Block,
    *,
    language: str,
    label: str = "",
    anchor: str = "",
    picture: Markup | None = None,
    folded: bool = False,
    data_at: tuple[str, str] = ("", ""),
) -> Markup:
    """One block as HTML.

    Parameters
    ----------
    block
        What to render.
    language
        Of the few words the template adds.
    label, anchor
        «Tabelle 3» and the id of the element, in a report; empty in a notebook.
    picture
        The inline SVG of a figure.
    folded
        Whether a table is opened by who wants to see it.
    data_at
        Anchor and label of the table with the data of a figure; no anchor where they stand with the figure.
    """
    template = environment().get_template("blocks.html.j2")
    rendered = template.render(
        block=block,
        kind=type(block).__name__,
        label=label,
        anchor=anchor,
        picture=picture,
        folded=folded,
        data_at=data_at,
        say=lambda code, **values: say(code, language, **values),
    )
    return Markup(rendered)  # noqa: S704 - the template escaped every value
