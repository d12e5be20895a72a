"""Which of the declared waves there are answers to."""

from __future__ import annotations

from wirkung.declared import Wave
from wirkung.io.tables import Tables
from wirkung.programme.model import Programme


def waves_without_answers(programme: Programme, tables: Tables, year: int) -> tuple[Wave, ...]:
    """Waves that the programme file declares and to which nobody answered in a year; before and after only.

    The follow-up comes months later and may still lie ahead; a report can be made without it.
    """
    if tables.measurements is None:
        return ()
    rows = tables.measurements[tables.measurements["year"] == year]
    items = rows.columns.difference(["person", "year", "wave"])
    answered = set(rows["wave"][rows[items].notna().any(axis="columns")])
    declared = _declared(programme)
    return tuple(wave for wave in (Wave.BEFORE, Wave.AFTER) if wave in declared and wave not in answered)


def _declared(programme: Programme) -> set[str]:
    waves: set[str] = set()
    for source in programme.data.surveys:
        constant = source.constants.get("wave")
        waves |= {str(constant)} if constant is not None else set()
        mapped = source.values.get("wave")
        if mapped is not None:
            waves |= {str(wave) for wave in mapped.values()}
        elif "wave" in source.columns:
            waves |= {Wave.BEFORE, Wave.AFTER}
    return waves
