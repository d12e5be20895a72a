"""A report as one document: what it is made of, and the executed notebook read once into it."""
