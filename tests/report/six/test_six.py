"""Invented programmes read as a whole: what their reports say, from title to glossary, is kept as text.

Six are of one kind of outcome each (`offices.py`), the others of one design each (`studies.py`).

After a change on purpose: `WIRKUNG_WRITE_SNAPSHOTS=1 pytest tests/report/six`, and read the diff.
"""

from __future__ import annotations

import pytest

from tests.report.six.offices import SIX, YEAR
from tests.report.six.studies import STUDIES
from tests.report.six.told import whole_report
from wirkung.catalogue import LANGUAGES
from wirkung.study.study import open_study

ALL = SIX | STUDIES


@pytest.fixture(scope="module", params=ALL)
def programme(request, tmp_path_factory):
    """One of them, opened once for both languages."""
    folder = tmp_path_factory.mktemp("six") / request.param
    folder.mkdir()
    return request.param, open_study(ALL[request.param](folder), year=YEAR)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_report_is_as_it_was(programme, language, snapshot, monkeypatch):
    name, study = programme
    snapshot(f"six/{name}.{language}.txt", whole_report(study, language, monkeypatch))
