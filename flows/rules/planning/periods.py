"""Read a date as people print it in a planning: a day, loose days, a month, a season, a year, or a period of these.

What has no sharp edges is read as named months and always said so: 'voorjaar' is March to May, 'zomer' June to August,
'najaar' September to November, 'begin' of a year January to March, 'medio' June and July, 'eind' October to December.
"""

import calendar as month_lengths
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from flows.rules.terms import add_months
from flows.rules.wording import plain_date
from schemas.planning import Precision

_MONTHS = {
    "jan": 1, "januari": 1, "feb": 2, "febr": 2, "februari": 2, "mrt": 3, "maart": 3, "apr": 4, "april": 4,
    "mei": 5, "jun": 6, "juni": 6, "jul": 7, "juli": 7, "aug": 8, "augustus": 8, "sep": 9, "sept": 9,
    "september": 9, "okt": 10, "oktober": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
}  # fmt: skip
_SEASONS = {"voorjaar": 3, "lente": 3, "zomer": 6, "najaar": 9, "herfst": 9}
"""The first of three months."""
_PARTS_OF_YEAR = {"begin": (1, 3), "medio": (6, 2), "eind": (10, 3)}
"""First month, number of months."""
_PARTS_OF_MONTH = {"begin": (1, 10), "medio": (11, 20), "eind": (21, None)}
_ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_WEEKDAY = "|".join((*_WEEKDAYS, *(name[:2] for name in _WEEKDAYS)))
_ORDINAL = f"{'|'.join(_ORDINALS)}|[1-4](?:e|ste|de)"
_YEAR = r"(?:[\ -]?(?:van\ )?\d{4}(?!\d))?"
_TOKENS = re.compile(
    rf"""
    (?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}}(?!\d))
  | (?P<numeric>\d{{1,2}}([-/.])\d{{1,2}}\3\d{{4}}(?!\d))
  | (?P<shortyear>\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2}}(?!\d))
  | (?P<isoquarter>\d{{4}}[\ -]?[qk]\ ?[1-4](?!\w))
  | (?P<isomonth>\d{{4}}-(?:0[1-9]|1[0-2])(?![-\d]))
  | (?P<quarter>(?:[qk]\ ?[1-4]|(?:{_ORDINAL})\ kwartaal|kwartaal\ [1-4]){_YEAR}(?!\w))
  | (?P<half>(?:eerste|tweede|[12](?:e|ste|de))\ helft{_YEAR}(?!\w))
  | (?P<winter>winter(?:\ (?:van\ )?\d{{4}}(?:\ ?[/-]\ ?\d{{4}})?)?(?!\w))
  | (?P<season>(?:{"|".join(_SEASONS)}){_YEAR}(?!\w))
  | (?P<part>(?:{"|".join(_PARTS_OF_YEAR)})(?:\ (?:van\ )?(?:{_MONTH})\b\.?)?{_YEAR}(?!\w))
  | (?P<daymonth>\d{{1,2}}[\ -]?(?:{_MONTH})\b\.?{_YEAR}(?!\d))
  | (?P<month>(?:{_MONTH})\b\.?{_YEAR}(?!\d))
  | (?P<year>\d{{4}}(?!\w))
  | (?P<day>\d{{1,2}}(?![\d\w]))
  | (?P<to>\ ?(?:t/m|tot\ en\ met|tot|-)\ ?)
  | (?P<and>\ ?(?:/|,|&|;|en\b)\ ?)
  | (?P<weekday>(?:{_WEEKDAY})\b\ ?)
  | (?P<skip>(?:per|op|in\ de\ loop\ van|in|van|vanaf|met\ ingang\ van|uiterlijk|de|het)\b\ ?)
  | (?P<space>\ )
    """,
    re.VERBOSE,
)  # fmt: skip
_WEEKS = re.compile(
    r"(?:in )?(?:weken|week|wk)\.? ?(\d{1,2})"
    r"(?: ?(?:-|/|t/m|tot en met|en) ?(?:week |wk\.? ?)?(\d{1,2}))?,? (?:van )?(\d{4})"
)
_LENGTH = re.compile(r"(\d{1,3}) (dag(?:en)?|we(?:ek|ken)|maand(?:en)?|jaar) vanaf (.+)")
_BEFORE = re.compile(r"(?:tot|voor|vóór) (?!en met )(.+)")
_UNTIL = re.compile(r"(?:tot en met|t/m) (.+)")
_NO_DATE = frozenset(
    {
        *(
            "-",
            "--",
            "?",
            "...",
            "…",
            "geen",
            "geen datum",
            "nog geen datum",
            "onbekend",
            "nog onbekend",
            "niet bekend",
        ),
        *("nog niet bekend", "n.t.b.", "ntb", "n.t.b", "n.n.b.", "nnb", "tbd", "n.v.t.", "nvt", "pm", "p.m.", "volgt"),
        *("volgt nog", "nader te bepalen", "nog te bepalen", "nog te plannen", "nog niet gepland", "doorlopend"),
        *("zo snel mogelijk", "zo spoedig mogelijk", "z.s.m.", "zsm"),
    }
)
_NO_DATE_OPENING = re.compile(
    r"(?:voor|vóór|na|tot|tijdens|bij|zodra|wanneer|binnen|gelijk met|gelijktijdig met|direct na|in overleg|"
    r"afhankelijk van|nader te|nog te|nog niet)\b"
)
_DATE_WORD = re.compile(
    rf"\d|\b(?:{_MONTH}|{_WEEKDAY}|winter|{'|'.join((*_SEASONS, *_PARTS_OF_YEAR))}|kwartaal|helft|week|weken|jaar)\b"
)
_EXAMPLES = "Schrijf bijvoorbeeld 20 juni 2026, sept. 2026, K3 2026, 'juli - dec. 2026' of '26 sept./24 okt. 2026'."
_YEARS = range(2000, 2101)


