"""How far a report is on its way to the public stands on its first page, with the day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.report.test_consistency import report
from wirkung.report.document.status import ReportStatus
from wirkung.report.formats.html import report_html


@pytest.mark.parametrize(
    ("language", "status", "said"),
    [
        ("de", ReportStatus.DRAFT, "Entwurf, nicht freigegeben, 02.12.2024"),
        ("de", ReportStatus.APPROVED, "freigegeben, 02.12.2024"),
        ("de", ReportStatus.PUBLISHED, "veröffentlicht, 02.12.2024"),
        ("de", ReportStatus.WITHDRAWN, "zurückgezogen, 02.12.2024"),
        ("en", ReportStatus.DRAFT, "draft, not approved, 2 Dec 2024"),
    ],
)
def test_status_and_day_stand_under_the_title(language, status, said):
    document = replace(report(language=language), status=status, on=dt.date(2024, 12, 2))

    assert document.front[0].text.replace("\u00a0", " ") == said
    assert said in report_html(document).replace("\u00a0", " ").replace("&nbsp;", " ").replace("&#160;", " ")


def test_a_report_is_a_draft_until_somebody_decides():
    assert report().status is ReportStatus.DRAFT
    assert report().front[0].text == "Entwurf, nicht freigegeben"
