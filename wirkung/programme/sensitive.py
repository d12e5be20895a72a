"""Characteristics that need more protection: special categories of personal data, and what stands for them.

References
----------
Regulation (EU) 2016/679 (GDPR), article 9 (1): origin, opinions, beliefs, membership, health, sex life.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# How many of the smallest groups a group with such a characteristic must have to be shown.
TIMES_THE_SMALLEST: Final = 2

_SENSITIVE = re.compile(
    r"gesundheit|krank|diagnos|behinder|förderbedarf|foerderbedarf|beeinträchtig|allergi|therapie|pflegegrad"
    r"|health|disab|illness|special needs|medical"
    r"|herkunft(?!s?-?(schul|ort))|migration|nationalität|staatsangehör|staatsbürger|ethni|geburtsland|aufenthalt"
    r"|flucht|geflücht|asyl|\borigin\b|nationality|citizenship|country of birth|refugee"
    r"|religi|konfession|bekenntnis|\bfaith\b|sexuell|sexual|weltanschau|politisch|political|gewerkschaft"
    r"|trade union"
)
_SPECIAL = re.compile(
    r"divers|nicht-? ?binär|non-? ?binary|inter(geschlechtlich|sex)?|trans(gender|sexuell|geschlechtlich)?"
    r"|.*(förderschul|förderzentr|sonderschul|special (needs )?school).*"
)


def is_sensitive(names: Iterable[str]) -> bool:
    """Whether the names of a characteristic (id, label) say health, origin, religion or the like.

    Examples
    --------
    >>> is_sensitive(["mig", "Migrationshintergrund"]), is_sensitive(["school", "Herkunftsschule"])
    (True, False)
    """
    return any(_SENSITIVE.search(name.casefold().replace("_", " ")) for name in names)


def is_special(category: str) -> bool:
    """Whether few persons have this category, and it says of them what it says of hardly anybody.

    Examples
    --------
    >>> is_special("Divers"), is_special("Förderschule Lernen"), is_special("Diverse Kurse")
    (True, True, False)
    """
    return _SPECIAL.fullmatch(category.casefold()) is not None
