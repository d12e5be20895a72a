"""`python -m wirkung` is the same as `wirkung`."""

from wirkung.cli import main

main()
