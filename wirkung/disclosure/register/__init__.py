"""What was published, remembered: without it, two reports could be subtracted from each other."""
