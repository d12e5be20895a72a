"""Programme and year: the tables of that year, and the right method for each question."""
