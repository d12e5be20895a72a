"""What a reader in a process of its own says is wrong; the process that asked makes a sentence of it."""

from __future__ import annotations


class ReaderProblem(Exception):  # noqa: N818 - what is wrong with a file is a finding, no error of ours
    """A finding: the code of its sentence, and what fills it in."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)
