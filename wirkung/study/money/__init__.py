"""Costs, benefits and what follows from them."""
