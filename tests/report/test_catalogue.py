"""Every code has its sentence in both languages, and every sentence its use."""

from __future__ import annotations

import ast
import re
from enum import StrEnum
from importlib import resources
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from wirkung.catalogue import LANGUAGES, codes, translations
from wirkung.codes import (
    Absence,
    Advice,
    ArmCost,
    Assumption,
    BudgetLine,
    Caution,
    Claim,
    ConventionReason,
    CostSum,
    CourseTotal,
    Direction,
    LedgerLine,
    Quantity,
    ScenarioInput,
    ScenarioResult,
    Standing,
    Undecided,
    UnitCost,
    Verdict,
    Way,
)
from wirkung.declared import (
    Assignment,
    CommitteeRole,
    CostCategory,
    DecisionState,
    DesignKind,
    Gainer,
    Group,
    LeftOut,
    Period,
    SourceRole,
    Standard,
    StandardMet,
    Task,
    Wave,
)
from wirkung.disclosure.protection import Why
from wirkung.report.frame.options import CourseOption
from wirkung.report.sections.cost_years import CostYears
from wirkung.report.writing.sentences import CAUSE
from wirkung.report.writing.words import family, say, word

REPORT = Path(str(resources.files("wirkung.report")))
SPOKEN: tuple[type[StrEnum], ...] = (
    Absence,
    Advice,
    ArmCost,
    Assignment,
    Assumption,
    BudgetLine,
    Caution,
    Claim,
    CommitteeRole,
    ConventionReason,
    CostCategory,
    CostSum,
    CostYears,
    CourseOption,
    CourseTotal,
    DecisionState,
    DesignKind,
    Gainer,
    Group,
    LedgerLine,
    LeftOut,
    Period,
    ScenarioInput,
    ScenarioResult,
    SourceRole,
    Standing,
    Undecided,
    UnitCost,
    Verdict,
    Wave,
    Way,
    Why,
    Standard,
    StandardMet,
    Task,
)
MEMBERS = [member for enum in SPOKEN for member in enum]
FILLED_IN = ("label", "size", "value", "hundred", "better", "what", *CAUSE)
NOTHING = dict.fromkeys(FILLED_IN, "")
DECIDED = (Direction.UP, Direction.DOWN, Direction.NOT_DISTINGUISHABLE)
DIFFERENCES = (
    Quantity.MEAN_DIFFERENCE,
    Quantity.DIFFERENCE_IN_CHANGE,
    Quantity.SHARE_DIFFERENCE,
    Quantity.CLIFFS_DELTA,
    "share_difference_in_change",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: f"{type(member).__name__}.{member}")
def test_every_member_has_its_sentence(member, language):
    assert word(member, language, smallest=10, label="Alpha")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_and_direction_has_its_sentence(language):
    stems = ["sentence.change", "sentence.change.share", "sentence.change.ordered"]
    stems += [f"sentence.comparison.{quantity}.{claim}" for quantity in DIFFERENCES for claim in Claim]
    for stem in stems:
        for direction in DECIDED:
            assert "Alpha" in say(f"{stem}.{direction}", language, **NOTHING | {"label": "Alpha"})


def test_no_change_in_one_group_can_be_called_an_effect():
    """One kind of sentence for the change of a mean, a share, ordered answers; none is keyed by a claim."""
    said = {code for code in codes("report", "de") if code.startswith("sentence.change.")}

    assert said == {
        f"sentence.change.{what}{direction}" for direction in DECIDED for what in ("", "share.", "ordered.")
    }
    assert not any(re.search("wirk", say(code, "de", **NOTHING)) for code in said)
    assert not any(re.search("effect|led to", say(code, "en", **NOTHING)) for code in said)


def test_both_languages_have_the_same_codes():
    assert codes("report", "de") == codes("report", "en")


def test_both_languages_fill_in_the_same_values():
    german, english = (placeholders(language) for language in LANGUAGES)

    assert german == english


def test_no_sentence_without_use():
    """What no code, template or enum asks for is not in the catalogue."""
    used = patterns()
    orphans = [
        code for code in sorted(codes("report", "de")) if not any(used_by.fullmatch(code) for used_by in used)
    ]

    assert orphans == []


def test_no_word_of_the_catalogue_is_left_in_the_other_language():
    """The umlauts of one language never stand in the other, and its guillemets neither."""
    assert not [text for text in texts("en") if re.search("[äöüßÄÖÜ«»]", text)]
    assert not [text for text in texts("de") if re.search("[‘“]", text)]


def entries(language):
    path = resources.files("wirkung.catalogue") / language / "report.po"
    with path.open("rb") as file:
        return [entry for entry in read_po(file) if entry.id]


def texts(language):
    for entry in entries(language):
        yield from entry.string if isinstance(entry.string, tuple) else (entry.string,)


def placeholders(language):
    filled = {}
    for entry in entries(language):
        forms = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        fields = {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}
        filled[entry.id if isinstance(entry.id, str) else entry.id[0]] = fields
    return filled


def patterns():
    """What the code asks the catalogue for: literal codes, and codes with a part filled in."""
    found = {family(enum) + r"\.\w+" for enum in SPOKEN}
    found |= {
        r"technique\.\w+",
        r"subject\.[\w.]+",
        r"(group|wave|id_match)\.\w+",
        r"(evidence_\w+|check_outcome|estimator)\.[\w.]+",
    }  # by name; by the study; by the data check; by evidence rules
    for path in (*REPORT.rglob("*.py"), REPORT.parent / "audit.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Constant(value=str(text)) if re.fullmatch(r"[a-z_]+(\.[a-z_0-9]+)*", text):
                    found.add(re.escape(text))
                case ast.JoinedStr(values=parts):
                    found.add("".join(_pattern(part) for part in parts))
    for path in (REPORT / "templates").glob("*.j2"):
        found |= {re.escape(code) for code in re.findall(r"say\(['\"]([^'\"]+)", path.read_text(encoding="utf-8"))}
    return [re.compile(each) for each in found if each.strip("\\.w+*[]") and not each.startswith("[")]


def _pattern(part):
    return re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w.]+"


# What the evaluator reads: what was checked.
OF_EVALUATORS = ("check.", "audit.")


@pytest.mark.parametrize(("language", "word"), [("de", "Programmdatei"), ("en", "programme file")])
def test_readers_of_a_report_meet_no_word_of_those_who_write_programme_files(language, word):
    sentences = translations("report", language)
    said = {code for code in codes("report", language) if word in sentences.gettext(code)}
    assert {code for code in said if not code.startswith(OF_EVALUATORS)} == set()
