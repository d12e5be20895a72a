"""How large a file may be, and how long reading it may take, before anything of it is looked at."""

from __future__ import annotations

from dataclasses import asdict, dataclass

MEGABYTE = 1_000_000
PATIENCE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one source may take.

    size
        Bytes of the file.
    unpacked
        Bytes of all parts of a workbook together, unpacked.
    cells
        Rows times columns of a sheet's used range, blank cells too.
    memory
        Bytes of address space of the process that reads.
    seconds
        Of processor time of that process. On a busy machine that takes longer by the clock: it waits `PATIENCE`
        times as long for a process that neither works nor ends.
    """

    size: int
    unpacked: int
    cells: int
    memory: int
    seconds: int

    def numbers(self) -> dict[str, int]:
        """All limits by name, as they are handed to the process that reads."""
        return asdict(self)


# A list that a person keeps is far smaller.
USUAL = Limits(size=100 * MEGABYTE, unpacked=400 * MEGABYTE, cells=5_000_000, memory=1000 * MEGABYTE, seconds=10)
# What the programme file declares with `large: true`.
LARGE = Limits(
    size=20_000 * MEGABYTE, unpacked=4_000 * MEGABYTE, cells=500_000_000, memory=16_000 * MEGABYTE, seconds=600
)
