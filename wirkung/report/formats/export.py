"""One document in every format that readers get; all of them or none."""

from __future__ import annotations

from wirkung.report.document.document import Document
from wirkung.report.formats.html import report_html
from wirkung.report.formats.pdf import report_pdf
from wirkung.report.formats.word.report import report_word
from wirkung.report.formats.workbook import report_workbook


def export(document: Document) -> dict[str, bytes]:
    """The report as the files that readers get.

    Parameters
    ----------
    document
        Of a notebook that ran to its end.

    Returns
    -------
    dict
        The contents of the file by its suffix: «html», «pdf», «docx», «xlsx». Each says the same numbers; equal
        documents give equal bytes.

    Raises
    ------
    RunError
        A picture that cannot be drawn: then there is no format at all.
    """
    return {
        "html": report_html(document).encode(),
        "pdf": report_pdf(document),
        "docx": report_word(document),
        "xlsx": report_workbook(document),
    }
