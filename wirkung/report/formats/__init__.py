"""One document as HTML, PDF, Word, workbook and plain text."""
