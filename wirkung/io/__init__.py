"""Files to checked, pseudonymised tables."""
