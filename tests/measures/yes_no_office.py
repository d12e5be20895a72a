"""A small programme with a yes/no question, whose every number can be counted by hand."""

from __future__ import annotations

from pathlib import Path

from tests.questions.conftest import GROUPS_OF_THREE, PROGRAMME, write_programme

PROGRAMME_OF_YES = (
    PROGRAMME.replace(
        "indicators:\n",
        "indicators:\n  - {id: more, label: More, items: [a], kind: yes_no, smallest_relevant_change: 0.1}\n",
    )
    .replace(", a: a, b: b", ", a: more, b: b")
    .replace("items: [a, b, c]", "items: [b, c]")
    .replace(*GROUPS_OF_THREE)
)


def write_answers(folder: Path, yes: str = "1", no: str = "0") -> Path:
    """Of 20 participants the first 5 said yes before, the first 15 afterwards; of 20 others 5 and 5."""
    path = write_programme(folder, PROGRAMME_OF_YES)
    said = {("p", "before"): 5, ("p", "after"): 15, ("q", "before"): 5, ("q", "after"): 5}
    lines = [
        f"{group}{number};2024;{wave};{yes if number <= many else no};3;3"
        for (group, wave), many in said.items()
        for number in range(1, 21)
    ]
    path.with_name("answers.csv").write_text("\n".join(["id;year;wave;more;b;c", *lines]) + "\n", encoding="utf-8")
    return path
