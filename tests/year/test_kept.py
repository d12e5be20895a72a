"""What is computed once of the data of a year, and not kept longer than they are."""

import gc
import weakref

import pytest

from wirkung.year.kept import kept


class Data:
    """Stands for the data of a year."""


def test_computed_once_for_each_data_and_arguments():
    calls = []

    @kept
    def size(data, group, *, twice=False):
        calls.append((data, group, twice))
        return len(calls)

    one, other = Data(), Data()
    assert [size(one, "a"), size(one, "a"), size(one, "b"), size(other, "a")] == [1, 1, 2, 3]
    assert size(one, "a", twice=True) == size(one, "a", twice=True) == 4
    assert len(calls) == 4


def test_an_error_is_not_kept():
    tried = []

    @kept
    def fails(data):
        tried.append(data)
        if len(tried) == 1:
            raise ValueError("once")
        return len(tried)

    data = Data()
    with pytest.raises(ValueError, match="once"):
        fails(data)
    assert fails(data) == 2


def test_persons_are_gone_with_the_data():
    class Persons:
        """Stands for what is computed of them."""

    found = kept(lambda _: Persons())
    data = Data()
    persons = weakref.ref(found(data))
    del data
    gc.collect()
    assert persons() is None
