"""Runs: plan, execute, publish."""
