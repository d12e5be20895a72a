"""One file for each question: its sentences, tables and figure."""
