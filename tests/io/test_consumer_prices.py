from datetime import date

from wirkung.io.consumer_prices import consumer_prices


def test_the_yearly_averages_of_the_federal_statistical_office():
    # Statistisches Bundesamt, Verbraucherpreisindex für Deutschland, Jahresdurchschnitt, 2020 = 100
    assert {level.year: float(level.index) for level in consumer_prices()} == {
        2019: 99.5,
        2020: 100.0,
        2021: 103.1,
        2022: 110.2,
        2023: 116.7,
        2024: 119.3,
    }


def test_every_level_has_its_date_and_source():
    for level in consumer_prices():
        assert level.source.startswith("Statistisches Bundesamt, Verbraucherpreisindex für Deutschland")
        assert "2020 = 100" in level.source
        assert date(2023, 2, 22) <= level.issued  # when the base changed to 2020
        assert level.issued.year > level.year


def test_no_year_stands_twice_and_none_is_left_out():
    years = [level.year for level in consumer_prices()]
    assert years == list(range(years[0], years[-1] + 1))
