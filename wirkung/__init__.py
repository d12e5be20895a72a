"""Impact evaluation for public education programmes."""

__version__ = "0.1.0"
