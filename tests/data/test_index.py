"""Every data set is listed and described, all are small, and own data stay out of git."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"


def data_sets():
    return [folder for folder in DATA.iterdir() if folder.is_dir() and folder.name != "local"]


def test_every_data_set_has_a_readme_and_a_line_in_the_index():
    index = (DATA / "README.md").read_text(encoding="utf-8")
    for folder in data_sets():
        assert (folder / "README.md").is_file()
        assert f"({folder.name}/README.md)" in index


def test_all_data_together_stay_small():
    files = [path for folder in data_sets() for path in folder.rglob("*") if "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in files if path.is_file()) < 3_000_000


def test_own_data_are_ignored_by_git():
    assert "/data/local/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
