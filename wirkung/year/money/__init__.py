"""What was spent in the year, on what and for whom."""
