"""Every file that readers get of a report: one list, for the run that makes it and for its release."""

from __future__ import annotations

from wirkung.report.document.document import Document
from wirkung.report.editions.brief import brief_files
from wirkung.report.editions.citizens import citizens_files
from wirkung.report.formats.export import export


def edition_files(document: Document, *, stem: str) -> dict[str, bytes]:
    """The editions of a report in all their formats, by file name; equal documents give equal bytes.

    Parameters
    ----------
    document
        Of a notebook that ran to its end, with its status: only a released one has editions for the public.
    stem
        What the names of the files begin with.

    Raises
    ------
    RunError
        A picture that cannot be drawn: then there is no file at all.
    """
    files = {**export(document, stem=stem), **brief_files(document), **citizens_files(document)}
    return {f"{stem}.{suffix}": file for suffix, file in files.items()}
