"""The register as it was before a publication, to decide once more what that was decided beside."""

from __future__ import annotations

from dataclasses import replace

from wirkung.disclosure.register.contents import Register


def before(register: Register, publication: str) -> Register | None:
    """A register without a publication and those after it; None where it does not know the publication.

    Which answers a person gave then is not known by publication: where the data have changed since, all states of
    them count as earlier ones.

    Parameters
    ----------
    register
        Stays as it is. What comes back must not be written in its place.
    publication
        Its id, as the manifest of a report has it.
    """
    first = next((at for at, each in enumerate(register.entries) if each.publication == publication), None)
    if first is None:
        return None
    entries = register.entries[:first]
    kept = sorted({row for entry in entries for row in entry.rows})
    numbers = {row: number for number, row in enumerate(kept)}
    return replace(
        register,
        rows=[register.rows[row] for row in kept],
        entries=[each.model_copy(update={"rows": tuple(numbers[row] for row in each.rows)}) for each in entries],
    )
