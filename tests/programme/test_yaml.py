"""YAML is cut into values with lines, and nothing in it is guessed or executed."""

from __future__ import annotations

import pytest

from wirkung.programme.document import Node
from wirkung.programme.yaml import DEEPEST, MOST_VALUES, UnreadableYamlError, read_yaml


def value(text: str) -> object:
    root, faults = read_yaml(text)
    assert faults == ()
    return root.plain()


def told(text: str) -> list[str]:
    """What a reader is told about a text, whether the reading stopped or not."""
    try:
        root, faults = read_yaml(text)
    except UnreadableYamlError as error:
        root, faults = Node(content=None, line=1), (error.fault,)
    return [fault.problem("", root).text("en") for fault in faults]


def test_every_scalar_is_text_and_nothing_is_none():
    assert value("a: 03359\nb: NO\nc: 'x'\nd:\ne: |\n  two\n  lines\nf: [1, 2.5]\n") == {
        "a": "03359", "b": "NO", "c": "x", "d": None, "e": "two\nlines\n", "f": ["1", "2.5"],
    }  # fmt: skip


def test_lines_are_those_of_the_keys():
    root, _ = read_yaml("a:\n  b:\n    - c: 1\n      d: 2\n    - 3\n")
    lines = {("a",): 1, ("a", "b"): 2, ("a", "b", 0, "d"): 4, ("a", "b", 1): 5, ("a", "missing", 1): 1}
    assert {path: root.line_at(path) for path in lines} == lines


def test_an_alias_repeats_its_value():
    assert value("a: &x {k: 1}\nb: *x\nc: [*x, &y text, *y]\n") == {
        "a": {"k": "1"}, "b": {"k": "1"}, "c": [{"k": "1"}, "text", "text"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: 1\nb: 2\na: 3\n",
            (
                "line 3: ‘a’ stands in this section twice, first in line 1. Each key may occur only once; "
                "please delete or rename one of the two."
            ),
        ),
        (
            "a: 1\nb: *x\n",
            (
                "line 2: ‘*x’ refers to something that does not stand further up. Please mark it there with "
                "‘&x’, or put the value in quotation marks if the asterisk belongs to the text."
            ),
        ),
        (
            "a: &x [*x]\n",
            (
                "line 1: ‘*x’ refers to something that does not stand further up. Please mark it there with "
                "‘&x’, or put the value in quotation marks if the asterisk belongs to the text."
            ),
        ),
        (
            "a: !!str 5\n",
            (
                "line 1: ‘!!str’ is a YAML type tag, which is not read here. Please delete it, and put a text "
                "that should stay text in quotation marks."
            ),
        ),
        (
            "a: !python/object:os.system x\n",
            (
                "line 1: ‘!python/object:os.system’ is a YAML type tag, which is not read here. Please delete "
                "it, and put a text that should stay text in quotation marks."
            ),
        ),
        (
            "a: 1\n---\nb: 2\n",
            (
                "line 2: A second document begins here with ‘---’. A programme file describes exactly one "
                "programme; please put the rest into a file of its own."
            ),
        ),
        (
            "a: 1\n? [b]\n: 2\n",
            (
                "line 2: A word is expected before the colon, found was nothing, a list or a section. Please "
                "put text that begins with a bracket or a question mark in quotation marks."
            ),
        ),
        (
            "a:\n\tb: 1\n",
            (
                "line 2: There is a tab here. YAML allows only spaces for indentation; please replace the tab "
                "by two spaces a level."
            ),
        ),
        (
            "a: 1\nb: x\x07\n",
            (
                "line 2: There is an invisible control character here that YAML does not allow. Please write "
                "the line anew."
            ),
        ),
        (
            "a: 1\nb: 'open\nc: 2\n",
            (
                "line 4: From here on the file is not valid YAML. Frequent causes in this line or just before "
                "it: no space after the colon, uneven indentation, a quotation mark or bracket not closed, a "
                "colon in a text without quotation marks."
            ),
        ),
        (
            "a: Kurs: Robotik\n",
            (
                "line 1: From here on the file is not valid YAML. Frequent causes in this line or just before "
                "it: no space after the colon, uneven indentation, a quotation mark or bracket not closed, a "
                "colon in a text without quotation marks."
            ),
        ),
    ],
)
def test_what_is_no_yaml_for_us_is_told_with_its_line(text, expected):
    assert told(text) == [expected]


def test_mistakes_that_do_not_stop_the_reading_are_told_together():
    assert [text.split(":")[0] for text in told("a: 1\na: 2\nb: *x\nc: !t 3\n")] == ["line 2", "line 3", "line 4"]


def test_nesting_has_an_end():
    assert value("[" * DEEPEST + "]" * DEEPEST) is not None
    assert told("a: " + "[" * 3000 + "]" * 3000) == [
        (
            f"line 1: The file is nested more than {DEEPEST} levels deep here. Please check indentation and "
            "brackets."
        )
    ]


def test_aliases_cannot_multiply_without_end():
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    assert told(bomb) == [
        (
            f"line 5: The file gives more than {MOST_VALUES} values because references (*) multiply each "
            "other. Please write the values out."
        )
    ]
