"""What is asked again and again of the data of a year is computed once, and kept as long as the data."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

Data = TypeVar("Data")
Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")


def kept(
    compute: Callable[Concatenate[Data, Arguments], Value],
) -> Callable[Concatenate[Data, Arguments], Value]:
    """The function, computing once for each data and arguments; what it gives nobody may change in place.

    Persons' data live no longer than the study that read them: nothing here holds on to them.

    Parameters
    ----------
    compute
        Its first argument the data of a year, told apart by identity; the others hashable.
    """
    known: WeakKeyDictionary[Data, dict[Hashable, object]] = WeakKeyDictionary()

    @wraps(compute)
    def looked_up(data: Data, /, *arguments: Arguments.args, **named: Arguments.kwargs) -> Value:
        """The value that is kept, else computed."""
        ours = known.setdefault(data, {})
        key = (arguments, *named.items())
        if key not in ours:
            ours[key] = compute(data, *arguments, **named)
        return cast("Value", ours[key])

    return looked_up
