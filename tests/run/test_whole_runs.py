"""The real command line on a toy workspace: what is published, and what stays when something goes wrong."""

from __future__ import annotations

import hashlib
import json
import signal
import sys
import time
from pathlib import Path

import jsonschema
import nbformat
import pytest

from wirkung.run.records import Manifest
from wirkung.run.schema import schema_text

FORMATS = [
    "evaluation.brief.docx",
    "evaluation.brief.pdf",
    "evaluation.docx",
    "evaluation.html",
    "evaluation.ipynb",
    "evaluation.pdf",
    "evaluation.xlsx",
]
FILES = [*FORMATS, "manifest.json", "results.json"]
BEGUN = "import time\nfrom pathlib import Path\nPath('here').touch()\n"
SLOW = f"{BEGUN}time.sleep(60)"
WAITING = f"{BEGUN}while not Path('on').exists():\n    time.sleep(0.05)"
EARLIER = {"2024/toy/evaluation.html": b"the earlier report", "index.html": b"the earlier index"}


def put_earlier_report(toy) -> None:
    for name, content in EARLIER.items():
        path = toy.reports / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def assert_earlier_report_is_untouched(toy) -> None:
    assert toy.contents() == EARLIER
    assert toy.folders() == ["2024", "2024/toy"]


def wait_for(path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline, f"{path.name} did not appear"
        time.sleep(0.05)


def test_a_complete_report_is_published(toy, cells):
    """One run, looked at from all sides: a kernel start costs more than all the looking."""
    own = "import sys\nprint('person 017')\nprint('person 018', file=sys.stderr)\n'person 019'"
    toy.notebook(cells.code(own, cell="own"), cells.code("print('told')", cell="told", tags=["report"]))
    code, output, errors = toy.wirkung("run", "params/toy.yaml")
    assert code == 0, errors
    assert toy.folders() == ["2024", "2024/toy"]
    named = [*(f"2024/toy/{name}" for name in FILES), "index.html", "results.sqlite"]
    assert sorted(toy.contents()) == named
    _, listed, _ = toy.wirkung("results")
    assert [line.split()[:6] for line in listed.splitlines()[1:]] == [
        ["toy", "2024", "2024", "cohort", "Angemeldet", "20"],
        ["toy", "2024", "2024", "cohort", "MINT", "[g]"],
    ]

    # The latest year with data was chosen; a log has one line and standard output a table.
    assert errors.startswith("params/toy.yaml  2024  veröffentlicht  ")
    assert errors.count("\n") == 1
    assert output.splitlines()[0].split() == ["Programm", "Jahr", "Ergebnis", "Dauer", "Bericht"]
    assert output.splitlines()[1].split()[-1] == str(Path("reports", "2024", "toy", "evaluation.html"))

    report = toy.reports / "2024" / "toy"
    results = json.loads((report / "results.json").read_text(encoding="utf-8"))
    jsonschema.validate(results, json.loads(schema_text()))
    assert [(line["id"], line.get("withheld")) for line in results["results"]] == [
        ("cohort/registered/main", False),
        ("cohort/stem/main", True),
    ]
    assert (results["title"], results["synthetic"], results["year"]) == ("Spielzeugprogramm", True, 2024)

    manifest = Manifest.model_validate_json((report / "manifest.json").read_bytes())
    for name, digest in manifest.files.items():
        assert hashlib.sha256((report / name).read_bytes()).hexdigest() == digest, name
    assert sorted(manifest.files) == [*FORMATS, "results.json"]
    assert manifest.parameters == {"programme": "params/toy.yaml", "year": 2024, "language": "de"}
    programme = (toy.folder / "params" / "toy.yaml").read_bytes()
    assert manifest.programme.model_dump() == {
        "id": "toy", "file": "params/toy.yaml", "sha256": hashlib.sha256(programme).hexdigest(),
    }  # fmt: skip
    assert (manifest.data[0].rows_read, manifest.data[0].rows_used) == (40, 39)
    assert manifest.key_figure.value == "20"
    assert manifest.packages["papermill"]
    assert "ruff" not in manifest.packages
    assert 0 < manifest.duration_seconds < 120
    assert manifest.started.endswith("+00:00")

    # No file names a folder of this machine.
    for name, content in toy.contents().items():
        assert str(toy.folder).encode() not in content, name
        assert str(Path.home()).encode() not in content, name

    # What a cell printed by itself is in no file; the code that printed it is in the notebook.
    notebook = nbformat.read(report / "evaluation.ipynb", as_version=4)
    nbformat.validate(notebook)
    outputs = {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}
    assert (outputs["own"], [each.text for each in outputs["told"]]) == ([], ["told\n"])
    told = (report / "evaluation.html").read_text(encoding="utf-8")
    assert "person 01" not in told
    assert "<pre>told</pre>" in told
    assert "papermill" not in notebook.metadata
    assert [cell.id for cell in notebook.cells][1:3] == ["parameters", "injected-parameters"]
    assert all("execution" not in cell.metadata for cell in notebook.cells)
    page = (toy.reports / "index.html").read_text(encoding="utf-8")
    assert 'href="2024/toy/evaluation.html"' in page
    assert "<strong>20</strong> Personen" in page
    for suffix, name in (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel")):
        assert f'<a href="2024/toy/evaluation.{suffix}">{name}</a> (' in page


def test_one_failure_does_not_stop_the_others_and_the_second_run_replaces_the_first(toy):
    put_earlier_report(toy)
    broken = toy.programme("broken", "id: broken\n")
    code, output, errors = toy.wirkung(
        "run", "params/nowhere.yaml", str(broken), "params/toy.yaml", "--year", "2023", "--out", "elsewhere"
    )
    assert code == 3, errors
    *lines, in_all = output.splitlines()[1:]
    assert in_all.startswith("Zusammen: 2 fehlgeschlagen, 1 veröffentlicht; ")
    assert [line.split()[:3] for line in lines] == [
        ["params/nowhere.yaml", "fehlgeschlagen", "0"],
        [broken.as_posix(), "fehlgeschlagen", "0"],
        ["params/toy.yaml", "2023", "veröffentlicht"],
    ]
    assert_earlier_report_is_untouched(toy)
    published = toy.folder / "elsewhere" / "2023" / "toy"
    assert sorted(path.name for path in published.iterdir()) == FILES
    assert errors.index("params/nowhere.yaml: ") < errors.index("params/toy.yaml  2023")
    assert "Traceback" not in errors


OUR_ERROR = """\
from wirkung.errors import DataError, Place, Problem
values = {"year": 1, "years": "2"}
raise DataError([Problem(code="data.year_without_data", place=Place(file="x.csv"), values=values)])
"""
KILLED = (
    "Der Python-Kernel wurde in Zelle 3 (Abschnitt «Eigenes») beendet, bevor sie fertig war; meist reicht der "
    "Arbeitsspeicher nicht. Es wurde nichts veröffentlicht; bitte andere Programme schließen und den Lauf "
    "wiederholen."
)
FAILED = (
    "Zelle 3 (Abschnitt «Eigenes») brach ab (ValueError). Es wurde nichts veröffentlicht; was der Fehler sagt, "
    "kann Daten enthalten und steht nicht hier. Bitte das Notebook in JupyterLab mit denselben Parametern öffnen "
    "und die Zelle berichtigen."
)


@pytest.mark.parametrize(
    ("source", "expected", "sentence"),
    [
        ("import os\nos._exit(1)", 1, KILLED),
        ("raise ValueError('Person 017')", 1, FAILED),
        (OUR_ERROR, 4, "(bemerkt in Zelle 3, Abschnitt «Eigenes»)"),
    ],
    ids=["killed", "any error", "our error"],
)
def test_a_cell_that_fails_publishes_nothing_and_says_where(toy, cells, source, expected, sentence):
    put_earlier_report(toy)
    toy.notebook(cells.prose("### Eigenes", cell="mine"), cells.code(source, cell="own"))
    code, output, errors = toy.wirkung("run", "params/toy.yaml", "--year", "2024")
    assert code == expected
    (line,) = errors.splitlines()[1:]
    assert line == sentence or (line.startswith("x.csv: ") and line.endswith(sentence))
    assert "fehlgeschlagen" in output
    assert_earlier_report_is_untouched(toy)


def test_an_error_that_the_notebook_allows_is_still_no_report(toy, cells):
    """nbclient goes on after a cell tagged so; a report must not."""
    allowed = cells.code("1 / 0", cell="own", tags=["raises-exception"])
    toy.notebook(allowed)
    code, _, errors = toy.wirkung("run", "params/toy.yaml", "--year", "2024", "--debug")
    assert code == 1
    assert "Zelle 3 (Abschnitt «Ergebnis»)" in errors
    assert "Traceback" in errors
    assert not toy.reports.exists()


BROKEN_PICTURE = """\
import base64
from IPython.display import display
broken = base64.b64encode(b"no picture").decode()
display({"image/png": broken, "text/plain": ""}, raw=True, metadata={"wirkung": {"alt": "Ein Bild"}})
"""


def test_a_format_that_cannot_be_made_publishes_none(toy, cells):
    """A web page would hold this picture; a PDF and a Word file cannot."""
    put_earlier_report(toy)
    toy.notebook(cells.code(BROKEN_PICTURE, cell="own", tags=["report"]))
    code, _, errors = toy.wirkung("run", "params/toy.yaml", "--year", "2024")
    assert code == 1
    assert errors.splitlines()[1] == (
        "Das Bild «Ein Bild» lässt sich nicht lesen; seine Daten sind keine vollständige PNG- oder JPEG-Datei. "
        "Bitte das Bild neu erzeugen oder neu einfügen."
    )
    assert_earlier_report_is_untouched(toy)


def test_a_notebook_without_provenance_is_no_report(toy):
    notebook = nbformat.read(toy.folder / "notebooks" / "evaluation.ipynb", as_version=4)
    notebook.cells.pop()
    nbformat.write(notebook, toy.folder / "notebooks" / "evaluation.ipynb")
    code, _, errors = toy.wirkung("run", "params/toy.yaml", "--year", "2024", "--out", "new")
    assert code == 1
    assert errors.splitlines()[1] == (
        "Keine Zelle zeigt, woraus der Bericht entstand. Erwartet wird am Ende «show(study.provenance)»; bitte "
        "diese Zelle wieder einfügen."
    )
    assert not (toy.folder / "new").exists()


def test_wrong_parameters_start_no_kernel(toy):
    path = toy.folder / "notebooks" / "evaluation.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("language = ", "sprache = "), encoding="utf-8")
    code, _, errors = toy.wirkung("run", "params/toy.yaml", "--year", "2024", "--language", "en")
    assert code == 5
    assert errors.splitlines()[:2] == [
        (
            "notebooks/evaluation.ipynb: The cell ‘parameters’ lacks ‘language’. Expected are exactly: programme, "
            "year, language; add a line ‘language = …’."
        ),
        (
            "notebooks/evaluation.ipynb: The cell ‘parameters’ holds ‘sprache’, which nobody sets. Expected are "
            "exactly: programme, year, language; move ‘sprache’ to another cell."
        ),
    ]
    assert not toy.reports.exists()


# How a shell starts what runs in the foreground, and how what a script starts in the background.
HEARS_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.SIG_DFL)"
IGNORES_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize(
    ("number", "first"),
    [
        pytest.param(signal.SIGINT, HEARS_CTRL_C, id="ctrl-c"),
        pytest.param(signal.SIGTERM, HEARS_CTRL_C, id="stopped by a scheduler", marks=pytest.mark.slow),
        pytest.param(signal.SIGTERM, IGNORES_CTRL_C, id="stopped in the background"),
    ],
)
def test_an_interrupted_run_leaves_everything_as_it_was(toy, cells, number, first):
    put_earlier_report(toy)
    toy.notebook(cells.code(SLOW, cell="slow"))
    process = toy.start("run", "params/toy.yaml", "--year", "2024", first=first)
    wait_for(toy.folder / "notebooks" / "here")
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == "Abgebrochen. Frühere Berichte sind unverändert, nichts Halbfertiges ist übrig.\n"
    assert_earlier_report_is_untouched(toy)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_ctrl_c_is_not_meant_for_a_run_in_the_background(toy, cells):
    """Whoever ignores Ctrl-C at the start goes on doing so, as all programs do: the report is published."""
    toy.notebook(cells.code(WAITING, cell="waiting"))
    process = toy.start("run", "params/toy.yaml", "--year", "2024", first=IGNORES_CTRL_C)
    wait_for(toy.folder / "notebooks" / "here")
    process.send_signal(signal.SIGINT)
    (toy.folder / "notebooks" / "on").touch()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert toy.folders() == ["2024", "2024/toy"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_run_that_was_killed_is_cleared_up_by_the_next(toy, cells):
    put_earlier_report(toy)
    toy.notebook(cells.code(SLOW, cell="slow"))
    process = toy.start("run", "params/toy.yaml", "--year", "2024")
    wait_for(toy.folder / "notebooks" / "here")
    process.kill()
    process.communicate(timeout=60)
    assert {name: content for name, content in toy.contents().items() if not name.startswith(".tmp-")} == EARLIER
    assert any(name.startswith(".tmp-") for name in toy.folders())
    toy.notebook()
    code, _, errors = toy.wirkung("run", "params/toy.yaml", "--year", "2023")
    assert code == 0, errors
    assert toy.folders() == ["2023", "2023/toy", "2024", "2024/toy"]
    assert (toy.reports / "2024/toy/evaluation.html").read_bytes() == EARLIER["2024/toy/evaluation.html"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")
def test_a_disk_that_takes_no_more_keeps_the_earlier_report(toy, cells):
    """A limit on file sizes stands for a full disk: writing fails in the middle, from the real system."""
    put_earlier_report(toy)
    toy.notebook(cells.code("print('x' * 400_000)", cell="long", tags=["report"]))
    small_files = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))"
    code, _, errors = toy.wirkung("run", "params/toy.yaml", "--year", "2024", first=small_files)
    assert code == 5
    assert errors.splitlines()[1] == (
        "Der Datenträger ist voll oder die Datei zu groß für ihn. Der frühere Bericht ist unverändert; bitte "
        "Platz schaffen und den Lauf wiederholen."
    )
    assert_earlier_report_is_untouched(toy)
