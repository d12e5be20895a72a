"""School years, Kita years, half years and budget years. All data are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wirkung.declared import LeftOut, Period
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.io.assemble import read_tables
from wirkung.io.periods import months_of
from wirkung.io.years import years_with_data
from wirkung.programme.load import read_programme
from wirkung.study.study import open_study
from wirkung.year.data import YearData
from wirkung.year.money.spending import spending_of

CALENDAR, SCHOOL, HALF = Period.CALENDAR, Period.SCHOOL_YEAR, Period.HALF_YEAR
LEDGER = "Jahr;Art;Euro\n2022;staff;1200,00\n2023;staff;2400,00\n2024;staff;1200,01\n"
PROGRAMME = """
id: buero
title: Büro
organisation: Amt
question: Was kostet es?
synthetic: true
period: {programme}
design: {{kind: one_group, assignment: self_selected}}
data:
  costs:
    file: kosten.csv
    period: {ledger}
    columns: {{year: Jahr, category: Art, amount: Euro}}
costs: {{price_year: 2023}}
"""


def office(tmp_path, ledger=LEDGER, *, programme="school_year", counts="budget_year"):
    (tmp_path / "kosten.csv").write_text(ledger, encoding="utf-8")
    text = PROGRAMME.format(programme=programme, ledger=counts)
    (tmp_path / "buero.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "buero.yaml"


def tables(file):
    return read_tables(read_programme(file.read_bytes(), file.name), file.parent)


def cents_by_year(file):
    costs = tables(file).costs
    return costs.groupby("year")["cents"].sum().to_dict()


@pytest.mark.parametrize(
    ("text", "kind", "years"),
    [
        ("2023/24", SCHOOL, {2023: 12}),
        ("2023/2024", SCHOOL, {2023: 12}),
        ("SJ 23/24", SCHOOL, {2023: 12}),
        ("Kita-Jahr 2023/24", Period.KITA_YEAR, {2023: 12}),
        ("1999/00", SCHOOL, {1999: 12}),
        ("2023", SCHOOL, {2023: 12}),
        ("1. Halbjahr 2024", HALF, {2024: 6}),
        ("2. Halbjahr 2023/24", HALF, {2023: 6}),
        ("2023/24, 2. HJ", HALF, {2023: 6}),
        ("31.07.2024", SCHOOL, {2023: 1}),
        ("2024-08-01 09:30:00", SCHOOL, {2024: 1}),
        ("31.07.2024", CALENDAR, {2024: 1}),
        ("Haushaltsjahr 2024", Period.BUDGET_YEAR, {2024: 12}),
    ],
)
def test_what_offices_write_is_a_period(text, kind, years):
    assert months_of(text, kind).by_year(kind) == years


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2023/24", CALENDAR),  # nobody said that the file counts in school years
        ("2023/25", SCHOOL),
        ("2. Halbjahr 2024", HALF),  # February 2024 or 2025
        ("2024", HALF),
        ("irgendwann", SCHOOL),
    ],
)
def test_what_is_open_is_no_period(text, kind):
    assert months_of(text, kind) is None


def test_school_years_take_five_and_seven_twelfths_of_calendar_years(tmp_path):
    whole = {2022: 5 * 100_00 + 7 * 200_00, 2023: 5 * 200_00 + 7 * 100_00 + 1}
    assert cents_by_year(office(tmp_path)) == whole  # 2021/22 and 2024/25 are covered in part only


def test_calendar_years_take_seven_and_five_twelfths_of_school_years(tmp_path):
    ledger = "Jahr;Art;Euro\n2022/23;staff;1200,00\n2023/24;staff;2400,00\n"
    file = office(tmp_path, ledger, programme="calendar", counts="school_year")
    assert cents_by_year(file) == {2023: 7 * 100_00 + 5 * 200_00}


def test_half_years_are_halves_of_a_school_year_and_are_divided_for_a_calendar_year(tmp_path):
    ledger = "Jahr;Art;Euro\n" + "".join(
        f"{half}. Halbjahr {year};staff;{euro}\n"
        for half, year, euro in ((1, "2022/23", 60), (2, "2022/23", 600), (1, "2023/24", 6000))
    )
    school = office(tmp_path, ledger, programme="school_year", counts="half_year")
    assert cents_by_year(school) == {2022: 660_00, 2023: 6000_00}
    calendar = office(tmp_path, ledger, programme="calendar", counts="half_year")
    assert cents_by_year(calendar) == {2023: 10_00 + 600_00 + 5000_00}


def test_amounts_with_a_date_go_where_it_lies(tmp_path):
    ledger = "Jahr;Art;Euro\n03.01.2023;staff;10\n31.07.2023;staff;20\n01.08.2023;staff;40\n30.06.2024;staff;80\n"
    file = office(tmp_path, ledger)
    assert cents_by_year(file) == {2023: 40_00 + 80_00}  # of 2022/23 the months of 2022 are missing


def test_the_bridge_is_told_in_check_and_report(tmp_path):
    file = office(tmp_path)
    remarks = {remark.code: remark.text("de") for remark in tables(file).remarks}
    assert "5/12 und 7/12" in remarks["data.bridge"]
    assert "2021, 2024" in remarks["data.bridge_partly"]
    cost = open_study(file, year=2023).cost
    assert (cost.bridge.divided, cost.bridge.dated) == (True, False)
    same = open_study(office(tmp_path, programme="budget_year", counts="calendar"), year=2023).cost
    assert same.bridge is None


def test_what_was_bought_in_a_year_covered_in_part_is_depreciated_in_full(tmp_path):
    ledger = "Jahr;Art;Euro;Dauer\n2022;material;1200,00;4\n2023;staff;12,00;\n"
    file = office(tmp_path, ledger)
    text = file.read_text(encoding="utf-8").replace("amount: Euro", "amount: Euro, lifetime: Dauer")
    rate = "costs: {discount_rate: {value: 0, source: erfunden}, price_year"
    file.write_text(text.replace("costs: {price_year", rate), encoding="utf-8")
    read = tables(file)
    assert years_with_data(read) == [2022]
    data = YearData(read_programme(file.read_bytes(), file.name), read, 2022)
    spending = spending_of(data)
    assert spending.cents == 300_00 + 7_00  # 7/12 of the purchase lie in 2021/22, which is not reported
    assert spending_of(replace(data, year=2021)) is None


def test_a_ledger_with_bare_years_in_a_programme_by_school_years_is_asked_about(tmp_path):
    file = office(tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("    period: budget_year\n", ""), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        tables(file)
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["count"]) == ("data.ledger_years", 3)
    assert "«period: school_year»" in problem.text("de")


def test_a_period_that_cannot_be_read_is_found_with_its_row(tmp_path):
    with pytest.raises(DataError) as caught:
        tables(office(tmp_path, "Jahr;Art;Euro\n2022/23;staff;1\n2023/25;staff;1\n", counts="school_year"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["row"]) == ("data.not_a_period", 3)


PERSONS = """
id: kurs
title: Kurs
organisation: Amt
question: Wer kam?
synthetic: true
period: school_year
design: {kind: one_group, assignment: self_selected}
data:
  persons:
    file: liste.csv
    period: PERIOD
    columns: {person: Nr, year: Jahr, entered: Seit}
