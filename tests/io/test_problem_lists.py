"""What the sentences list: headings, values, each once and not too many."""

from wirkung.catalogue import codes


def test_every_missing_heading_is_named_with_the_nearest(office):
    office.write("personen.csv", "Liste 2024\nNummer;Jahre;Gruppe\n1;2024;Kurs\n")
    listed = "Überschriften in der Datei: «Nummer», «Jahre», «Gruppe»."
    advice = "Bitte die Überschrift unter «columns» berichtigen."
    assert office.problems() == [
        f"personen.csv: Keine Spalte heißt «Nr». {listed} {advice}",
        f"personen.csv: Keine Spalte heißt «Jahr»; gemeint ist wohl «Jahre». {listed} {advice}",
        f"personen.csv: Keine Spalte heißt «Kurs». {listed} {advice}",
    ]


def test_unreadable_file(office, monkeypatch):
    def refuse(_path):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert office.problems("en") == [
        (
            "personen.csv: The file cannot be opened. "
            "Please check whether read permission is missing or another program has locked it."
        )
    ]


def test_a_file_that_is_a_source_twice_has_its_problem_once(office):
    office.measure(file="fehlt.csv")
    office.measure(file="fehlt.csv")
    assert len(office.problems()) == 1


def test_at_most_five_values_are_shown(office):
    rows = "".join(f"{number};2024;{'x' * 70}{number};\n" for number in range(6))
    office.write("personen.csv", f"Nr;Jahr;Gruppe;Kurs\n{rows}")
    assert f"«{'x' * 59}…» (1), …. Bitte" in office.problems()[0]


def test_german_and_english_have_the_same_sentences():
    german, english = (
        {code for code in codes("problems", language) if code.startswith("data.")} for language in ("de", "en")
    )
    assert german == english
    assert len(german) > 30
