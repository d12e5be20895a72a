"""From released answers to blocks: one function a question, and one for each other part of a report."""
