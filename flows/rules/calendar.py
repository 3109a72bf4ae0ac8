"""Which days are free, and for which question (Algemene termijnenwet art. 3; domain B.11).

The same Friday can be free for one question and an ordinary working day for another: a day equated by decree counts
only for terms set in a law. So every answer here is asked with a :class:`Reading`.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date
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

HOLIDAYS_KNOWN = (date(1990, 1, 1), date(2100, 12, 31))
"""First and last day for which the holidays of the act can be calculated; 5 May counts every year since 1990."""

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
    COUNCIL = "werkdag buiten het reces"
    """For what a council, a college or a body must do: as OFFICE, and no recess."""
    ANY = "vrij in welke zin dan ook"
    """For proposals only: a day nobody can object to."""


_OFFICE_KINDS = frozenset({FreeDayKind.HOLIDAY, FreeDayKind.BRIDGE, FreeDayKind.OWN})
_COUNTS: dict[Reading, frozenset[FreeDayKind]] = {
    Reading.ATW: frozenset({FreeDayKind.HOLIDAY, FreeDayKind.EQUATED}),
    Reading.EU: frozenset({FreeDayKind.HOLIDAY}),
    Reading.OFFICE: _OFFICE_KINDS,
    Reading.COUNCIL: _OFFICE_KINDS | {FreeDayKind.RECESS},
    Reading.ANY: _OFFICE_KINDS | {FreeDayKind.EQUATED},
}
_WEEKEND = {5: "zaterdag", 6: "zondag"}


class OutsideCalendarError(ValueError):
    """A count that leaves the years a calendar knows. The text is Dutch, for the user."""

    def __init__(self, first: int = MINYEAR, last: int = MAXYEAR) -> None:
        super().__init__(
            f"De datum valt buiten de kalender, die loopt van {first} tot en met {last}. "
            "Controleer het jaartal en de lengte van de termijn."
        )


@lru_cache(maxsize=128)
def legal_free_days(year: int) -> tuple[FreeDay, ...]:
    """The holidays and equated days of one year in the Netherlands, in date order (Atw art. 3 lid 1-3).

    Empty for a year outside :data:`HOLIDAYS_KNOWN`: whoever stakes a date on it checks :meth:`FreeDays.check` first.
    """
    if not HOLIDAYS_KNOWN[0].year <= year <= HOLIDAYS_KNOWN[1].year:
        return ()
    found = []
    # 5 May is 'optional' in the library, which follows shops; the act counts it every year.
    listed = holidays.country_holidays("NL", years=year, categories=("public", "optional"), language="nl")
    # Two holidays on one day come as one text.
    for day, name in ((day, name) for day, names in listed.items() for name in names.split("; ")):
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


@lru_cache(maxsize=1024)
def _usual_working_days(year: int, reading: Reading, national: bool) -> tuple[int, ...]:
    """The ordinals of the working days of a year, when nobody adds days of their own."""
    legal = _legal_index(year) if national else {}
    counts = _COUNTS[reading]
    free = {day.toordinal() for day, known in legal.items() if any(one.kind in counts for one in known)}
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    # An ordinal is 1 for Monday 1 January of year 1, so 6 and 0 modulo 7 are Saturday and Sunday.
    return tuple(number for number in range(first, last + 1) if number % 7 not in (6, 0) and number not in free)


@dataclass(frozen=True)
class FreeDays:
    """The Dutch calendar plus the days a team adds itself: bridge days, recess, own days, newer decrees.

    ``extra`` days with ``applies_to`` count only when the calendar is asked for that ``place``. ``working`` days are
    working days for every question, although they are in a weekend or free. With ``national`` False only weekends and
    ``extra`` are free. Counting takes as long for a far day as for a near one: the working days of each year are
    listed once. A count that leaves the years 1 to 9999 raises :class:`OutsideCalendarError`.
    """

    extra: tuple[FreeDay, ...] = ()
    place: str | None = None
    working: frozenset[date] = frozenset()
    national: bool = True

    @cached_property
    def _extra_index(self) -> dict[date, tuple[FreeDay, ...]]:
        return _by_day(self.extra)

    @cached_property
    def _own_days(self) -> dict[int, tuple[date, ...]]:
        """Per year the days about which the team says something."""
        years: dict[int, tuple[date, ...]] = {}
        for day in sorted(self.working | self._extra_index.keys()):
            years[day.year] = (*years.get(day.year, ()), day)
        return years

    # Filled while counting; no part of the value, so calendars with the same days stay equal.
    @cached_property
    def _years(self) -> dict[tuple[int, Reading], tuple[int, ...]]:
        return {}

    @cached_property
    def _places(self) -> dict[str | None, "FreeDays"]:
        return {self.place: self}

    def for_place(self, place: str | None) -> "FreeDays":
        """The same calendar as one municipality or body sees it."""
        if place not in self._places:
            self._places[place] = replace(self, place=place)
        return self._places[place]

    @cached_property
    def free_everywhere(self) -> "FreeDays":
        """The same calendar in which what is free in one place, such as a recess, is free in all of them."""
        return replace(self, extra=tuple(free.model_copy(update={"applies_to": None}) for free in self.extra))

    def on(self, day: date) -> tuple[FreeDay, ...]:
        """Everything known about a day, also what applies to one municipality only."""
        legal = _legal_index(day.year).get(day, ()) if self.national else ()
        return legal + self._extra_index.get(day, ())

    def free_reason(self, day: date, reading: Reading = Reading.OFFICE) -> str | None:
        """Why a day does not count for this question, as a Dutch noun ('zondag', 'Koningsdag'); None if it counts."""
        if day in self.working:
            return None
        for free in self.on(day):
            if free.kind in _COUNTS[reading] and free.applies_to in (None, self.place):
                return free.name
        return _WEEKEND.get(day.weekday())

    def is_working_day(self, day: date, reading: Reading = Reading.OFFICE) -> bool:
        """Whether a day is a working day for this question."""
        return self.free_reason(day, reading) is None

    def on_or_after(self, day: date, reading: Reading = Reading.OFFICE) -> date:
        """The day itself when it is a working day, else the first working day after it."""
        working = self._working_days(day.year, reading)
        return self._in_year(day.year, working, bisect_left(working, day.toordinal()), reading)

    def on_or_before(self, day: date, reading: Reading = Reading.OFFICE) -> date:
        """The day itself when it is a working day, else the last working day before it."""
        working = self._working_days(day.year, reading)
        return self._in_year(day.year, working, bisect_right(working, day.toordinal()) - 1, reading)

    def next_working_day(self, day: date, reading: Reading = Reading.OFFICE) -> date:
        """The first working day after ``day``, never ``day`` itself."""
        return self.add_working_days(day, 1, reading)

    def previous_working_day(self, day: date, reading: Reading = Reading.OFFICE) -> date:
        """The last working day before ``day``, never ``day`` itself."""
        return self.add_working_days(day, -1, reading)

    def add_working_days(self, day: date, amount: int, reading: Reading = Reading.OFFICE) -> date:
        """Count ``amount`` working days on from ``day`` (back when negative), as Excel's WERKDAG does.

        With 0 the day itself, whatever day it is.
        """
        if amount == 0:
            return day
        working, number = self._working_days(day.year, reading), day.toordinal()
        place = bisect_right(working, number) + amount - 1 if amount > 0 else bisect_left(working, number) + amount
        return self._in_year(day.year, working, place, reading)

    def working_days_between(self, start: date, end: date, reading: Reading = Reading.OFFICE) -> int:
        """Working days after ``start`` up to and including ``end``; negative when ``end`` lies before ``start``."""
        before = bisect_right(self._working_days(start.year, reading), start.toordinal())
        upto = bisect_right(self._working_days(end.year, reading), end.toordinal())
        years = range(min(start.year, end.year), max(start.year, end.year))
        between = sum(len(self._working_days(year, reading)) for year in years) if years else 0
        return upto - before + (between if start < end else -between)

    def check(self, *days: date) -> None:
        """Raise :class:`OutsideCalendarError` when the holidays of one of these days are not known."""
        first, last = HOLIDAYS_KNOWN
        if self.national and not all(first <= day <= last for day in days):
            raise OutsideCalendarError(first.year, last.year)

    def equated_days_warning(self, day: date) -> str | None:
        """A Dutch sentence when no decree on equated days is known for the year of ``day``, else None.

        A decree the team entered itself counts: one equated day in that year is enough.
        """
        first, last = EQUATED_KNOWN
        if not self.national or first <= day <= last:
            return None
        entered = (free for own in self._own_days.get(day.year, ()) for free in self._extra_index.get(own, ()))
        if any(free.kind is FreeDayKind.EQUATED and free.applies_to in (None, self.place) for free in entered):
            return None
        return (
            f"De gelijkgestelde dagen zijn bekend van {first.year} tot en met {last.year}; {plain_date(day)} valt "
            "daarbuiten. Controleer de datum in het besluit voor dat jaar."
        )

    def _working_days(self, year: int, reading: Reading) -> tuple[int, ...]:
        """The ordinals of the working days of a year, in order."""
        known = self._years.get((year, reading))
        if known is None:
            known = _usual_working_days(year, reading, self.national)
            own = self._own_days.get(year, ())
            if own:
                changed = {day.toordinal() for day in own}
                counting = {day.toordinal() for day in own if self.is_working_day(day, reading)}
                known = tuple(sorted((set(known) - changed) | counting))
            self._years[year, reading] = known
        return known

    def _in_year(self, year: int, working: tuple[int, ...], place: int, reading: Reading) -> date:
        """The working day at ``place``; nearly always in this year, so that is looked at first."""
        return date.fromordinal(working[place]) if 0 <= place < len(working) else self._at(year, place, reading)

    def _at(self, year: int, place: int, reading: Reading) -> date:
        """The working day at ``place`` in the list of this year; past either end it goes on in the years around it."""
        while True:
            if not MINYEAR <= year <= MAXYEAR:
                raise OutsideCalendarError
            days = self._working_days(year, reading)
            if 0 <= place < len(days):
                return date.fromordinal(days[place])
            if place >= len(days):
                place -= len(days)
                year += 1
            else:
                year -= 1
                place += len(self._working_days(year, reading)) if year >= MINYEAR else 0
