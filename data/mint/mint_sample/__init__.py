"""Invented people for the sample programme «Jugend macht MIN(T)!», with effects that are known."""
