"""The loader as a whole: good files, files with many mistakes, files that are none."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from wirkung.declared import Wave
from wirkung.errors import ExitCode, ProgrammeFileError
from wirkung.programme.load import MOST_BYTES, load_programme, read_programme
from wirkung.programme.parts import Translated, text_in

ROOT = Path(__file__).parents[2]

MISTAKES = """\
id: MINT 2024
titel: Mut
organisation: Landkreis Muster
question: {en: Does it work?}
synthetic: yes
goals:
  - {id: up, label: Mehr, measure: chnge, of: interest, target: 0.2, by: 31.12.2024}
  - {id: more, label: Mehr, measure: change, of: intrest, target: "0.1", by: 2024-02-30}
design: {kind: comparison, assignment: lottery}
data:
  persons:
    file: persons.csv
    columns: {person: Nr, year: Jahr, group: Gruppe}
  measurements:
    - file: answers.csv
      columns: {person: Nr, wave: Zeitpunkt, q_1: Frage 1}
indicators:
  - id: interest
    label: Interesse
    items: q_1
    scale: {low: 5, high: 1}
    smallest_relevant_change: 0,2
privacy: {smallest_group: 5}
"""

GERMAN = """\
demo.yaml, Zeile 1, id: «MINT 2024» taugt nicht als Kurzname des Programms. Erlaubt sind Kleinbuchstaben a–z, \
Ziffern und Bindestrich, höchstens 40 Zeichen; zum Beispiel: mint-2024.
demo.yaml, Zeile 2, titel: Den Schlüssel «titel» gibt es hier nicht. Gemeint ist wohl «title».
demo.yaml, Zeile 4, question.de: Der Schlüssel «de» fehlt. Bitte mit einem Wert ergänzen.
demo.yaml, Zeile 5, synthetic: Erwartet wird true oder false, gefunden wurde «yes». Bitte true für ja und \
false für nein schreiben, ohne Anführungszeichen.
demo.yaml, Zeile 7, goals[1].measure: «chnge» gibt es hier nicht. Gemeint ist wohl «change»; erlaubt sind: \
change, difference, level, counted_level, step_share, step_difference, counted_share, count, places, courses, \
cost, total.
demo.yaml, Zeile 7, goals[1].by: Ein Datum steht in der Programmdatei als Jahr-Monat-Tag. Gefunden wurde \
«31.12.2024»; bitte 2024-12-31 schreiben.
demo.yaml, Zeile 8, goals[2].target: Erwartet wird eine Zahl, gefunden wurde der Text «0.1». Bitte die \
Anführungszeichen weglassen.
demo.yaml, Zeile 8, goals[2].by: Den Tag «2024-02-30» gibt es nicht. Bitte Monat und Tag prüfen.
demo.yaml, Zeile 8, goals[2].of: measure: change braucht die Kennung eines Indikators, «intrest» ist keine. \
Gemeint ist wohl «interest».
demo.yaml, Zeile 9, design.assignment: lottery (Los) passt nur zu kind: randomised, gefunden wurde kind: \
comparison. Bitte eines von beiden ändern.
demo.yaml, Zeile 20, indicators[1].items: Hier wird eine Liste erwartet, gefunden wurde «q_1». Bitte in eckige \
Klammern setzen: [q_1].
demo.yaml, Zeile 21, indicators[1].scale: low muss kleiner als high sein, gefunden wurden low 5 und high 1. \
Bitte berichtigen.
demo.yaml, Zeile 22, indicators[1].smallest_relevant_change: Zahlen stehen in der Programmdatei mit Punkt. \
Gefunden wurde «0,2»; bitte 0.2 schreiben.
demo.yaml, Zeile 23, privacy.smallest_group: Eine Mindestfallzahl von 5 liegt unter den üblichen 10 und \
braucht eine Begründung, die im Bericht steht. Bitte privacy.reason ergänzen."""

ENGLISH = """\
demo.yaml, line 1, id: ‘MINT 2024’ cannot be the short name of a programme. Allowed are lower-case letters \
a–z, digits and hyphens, at most 40 characters; for example: mint-2024.
demo.yaml, line 2, titel: There is no key ‘titel’ here. Probably ‘title’ is meant.
demo.yaml, line 4, question.de: The key ‘de’ is missing. Please add it with a value.
demo.yaml, line 5, synthetic: Expected is true or false, found was ‘yes’. Please write true for yes and false \
for no, without quotation marks.
demo.yaml, line 7, goals[1].measure: There is no ‘chnge’ here. Probably ‘change’ is meant; allowed are: \
change, difference, level, counted_level, step_share, step_difference, counted_share, count, places, courses, \
cost, total.
demo.yaml, line 7, goals[1].by: A date in the programme file is written year-month-day. Found was \
‘31.12.2024’; please write 2024-12-31.
demo.yaml, line 8, goals[2].target: A number is expected, found was the text ‘0.1’. Please leave out the \
quotation marks.
demo.yaml, line 8, goals[2].by: There is no day ‘2024-02-30’. Please check month and day.
demo.yaml, line 8, goals[2].of: measure: change needs the identifier of an indicator, ‘intrest’ is none. \
Probably ‘interest’ is meant.
demo.yaml, line 9, design.assignment: lottery fits only kind: randomised, found was kind: comparison. Please \
change one of the two.
demo.yaml, line 20, indicators[1].items: A list is expected here, found was ‘q_1’. Please put it in square \
brackets: [q_1].
demo.yaml, line 21, indicators[1].scale: low must be smaller than high, found were low 5 and high 1. Please \
correct them.
demo.yaml, line 22, indicators[1].smallest_relevant_change: Numbers in the programme file have a decimal \
point. Found was ‘0,2’; please write 0.2.
demo.yaml, line 23, privacy.smallest_group: A smallest group of 5 is below the usual 10 and needs a reason \
that the report states. Please add privacy.reason."""


@pytest.mark.parametrize(("language", "expected"), [("de", GERMAN), ("en", ENGLISH)])
def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(said, language, expected):
    assert said(MISTAKES, language) == expected.split("\n")


def test_the_complete_programme_has_no_mistake(said, complete):
    assert said(complete) == []


def test_mint_is_loaded_with_the_types_that_the_model_declares():
    loaded = load_programme(ROOT / "params" / "mint.yaml")
    programme = loaded.programme
    assert loaded.name == "params/mint.yaml"
    assert loaded.sha256 == hashlib.sha256((ROOT / "params" / "mint.yaml").read_bytes()).hexdigest()
    assert programme.synthetic is True
    assert programme.goals[0].by == dt.date(2024, 12, 31)
    assert programme.goals[0].target == 0.2
    assert isinstance(programme.title, Translated)
    assert text_in(programme.title, "en") == "Youth does STEM!"
    assert programme.data.measurements[0].missing == ["k. A.", "99"]


def test_nsw_is_loaded_with_its_aliases_and_constants():
    programme = load_programme(ROOT / "params" / "nsw.yaml").programme
    yes_no = {"1": "ja", "0": "nein"}
    persons = programme.data.persons
    assert [persons.values[name] for name in ("black", "hispanic", "married", "no_degree")] == [yes_no] * 4
    assert persons.values["group"] == {"1": "programme", "0": "comparison"}
    assert persons.constants == {"year": 1978}
    assert [source.constants["wave"] for source in programme.data.measurements] == [Wave.BEFORE, Wave.AFTER]


@pytest.mark.parametrize(
    "word",
    ["03359", "NO", "no", "yes", "on", "1_000", "0x1A", "0o17", "1e3", "2024", "2024-12-31", "true", "12:30"],
)
def test_text_stays_as_it_is_written(complete, word):
    programme = read_programme(complete.replace("title: Demo", f"title: {word}").encode(), "demo.yaml")
    assert programme.title == word
    assert type(programme.title) is str


def test_a_mapped_value_is_a_whole_number_only_if_it_is_spelt_as_one(complete):
    values = "wave: {vorher: before, nachher: after}\n        q_1: {ja: 1, nein: 01, egal: '2', 3: NO}"
    text = complete.replace("wave: {vorher: before, nachher: after}", values)
    source = read_programme(text.encode(), "demo.yaml").data.measurements[0]
    assert source.values["q_1"] == {"ja": 1, "nein": "01", "egal": "2", "3": "NO"}


def test_null_is_a_value_among_the_marks_for_missing_and_in_data_files(complete):
    marked = complete.replace(
        "file: answers.csv", "file: answers.csv\n      missing: [NULL, null, ~, 'null', 99]"
    ).replace("event: {Praktikum: internship}", "event: {Praktikum: internship, NULL: other}")
    data = read_programme(marked.encode(), "demo.yaml").data
    assert data.measurements[0].missing == ["NULL", "null", "~", "null", "99"]
    assert data.events is not None
    assert data.events.values["event"] == {"Praktikum": "internship", "NULL": "other"}


@pytest.mark.parametrize("empty", ["", " ~", " null", "  # später"])
def test_a_key_that_may_be_missing_may_also_be_empty(complete, empty):
    with_empty = f"{complete}logic_model:{empty}\nprivacy:{empty}\n"
    programme = read_programme(with_empty.encode(), "demo.yaml")
    assert programme.logic_model is None
    assert programme.privacy.smallest_group == 10


def test_a_byte_order_mark_and_windows_line_ends_are_read(complete):
    content = b"\xef\xbb\xbf" + complete.replace("\n", "\r\n").encode()
    assert read_programme(content, "demo.yaml").id == "demo"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            b"",
            (
                "The file is empty. Please copy an existing programme file and fill it in, for example "
                "params/mint.yaml."
            ),
        ),
        (b"# only a comment\n", "The file is empty. Please copy"),
        (b"just words\n", "A programme file consists of lines such as ‘id: mint’. Something else stands here"),
        (b"- id\n", "A programme file consists of lines such as ‘id: mint’."),
        (b"{}\n", "A programme file consists of lines such as ‘id: mint’."),
        ("id: a\ntitle: Müll\n".encode("cp1252"), "line 2: The file is not saved as UTF-8"),
        ("id: a\n".encode("utf-16"), "line 1: The file is not saved as UTF-8"),
        (b"#" * (MOST_BYTES + 1), "The file is longer than 1000 kB. This is no programme file"),
    ],
)
def test_a_file_that_is_no_programme_file_gives_one_sentence(content, expected):
    with pytest.raises(ProgrammeFileError) as caught:
        read_programme(content, "demo.yaml")
    [problem] = caught.value.problems
    assert problem.text("en").startswith("demo.yaml, line ")
    assert expected in problem.text("en")
    assert caught.value.exit_code is ExitCode.PROGRAMME_FILE


def test_a_file_that_cannot_be_read_is_a_problem_and_no_traceback(tmp_path, monkeypatch):
    file = tmp_path / "params" / "x.yaml"
    file.parent.mkdir()
    file.write_text("id: x\n", encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ProgrammeFileError) as caught:
        load_programme(file)
    assert str(caught.value) == (
        "params/x.yaml: Die Datei lässt sich nicht lesen. Bitte prüfen, ob die Leserechte fehlen oder ein "
        "anderes Programm sie sperrt."
    )
