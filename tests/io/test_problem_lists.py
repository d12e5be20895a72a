"""What the sentences list: headings, values, each once and not too many."""

from wirkung.catalogue import codes


def test_every_missing_heading_is_named_with_the_nearest(office):
    office.write("personen.csv", "Liste 2024\nNummer;Jahre;Gruppe;Kurs\n1;2024;Kurs;A\n")
    listed = "Überschriften in der Datei: «Nummer», «Jahre», «Gruppe», «Kurs»."
    advice = "Bitte die Überschrift unter «columns» berichtigen."
    assert office.problems() == [
        f"personen.csv: Keine Spalte heißt «Nr». {listed} {advice}",
        f"personen.csv: Keine Spalte heißt «Jahr»; gemeint ist wohl «Jahre». {listed} {advice}",
    ]


def test_headings_are_listed_only_where_the_row_is_surely_one_of_headings(office):
    """One that fits may be a value: then the row could be the first person's."""
    office.write("personen.csv", "canary-1;2024;Kurs;Robotik\ncanary-2;2024;Kurs;Chemie\n")
    problems = office.problems()
    assert len(problems) == 3
    assert all("Überschriften in der Datei: «Kurs»." in problem for problem in problems)


def test_persons_names_as_headings_are_not_listed(office):
    office.write("personen.csv", "Nr;Jahr;Anna Canary;canary@amt.de\n1;2024;x;x\n")
    problems = office.problems()
    assert len(problems) == 2
    assert all("Überschriften in der Datei: «Nr», «Jahr»." in problem for problem in problems)


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
    labels = [f"Wert{label}" for label in range(6) for _ in range(10)]
    rows = "".join(f"{number};2024;{label};\n" for number, label in enumerate(labels))
    office.write("personen.csv", f"Nr;Jahr;Gruppe;Kurs\n{rows}")
    assert "«Wert3» (10), «Wert4» (10), …. Bitte" in office.problems()[0]


def test_at_most_ten_rows_are_listed(office):
    rows = "".join(f"{number};2024;x{number};\n" for number in range(11))
    office.write("personen.csv", f"Nr;Jahr;Gruppe;Kurs\n{rows}")
    assert "11 Werte, die jemanden verraten könnten (zuerst in den Zeilen 2, 3, " in office.problems()[0]
    assert ", 10, 11, …). Bitte" in office.problems()[0]


def test_german_and_english_have_the_same_sentences():
    german, english = (
        {code for code in codes("problems", language) if code.startswith("data.")} for language in ("de", "en")
    )
    assert german == english
    assert len(german) > 30
