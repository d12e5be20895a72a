"""The report as a Word file: real styles, headings, tables and alternative texts, to be edited further."""

from wirkung.report.formats.word.report import report_word

__all__ = ["report_word"]
