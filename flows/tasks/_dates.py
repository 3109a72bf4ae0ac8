"""Dates as people write them in Dutch. Years of two digits are never guessed."""

import re
from collections.abc import Iterator
from datetime import date

_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_HALF = ("januari", "februari", "maart", "april", "mei", "juni")
MONTH_NAMES = (*_HALF, "juli", "augustus", "september", "oktober", "november", "december")
_MONTHS = {name: number for names in (_SHORT, MONTH_NAMES) for number, name in enumerate(names, start=1)} | {"sept": 9}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))

DAY = (
    r"(?<![\d.,/-])(?:(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"|(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4})"
    rf"|(?P<wd>\d{{1,2}})[ -](?P<wm>{_NAMES})\.?[ -](?P<wy>\d{{4}}))(?!\d)"
)
"""Pattern of one date (with IGNORECASE): 5-3-2025, 05/03/2025, 2025-03-05, 5 maart 2025, 5 mrt. 2025."""

_DAY = re.compile(DAY, re.IGNORECASE)
_WEEKDAY = re.compile(r"^(?:ma|di|wo|do|vr|za|zo)[a-z]*\.?,?\s+", re.IGNORECASE)


def as_day(match: re.Match[str]) -> date | None:
    """Return the date of a match of :data:`DAY`, None when the calendar has no such day (30 februari)."""
    try:
        if match["year"]:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        if match["y"]:
            return date(int(match["y"]), int(match["m"]), int(match["d"]))
        return date(int(match["wy"]), _MONTHS[match["wm"].lower()], int(match["wd"]))
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """Read a text that is one date, with or without the day of the week before it. None when it is none."""
    match = _DAY.fullmatch(_WEEKDAY.sub("", text.strip()))
    return as_day(match) if match else None


def find_days(text: str) -> Iterator[date]:
    """Return every date in a running text, in order."""
    for match in _DAY.finditer(text):
        if (day := as_day(match)) is not None:
            yield day
