"""The questions of a report, one file each."""