class Period(NamedTuple):
    """How a printed date was read. ``moments`` only for loose days; then ``first`` and ``last`` are the outer ones.

    Both are None when the text says that there is no date (precision ``NONE``).
    """

    precision: Precision
    first: date | None
    last: date | None
    moments: tuple[date, ...] = ()


class _UnreadableError(Exception):
    """The text is not a date; carries the Dutch sentence for the user."""


@dataclass(frozen=True)
class _Part:
    """One date in the text: so many months from ``month``, from ``day`` to ``last_day`` of the last of them.

    What is not printed is None until it is filled in; without days it is whole months.
    """

    precision: Precision
    month: int | None = None
    year: int | None = None
    months: int = 1
    day: int | None = None
    last_day: int | None = None
    weekday: str = ""


def parse_period(text: str) -> Period | str:
    """Read a printed Dutch date, or say in Dutch why it cannot be read and how to write it.

    A month is read as its first to its last day, and so is anything longer. Months joined in any way
    ('Aug./sept. 2024', 'Juli/dec. 2024') are one period; days joined by '/', ',' or 'en' are loose moments; days joined
    by '-' or 't/m' are one period. A part without a year takes the year of the part after it, or the year before when
    that is needed to stay in order. 'tot 2027' is its last day, 31 December 2026: when it begins is not said. A text
    that says there is no date yet ('n.t.b.', 'voor publicatie van de inkoop') has precision ``NONE``. A year of two
    digits is read only after the day of the week, as MS Project prints it ('ma 6-1-25').
    """
    plain = unicodedata.normalize("NFC", text).strip().lower()
    plain = re.sub(r"\s+", " ", re.sub("[–—\u2011]", "-", plain))
    if plain in _NO_DATE or (_NO_DATE_OPENING.match(plain) and not _DATE_WORD.search(plain)):
        return Period(Precision.NONE, None, None)
    try:
        return _read(text.strip(), plain)
    except _UnreadableError as reason:
        return str(reason)


def _read(text: str, plain: str) -> Period:
    if weeks := _WEEKS.fullmatch(plain):
        return _weeks(text, *weeks.groups())
    if length := _LENGTH.fullmatch(plain):
        return _length(text, *length.groups())
    if before := _BEFORE.fullmatch(plain):
        parts, joins = _scan(text, before.group(1))
        if joins:
            raise _UnreadableError(f"'{text}' is niet eenduidig. Noem de laatste dag of maand, of schrijf 't/m'.")
        last = _bounds(text, parts[0])[0] - timedelta(days=1)
        _check_year(text, last.year)
        return Period(parts[0].precision, last, last)
    if until := _UNTIL.fullmatch(plain):
        plain = until.group(1)
    return _combine(text, *_scan(text, plain))