"""


def persons(tmp_path, rows, period="school_year"):
    (tmp_path / "liste.csv").write_text(f"Nr;Jahr;Seit\n{rows}", encoding="utf-8")
    (tmp_path / "kurs.yaml").write_text(PERSONS.replace("PERIOD", period), encoding="utf-8")
    return tables(tmp_path / "kurs.yaml")


def test_persons_of_a_calendar_year_lie_in_two_school_years(tmp_path):
    with pytest.raises(DataError) as caught:
        persons(tmp_path, "a;2023;\nb;2023;\n", "calendar")
    assert [(one.code, one.values["count"]) for one in caught.value.problems] == [("data.period_in_two", 2)]
    dated = persons(tmp_path, "a;01.08.2023;\nb;31.07.2023;\n", "calendar")
    assert dated.persons["year"].tolist() == [2023, 2022]


def test_who_enters_in_spring_is_in_the_school_year_that_began_before(tmp_path):
    found = persons(tmp_path, "a;2023/24;01.03.2024\n")
    assert found.persons["year"].tolist() == [2023]
    with pytest.raises(DataError) as caught:
        persons(tmp_path, "a;2023/24;01.08.2024\n")
    assert [one.code for one in caught.value.problems] == ["data.entry_after_year"]


def test_without_a_date_people_enter_on_the_first_day_of_the_year():
    text = PERSONS.replace("PERIOD", "school_year")
    assert read_programme(text.encode(), "a.yaml").entry_of(2023) == "2023-08-01"
    spring = f"{text}tracking: {{starts: 02-01}}\n"
    assert read_programme(spring.encode(), "a.yaml").entry_of(2023) == "2024-02-01"
    calendar = text.replace("period: school_year\ndesign", "period: calendar\ndesign")
    assert read_programme(calendar.encode(), "a.yaml").entry_of(2023) == "2023-01-01"


def test_half_a_year_is_no_year_of_a_programme_and_it_is_said_what_to_do():
    text = PERSONS.replace("period: school_year", "period: half_year").replace("PERIOD", "half_year")
    with pytest.raises(ProgrammeFileError) as caught:
        read_programme(text.encode(), "a.yaml")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("programme.half_year", 7)
    assert "only: {Halbjahr: [1. Halbjahr 2023/24]}" in problem.text("de")


HALF_OFFICE = """
id: lesen-1
title: Lesekurse, erstes Halbjahr
organisation: Amt
question: Wer kam?
synthetic: true
period: school_year
design: {kind: one_group, assignment: self_selected}
data:
  persons:
    file: liste.csv
    only: {Halbjahr: [1. Halbjahr 2022/23, 1. Halbjahr 2023/24]}
    columns: {person: Nr, year: Halbjahr, entered: Seit}
  costs:
    file: kosten.csv
    period: half_year
    only: {Halbjahr: [1. Halbjahr 2022/23, 1. Halbjahr 2023/24]}
    columns: {year: Halbjahr, category: Art, amount: Euro}
