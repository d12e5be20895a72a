"""A second run after a few persons' data have changed: nothing of these is told. All persons are invented."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from tests.run.conftest import Toy
from tests.run.small_study import NUMBER, PROGRAMME, publish, write_data, write_workspace
from wirkung.disclosure.register.marks import ids_of
from wirkung.disclosure.register.memory import open_memory
from wirkung.disclosure.register.room import room_of

SMALLEST = 10
# Of the same programme and year; of another programme or year.
FEW = {
    "de": "Seit dem letzten Bericht über dieses Jahr haben sich Angaben weniger Personen geändert. Alle Zahlen, ",
    "en": "Since the last report on this year the data of few persons have changed. All numbers that rest on ",
}
SAID = {
    "de": "Einige Zahlen fehlen oder sind nur als Bereich genannt, weil sie zusammen mit einem früheren Bericht "
    "etwas über Einzelne verraten würden.",
    "en": "Some numbers are missing, or told as a range only, because together with an earlier report they would "
    "tell something of single persons.",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A workspace in which a report was published; tests get copies."""
    folder = tmp_path_factory.mktemp("published")
    write_workspace(folder)
    publish(folder, 0)
    return folder


@pytest.fixture
def again(published, tmp_path, monkeypatch):
    """The workspace with its register and the earlier report."""
    monkeypatch.delenv("WIRKUNG_REGISTER")
    shutil.copytree(published, tmp_path / "again")
    toy = Toy(tmp_path / "again")
    yield toy
    toy.stop()


def lines(toy, programme: str = "toy") -> dict[str, dict]:
    results = json.loads((toy.reports / f"2024/{programme}/results.json").read_text(encoding="utf-8"))
    return {line["id"]: line for line in results["results"]}


def page(toy, programme: str = "toy") -> str:
    text = (toy.reports / f"2024/{programme}/evaluation.html").read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def rerun(toy, language: str = "de") -> tuple[dict[str, dict], dict[str, dict]]:
    """The lines of both reports."""
    before = lines(toy)
    code, _, errors = toy.wirkung("run", "params/toy.yaml", "--language", language)
    assert code == 0, errors
    return before, lines(toy)


def persons(estimate) -> list[tuple[int, int]]:
    """Between which numbers of persons each count is."""
    return [(each["number"], each.get("at_most") or each["number"]) for each in estimate["counts"]]


def shown(lines) -> dict[tuple[str, str], dict]:
    """The estimates by id and label: ranges of a scale are cut anew where answers change, and numbered."""
    return {(name, line["label"]): line["estimate"] for name, line in lines.items() if not line["withheld"]}


def assert_nothing_told(before, after) -> None:
    """No number that is in both reports with another value, and none of persons that differs by a few."""
    earlier, later = shown(before), shown(after)
    for name in earlier.keys() & later.keys():
        assert earlier[name]["value"] == later[name]["value"], name
        for (least, most), (low, high) in zip(persons(earlier[name]), persons(later[name]), strict=True):
            apart = max(abs(high - least), abs(most - low))
            assert (least, most) == (low, high) or apart >= SMALLEST, name


@pytest.mark.parametrize(("changed", "language"), [(1, "de"), pytest.param(9, "en", marks=pytest.mark.slow)])
def test_few_changed_answers_are_not_told_and_the_report_says_so(again, changed, language):
    write_data(again.folder, lifted=changed)
    before, after = rerun(again, language)
    assert FEW[language] in page(again)
    assert not before["change/interest/main"]["withheld"]
    assert after["change/interest/main"]["withheld"]
    assert_nothing_told(before, after)


def test_one_more_questionnaire_is_not_told(again):
    write_data(again.folder, answered=NUMBER + 1)
    before, after = rerun(again)
    assert FEW["de"] in page(again)
    assert after["change/interest/main"]["withheld"]
    assert_nothing_told(before, after)


@pytest.mark.slow
def test_a_few_who_are_counted_elsewhere_now_are_not_told(again):
    """Of three from «Dorf» each town's mean with and without them would give theirs away."""
    recoded = PROGRAMME.replace("Dorf: North", "Dorf: South")
    (again.folder / "params" / "toy.yaml").write_text(recoded, encoding="utf-8")
    before, after = rerun(again)
    assert FEW["de"] in page(again)
    assert "subgroups/town.North/main" in before
    assert not any(name.startswith("subgroups/town") for name in after)  # nor which towns there are now
    assert_nothing_told(before, after)
    assert not after["change/interest/main"]["withheld"]


@pytest.mark.slow
def test_another_programme_with_the_same_persons_tells_nothing_of_a_few_either(again):
    recoded = PROGRAMME.replace("Dorf: North", "Dorf: South").replace("id: toy", "id: other")
    (again.folder / "params" / "other.yaml").write_text(recoded, encoding="utf-8")
    code, _, errors = again.wirkung("run", "params/other.yaml")
    assert code == 0, errors
    after = lines(again, "other")
    assert SAID["de"] in page(again, "other")
    assert after["subgroups/town.North/main"]["withheld"]
    assert after["subgroups/town.South/main"]["withheld"]
    assert_nothing_told(lines(again), after)


@pytest.mark.slow  # and in tests/disclosure/register, without a kernel
def test_many_changed_answers_are_published(again):
    write_data(again.folder, lifted=30)
    before, after = rerun(again)
    assert before["change/interest/main"]["estimate"]["value"] < after["change/interest/main"]["estimate"]["value"]


@pytest.mark.slow  # and in tests/disclosure/register, without a kernel
def test_the_same_data_give_the_same_report(again):
    before, after = rerun(again)
    assert SAID["de"] not in page(again)
    assert FEW["de"] not in page(again)
    assert before == after


def test_a_report_that_was_withdrawn_still_hides_what_it_hid(again):
    arguments = ("register", "withdraw", "params/toy.yaml", "--reason", "Fehler", "--year", "2024")
    code, _, errors = again.wirkung(*arguments)
    assert code == 0, errors
    write_data(again.folder, lifted=1)
    before, after = rerun(again)
    assert after["change/interest/main"]["withheld"]
    assert_nothing_told(before, after)


def test_who_withdraws_consent_is_gone_from_data_and_register_and_tells_nothing_by_it(again):
    """New numbers may be withheld for it; of the person nothing is kept."""
    room = room_of(again.folder / "params" / "toy.yaml")
    known = [bytes(each) for each in ids_of("p7", open_memory(room).keys)]
    assert set(known) & set(open_memory(room).register.persons)
    for name in ("persons", "answers"):
        path = again.folder / "data" / f"{name}.csv"
        kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("p7;")]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    code, _, errors = again.wirkung("register", "forget", "params/toy.yaml", "--person", "p7")
    assert code == 0, errors
    before, after = rerun(again)
    assert FEW["de"] in page(again)
    assert after["change/interest/main"]["withheld"]
    assert_nothing_told(before, after)
    assert not set(known) & set(open_memory(room).register.persons)
