"""Words written from right to left, as every export finds them in a text of any language."""

from __future__ import annotations

import re

# Hebrew, Arabic and the other scripts from right to left.
_LETTER = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
# Their words together with what stands between them on the same line.
RIGHT_TO_LEFT = re.compile(f"{_LETTER}(?:[^\n\t\u00ad]*{_LETTER})?")
# Marks that would turn the direction of whatever follows them.
DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
