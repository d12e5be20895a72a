"""Sentences in every language: gettext catalogues, one file per language and domain.

A message is looked up by its code (`change.up.description`), never by a German or English text, so that
no language is the original of another. Domains: `problems` (what a user can put right), `report` (what
stands in reports), `notebook` (headings and prose of the notebooks; only in English, since the German text
stands in the notebooks themselves).
"""

from __future__ import annotations

import io
from functools import cache
from importlib import resources

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LANGUAGES = ("de", "en")
LOCALES = {"de": "de_DE", "en": "en_GB"}
DOMAINS = ("problems", "report", "notebook")


@cache
def translations(domain: str, language: str) -> Translations:
    """The catalogue of one domain in one language; KeyError where there is none."""
    if language not in LANGUAGES:
        raise KeyError(f"no catalogue for language {language!r}, only {', '.join(LANGUAGES)}")
    path = resources.files(__package__) / language / f"{domain}.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=LOCALES[language], abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, domain=domain)


def message(domain: str, code: str, language: str, /, **values: object) -> str:
    """The sentence of `code`, filled with `values`; KeyError for a code without a sentence.

    A message with a plural form is chosen by the value named `count`.
    """
    catalogue = translations(domain, language)
    text = (
        catalogue.ngettext(code, f"{code}.plural", int(str(values["count"])))
        if "count" in values
        else catalogue.gettext(code)
    )
    if text in (code, f"{code}.plural"):
        raise KeyError(f"{domain}.po ({language}) has no sentence for {code!r}")
    return text.format(**values)


def codes(domain: str, language: str) -> frozenset[str]:
    """Every code that has a sentence in this domain and language."""
    path = resources.files(__package__) / language / f"{domain}.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=LOCALES[language])
    ids = (entry.id for entry in catalogue if entry.id and entry.string)
    return frozenset(code if isinstance(code, str) else code[0] for code in ids)
