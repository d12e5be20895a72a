"""Write environment.yml for conda from pyproject.toml, the single source of dependencies."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Where conda-forge has another name than PyPI.
CONDA_NAMES = {
    "duckdb": "python-duckdb",
    "great-tables": "great_tables",
    "matplotlib": "matplotlib-base",
    "python-calamine": "python-calamine",
}
PIP_ONLY = {  # pure Python, or under another name on conda-forge: taken from PyPI
    "axe-playwright-python",
    "editables",
    "nbval",
    "playwright",
    "psycopg-binary",
    "scipy-stubs",
    "types-openpyxl",
    "typst",
}
HEADER = """\
# Generated from pyproject.toml by .ci/environment_yml.py; change it there.
# For Windows and conda users:
#   conda env create -f environment.yml
#   conda activate wirkung
#   wirkung run params/mint.yaml --year 2024
"""


def environment() -> str:
    """The text of environment.yml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    requirements = [*project["dependencies"], *(line for group in extras.values() for line in group)]
    conda = sorted(_conda(line) for line in requirements if _name(line) not in PIP_ONLY)
    from_pip = sorted(line for line in requirements if _name(line) in PIP_ONLY)
    lines = ["name: wirkung", "channels:", "  - conda-forge", "  - nodefaults", "dependencies:"]
    lines += [
        f'  - "python{project["requires-python"]}"',
        *(f'  - "{line}"' for line in conda),
        "  - pip",
        "  - pip:",
    ]
    lines += [f'      - "{line}"' for line in [*from_pip, "-e ."]]
    return HEADER + "\n".join(lines) + "\n"


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~ ]", requirement)[0]


def _conda(requirement: str) -> str:
    name = _name(requirement)
    return CONDA_NAMES.get(name, name) + requirement[len(name) :]


if __name__ == "__main__":
    target = ROOT / "environment.yml"
    target.write_text(environment(), encoding="utf-8")
    print(f"wrote {target.name}")
