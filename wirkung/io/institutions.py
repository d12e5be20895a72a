"""Characteristics by which a report would judge an institution or its staff, or with a category for every person.

A school, a Kita, a course, a trainer and a provider are protected as persons are: nothing is shown by them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import pandas as pd

from wirkung.declared import Doubt
from wirkung.io.intake import Intake
from wirkung.io.personal_headings import MOST_WORDS
from wirkung.io.spelling import folded
from wirkung.programme.model import Characteristic
from wirkung.programme.parts import text_in

MOST_CATEGORIES = 40
# So many different values of which at least every second stands there once are as good as a list of persons.
FEWEST_UNIQUE = 10
UNIQUE = 0.5
# Of two values and more than half of all it is said that they are institutions.
_FEWEST_NAMED, _SHARE_NAMED = 2, 0.5

_OF_INSTITUTIONS = re.compile(
    r"schulen?|(\w+)?schul(name|nummer|nr|id|kennung|standort|einrichtung)|(\w+)?(kita|krippe|hort)s?(name)?"
    r"|kindergarten|kindergärten|kindertagesstätten?|\w*einrichtung(en|sname)?|institution(en)?|kurs(e|name|nummer)?"
    r"|\w*workshops?|\w*trainer(in|innen)?|\w*dozent(in|innen|en)?|\w*leh(rkraft|rkräfte|rer|rerin|rerinnen)"
    r"|(kurs|gruppen|projekt|workshop)leit(ung|er|erin)|\w*betreuer(in|innen)?|referent(in|innen|en)?|coach(es)?"
    r"|\w*(träger|trägers|anbieter|anbieters|veranstalter|dienstleister)|kooperationspartner"
    r"|schools?|nurser(y|ies)|daycare|courses?|instructors?|tutors?|teachers?|providers?|institutions?"
)
_OF_SCHOOLS = re.compile(r"\w*schulen?|(\w+)?schul(name|nummer|nr|id|kennung|standort)|schools?")
# «Art der Schule», «school type», «Jahre in der Schule»: of a kind or a quantity.
_OF_KINDS = re.compile(
    r"art|form|typ|type|kind|kinds|zweig|sort|jahre?|years?|stunden|hours|anzahl|number|besuch|besuch(t|te)"
    r"|abschluss|stufe|level|noten?|grade|grades|zufrieden\w*|satisf\w*|weg|size|größe|format|dauer|mode"
)
_YES_NO = frozenset({"ja", "nein", "yes", "no", "0", "1", "wahr", "falsch", "true", "false", "x"})

_INSTITUTION = re.compile(
    r"(?P<of>\w*)(schulen?|schools?)|\w*gymnasium|\w*(kita|krippe|hort)|kindergarten|kindertagesstätte|igs|kgs|obs|bbs"
    r"|vhs|kindergarden|nursery|kolleg|familienzentrum|jugendzentrum"
)
# Before «schule» these make a kind of school; anything else («Halepaghenschule») makes a name.
_KIND_OF_SCHOOL = re.compile(
    r"grund|haupt|real|ober|gesamt|förder|sonder|(berufs|hoch)?fach(ober|hoch)?|berufs|hoch|waldorf|mittel|regel|vor"
    r"|gemeinschafts|sekundar|stadtteil|werkreal|(volks)?hoch|volks|musik|abend|ganztags|regional|wirtschafts|sprach"
)
# Words beside that are no proper names: «Integrierte Gesamtschule», «Haupt- und Realschule», «Sonstige Schule».
_COMMON = re.compile(
    r"\d+|i+|[ab]|(integriert|kooperativ|berufsbildend|beruflich|frei|privat|öffentlich|staatlich|kommunal|städtisch"
    r"|kirchlich|allgemeinbildend|weiterführend|ander|sonstig|besucht|abgeschlossen|gymnasial)(e[rns]?)?|kein(e[rns]?)?"
    r"|noch|nicht|ohne|mit|und|oder|in|der|die|das|des|eine[rm]?|auf|an|von|zu[rm]|oberstufe|(förder)?schwerpunkt|zweig"
    r"|(sekundar|primar)?stufe|klasse|jahrgang|bereich|grund|haupt|real|förder|lernen|geistige|entwicklung|weiß"
    r"|(bilingual|humanistisch|naturwissenschaftlich)es|betriebs|waldorf|montessori|high|middle|elementary|primary"
    r"|secondary|grammar|comprehensive|vocational|special|other|none|public|private|state|the|and|or|with|without|type"
)


def institution_problems(intake: Intake, entry: Characteristic, values: pd.Series[str]) -> None:
    """Problems for a characteristic that is, or looks like, an institution, staff, or a list of persons.

    Only the heading is quoted, never a value. What was misjudged is accepted in the programme file
    (`Doubt.INSTITUTION`, `Doubt.MANY_VALUES`).

    Parameters
    ----------
    intake
        The list of persons, which takes the problems.
    entry
        A characteristic with `kind: category`.
    values
        Its column; missing where nothing is known.
    """
    distinct = set(values.dropna())
    column = intake.faults.heading(entry.id)
    if not intake.accepts(Doubt.INSTITUTION):
        named = (entry.id, column, text_in(entry.label, "de"), text_in(entry.label, "en"))
        if _are_institutions(distinct) or (any(map(speaks_of_institutions, named)) and not _are_kinds(distinct)):
            intake.faults.source("data.institution", column=column, id=entry.id)
            return
    if intake.accepts(Doubt.MANY_VALUES):
        return
    number, filled = len(distinct), int(values.notna().sum())
    if number > MOST_CATEGORIES:
        intake.faults.source("data.many_categories", column=column, number=number, most=MOST_CATEGORIES)
    elif number >= FEWEST_UNIQUE and number > UNIQUE * filled:
        intake.faults.source("data.nearly_unique", column=column, number=number, of=filled)


def speaks_of_institutions(heading: str) -> bool:
    """Whether a heading, label or id is that of an institution or of staff.

    Examples
    --------
    >>> [speaks_of_institutions(each) for each in ("Name der Schule", "kita_name", "Kursleitung", "Träger")]
    [True, True, True, True]
    >>> [speaks_of_institutions(each) for each in ("Schulform", "Integrierte Gesamtschule", "Art der Schule")]
    [False, False, False]
    """
    words = list(_words(heading))
    return (
        len(words) <= MOST_WORDS
        and any(_OF_INSTITUTIONS.fullmatch(word) for word in words)
        and not any(_OF_KINDS.fullmatch(word) for word in words)
    )


def speaks_of_schools(heading: str) -> bool:
    """Whether a heading, label or id is that of single schools.

    Examples
    --------
    >>> [speaks_of_schools(each) for each in ("Name der Schule", "school", "Schulform", "course", "school_type")]
    [True, True, False, False, False]
    """
    words = list(_words(heading))
    return (
        len(words) <= MOST_WORDS
        and any(_OF_SCHOOLS.fullmatch(word) for word in words)
        and not any(_OF_KINDS.fullmatch(word) for word in words)
    )


def is_institution(cell: str) -> bool:
    """Whether a cell is the proper name of a school, a Kita or the like, and not a kind of school.

    Examples
    --------
    >>> is_institution("Anne-Frank-Schule"), is_institution("Halepaghenschule"), is_institution("IGS Stade")
    (True, True, True)
    >>> is_institution("Integrierte Gesamtschule"), is_institution("Haupt- und Realschule"), is_institution("IGS")
    (False, False, False)
    """
    words = list(_words(cell))
    found = [match for word in words if (match := _INSTITUTION.fullmatch(word))]
    return bool(found) and (
        any(match["of"] and not _KIND_OF_SCHOOL.fullmatch(match["of"]) for match in found)
        or any(not (_INSTITUTION.fullmatch(word) or _COMMON.fullmatch(word)) for word in words)
    )


def _words(text: str) -> Iterator[str]:
    yield from re.findall(r"\w+", folded(text).replace("_", " "))


def _are_institutions(distinct: Collection[str]) -> bool:
    hits = sum(map(is_institution, distinct))
    return hits >= _FEWEST_NAMED and hits > _SHARE_NAMED * len(distinct)


def _are_kinds(distinct: Collection[str]) -> bool:
    """Whether all values are yes and no, or kinds of school, so that the heading means no single institution."""
    if all(folded(value) in _YES_NO for value in distinct):
        return True
    return all(map(_is_kind, distinct)) and not any(map(is_institution, distinct))


def _is_kind(value: str) -> bool:
    words = list(_words(value))
    return all(_INSTITUTION.fullmatch(word) or _COMMON.fullmatch(word) for word in words)
