"""Methods: arrays in, Estimates out. No file, no language, no rendering."""
