"""Figures: one a question, in one quiet style, each with its words and its data."""
