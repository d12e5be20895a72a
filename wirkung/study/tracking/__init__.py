"""Following the persons of a programme over years: who stayed, where they went, when, and who is missing."""
