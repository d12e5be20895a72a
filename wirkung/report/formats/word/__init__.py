"""The report as a Word file: real styles, headings, tables and alternative texts, to be edited further."""
