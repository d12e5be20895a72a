"""Who starts later in random studies, and how an attacker reads the line of all who started. No person exists."""

from __future__ import annotations

import json

import pandas as pd

from tests.attack.meaning.counts import known
from tests.attack.meaning.schema import Schema, everybody
from tests.attack.studies import YEARS, write_case

WITH_STARTS = 8805


def test_of_each_comparison_group_some_start_later_and_some_never(tmp_path):
    path = write_case(WITH_STARTS, tmp_path).programme
    assert json.loads(path.read_text(encoding="utf-8"))["design"]["starts"] == "began"
    persons = pd.read_csv(path.with_name("persons.csv"), sep=";", keep_default_na=False)
    ours = persons["group"] == "programme"
    assert set(persons.loc[ours, "began"]) == {"after"}
    for year in YEARS:
        assert set(persons.loc[~ours & (persons["year"] == year), "began"]) == {"follow_up", ""}


def test_the_line_of_all_who_started_is_of_those_asked_three_times():
    line = {
        "question": "robustness",
        "role": "main",
        "year": 2024,
        "about": {"indicator": "i0", "aspect": "robustness.staggered"},
        "estimate": {"counts": [{"role": "comparison", "number": 40, "of": None}], "cautions": []},
    }
    (each,) = known(Schema((line,)), line)
    waves = (("score", "i0", wave) for wave in ("before", "after", "follow_up"))
    assert each.group == everybody(2024, "comparison", *waves)
    # Who answered before and after keeps both; answers of the follow-up may be set aside.
    assert (each.low, each.high) == (40, 67)
