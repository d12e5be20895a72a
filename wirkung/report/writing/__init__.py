"""How findings become words, numbers and tables."""
