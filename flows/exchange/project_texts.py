"""How MS Project writes things in Excel: lengths ('2 wkn', '3 days?'), dates ('ma 6-1-25'), links ('3;5EB+2 dagen')."""

import re
from collections.abc import Iterable
from datetime import date, time
from fractions import Fraction
from math import ceil
from typing import Literal, NamedTuple

Order = Literal["dag-maand", "maand-dag"]
LinkKind = Literal["FS", "SS", "FF", "SF"]

_UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minuut", "minuten", "minute", "minutes"), "minute"),
    **dict.fromkeys(("u", "uur", "uren", "h", "hr", "hrs", "hour", "hours"), "hour"),
    **dict.fromkeys(("d", "dg", "dgn", "dag", "dagen", "dy", "dys", "day", "days"), "day"),
    **dict.fromkeys(("w", "wk", "wkn", "wks", "week", "weken", "weeks"), "week"),
    **dict.fromkeys(("mnd", "mnden", "maand", "maanden", "mo", "mos", "mon", "mons", "month", "months"), "month"),
}
_WORKING = {"minute": Fraction(1, 480), "hour": Fraction(1, 8), "day": Fraction(1), "week": Fraction(5)}
_WORKING["month"] = Fraction(20)
"""Working days per unit, as MS Project counts unless somebody changed it: 8 hours, 5 days, 20 days."""
_ELAPSED = {"minute": Fraction(1, 1440), "hour": Fraction(1, 24), "day": Fraction(1), "week": Fraction(7)}
_ELAPSED["month"] = Fraction(30)
"""Calendar days per unit of elapsed time: day and night, weekends included."""

_LENGTH = re.compile(r"(?P<amount>\d+(?:[.,]\d+)?)\s*(?P<unit>[a-z]*)\.?\s*(?P<estimated>\?)?", re.IGNORECASE)


class Length(NamedTuple):
    """A length of time in working days, rounded up. ``elapsed``: the unit counts weekends too."""

    days: int
    elapsed: bool = False
    estimated: bool = False
    rounded: bool = False


def read_length(text: str) -> Length | None:
    """A length as MS Project prints it, without a unit in days; None when it is something else.

    Elapsed units ('5 ed', '5 vd') are given as the working days that lie in so many calendar days.
    """
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        return None
    amount, word = Fraction(match["amount"].replace(",", ".")), match["unit"].lower()
    unit = _UNITS.get(word or "d")
    elapsed = unit is None and word[:1] in ("e", "v")
    if elapsed:
        unit = _UNITS.get(word[1:])
    if unit is None:
        return None
    days = amount * _ELAPSED[unit] * Fraction(5, 7) if elapsed else amount * _WORKING[unit]
    return Length(ceil(days), elapsed, match["estimated"] is not None, days.denominator != 1)


_WEEKDAYS = {
    name: number
    for names in (
        ("ma", "di", "wo", "do", "vr", "za", "zo"),
        ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
    for number, name in enumerate(names)
}
_MONTHS = {
    name: number
    for names in (
        ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sept", "oct", "nov", "dec"),
        ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober"),
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        (*10 * ("",), "november", "december"),
    )
    for number, name in enumerate(names, start=1)
    if name
}
_CLOCK = re.compile(r"[ ,]+(\d{1,2})[:.](\d{2})(?::\d{2})?\s*(am|pm)?$")
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_NUMBERS = re.compile(r"(?P<one>\d{1,2})(?P<sep>[-/.])(?P<two>\d{1,2})(?P=sep)(?P<y>\d{2}|\d{4})")
_DAY_FIRST = re.compile(r"(?P<d>\d{1,2})[ -](?P<m>[a-z]+)\.?[ -]'?(?P<y>\d{2}|\d{4})")
_MONTH_FIRST = re.compile(r"(?P<m>[a-z]+)\.? (?P<d>\d{1,2}),? '?(?P<y>\d{2}|\d{4})")


class Stamp(NamedTuple):
    """A day, with the clock when one was printed."""

    day: date
    clock: time | None = None


def read_stamp(text: str, orders: Iterable[Order] = ("dag-maand",)) -> set[Stamp]:
    """What a printed date can mean; empty when it is no date, or the day of the week does not fit.

    A year of two digits is in this century. '1/6/25' is 1 June, or with the order ``maand-dag`` 6 January; with both
    orders both come out, unless the day of the week decides.
    """
    plain = re.sub(r"\s+", " ", text.strip().casefold())
    clock = None
    if match := _CLOCK.search(plain):
        hour, minute = int(match[1]), int(match[2])
        if match[3]:
            hour = hour % 12 + (12 if match[3] == "pm" else 0)
        if hour > 23 or minute > 59:
            return set()
        clock, plain = time(hour, minute), plain[: match.start()]
    opening = re.match(r"([a-z]+)\.?,? +", plain)
    weekday = _WEEKDAYS.get(opening[1]) if opening else None
    if opening and weekday is not None:
        plain = plain[opening.end() :]
    days = {day for numbers in _readings(plain, orders) if (day := _day(*numbers))}
    return {Stamp(day, clock) for day in days if weekday in (None, day.weekday())}


def _readings(plain: str, orders: Iterable[Order]) -> list[tuple[int, int, int]]:
    """Year, month and day, in every way the text can be read."""
    if match := _ISO.fullmatch(plain):
        return [(int(match["y"]), int(match["m"]), int(match["d"]))]
    if match := _NUMBERS.fullmatch(plain):
        year, one, two = _year(match["y"]), int(match["one"]), int(match["two"])
        # Only a slash can stand between month and day in that order; a spreadsheet's own date comes with hyphens.
        american = "maand-dag" in orders and match["sep"] == "/"
        european = "dag-maand" in orders or match["sep"] != "/"
        return [(year, two, one)] * european + [(year, one, two)] * american
    if (match := _DAY_FIRST.fullmatch(plain) or _MONTH_FIRST.fullmatch(plain)) and match["m"] in _MONTHS:
        return [(_year(match["y"]), _MONTHS[match["m"]], int(match["d"]))]
    return []


def _year(digits: str) -> int:
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 2000 <= year <= 2099 else None
    except ValueError:
        return None


class Predecessor(NamedTuple):
    """A task that this one is linked to, how, and the lag as printed ('+2 dagen')."""

    number: int
    kind: LinkKind
    sign: int
    lag: str


_KINDS: dict[str, LinkKind] = {"": "FS", "EB": "FS", "FS": "FS", "BB": "SS", "SS": "SS"}
_KINDS |= {"EE": "FF", "FF": "FF", "BE": "SF", "SF": "SF"}
_ONE = re.compile(
    r"\s*(?P<number>\d{1,6})\s*(?P<kind>EB|BB|EE|BE|FS|SS|FF|SF)?"
    r"\s*(?:(?P<sign>[+-])\s*(?P<lag>\d+(?:[.,]\d+)?\s*(?:[a-z]+\.?|%)\s*\??|\d+))?\s*(?:[;,]|$)",
    re.IGNORECASE,
)


def read_predecessors(text: str) -> list[Predecessor] | None:
    """The links in a cell, with semicolons (Dutch) or commas (English) between them; None when it is something else."""
    found = []
    position = 0
    while position < len(text.rstrip()):
        match = _ONE.match(text, position)
        if match is None:
            return None
        kind = _KINDS[(match["kind"] or "").upper()]
        found.append(Predecessor(int(match["number"]), kind, -1 if match["sign"] == "-" else 1, match["lag"] or ""))
        position = match.end()
    return found
