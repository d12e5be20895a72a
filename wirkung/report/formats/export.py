"""One document in every format that readers get; all of them or none."""

from __future__ import annotations

from wirkung.report.document.document import Document
from wirkung.report.formats.html import report_html
from wirkung.report.formats.pdf import annex_pdf, report_pdf
from wirkung.report.formats.word.report import report_word
from wirkung.report.formats.workbook import report_workbook

ANNEX = "annex.pdf"  # the suffix of the annex of the printed report


def export(document: Document, *, stem: str = "evaluation") -> dict[str, bytes]:
    """The report as the files that readers get.

    Parameters
    ----------
    document
        Of a notebook that ran to its end.
    stem
        What the names of the files begin with.

    Returns
    -------
    dict
        The contents of the file by its suffix: «html», «pdf», «annex.pdf» (where there is one), «docx», «xlsx».
        Each says the same numbers; equal documents give equal bytes.

    Raises
    ------
    RunError
        A picture that cannot be drawn: then there is no format at all.
    """
    annex = annex_pdf(document)
    return {
        "html": report_html(document).encode(),
        "pdf": report_pdf(document, annex="" if annex is None else f"{stem}.{ANNEX}"),
        **({} if annex is None else {ANNEX: annex}),
        "docx": report_word(document),
        "xlsx": report_workbook(document),
    }
