"""How far a report is on its way to the public; only a recorded decision makes it more than a draft.

A run makes a draft; the commands `release-report`, `publish-report` and `retract` make it more, or less.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from babel.dates import format_date

from wirkung.catalogue import LOCALES, message
from wirkung.report.document.blocks import Paragraph

NO_BREAK = "\u00a0"


class ReportStatus(StrEnum):
    """Preliminary (never more than that), a draft, approved by a second person, published, or withdrawn."""

    PRELIMINARY = "preliminary"
    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


def status_line(status: ReportStatus, on: dt.date | None, by: tuple[str, ...], language: str) -> Paragraph:
    """The status as it stands under the title, with its day where one is known and the roles that decided it.

    Of a preliminary report it is the day after which nothing counts.
    """
    said = message("report", f"report_status.{status}", language)
    if len(by) > 1:
        code = "report_status.published.by" if status is ReportStatus.PUBLISHED else "report_status.by"
        said = message("report", code, language, status=said, first=by[0], second=by[1])
    day = "" if on is None else format_date(on, locale=LOCALES[language]).replace(" ", NO_BREAK)
    mark = message("report", "masthead.status", language)
    if status is ReportStatus.PRELIMINARY:
        said, day = message("report", "report_status.until", language, status=said, day=day), ""
    return Paragraph(text=f"{said}, {day}" if day else said, tone="note", mark=mark)
