"""How dates, amounts and lists are written in Dutch: one place, so that one fact is never written in two ways."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_currency

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


# A board says the same few hundred days thousands of times, and looking up the pattern each time is slow.
@lru_cache(maxsize=16_384)
def long_date(day: date) -> str:
    """``donderdag 1 januari 2026``."""
    return format_date(day, "EEEE d MMMM y", locale="nl_NL")


@lru_cache(maxsize=16_384)
def plain_date(day: date) -> str:
    """``1 januari 2026``."""
    return format_date(day, "d MMMM y", locale="nl_NL")


def short_date(day: date) -> str:
    """``1-1-2026``, for tables."""
    return f"{day.day}-{day.month}-{day.year}"


def at_time(moment: datetime) -> str:
    """``vrijdag 28 maart 2025, 12.00 uur`` in Dutch local time."""
    local = moment.astimezone(AMSTERDAM)
    return f"{long_date(local.date())}, {clock_time(moment)}"


def clock_time(moment: datetime) -> str:
    """``12.00 uur`` in Dutch local time."""
    local = moment.astimezone(AMSTERDAM)
    return f"{local.hour:02d}.{local.minute:02d} uur"


def local_day(moment: datetime) -> date:
    """The Dutch calendar day of an instant."""
    return moment.astimezone(AMSTERDAM).date()


def euro(amount: Decimal) -> str:
    """``€ 98.673.332,00``, with an ordinary space after the sign."""
    return format_currency(amount, "EUR", locale="nl_NL").replace("\xa0", " ")


def listing(parts: Iterable[str]) -> str:
    """``Apeldoorn, Brummen en Epe``."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} en {items[-1]}"


def count(number: int, singular: str, plural: str) -> str:
    """``1 vraag``, ``3 vragen``."""
    return f"{number} {singular if number == 1 else plural}"
