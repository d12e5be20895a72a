"""LibreOffice, and the sample report in every format for it to open."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

PACKAGES = {"soffice": "libreoffice-writer-nogui and libreoffice-calc-nogui", "pdftotext": "poppler-utils"}


def installed(name: str) -> str:
    """Path of a program; without it the test is skipped, but fails in continuous integration."""
    found = shutil.which(name)
    if found is None:
        missing = f"{name} is not installed (Debian: {PACKAGES[name]})"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture
def pdftotext() -> str:
    return installed("pdftotext")


@pytest.fixture(scope="session")
def sample(published) -> Path:
    """The sample report in every format, in German, as a reader gets it."""
    return published.german / "2024" / "mint"


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Open a file in LibreOffice and save it as something else: `converted(path, "pdf")`."""
    program = installed("soffice")
    profile = tmp_path_factory.mktemp("profile")

    def convert(path: Path, target: str) -> Path:
        folder = tmp_path_factory.mktemp("converted")
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        done = subprocess.run(
            [*command, "--convert-to", target, "--outdir", str(folder), str(path)],
            env={**os.environ, "LC_ALL": "de_DE.UTF-8"},  # how numbers are shown; need not be installed
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        result = folder / f"{path.stem}.{target.partition(':')[0]}"
        assert result.exists(), done.stderr
        return result

    return convert
