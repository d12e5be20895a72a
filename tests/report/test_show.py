"""What a cell leaves behind: one output a call, one more a figure, and what nbval does not compare."""

from __future__ import annotations

import json

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from wirkung.finding import CrossTable
from wirkung.report import show as show_module
from wirkung.report.charts.drawing import Drawing
from wirkung.report.document.blocks import MIME, SVG, Figure, Paragraph, from_json, to_json
from wirkung.report.document.outputs import published
from wirkung.report.document.reading import read_document
from wirkung.report.frame.glance import glance
from wirkung.report.frame.parts import answer_parts
from wirkung.report.show import Presenter, outputs_of
from wirkung.report.writing.language import Language
from wirkung.report.writing.result_lines import result_lines


def test_an_answer_is_shown_before_its_figure_its_figure_and_after_it(make):
    answer = make.answers()[0]

    before, figure, after = outputs_of([answer], "de")

    assert set(before.data) == {"text/plain", "text/html", MIME}
    assert set(figure.data) == {"text/plain", SVG, MIME}
    assert figure.data[SVG].lstrip().startswith("<?xml")
    assert figure.metadata == {}
    lines = [json.loads(line.model_dump_json()) for line in result_lines(answer, Language("de"))]
    assert before.metadata == {"results": lines}  # once, with the first output
    assert after.metadata == {}


def test_what_has_no_figure_is_one_output(make):
    (output,) = outputs_of([glance(*make.answers()), make.provenance()], "de")

    assert output.metadata["provenance"]["accounts"][0]["left_out"] == [
        ["empty_row", 3],
        ["second_registration", 9],
    ]
    assert "results" not in output.metadata


def test_outputs_are_json(make):
    for output in outputs_of([*make.frame(), *make.answers()], "de"):
        assert json.loads(json.dumps(output.data)) == output.data
        assert json.loads(json.dumps(output.metadata)) == output.metadata


def test_blocks_read_back_as_they_were(make):
    for answer in make.answers():
        for part in answer_parts(answer, "de"):
            block = part.block if isinstance(part, Drawing) else part
            assert from_json(json.loads(json.dumps(to_json(block)))) == block


def test_the_structured_form_holds_no_number_but_printed_ones(make):
    """Unrounded numbers in an output that nbval compares would break on the next numpy."""
    found: list[str] = []
    for output in outputs_of(make.answers(), "de"):
        assert output.data[MIME]["version"] == 2
        json.loads(json.dumps(output.data[MIME]["blocks"]), parse_float=found.append)
    assert len(found) > 30
    assert [number for number in found if len(number.lstrip("-").replace(".", "")) > 6] == []


def test_show_displays_every_output(make, monkeypatch):
    displayed = []
    monkeypatch.setattr(show_module, "display", lambda data, **options: displayed.append((data, options)))

    Presenter("de").show(make.masthead(), make.released("cohort", make.step("Step A", 348, 348)))

    assert [set(data) for data, _ in displayed] == [
        {"text/plain", "text/html", MIME},
        {"text/plain", SVG, MIME},
        {"text/plain", "text/html", MIME},
    ]
    assert all(options["raw"] for _, options in displayed)
    assert 'width="460.8pt"' in displayed[1][0][SVG]  # as wide in a notebook as in a report, 6.4 inches
    assert displayed[0][1]["metadata"]["wirkung"]["results"][0]["id"] == "cohort/Step A/main"


def test_plain_text_is_narrow_except_for_tables(make):
    for output in outputs_of([make.masthead(), glance(*make.answers())], "de"):
        assert max(map(len, output.data["text/plain"].splitlines())) <= 100
        assert "\u00ad" not in output.data["text/plain"]


def test_a_figure_without_words_is_refused(make):
    data = next(part for part in answer_parts(make.answers()[0], "de") if isinstance(part, Drawing)).block.data

    with pytest.raises(ValueError, match="has no alternative text"):
        Figure(caption="A", alt=" ", data=data)


@pytest.mark.parametrize("thing", ["cost", Paragraph(text="Own words"), 3])
def test_what_is_no_part_of_a_report_is_refused(thing):
    """An evaluator's own part comes from a cell that is tagged for it, and says what it is."""
    with pytest.raises(TypeError, match=f"not {type(thing).__name__}"):
        Presenter("de").show(thing)


def test_counts_of_the_data_check_never_become_part_of_a_report():
    """They are not protected, and somebody may look at them in the notebook of the evaluation."""
    counts = CrossTable(code="persons", columns=("programme", "comparison"), rows=(("2024", (348.0, 4.0)),))
    (output,) = outputs_of([counts], "de")

    assert set(output.data) == {"text/plain", "text/html"}
    assert "348" in output.data["text/plain"]
    cell = new_code_cell("x", outputs=[new_output("display_data", data=output.data)], execution_count=1)
    document = read_document(new_notebook(cells=[cell]), language="de")
    assert (document.opening, published(new_notebook(cells=[cell])).cells[0].outputs) == ((), [])
