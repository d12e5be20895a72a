"""Files to checked, pseudonymised tables."""

from wirkung.io.assemble import read_tables, years_with_data

__all__ = ["read_tables", "years_with_data"]
