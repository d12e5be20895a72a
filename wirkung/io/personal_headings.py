"""What the heading of a column says about persons: «Nachname», «Geburtsdatum», «E-Mail»."""

from __future__ import annotations

import re

from wirkung.declared import Personal
from wirkung.io.spelling import folded

MOST_WORDS = 6  # a longer heading is a question of a questionnaire
# «Name der Schule», «Kursname»: the name of something that is nobody. Folded text has «ss» for «ß».
_OF_THINGS = re.compile(
    r"schule\b|schulname|gymnasium|kita|krippe|kindergarten|hort\b|kurs|workshop|projekt|programm|einrichtung"
    r"|verein|träger|betrieb|firma|unternehmen|gemeinde|\bort|stadt|kreis|datei|blatt|produkt|konto|gruppe|klasse"
    r"|angebot|massnahme|fach\b|school|course|class|project|company|file|sheet|town|product|account|group"
)
_OF_PERSONS = re.compile(
    r"teilnehm|schüler|\bkind|person|eltern|berechtigt|ansprechp|lehrkraft|leitung|lehrer|leiter|trainer|dozent"
    r"|betreuer|\bmutter|\bvater|student|participant|child|parent|teacher|coach"
)
# In this order: an «E-Mail-Adresse» is no postal address, and a «Geburtsname» is no date.
_PATTERNS = {
    Personal.EMAIL: r"\be-? ?mail|\bmail-?adresse|\bmail$|email",
    Personal.BIRTH_DATE: r"\bgeb(urts)?\.?[- ]*(datum|tag)|\bgeb(oren)?\b\.?( am)?$|\bdob\b|date of birth"
    r"|birth ?(date|day)",
    Personal.NAME: r"\b(vor|nach|zu|familien|geburts|ruf|schüler|teilnehmer|kinder|eltern|spitz)(innen)?-? ?name"
    r"|\bname[ns]?\b|\b(first|last|full|sur|given|family) ?name",
    Personal.PHONE: r"\btel(efon)?\b|telefon|\bhandy|\bmobil(telefon|nummer|nr|funk)?\b|festnetz|rufnummer"
    r"|\bfax\b|\bphone|\bcell ?phone",
    Personal.ADDRESS: r"\b(wohn|post|heimat)?-?(adresse|anschrift)\b|\bstrasse\b|\bstr\b|hausn(umme)?r"
    r"|\b(home |postal )?address\b|\bstreet\b|\bip(addr|-adresse| address)\b",
    Personal.FREE_TEXT: r"\b(be|an)merkung(en)?\b|\bkommentare?\b|\bnotiz(en)?\b|\bfreitext|\bfreie antwort"
    r"|\bcomments?\b|\bremarks?\b",
}


def kind_of_heading(heading: str) -> Personal | None:
    """What a column holds whose heading is this; None where the heading leaves it open.

    Examples
    --------
    >>> kind_of_heading("Geb.-Datum"), kind_of_heading("Name der Schule"), kind_of_heading("Geburtsjahr")
    (<Personal.BIRTH_DATE: 'birth_date'>, None, None)
    """
    text = folded(heading).replace("_", " ")
    if len(text.split()) > MOST_WORDS:
        return None
    kind = next((kind for kind, pattern in _PATTERNS.items() if re.search(pattern, text)), None)
    if kind is Personal.NAME and _OF_THINGS.search(text) and not _OF_PERSONS.search(text):
        return None
    return kind


def speaks_of_persons(heading: str) -> bool:
    """Whether a heading is about persons («Kursleitung», «Kind»), so that few names are enough."""
    text = folded(heading)
    return len(text.split()) <= MOST_WORDS and _OF_PERSONS.search(text) is not None
