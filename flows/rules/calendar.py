"""Which days are free, and for which question (Algemene termijnenwet art. 3; domain B.11).

The same Friday can be free for one question and an ordinary working day for another: a day equated by decree counts
only for terms set in a law. So every answer here is asked with a :class:`Reading`.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache

import holidays

from flows.rules.wording import plain_date
from schemas.terms import FreeDay, FreeDayKind

_ATW = "Algemene termijnenwet, art. 3"
_DECREE_2023 = (
    "Besluit gelijkstelling van 28 april 2023, 19 mei 2023, 10 mei 2024, 27 december 2024 en 30 mei 2025 "
    "met een algemeen erkende feestdag"
)
_DECREE_2026 = (
    "Besluit gelijkstelling van 2 januari 2026, 15 mei 2026, 7 mei 2027, 28 april 2028 en 26 mei 2028 "
    "met een algemeen erkende feestdag"
)
EQUATED_DAYS: dict[date, tuple[str, str]] = {
    date(2023, 4, 28): ("vrijdag na Koningsdag", _DECREE_2023),
    date(2023, 5, 19): ("vrijdag na Hemelvaart", _DECREE_2023),
    date(2024, 5, 10): ("vrijdag na Hemelvaart", _DECREE_2023),
    date(2024, 12, 27): ("vrijdag na Kerst", _DECREE_2023),
    date(2025, 5, 30): ("vrijdag na Hemelvaart", _DECREE_2023),
    date(2026, 1, 2): ("vrijdag na Nieuwjaar", _DECREE_2026),
    date(2026, 5, 15): ("vrijdag na Hemelvaart", _DECREE_2026),
    date(2027, 5, 7): ("vrijdag na Hemelvaart", _DECREE_2026),
    date(2028, 4, 28): ("vrijdag na Koningsdag", _DECREE_2026),
    date(2028, 5, 26): ("vrijdag na Hemelvaart", _DECREE_2026),
}
"""Days equated with a holiday by royal decree (art. 3 lid 3). Decided for about three years at a time."""

EQUATED_KNOWN = (date(2023, 1, 1), date(2028, 12, 31))
"""First and last day for which the decrees above are complete."""

# The library also lists the first days of Easter and Pentecost. They are Sundays and not in art. 3, so they stay out.
_NOT_IN_ACT = frozenset({"eerste paasdag", "eerste pinksterdag"})
_EQUATED_BY_ACT = "goede vrijdag"


class Reading(StrEnum):
    """The question for which a day is free or not."""

    ATW = "algemene termijnenwet"
    """Terms set in a Dutch law: holidays and equated days."""
    EU = "verordening 1182/71"
    """Terms set in EU law: holidays. A day equated for the Dutch act is not a holiday there."""
    OFFICE = "gewone werkdag"
    """Our own terms and planning: holidays, bridge days and own days. An equated day is an ordinary working day."""
    ANY = "vrij in welke zin dan ook"
    """For proposals only: a day nobody can object to."""


_COUNTS: dict[Reading, frozenset[FreeDayKind]] = {
    Reading.ATW: frozenset({FreeDayKind.HOLIDAY, FreeDayKind.EQUATED}),
    Reading.EU: frozenset({FreeDayKind.HOLIDAY}),
    Reading.OFFICE: frozenset({FreeDayKind.HOLIDAY, FreeDayKind.BRIDGE, FreeDayKind.OWN}),
    Reading.ANY: frozenset({FreeDayKind.HOLIDAY, FreeDayKind.EQUATED, FreeDayKind.BRIDGE, FreeDayKind.OWN}),
}


@lru_cache(maxsize=128)
def legal_free_days(year: int) -> tuple[FreeDay, ...]:
    """The holidays and equated days of one year in the Netherlands, in date order (Atw art. 3 lid 1-3)."""
    found = []
    # 5 May is 'optional' in the library, which follows shops; the act counts it every year.
    listed = holidays.country_holidays("NL", years=year, categories=("public", "optional"), language="nl")
    for day, name in listed.items():
        if name.lower() in _NOT_IN_ACT:
            continue
        equated = name.lower() == _EQUATED_BY_ACT
        kind = FreeDayKind.EQUATED if equated else FreeDayKind.HOLIDAY
        source = f"{_ATW} lid {2 if equated else 1}"
        found.append(FreeDay(day=day, name=_in_a_sentence(name), kind=kind, source=source))
    for day, (name, source) in EQUATED_DAYS.items():
        if day.year == year:
            found.append(FreeDay(day=day, name=name, kind=FreeDayKind.EQUATED, source=source))
    return tuple(sorted(found, key=lambda free: (free.day, free.kind)))


def _in_a_sentence(name: str) -> str:
    """'Tweede paasdag' is a capital only at the start; 'Hemelvaartsdag' is a name."""
    if name.startswith(("Eerste ", "Tweede ")):
        return name[0].lower() + name[1:]
    return "Goede Vrijdag" if name.lower() == _EQUATED_BY_ACT else name


@lru_cache(maxsize=128)
def _legal_index(year: int) -> dict[date, tuple[FreeDay, ...]]:
    return _by_day(legal_free_days(year))


def _by_day(days: tuple[FreeDay, ...]) -> dict[date, tuple[FreeDay, ...]]:
    index: dict[date, tuple[FreeDay, ...]] = {}
    for free in days:
        index[free.day] = (*index.get(free.day, ()), free)
    return index


@dataclass(frozen=True)
class FreeDays:
    """The Dutch calendar plus the days a team adds itself: bridge days, recess, own days.

    ``extra`` days with ``applies_to`` count only when the calendar is asked for that ``place``.
    """

    extra: tuple[FreeDay, ...] = ()
    place: str | None = None

    @cached_property
    def _extra_index(self) -> dict[date, tuple[FreeDay, ...]]:
        return _by_day(self.extra)

    def for_place(self, place: str | None) -> "FreeDays":
        """The same calendar as one municipality or body sees it."""
        return replace(self, place=place)

    def on(self, day: date) -> tuple[FreeDay, ...]:
        """Everything known about a day, also what applies to one municipality only."""
        return _legal_index(day.year).get(day, ()) + self._extra_index.get(day, ())

    def free_reason(self, day: date, reading: Reading = Reading.OFFICE) -> str | None:
        """Why a day does not count for this question, as a Dutch noun ('zondag', 'Koningsdag'); None if it counts."""
        for free in self.on(day):
            if free.kind in _COUNTS[reading] and free.applies_to in (None, self.place):
                return free.name
        return {5: "zaterdag", 6: "zondag"}.get(day.weekday())

    def is_working_day(self, day: date, reading: Reading = Reading.OFFICE) -> bool:
        """Whether a day is a working day for this question."""
        return self.free_reason(day, reading) is None

    def on_or_after(self, day: date, reading: Reading = Reading.OFFICE) -> date:
        """The day itself when it is a working day, else the first working day after it."""
        while not self.is_working_day(day, reading):
            day += timedelta(days=1)
        return day

    def on_or_before(self, day: date, reading: Reading = Reading.OFFICE) -> date:
        """The day itself when it is a working day, else the last working day before it."""
        while not self.is_working_day(day, reading):
            day -= timedelta(days=1)
        return day

    def next_working_day(self, day: date, reading: Reading = Reading.OFFICE) -> date:
        """The first working day after ``day``, never ``day`` itself."""
        return self.on_or_after(day + timedelta(days=1), reading)

    def previous_working_day(self, day: date, reading: Reading = Reading.OFFICE) -> date:
        """The last working day before ``day``, never ``day`` itself."""
        return self.on_or_before(day - timedelta(days=1), reading)

    def add_working_days(self, day: date, amount: int, reading: Reading = Reading.OFFICE) -> date:
        """Count ``amount`` working days on from ``day`` (back when negative), as Excel's WERKDAG does."""
        for _ in range(abs(amount)):
            day = self.next_working_day(day, reading) if amount > 0 else self.previous_working_day(day, reading)
        return day

    def working_days_between(self, start: date, end: date, reading: Reading = Reading.OFFICE) -> int:
        """Working days after ``start`` up to and including ``end``; negative when ``end`` lies before ``start``."""
        if end < start:
            return -self.working_days_between(end, start, reading)
        days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
        return sum(self.is_working_day(day, reading) for day in days)

    def equated_days_warning(self, day: date) -> str | None:
        """A Dutch sentence when the decrees on equated days do not reach ``day``, else None."""
        first, last = EQUATED_KNOWN
        if first <= day <= last:
            return None
        return (
            f"De gelijkgestelde dagen zijn bekend van {first.year} tot en met {last.year}; {plain_date(day)} valt "
            "daarbuiten. Controleer de datum in het besluit voor dat jaar."
        )