def _weeks(text: str, first: str, last: str | None, year: str) -> Period:
    """ISO weeks, from Monday to Sunday."""
    _check_year(text, int(year))
    try:
        begin = date.fromisocalendar(int(year), int(first), 1)
        end = date.fromisocalendar(int(year), int(last or first), 7)
    except ValueError:
        raise _UnreadableError(f"De week in '{text}' bestaat niet. Controleer het weeknummer.") from None
    if end < begin:
        raise _UnreadableError(f"'{text}' eindigt voor het begint. Controleer het jaartal en de volgorde.")
    return Period(Precision.SEASON, begin, end)


def _length(text: str, amount: str, unit: str, start: str) -> Period:
    """'2 maanden vanaf 1 juli 2021': the first day counts, so it ends on 31 August 2021."""
    parts, joins = _scan(text, start)
    if joins or parts[0].precision not in (Precision.DAY, Precision.MONTH):
        raise _UnreadableError(f"'{text}' is niet eenduidig. Noem de dag waarop het begint.")
    begin, number = _bounds(text, parts[0])[0], int(amount)
    if number == 0:
        raise _UnreadableError(f"'{text}' duurt niets. Controleer het getal.")
    if unit.startswith(("maand", "jaar")):
        after = add_months(begin, number * (12 if unit == "jaar" else 1))
    else:
        after = begin + timedelta(days=number * (7 if unit.startswith("we") else 1))
    _check_year(text, after.year)
    return Period(parts[0].precision, begin, after - timedelta(days=1))


def _scan(text: str, plain: str) -> tuple[list[_Part], list[str]]:
    parts: list[_Part] = []
    joins: list[str] = []
    weekday = ""
    position = 0
    while position < len(plain):
        found = _TOKENS.match(plain, position)
        if found is None:
            raise _UnreadableError(f"'{text}' is niet als datum te lezen. {_EXAMPLES}")
        position = found.end()
        kind, words = found.lastgroup or "", found.group()
        if kind == "shortyear" and not weekday:
            raise _UnreadableError(f"Schrijf het jaartal in '{text}' met vier cijfers.")
        if kind in ("to", "and"):
            joins.append(kind)
        elif kind == "weekday":
            weekday = words.strip()
        elif kind not in ("skip", "space"):
            parts.append(replace(_part(kind, words), weekday=weekday))
            weekday = ""
    if not parts or weekday or len(joins) != len(parts) - 1:
        raise _UnreadableError(f"'{text}' is niet als datum te lezen. {_EXAMPLES}")
    return _filled_in(text, parts), joins


def _part(kind: str, words: str) -> _Part:
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    years = [number for number in numbers if number >= 1000]
    year = years[0] if years else None
    if kind == "iso":
        return _day(numbers[2], numbers[1], numbers[0])
    if kind in ("numeric", "shortyear"):
        return _day(numbers[0], numbers[1], numbers[2] + (2000 if kind == "shortyear" else 0))
    if kind == "day":
        return _day(numbers[0], None, None)
    if kind == "isomonth":
        return _Part(Precision.MONTH, numbers[1], year)
    if kind in ("quarter", "isoquarter", "half"):
        which = next((number for number in numbers if number < 1000), _ORDINALS.get(words.split()[0], 0))
        length, precision = (6, Precision.SEASON) if kind == "half" else (3, Precision.QUARTER)
        return _Part(precision, (which - 1) * length + 1, year, months=length)
    if kind == "year":
        return _Part(Precision.YEAR, 1, year, months=12)
    return _named_part(kind, words, numbers, year)


