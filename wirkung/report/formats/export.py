"""One executed notebook in every format that readers get; all of them or none."""

from __future__ import annotations

from nbformat import NotebookNode

from wirkung.report.formats.html import report_html
from wirkung.report.formats.pdf import report_pdf
from wirkung.report.formats.word.report import report_word
from wirkung.report.formats.workbook import report_workbook


def export(notebook: NotebookNode, *, language: str) -> dict[str, bytes]:
    """The report of a notebook that ran to its end, as the files that readers get.

    Parameters
    ----------
    notebook
        Executed; `show()` left blocks in its outputs.
    language
        Language of the report, «de» or «en».

    Returns
    -------
    dict
        The contents of the file by its suffix: «html», «pdf», «docx», «xlsx». Each says the same numbers; equal
        notebooks give equal bytes.

    Raises
    ------
    RunError
        An error among the outputs, or a figure without alternative text: then there is no format at all.
    """
    return {
        "html": report_html(notebook, language=language).encode(),
        "pdf": report_pdf(notebook, language=language),
        "docx": report_word(notebook, language=language),
        "xlsx": report_workbook(notebook, language=language),
    }
