"""Kernels that are ready at once: forked from a process in which everything is imported. See docs/kernels.md."""
