"""Editions for readers with less time than the report takes: the same words and numbers, fewer of them."""
