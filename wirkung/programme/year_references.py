"""Years that stand beside each other in one sheet: which column is planned or actual of which year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wirkung.programme.document import Fault, KeyPath, Node

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def year_faults(path: KeyPath, node: Node, *, of_costs: bool) -> Iterator[Fault]:
    """Faults of `years` of one source: elsewhere than in a ledger, said twice, or of nothing that was spent."""
    if not node.at("years").is_there:
        return
    if not of_costs:
        yield Fault(code="programme.years.only", path=(*path, "years"))
        return
    years = node.at("years").entries
    of_years = dict.fromkeys(("year", *(name for one in years.values() for name in one.entries)))
    for part in ("columns", "constants"):
        for name in of_years:
            if name in node.at(part).entries:
                yield Fault(code="programme.years.twice", path=(*path, part, name), values={"name": name})
    yield from _headings(path, years)
    if years and not any("amount" in one.entries for one in years.values()):
        yield Fault(code="programme.years.no_amount", path=(*path, "years"))


def _headings(path: KeyPath, years: dict[str, Node]) -> Iterator[Fault]:
    """A heading that names another year than it is declared for would put that year's money beside this one's."""
    seen: set[str] = set()
    for year, columns in years.items():
        for name, heading in columns.entries.items():
            here, named = (*path, "years", year, name), _YEAR.findall(heading.text)
            if heading.text in seen:
                yield Fault(code="programme.years.heading_twice", path=here, values={"heading": heading.text})
            elif named and year not in named:
                values = {"heading": heading.text, "year": year}
                yield Fault(code="programme.years.heading", path=here, values=values)
            seen.add(heading.text)