cohort: [{id: dabei, label: Dabei, kind: registered}]
costs: {price_year: 2023, outcome: dabei}
"""


def test_a_programme_file_for_each_half_reports_that_half_beside_the_same_half_of_the_year_before(tmp_path):
    """As docs/periods.md says it: a list and a ledger by halves, one of which is taken."""
    halves = {"1. Halbjahr 2022/23": (20, "01.09.2022"), "2. Halbjahr 2022/23": (30, "01.03.2023"),
              "1. Halbjahr 2023/24": (25, "01.09.2023"), "2. Halbjahr 2023/24": (40, "01.03.2024")}  # fmt: skip
    listed = [f"{half[0]}{half[-1]}-{n};{half};{day}" for half, (size, day) in halves.items() for n in range(size)]
    (tmp_path / "liste.csv").write_text("\n".join(["Nr;Halbjahr;Seit", *listed]), encoding="utf-8")
    ledger = [f"{half};staff;{size * 10}" for half, (size, _) in halves.items()]
    (tmp_path / "kosten.csv").write_text("\n".join(["Halbjahr;Art;Euro", *ledger]), encoding="utf-8")
    (tmp_path / "lesen.yaml").write_text(HALF_OFFICE, encoding="utf-8")
    read = tables(tmp_path / "lesen.yaml")
    assert read.persons.groupby("year").size().to_dict() == {2022: 20, 2023: 25}
    assert read.costs.groupby("year")["cents"].sum().to_dict() == {2022: 200_00, 2023: 250_00}
    assert [dict(one.left_out) for one in read.accounts] == [{LeftOut.BY_RULE: 70}, {LeftOut.BY_RULE: 2}]
    study = open_study(tmp_path / "lesen.yaml", year=2023)
    assert study.cost.bridge is None
