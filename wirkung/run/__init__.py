"""Runs: plan, execute, publish."""

import wirkung.run.light  # noqa: F401 - before anything here imports nbformat
