"""Labels beside what they name, moved apart where they would cover each other."""

from __future__ import annotations

from collections.abc import Sequence


def apart(wanted: Sequence[float], height: float) -> list[float]:
    """Places for labels near those wanted, each at least `height` from the next, in the given order.

    Labels that would touch are put around the middle of the places they wanted, so that none is moved further than
    it has to be.

    Parameters
    ----------
    wanted
        Where each label would stand by itself.
    height
        The least distance between two labels, > 0.

    Examples
    --------
    >>> apart([0.5, 0.5, 0.9], 0.1)
    [0.45, 0.55, 0.9]
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    blocks: list[list[int]] = []
    for place in order:
        blocks.append([place])
        while len(blocks) > 1 and _top(blocks[-2], wanted, height) + height > _bottom(blocks[-1], wanted, height):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    places = [0.0] * len(wanted)
    for block in blocks:
        for step, place in enumerate(block):
            places[place] = round(_bottom(block, wanted, height) + step * height, 9)
    return places


def _bottom(block: Sequence[int], wanted: Sequence[float], height: float) -> float:
    middle = sum(wanted[place] for place in block) / len(block)
    return middle - height * (len(block) - 1) / 2


def _top(block: Sequence[int], wanted: Sequence[float], height: float) -> float:
    return _bottom(block, wanted, height) + height * (len(block) - 1)