def _named_part(kind: str, words: str, numbers: list[int], year: int | None) -> _Part:
    """A part with a month or a season by name."""
    name = re.search(rf"\b(?:{_MONTH})\b|{_MONTH}", words)
    month = _MONTHS[name.group()] if name else None
    if kind == "daymonth":
        return _day(numbers[0], month, year)
    if kind == "month":
        return _Part(Precision.MONTH, month, year)
    opening = re.split(r"[\W\d]", words)[0]
    if kind == "winter":
        if len(numbers) != 2 or numbers[1] != numbers[0] + 1:
            raise _UnreadableError("Schrijf bij een winter beide jaren, bijvoorbeeld 'winter 2025/2026'.")
        return _Part(Precision.SEASON, 12, year, months=3)
    if kind == "season":
        return _Part(Precision.SEASON, _SEASONS[opening], year, months=3)
    if month is not None:
        day, last_day = _PARTS_OF_MONTH[opening]
        return _Part(Precision.SEASON, month, year, day=day, last_day=last_day)
    first, length = _PARTS_OF_YEAR[opening]
    return _Part(Precision.SEASON, first, year, months=length)


def _day(day: int, month: int | None, year: int | None) -> _Part:
    return _Part(Precision.DAY, month, year, day=day, last_day=day)


def _filled_in(text: str, parts: list[_Part]) -> list[_Part]:
    """Give every part a month and a year, from right to left."""
    whole: list[_Part] = []
    for part in reversed(parts):
        # A bare year says nothing about the month or the year of what stands before it.
        after = whole[0] if whole and whole[0].precision is not Precision.YEAR else None
        month, year = part.month, part.year
        if month is None and after and after.precision in (Precision.DAY, Precision.MONTH):
            month = after.month
        if month is None:
            raise _UnreadableError(f"In '{text}' ontbreekt een maand. {_EXAMPLES}")
        if year is None and after and after.year is not None and after.month is not None:
            year = after.year - 1 if month > after.month else after.year
        if year is None:
            raise _UnreadableError(f"In '{text}' ontbreekt een jaartal. {_EXAMPLES}")
        _check_year(text, year)
        whole.insert(0, replace(part, month=month, year=year))
    return whole


def _check_year(text: str, year: int) -> None:
    if year not in _YEARS:
        raise _UnreadableError(f"Het jaar {year} in '{text}' kan niet kloppen. Controleer het jaartal.")


def _combine(text: str, parts: list[_Part], joins: list[str]) -> Period:
    bounds = [_bounds(text, part) for part in parts]
    first, last = bounds[0][0], bounds[-1][1]
    kinds = {part.precision for part in parts}
    days_only = kinds == {Precision.DAY}
    if days_only and joins and set(joins) == {"and"}:
        moments = tuple(sorted({start for start, _ in bounds}))
        if len(moments) != len(bounds):
            raise _UnreadableError(f"In '{text}' staat twee keer dezelfde dag. Haal er een weg.")
        return Period(Precision.MOMENTS, moments[0], moments[-1], moments)
    mixed = len(kinds) > 1 or days_only
    year_beside = Precision.YEAR in kinds and len(kinds) > 1 and "and" in joins
    if year_beside or (len(parts) > 2 and mixed):
        raise _UnreadableError(f"'{text}' is niet eenduidig. Splits de stap, of noem een begin en een eind.")
    if any(later[0] < earlier[0] for earlier, later in pairwise(bounds)) or last < first:
        raise _UnreadableError(f"'{text}' eindigt voor het begint. Controleer het jaartal en de volgorde.")
    coarsest = (Precision.YEAR, Precision.SEASON, Precision.QUARTER, Precision.MONTH, Precision.DAY)
    return Period(next(kind for kind in coarsest if kind in kinds), first, last)


def _bounds(text: str, part: _Part) -> tuple[date, date]:
    year, month = part.year or 0, part.month or 0
    extra, end = divmod(month - 1 + part.months - 1, 12)
    try:
        first = date(year, month, 1 if part.day is None else part.day)
        length = month_lengths.monthrange(year + extra, end + 1)[1]
        last = date(year + extra, end + 1, length if part.last_day is None else part.last_day)
    except ValueError:
        shown = f"{part.day}-{part.month}-{part.year}"
        raise _UnreadableError(f"De dag {shown} in '{text}' bestaat niet. Controleer de datum.") from None
    name = _WEEKDAYS[first.weekday()]
    if not name.startswith(part.weekday):
        raise _UnreadableError(f"{plain_date(first)} in '{text}' is een {name}. Controleer de dag en de datum.")
    return first, last
