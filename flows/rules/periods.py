"""Read a date as people print it in a planning: a day, loose days, a month, a quarter, or a period of these."""

import calendar as month_lengths
import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from flows.rules.wording import plain_date
from schemas.planning import Precision

_MONTHS = {
    "jan": 1, "januari": 1, "feb": 2, "febr": 2, "februari": 2, "mrt": 3, "maart": 3, "apr": 4, "april": 4,
    "mei": 5, "jun": 6, "juni": 6, "jul": 7, "juli": 7, "aug": 8, "augustus": 8, "sep": 9, "sept": 9,
    "september": 9, "okt": 10, "oktober": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_WEEKDAY = "|".join((*_WEEKDAYS, *(name[:2] for name in _WEEKDAYS)))
_TOKENS = re.compile(
    rf"""
    (?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}}(?!\d))
  | (?P<numeric>\d{{1,2}}([-/.])\d{{1,2}}\3\d{{4}}(?!\d))
  | (?P<shortyear>\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2}}(?!\d))
  | (?P<quarter>([qk]\s?[1-4]|[1-4]e\ kwartaal|kwartaal\ [1-4])(\ (van\ )?\d{{4}})?(?!\w))
  | (?P<daymonth>\d{{1,2}}\ ?({_MONTH})\b\.?(\ ?\d{{4}})?(?!\d))
  | (?P<month>({_MONTH})\b\.?(\ ?\d{{4}})?(?!\d))
  | (?P<day>\d{{1,2}}(?![\d\w]))
  | (?P<to>\ ?(t/m|tot\ en\ met|tot|-)\ ?)
  | (?P<and>\ ?(/|,|&|;|en\b)\ ?)
  | (?P<weekday>({_WEEKDAY})\b\ ?)
  | (?P<skip>(per|op|in|van|uiterlijk)\b\ ?)
  | (?P<space>\ )
    """,
    re.VERBOSE,
)  # fmt: skip
_EXAMPLES = "Schrijf bijvoorbeeld 20 juni 2026, sept. 2026, K3 2026, 'juli - dec. 2026' of '26 sept./24 okt. 2026'."
_YEARS = range(2000, 2101)


class Period(NamedTuple):
    """How a printed date was read. ``moments`` only for loose days; then ``first`` and ``last`` are the outer ones."""

    precision: Precision
    first: date
    last: date
    moments: tuple[date, ...] = ()


class _UnreadableError(Exception):
    """The text is not a date; carries the Dutch sentence for the user."""


@dataclass(frozen=True)
class _Part:
    """One date in the text: a day, a month or a quarter; what is not printed is None until it is filled in."""

    kind: Literal["dag", "maand", "kwartaal"]
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: str = ""


def parse_period(text: str) -> Period | str:
    """Read a printed Dutch date, or say in Dutch why it cannot be read and how to write it.

    A month is read as its first to its last day. Months joined in any way ('Aug./sept. 2024', 'Juli/dec. 2024') are
    one period; days joined by '/', ',' or 'en' are loose moments; days joined by '-' or 't/m' are one period. A part
    without a year takes the year of the part after it, or the year before when that is needed to stay in order.
    """
    try:
        return _combine(text, *_scan(text))
    except _UnreadableError as reason:
        return str(reason)


def _scan(text: str) -> tuple[list[_Part], list[str]]:
    plain = re.sub(r"\s+", " ", text.strip().lower().replace("–", "-").replace("—", "-").replace("\u2011", "-"))
    parts: list[_Part] = []
    joins: list[str] = []
    weekday = ""
    position = 0
    while position < len(plain):
        found = _TOKENS.match(plain, position)
        if found is None:
            raise _UnreadableError(f"'{text.strip()}' is niet als datum te lezen. {_EXAMPLES}")
        position = found.end()
        kind = found.lastgroup or ""
        if kind == "shortyear":
            raise _UnreadableError(f"Schrijf het jaartal in '{text.strip()}' met vier cijfers.")
        if kind in ("to", "and"):
            joins.append(kind)
        elif kind == "weekday":
            weekday = found.group().strip()
        elif kind not in ("skip", "space"):
            parts.append(replace(_part(kind, found.group()), weekday=weekday))
            weekday = ""
    if not parts or len(joins) != len(parts) - 1:
        raise _UnreadableError(f"'{text.strip()}' is niet als datum te lezen. {_EXAMPLES}")
    return _filled_in(text, parts), joins


def _part(kind: str, words: str) -> _Part:
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    if kind == "iso":
        return _Part("dag", day=numbers[2], month=numbers[1], year=numbers[0])
    if kind == "numeric":
        return _Part("dag", day=numbers[0], month=numbers[1], year=numbers[2])
    if kind == "quarter":
        return _Part("kwartaal", month=numbers[0] * 3 - 2, year=numbers[1] if len(numbers) > 1 else None)
    if kind == "day":
        return _Part("dag", day=numbers[0])
    name = re.search(_MONTH, words)
    month = _MONTHS[name.group()] if name else None
    if kind == "daymonth":
        return _Part("dag", day=numbers[0], month=month, year=numbers[1] if len(numbers) > 1 else None)
    return _Part("maand", month=month, year=numbers[0] if numbers else None)


def _filled_in(text: str, parts: list[_Part]) -> list[_Part]:
    """Give every part a month and a year, from right to left."""
    whole: list[_Part] = []
    for part in reversed(parts):
        after = whole[0] if whole else None
        month = part.month if part.month is not None else (after.month if after else None)
        year = part.year
        if year is None and after and after.year is not None and month is not None and after.month is not None:
            year = after.year - 1 if month > after.month else after.year
        if month is None:
            raise _UnreadableError(f"In '{text.strip()}' ontbreekt een maand. {_EXAMPLES}")
        if year is None:
            raise _UnreadableError(f"In '{text.strip()}' ontbreekt een jaartal. {_EXAMPLES}")
        if year not in _YEARS:
            raise _UnreadableError(f"Het jaar {year} in '{text.strip()}' kan niet kloppen. Controleer het jaartal.")
        whole.insert(0, replace(part, month=month, year=year))
    return whole


def _combine(text: str, parts: list[_Part], joins: list[str]) -> Period:
    bounds = [_bounds(text, part) for part in parts]
    first, last = bounds[0][0], bounds[-1][1]
    days_only = all(part.kind == "dag" for part in parts)
    if days_only and joins and set(joins) == {"and"}:
        moments = tuple(sorted({start for start, _ in bounds}))
        if len(moments) != len(bounds):
            raise _UnreadableError(f"In '{text.strip()}' staat twee keer dezelfde dag. Haal er een weg.")
        return Period(Precision.MOMENTS, moments[0], moments[-1], moments)
    mixed = len({part.kind for part in parts}) > 1 or days_only
    if len(parts) > 2 and mixed:
        raise _UnreadableError(f"'{text.strip()}' is niet eenduidig. Splits de stap, of noem een begin en een eind.")
    if any(later[0] < earlier[0] for earlier, later in pairwise(bounds)) or last < first:
        raise _UnreadableError(f"'{text.strip()}' eindigt voor het begint. Controleer het jaartal en de volgorde.")
    kinds = {part.kind for part in parts}
    coarsest = next(kind for kind in ("kwartaal", "maand", "dag") if kind in kinds)
    return Period(Precision(coarsest), first, last)


def _bounds(text: str, part: _Part) -> tuple[date, date]:
    year, month = part.year or 0, part.month or 0
    if part.kind != "dag":
        end = month + 2 if part.kind == "kwartaal" else month
        return date(year, month, 1), date(year, end, month_lengths.monthrange(year, end)[1])
    try:
        day = date(year, month, part.day or 0)
    except ValueError as reason:
        shown = f"{part.day}-{part.month}-{part.year}"
        raise _UnreadableError(f"De dag {shown} in '{text.strip()}' bestaat niet. Controleer de datum.") from reason
    name = _WEEKDAYS[day.weekday()]
    if not name.startswith(part.weekday):
        raise _UnreadableError(f"{plain_date(day)} in '{text.strip()}' is een {name}. Controleer de dag en de datum.")
    return day, day
