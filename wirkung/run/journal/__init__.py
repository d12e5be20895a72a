"""The audit log: who did what with persons' data and their reports, kept so that no change of it goes unnoticed."""
