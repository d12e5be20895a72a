"""One programme in one year: its persons, their answers, their ways and what was spent."""
