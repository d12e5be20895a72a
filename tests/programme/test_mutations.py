"""Programme files with random mistakes: a few here, thousands with `make fuzz`."""

from __future__ import annotations

from random import Random

import pytest

from tests.programme.mutations import mutated, outcome, write_files


@pytest.mark.parametrize("seed", range(40))
def test_a_programme_file_with_mistakes_is_read_or_its_mistakes_are_told(tmp_path, seed):
    write_files(tmp_path)
    rng = Random(seed)  # noqa: S311 - mistakes, no secrets
    assert outcome(mutated(rng), tmp_path) in {"read", "programme", "data"}
