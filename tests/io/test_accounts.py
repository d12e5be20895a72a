"""Every row that was read is used or counted under a reason."""

import hashlib
import hmac

from hypothesis import given, settings
from hypothesis import strategies as st

from wirkung.declared import LeftOut, SourceRole
from wirkung.io.assemble import read_tables

IDS = st.sampled_from(["", " ", "1", "2", "3", "4", "5"])
YEARS = st.sampled_from(["2023", "2024"])
PERSON = st.tuples(IDS, YEARS, st.just("Kurs"), st.sampled_from(["A", "B", ""]))
ANSWER = st.tuples(
    IDS, YEARS, st.sampled_from(["vorher", "nachher"]), st.sampled_from(["", "1", "5", "9"]), st.just("1")
)
EVENT = st.tuples(IDS, st.sampled_from(["Wahl", "Umzug", ""]))
BLANK = st.just(("", "", "", "", ""))


def csv(heading, rows):
    return "\n".join([heading, *(";".join(row) for row in rows)]) + "\n"


@settings(max_examples=20, deadline=None)
@given(
    persons=st.lists(PERSON | BLANK, max_size=12),
    answers=st.lists(ANSWER | BLANK, max_size=20),
    happened=st.lists(EVENT | BLANK, max_size=12),
)
def test_rows_read_are_rows_used_and_rows_left_out(new_office, persons, answers, happened):
    office = new_office()
    # One certain row in each file: without any, the file is a problem.
    office.write("personen.csv", csv("Nr;Jahr;Gruppe;Kurs", [("1", "2024", "Kurs", "A"), *persons]))
    office.measure(csv("Nr;Jahr;Welle;F1;F2", [("1", "2024", "vorher", "3", "1"), *answers]))
    office.write("e.csv", csv("Nr;Was", [("1", "Wahl"), *happened]))
    columns, values = {"person": "Nr", "event": "Was"}, {"event": {"Wahl": "choice"}}
    office.data["events"] = {"file": "e.csv", "columns": columns, "values": values}
    office.data["measurements"][0] |= {
        "several": "first",
        "most_left_out": 1,
    }  # here the rows are counted, many or few
    tables = office.read()
    for account, rows in zip(tables.accounts, (persons, answers, happened), strict=True):
        assert account.rows_read == 1 + len(rows)
        assert account.rows_read == account.rows_used + sum(count for _, count in account.left_out)
    used = {account.role: account.rows_used for account in tables.accounts}
    assert len(tables.persons) == used[SourceRole.PERSONS]
    assert len(tables.measurements) == used[SourceRole.MEASUREMENTS]
    assert len(tables.events) == used[SourceRole.EVENTS]


def test_reasons_are_counted_apart(office):
    text = (
        "Nr;Jahr;Gruppe;Kurs\n1;2024;Kurs;A\n1;2024;Kurs;A\n1;2024;Kurs;B\n;2024;Kurs;A\n;;;\n\n"
        "2;2024;Kurs;A\n2;2023;Kurs;A\n3;2024;Vergleich;\n"
    )
    office.write("personen.csv", text)
    office.measure(
        "Nr;Jahr;Welle;F1;F2\n1;2024;vorher;7;1\n1;2024;vorher;2;1\n3;2024;vorher;0;7\n9;2024;vorher;1;1\n2;2022;vorher;1;1\n",
        several="first",
    )
    persons, answers = office.read().accounts
    assert persons.left_out == (
        (LeftOut.EMPTY_ROW, 2),
        (LeftOut.NO_PERSON, 1),
        (LeftOut.SAME_ROW_TWICE, 1),
        (LeftOut.SECOND_REGISTRATION, 1),
    )
    assert (persons.rows_read, persons.rows_used) == (4 + 2 + 3, 4)
    assert answers.left_out == ((LeftOut.SECOND_ANSWER_IN_WAVE, 1), (LeftOut.UNKNOWN_PERSON, 1 + 1))
    assert answers.set_missing == ((LeftOut.ANSWER_OUTSIDE_SCALE, 1 + 1),)


def test_account_names_the_file_as_the_programme_file_does(office):
    account = office.read().accounts[0]
    assert account.file == "personen.csv"
    assert account.fingerprint == ""
    assert (account.encoding, account.separator, account.decimal) == ("utf-8", ";", "")


def test_a_fingerprint_is_told_under_a_key_only(office):
    """A plain hash would let anybody try values of cells until the file fits."""
    raw = (office.folder / "personen.csv").read_bytes()
    (one, again, other) = (
        read_tables(office.programme(), office.folder, file_key=key).accounts[0].fingerprint
        for key in (b"1" * 32, b"1" * 32, b"2" * 32)
    )
    assert one == again == hmac.new(b"1" * 32, raw, hashlib.sha256).hexdigest()
    assert other != one
    assert hashlib.sha256(raw).hexdigest() not in (one, other)
