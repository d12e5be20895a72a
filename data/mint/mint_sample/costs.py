"""The cost ledger of one year, as an office keeps it: some amounts left to hours x rate, German numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from mint_sample.parameters import NOTE, YEARS
from mint_sample.people import COURSES

HEADINGS = (
    "Jahr",
    "Kostenart",
    "Bezeichnung",
    "Stunden",
    "Stundensatz",
    "Betrag",
    "Mittel",
    "Verhalten",
    "Hinweis",
)
PRICE_LEVEL = (Decimal(1), Decimal("1.04"), Decimal("1.08"))  # 2022, 2023, 2024; the lines below are of 2022
CENT, HALF_HOUR = Decimal("0.01"), Decimal("0.5")

# Kostenart, Bezeichnung, Stunden, Stundensatz, whether the office writes the product into «Betrag» itself
BY_THE_HOUR = (
    ("Personal", "Projektleitung, 1. Halbjahr", "310", "42.60", True),
    ("Personal", "Projektleitung, 2. Halbjahr", "240", "42.60", True),
    ("Personal", "Kursleitungen (14 Kurse)", "448", "34.80", False),
    ("Personal", "Verwaltung und Anmeldung", "156.5", "31.90", False),
    ("Ehrenamt", "Mentorinnen und Mentoren in den Kursen", "312", "16.50", False),
    ("Ehrenamt", "Begleitung der Fahrten", "46.5", "16.50", True),
)
LUMP_SUMS = (
    ("Honorare", "Fachleute aus Betrieben und Hochschulen", "8450.00"),
    ("Honorare", "Auswertung der Befragung", "2380.00"),
    ("Räume", "Werkstätten und Labore, Miete", "4210.50"),
    ("Räume", "Schulräume, Hausmeisterdienst", "1786.40"),
    ("Fahrten", "Busfahrten zu Betrieben", "2964.80"),
    ("Fahrten", "Fahrkarten der Teilnehmenden", "1123.75"),
    ("Gemeinkosten", "Zuschlag für Leitung, IT und Gebäude", "7420.00"),
    ("Abschreibung", "3D-Drucker, Notebooks und Messgeräte", "3150.00"),
    ("Sachspenden", "Robotik-Bausätze (Spende eines Betriebs)", "1800.00"),
    ("Sachspenden", "Verpflegung beim Abschlusstag (Spende)", "640.00"),
)
MATERIAL = (
    "1240",
    "685.5",
    "310",
    "742.25",
    "1105.9",
    "418",
    "536.4",
    "295",
    "388.75",
    "264.3",
    "347",
    "129.95",
    "812",
    "457.6",
)
NOT_PAID = ("Ehrenamt", "Sachspenden")
THIRD_PARTY = ("Fachleute aus Betrieben und Hochschulen", "Busfahrten zu Betrieben")
PER_COURSE = (
    "Kursleitungen (14 Kurse)",
    "Mentorinnen und Mentoren in den Kursen",
    "Begleitung der Fahrten",
    "Fachleute aus Betrieben und Hochschulen",
    "Werkstätten und Labore, Miete",
    "Busfahrten zu Betrieben",
    "Fahrkarten der Teilnehmenden",
)


def ledger(year: int) -> list[tuple[str, ...]]:
    """All lines of one year, in the order of `HEADINGS`."""
    level = PRICE_LEVEL[YEARS.index(year)]
    hourly = [_hourly(*line, level=level) for line in BY_THE_HOUR]
    sums = [
        (category, what, "", "", _german(_cents(Decimal(amount) * level))) for category, what, amount in LUMP_SUMS
    ]
    # Somebody typed the donations with a euro sign.
    sums = [(*line[:-1], line[-1] + " €") if line[0] == "Sachspenden" else line for line in sums]
    material = [
        ("Material", f"Material {course}", "", "", _german(_cents(Decimal(amount) * level)))
        for (course, _), amount in zip(COURSES, MATERIAL, strict=True)
    ]
    return [(str(year), *line, *_marks(line[0], line[1]), NOTE) for line in (*hourly, *sums, *material)]


def totals(year: int) -> dict[str, Decimal]:
    """Exact sum of each Kostenart."""
    level = PRICE_LEVEL[YEARS.index(year)]
    amounts = [(line[0], _product(line[2], line[3], level)) for line in BY_THE_HOUR]
    amounts += [(category, _cents(Decimal(amount) * level)) for category, _, amount in LUMP_SUMS]
    amounts += [("Material", _cents(Decimal(amount) * level)) for amount in MATERIAL]
    kinds = dict.fromkeys(kind for kind, _ in amounts)
    return {kind: sum((amount for other, amount in amounts if other == kind), Decimal(0)) for kind in kinds}


def _marks(category: str, what: str) -> tuple[str, str]:
    """Whose money it was, blank where nobody paid, and whether one more course would cost it once more."""
    funding = "" if category in NOT_PAID else "Förderung" if what in THIRD_PARTY else "Landkreis"
    return funding, "je Kurs" if category == "Material" or what in PER_COURSE else "fest"


def _hourly(category: str, what: str, hours: str, rate: str, written: bool, *, level: Decimal) -> tuple[str, ...]:
    amount = _german(_product(hours, rate, level)) if written else ""
    return category, what, _german(Decimal(hours)), _german(_cents(Decimal(rate) * level)), amount


def _product(hours: str, rate: str, level: Decimal) -> Decimal:
    return _cents(Decimal(hours) * _cents(Decimal(rate) * level))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _german(number: Decimal) -> str:
    return f"{number:,}".translate(str.maketrans(",.", ".,"))
