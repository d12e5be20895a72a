"""A programme with every kind of source, for tests of all of them at once. All persons are invented."""

from __future__ import annotations

HEADS = {
    "p.csv": "Nr;Jahr;Gruppe;Kurs;Beginn;Alter;Geschlecht",
    "a.csv": "Nr;Jahr;Zeit;Wert;Frage",
    "h.csv": "Nr;Jahr;Kurs;Std;Soll",
    "e.csv": "Nr;Ereignis;Datum",
    "k.csv": "Jahr;Art;Text;Betrag;h;Satz",
}
PERSONS = range(1, 13)


def rows() -> dict[str, list[list[str]]]:
    """The cells of every file, below its headings."""
    listed = [
        [f"P{n}", "2024", "Kurs" if n % 2 else "Vergleich", f"K{n % 3}", "01.02.2024", f"{n},5", "wm"[n % 2]]
        for n in PERSONS
    ]
    answers = [
        [f"P{n}", "2024", wave, f"{n},25", str(1 + (n + later) % 5)]
        for n in PERSONS
        for later, wave in enumerate(("vorher", "nachher"))
    ]
    hours = [[f"P{n}", "2024", f"K{n % 3}", f"{n},5", "20"] for n in PERSONS]
    happened = [[f"P{n}", "Abschluss", "03.04.2025"] for n in PERSONS]
    ledger = [["2024", "Personal", "", "1.234,50", "", ""], ["2024", "Material", "Hefte", "99,90", "", ""]]
    return dict(zip(HEADS, (listed, answers, hours, happened, ledger), strict=True))


def document() -> dict[str, object]:
    """The programme file, as it is after reading YAML."""
    texts = dict.fromkeys(("title", "organisation", "question"), "Probe")
    measured = {
        "file": "a.csv",
        "columns": {"person": "Nr", "year": "Jahr", "wave": "Zeit", "score": "Wert", "mood": "Frage"},
        "values": {"wave": {"vorher": "before", "nachher": "after"}},
    }
    data = {
        "persons": {
            "file": "p.csv",
            "columns": {
                "person": "Nr", "year": "Jahr", "group": "Gruppe", "course": "Kurs", "entered": "Beginn",
                "age": "Alter", "gender": "Geschlecht",
            },
            "values": {"group": {"Kurs": "programme", "Vergleich": "comparison"}},
        },
        "measurements": [measured],
        "attendance": {
            "file": "h.csv",
            "columns": {"person": "Nr", "year": "Jahr", "course": "Kurs", "hours": "Std", "planned_hours": "Soll"},
        },
        "events": {
            "file": "e.csv",
            "columns": {"person": "Nr", "event": "Ereignis", "date": "Datum"},
            "values": {"event": {"Abschluss": "done"}},
        },
        "costs": {
            "file": "k.csv",
            "columns": {
                "year": "Jahr", "category": "Art", "description": "Text", "amount": "Betrag", "hours": "h",
                "rate": "Satz",
            },
            "values": {"category": {"Personal": "staff", "Material": "material"}},
        },
    }  # fmt: skip
    return {
        "id": "probe",
        **texts,
        "synthetic": True,
        "design": {"kind": "comparison", "assignment": "self_selected"},
        "data": data,
        "indicators": [
            {"id": "s", "label": "S", "items": ["score"]},
            {"id": "m", "label": "M", "items": ["mood"], "scale": {"low": 1, "high": 5}},
        ],
        "characteristics": [
            {"id": "age", "label": "A", "kind": "number"},
            {"id": "gender", "label": "G"},
        ],
        "cohort": [{"id": "done", "label": "D", "kind": "event", "event": "done"}],
        "costs": {"price_year": 2024, "outcome": "done"},
    }


def text(head: str, cells: list[list[str]]) -> str:
    """A file with semicolons."""
    return "\n".join([head, *map(";".join, cells)]) + "\n"
