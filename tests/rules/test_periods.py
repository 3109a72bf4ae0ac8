"""Reading printed dates: what five regions print, what leads write, and what is refused with how to write it."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.rules.planning.periods import Period, parse_period
from schemas.planning import Precision

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
NAMES = ("Zorg & Co <BV>", "'t Hofje", "{{ 7*7 }} B.V.", "N" * 120)


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("20 Juni 2024", "dag", "2024-06-20", "2024-06-20"),
        ("1 jan. 2026", "dag", "2026-01-01", "2026-01-01"),
        ("1-1-2026", "dag", "2026-01-01", "2026-01-01"),
        ("5-juni-2026", "dag", "2026-06-05", "2026-06-05"),
        ("2026-01-01", "dag", "2026-01-01", "2026-01-01"),
        ("donderdag 1 januari 2026", "dag", "2026-01-01", "2026-01-01"),
        ("met ingang van 1 januari 2026", "dag", "2026-01-01", "2026-01-01"),
        ("t/m 31 maart 2026", "dag", "2026-03-31", "2026-03-31"),
        ("tot 1 maart 2026", "dag", "2026-02-28", "2026-02-28"),
        ("vóór 1 maart 2028", "dag", "2028-02-29", "2028-02-29"),
        ("1-11-2025 t/m 1-12-2025", "dag", "2025-11-01", "2025-12-01"),
        ("17-02-2025 t/m 28-02-2025", "dag", "2025-02-17", "2025-02-28"),
        ("1 t/m 15 juni 2026", "dag", "2026-06-01", "2026-06-15"),
        ("15 dec. - 3 jan. 2026", "dag", "2025-12-15", "2026-01-03"),
        ("2 maanden vanaf 1 juli 2021", "dag", "2021-07-01", "2021-08-31"),
        ("1 maand vanaf 31 januari 2026", "dag", "2026-01-31", "2026-02-27"),
        ("3 weken vanaf 1 juli 2021", "dag", "2021-07-01", "2021-07-21"),
        ("10 dagen vanaf vrijdag 20 maart 2026", "dag", "2026-03-20", "2026-03-29"),
        ("1 jaar vanaf 29 februari 2028", "dag", "2028-02-29", "2029-02-27"),
        ("2 maanden vanaf juli 2021", "maand", "2021-07-01", "2021-08-31"),
        ("Aug./sept. 2024", "maand", "2024-08-01", "2024-09-30"),
        ("Okt./nov./dec. 2024", "maand", "2024-10-01", "2024-12-31"),
        ("Juli/dec. 2024", "maand", "2024-07-01", "2024-12-31"),
        ("Dec. 2024 - juli 2025", "maand", "2024-12-01", "2025-07-31"),
        ("Dec./jan. 2025", "maand", "2024-12-01", "2025-01-31"),
        ("Juli - dec. 2025", "maand", "2025-07-01", "2025-12-31"),
        ("Januari 2021 – februari 2022", "maand", "2021-01-01", "2022-02-28"),
        ("Uiterlijk oktober 2021", "maand", "2021-10-01", "2021-10-31"),
        ("april t/m juni 2021", "maand", "2021-04-01", "2021-06-30"),
        ("feb. 2028", "maand", "2028-02-01", "2028-02-29"),
        ("2021-01", "maand", "2021-01-01", "2021-01-31"),
        ("jan-2026", "maand", "2026-01-01", "2026-01-31"),
        ("Q4 2024", "kwartaal", "2024-10-01", "2024-12-31"),
        ("Q3 2025", "kwartaal", "2025-07-01", "2025-09-30"),
        ("K3 2026", "kwartaal", "2026-07-01", "2026-09-30"),
        ("4e kwartaal 2026", "kwartaal", "2026-10-01", "2026-12-31"),
        ("eerste kwartaal van 2026", "kwartaal", "2026-01-01", "2026-03-31"),
        ("Q2 en Q3 2025", "kwartaal", "2025-04-01", "2025-09-30"),
        ("Q3/Q4 2025", "kwartaal", "2025-07-01", "2025-12-31"),
        ("2025-Q3/2025-Q4", "kwartaal", "2025-07-01", "2025-12-31"),
        ("Q4/Q1 2026", "kwartaal", "2025-10-01", "2026-03-31"),
        ("voorjaar 2027", "jaargetijde", "2027-03-01", "2027-05-31"),
        ("zomer 2021", "jaargetijde", "2021-06-01", "2021-08-31"),
        ("najaar 2024", "jaargetijde", "2024-09-01", "2024-11-30"),
        ("in het najaar van 2024", "jaargetijde", "2024-09-01", "2024-11-30"),
        ("winter 2027/2028", "jaargetijde", "2027-12-01", "2028-02-29"),
        ("najaar - voorjaar 2027", "jaargetijde", "2026-09-01", "2027-05-31"),
        ("begin 2019", "jaargetijde", "2019-01-01", "2019-03-31"),
        ("medio 2026", "jaargetijde", "2026-06-01", "2026-07-31"),
        ("eind 2026", "jaargetijde", "2026-10-01", "2026-12-31"),
        ("eind 2026/begin 2027", "jaargetijde", "2026-10-01", "2027-03-31"),
        ("begin maart 2026", "jaargetijde", "2026-03-01", "2026-03-10"),
        ("medio mei 2026", "jaargetijde", "2026-05-11", "2026-05-20"),
        ("eind febr. 2028", "jaargetijde", "2028-02-21", "2028-02-29"),
        ("tweede helft 2026", "jaargetijde", "2026-07-01", "2026-12-31"),
        ("week 14 2026", "jaargetijde", "2026-03-30", "2026-04-05"),
        ("wk 14-16 2026", "jaargetijde", "2026-03-30", "2026-04-19"),
        ("week 53 2026", "jaargetijde", "2026-12-28", "2027-01-03"),
        ("voor de zomer van 2026", "jaargetijde", "2026-05-31", "2026-05-31"),
        ("2025", "jaar", "2025-01-01", "2025-12-31"),
        ("2023/2024", "jaar", "2023-01-01", "2024-12-31"),
        ("in de loop van 2026", "jaar", "2026-01-01", "2026-12-31"),
        ("tot 2027", "jaar", "2026-12-31", "2026-12-31"),
        ("tot en met 2027", "jaar", "2027-01-01", "2027-12-31"),
        ("maart 2021 t/m 2022", "jaar", "2021-03-01", "2022-12-31"),
    ],
)
def test_a_printed_date_is_read(text: str, precision: str, first: str, last: str) -> None:
    assert parse_period(text) == (Precision(precision), date.fromisoformat(first), date.fromisoformat(last), ())


@pytest.mark.parametrize("text", ["26 Sept./24 okt. 2024", "26 september 2024 en 24 oktober 2024"])
def test_two_days_are_moments_and_not_a_period(text: str) -> None:
    days = (date(2024, 9, 26), date(2024, 10, 24))
    assert parse_period(text) == (Precision.MOMENTS, *days, days)


@pytest.mark.parametrize(
    "text",
    [
        "voor publicatie van de inkoop",
        "vóór de publicatie",
        "na het besluit van de raad",
        "nog niet bekend",
        "Nader te bepalen",
        "n.t.b.",
        "geen datum",
        "-",
        "–",
    ],
)
def test_a_text_that_says_there_is_no_date_is_no_date(text: str) -> None:
    assert parse_period(text) == Period(Precision.NONE, None, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "niet als datum te lezen"),
        ("maandag", "niet als datum te lezen"),
        ("Q5 2026", "niet als datum te lezen"),
        ("derde helft 2026", "niet als datum te lezen"),
        ("nog niet bekend, misschien juli 2026", "niet als datum te lezen"),
        ("juli", "ontbreekt een jaartal"),
        ("zomer", "ontbreekt een jaartal"),
        ("voor juli", "ontbreekt een jaartal"),
        ("juli - 2026", "ontbreekt een jaartal"),
        ("5 - 2026", "ontbreekt een maand"),
        ("31 juni 2024", "31-6-2024"),
        ("0-1-2026", "De dag 0-1-2026"),
        ("1-0-2026", "De dag 1-0-2026"),
        ("29 februari 2026", "29-2-2026"),
        ("week 53 2025", "weeknummer"),
        ("wk 16-14 2026", "eindigt voor het begint"),
        ("dec. 2025 - juli 2025", "eindigt voor het begint"),
        ("1-1-26", "vier cijfers"),
        ("januari 2204", "jaartal"),
        ("tot 2000", "jaartal"),
        ("999 jaar vanaf 1 juli 2021", "jaartal"),
        ("0 maanden vanaf 1 juli 2021", "duurt niets"),
        ("2 maanden vanaf zomer 2021", "niet eenduidig"),
        ("tot maart - april 2026", "niet eenduidig"),
        ("juli 2025/2026", "niet eenduidig"),
        ("maandag 6 januari 2026", "is een dinsdag"),
        ("5 mei 2026 en 5 mei 2026", "twee keer dezelfde dag"),
        ("5 mei, 6 mei - 7 mei 2026", "niet eenduidig"),
        *[(name, "niet als datum te lezen") for name in NAMES],
    ],
)
def test_an_unreadable_date_says_why(text: str, words: str) -> None:
    fault = parse_period(text)
    assert isinstance(fault, str)
    assert words in fault
    assert text in fault


@pytest.mark.parametrize("text", ["winter 2026", "winter", "winter 2025/2027"])
def test_a_winter_needs_both_its_years(text: str) -> None:
    assert parse_period(text) == "Schrijf bij een winter beide jaren, bijvoorbeeld 'winter 2025/2026'."


def test_two_digits_of_a_year_count_only_beside_the_day_of_the_week() -> None:
    monday = date(2025, 1, 6)
    assert parse_period("ma 6-1-25") == (Precision.DAY, monday, monday, ())
    assert "is een maandag" in str(parse_period("di 6-1-25"))
    assert "vier cijfers" in str(parse_period("6-1-25"))


@given(day=st.dates(date(2000, 1, 1), date(2100, 12, 31)))
@settings(max_examples=40, deadline=None)
def test_every_day_is_read_back_however_it_is_written(day: date) -> None:
    name = MONTHS[day.month - 1]
    weekday = ("ma", "di", "wo", "do", "vr", "za", "zo")[day.weekday()]
    texts = [f"{day.day}-{day.month}-{day.year}", f"{day.day} {name} {day.year}", day.isoformat()]
    if day.year < 2100:
        texts.append(f"{weekday} {day.day}-{day.month}-{day.year - 2000:02d}")
    for text in texts:
        assert parse_period(text) == (Precision.DAY, day, day, ())


@given(year=st.integers(2001, 2099), month=st.integers(1, 12))
@settings(max_examples=30, deadline=None)
def test_a_month_a_quarter_and_a_year_hold_each_other(year: int, month: int) -> None:
    periods = [
        parse_period(text)
        for text in (f"{MONTHS[month - 1]} {year}", f"Q{(month + 2) // 3} {year}", f"{year}", f"{year - 1}/{year}")
    ]
    read = [period for period in periods if isinstance(period, Period)]
    assert len(read) == 4
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    assert (read[0].first, read[0].last) == (first, last)
    for inner, outer in pairwise(read):
        assert outer.first is not None and inner.first is not None and outer.first <= inner.first
        assert outer.last is not None and inner.last is not None and inner.last <= outer.last
    assert parse_period(f"tot {MONTHS[month - 1]} {year}")[1] == first - timedelta(days=1)


@given(amount=st.integers(1, 60), start=st.dates(date(2001, 1, 1), date(2090, 12, 31)))
@settings(max_examples=30, deadline=None)
def test_a_length_from_a_day_ends_the_day_before_the_next_one_begins(amount: int, start: date) -> None:
    for unit, days in (("dagen", 1), ("weken", 7)):
        read = parse_period(f"{amount} {unit} vanaf {start.isoformat()}")
        assert read == (Precision.DAY, start, start + timedelta(days=amount * days - 1), ())


@given(text=st.text(alphabet="0123456789 -/.,qQkjanfebmrtmeiokt&enwzomervdijkt", max_size=24))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_period_in_order_or_a_sentence(text: str) -> None:
    read = parse_period(text)
    if isinstance(read, str):
        assert read.endswith(".")
    elif read.precision is Precision.NONE:
        assert read == (Precision.NONE, None, None, ())
    else:
        assert read.first is not None and read.last is not None and read.first <= read.last
        assert list(read.moments) == sorted(set(read.moments))
        assert bool(read.moments) is (read.precision is Precision.MOMENTS)
