"""Which file a path means, and what people are told it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from wirkung.errors import ProgrammeFileError
from wirkung.programme.find import find_programme_file


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A workspace with one programme file; the current folder is its `notebooks/deep`."""
    (tmp_path / "work" / "params").mkdir(parents=True)
    (tmp_path / "work" / "notebooks" / "deep").mkdir(parents=True)
    (tmp_path / "work" / "params" / "mint.yaml").write_text("id: mint\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "work" / "notebooks" / "deep")
    return tmp_path / "work"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("params/mint.yaml", "params/mint.yaml"),
        ("./params/mint.yaml", "params/mint.yaml"),
        ("../../params/mint.yaml", "params/mint.yaml"),
    ],
)
def test_a_relative_path_is_looked_for_upwards(workspace, given, name):
    found = find_programme_file(Path(given))
    assert found.path == (workspace / "params" / "mint.yaml").resolve()
    assert found.name == name


def test_the_nearest_folder_wins(workspace):
    nearer = workspace / "notebooks" / "params"
    nearer.mkdir()
    (nearer / "mint.yaml").write_text("id: other\n", encoding="utf-8")
    assert find_programme_file(Path("params/mint.yaml")).path == (nearer / "mint.yaml").resolve()


def test_an_absolute_path_is_shown_by_its_last_two_parts(workspace):
    found = find_programme_file(workspace / "params" / "mint.yaml")
    assert found.name == "params/mint.yaml"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            "params/mnit.yaml",
            (
                "params/mnit.yaml: There is no such programme file, neither in the current folder nor in one "
                "above. Similar names: params/mint.yaml. Please check the path."
            ),
        ),
        (
            "mint.yml",
            (
                "mint.yml: There is no such programme file, neither in the current folder nor in one above. "
                "Similar names: params/mint.yaml. Please check the path."
            ),
        ),
        (
            "params/quite-different.yaml",
            (
                "params/quite-different.yaml: There is no such programme file, neither in the current folder "
                "nor in one above. Please check the path; programme files usually lie in params/."
            ),
        ),
        (
            "params",
            "params: This is a folder. Expected is a programme file, for example params/mint.yaml.",
        ),
    ],
)
def test_what_is_no_file_is_told_with_what_to_do(workspace, given, expected):
    assert workspace.exists()
    with pytest.raises(ProgrammeFileError) as caught:
        find_programme_file(Path(given))
    assert [problem.text("en") for problem in caught.value.problems] == [expected]


def test_a_folder_that_cannot_be_looked_into_is_a_problem(monkeypatch):
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(ProgrammeFileError) as caught:
        find_programme_file(Path("params/mint.yaml"))
    assert caught.value.problems[0].text("en") == (
        "params/mint.yaml: The file cannot be read. Please check whether read permission is missing or "
        "another program has locked it."
    )


def test_no_message_names_a_folder_of_this_machine(workspace):
    with pytest.raises(ProgrammeFileError) as caught:
        find_programme_file(workspace / "params" / "mnit.yaml")
    assert str(workspace) not in str(caught.value)
    assert "Ähnlich heißt: params/mint.yaml." in str(caught.value)
