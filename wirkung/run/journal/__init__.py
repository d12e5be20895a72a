"""The audit log: who did what with persons' data and reports, kept so that no change goes unnoticed."""
