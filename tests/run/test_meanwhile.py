"""What others publish while a report is made, in this process: nothing of a kernel is needed for it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from wirkung.disclosure.keys import now
from wirkung.disclosure.register.contents import Draft
from wirkung.disclosure.register.handing_over import DRAFTS_VARIABLE, hand_over
from wirkung.disclosure.register.memory import open_memory
from wirkung.disclosure.register.records import Entry
from wirkung.disclosure.register.room import room_of
from wirkung.disclosure.register.rows import Row
from wirkung.run import make
from wirkung.run.limits import Limits
from wirkung.run.make import make_report
from wirkung.run.plan import Asked, plan
from wirkung.run.remember import writing


def draft_of(programme: str, persons: str) -> Draft:
    row = Row(variable="persons", members=np.packbits([True] * len(persons)).tobytes())
    names = tuple(letter.encode() * 16 for letter in persons)
    return Draft(programme=programme, year=2024, persons=names, rows=(row,), answers={})


def publish_another(room, persons: str) -> None:
    """As another run does that comes in between."""
    with writing(room):
        memory = open_memory(room)
        entry = Entry(publication="x", programme="x", year=2024, when=now(), notebooks=(), editions=(), rows=())
        memory.register.add(draft_of("x", persons), entry)
        memory.write()


@pytest.mark.parametrize(("persons", "times"), [("xyz", 1), ("cxyz", 2)])
def test_a_notebook_runs_once_more_if_what_others_published_meanwhile_rests_on_its_persons(
    toy, monkeypatch, persons, times
):
    """The second time nobody else may publish, so it is the last."""
    room = room_of(toy.folder / "params" / "toy.yaml")
    known_then: list[list[str]] = []

    def composed(_job, drafts: Path, *_, **__):
        memory = open_memory(room)
        known_then.append([each.publication for each in memory.register.entries])
        with monkeypatch.context() as patch:
            patch.setenv(DRAFTS_VARIABLE, str(drafts))
            hand_over(draft_of("toy", "abc"), memory.keys)
        if len(known_then) == 1:
            publish_another(room, persons)

    monkeypatch.setattr(make, "compose", composed)
    monkeypatch.setattr(make, "_write_and_publish", lambda *_: None)
    (job,) = plan([toy.folder / "params" / "toy.yaml"], Asked(year=2024), language="de")
    make_report(job, toy.reports, on_cell=lambda *_: None, limits=Limits())
    assert known_then == [[], ["x"]][:times]
