"""How editions are read: a PDF by its tags, a Word file by its pages in LibreOffice."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.report.pdf.conftest import TaggedPdf


@pytest.fixture(scope="session")
def tagged() -> type[TaggedPdf]:
    """Reads a PDF by its tags."""
    return TaggedPdf


@pytest.fixture(scope="session")
def pages_in_word() -> Callable[[bytes, Path], int]:
    """How many pages a Word file has in LibreOffice."""
    if shutil.which("soffice") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("soffice is not installed (Debian: libreoffice-writer-nogui)")
        pytest.skip("soffice is not installed")

    def count(word: bytes, folder: Path) -> int:
        file = folder / "edition.docx"
        file.write_bytes(word)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        subprocess.run(
            [*command, "--convert-to", "pdf", "--outdir", folder, file],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return len(pikepdf.open(io.BytesIO(file.with_suffix(".pdf").read_bytes())).pages)

    return count
