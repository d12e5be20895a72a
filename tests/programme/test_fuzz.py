"""Whatever stands in a file: it is a programme, or every mistake has a sentence."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wirkung.errors import Problem, ProgrammeFileError
from wirkung.programme.load import read_programme
from wirkung.programme.model import Programme

FRAGMENTS = st.sampled_from(
    ["\n", " ", ":", ": ", "- ", "-", "[", "]", "{", "}", "'", '"', "&a ", "*a", "!t ", "? ", "|", ">", "#", ",",
     "---\n", "...\n", "%YAML 1.1\n", "<<: ", "\t", "null", "~", "\\UFFFFFFFF", "\x00", "\x85", "\ufeff", "é",
     "id: ", "de: ", "0,2", "99"]
)  # fmt: skip


def loads_or_tells(content: bytes) -> None:
    problems: tuple[Problem, ...] = ()
    programme = None
    try:
        programme = read_programme(content, "fuzz.yaml")
    except ProgrammeFileError as error:
        problems = error.problems
    assert isinstance(programme, Programme) or problems
    for language in ("de", "en"):
        for problem in problems:
            assert problem.text(language).startswith("fuzz.yaml, ")
            assert "Input should" not in problem.text(language)


@given(st.binary(max_size=200))
def test_any_bytes(content):
    loads_or_tells(content)


@given(st.text(max_size=200) | st.lists(FRAGMENTS, max_size=30).map("".join))
@settings(max_examples=300)
def test_any_text(text):
    loads_or_tells(text.encode("utf-8", errors="surrogatepass"))


@given(data=st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_programme_with_damage(complete, data):
    start = data.draw(st.integers(0, len(complete)))
    end = data.draw(st.integers(start, min(start + 40, len(complete))))
    damage = data.draw(st.lists(FRAGMENTS, max_size=4).map("".join))
    loads_or_tells((complete[:start] + damage + complete[end:]).encode())


@pytest.mark.parametrize("escape", [r"\UFFFFFFFF", r"\uD800", r"\x00", r"\q"])
def test_an_escape_that_is_no_character(complete, escape):
    loads_or_tells(complete.replace("title: Demo", f'title: "{escape}"').encode())
