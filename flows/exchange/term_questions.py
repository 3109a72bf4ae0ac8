"""The questions of ``inkoop termijn``: one JSON object is one question, one answer comes back, in Dutch and in data.

Nothing heavy is imported here, so that the command answers at once.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import ValidationError
from rapidfuzz import fuzz

from flows.exchange.json_lines import UnreadableLineError, printable, read_object, safe, shown
from flows.rules.calendar import FreeDays, OutsideCalendarError
from flows.rules.terms import reckon
from flows.rules.wording import AMSTERDAM, listing, long_date
from schemas.errors import InputFault, InputRefusedError
from schemas.terms import Basis, Direction, FreeDay, FreeDayKind, Roll, Term, TermResult, Unit

REQUIRED = ("vanaf", "aantal", "eenheid", "richting", "grondslag")
OPTIONAL = ("kalender", "vrije_dagen", "werkdagen_extra", "rol", "tijdstip", "bron")
KEYS = (*REQUIRED, *OPTIONAL)

_UNITS = {unit.value: unit for unit in Unit if unit is not Unit.HOURS}
_CALENDARS = {"nl": True, "geen": False}
_NO_SOURCE = "niet opgegeven"
_MOST = 100_000
_ALIKE = 80
_EXAMPLE_DAY = "Schrijf een bestaande dag als jaar-maand-dag, bijvoorbeeld 2026-04-13."
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COMPACT_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_DUTCH_DAY = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_WITH_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ].*", re.DOTALL)
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}(\.0)?")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)


def answer(question: Mapping[str, object]) -> dict[str, object]:
    """Answer one question; the keys are those of :data:`KEYS`, the rest is ignored and named in a warning.

    The answer has ``ruwe_datum`` (the plain count), ``datum`` (what the rules made of it), ``moment`` when the
    question has a ``tijdstip`` (Dutch clock), ``uitleg`` (one sentence), ``regels`` (the rules in order) and
    ``waarschuwingen``. Raises InputRefusedError with every fault in the question at once (Dutch).
    """
    return _Reader(question).answer()


def answer_lines(text: str) -> Iterator[dict[str, object]]:
    """Answer a list with one question on each line, in the order of the list.

    A faulty line gives ``regel`` (counted from 1) and ``fout`` (Dutch, all its faults), and the other lines still get
    their answer. A byte order mark and CRLF are no part of the text, and the end of the last line is no line.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    if not lines[-1]:
        lines.pop()
    for number, line in enumerate(lines, start=1):
        try:
            yield answer(read_object(line))
        except UnreadableLineError as reason:
            yield {"regel": number, "fout": str(reason)}
        except InputRefusedError as refused:
            yield {"regel": number, "fout": " ".join(str(fault) for fault in refused.faults)}


def render(result: Mapping[str, Any]) -> str:
    """An answer for people: ``maandag 4 mei 2026: <uitleg>`` on one line, and each warning on a line of its own.

    Of a faulty line of a list: its number and what is wrong with it.
    """
    if "fout" in result:
        return f"Regel {result['regel']}: {result['fout']}"
    opening = long_date(date.fromisoformat(result["datum"]))
    if "moment" in result:
        opening += f", {datetime.fromisoformat(result['moment']):%H.%M} uur"
    # A source may be written on several lines.
    first = safe(" ".join(f"{opening}: {result['uitleg']}".split()))
    return "\n".join((first, *(f"  Let op: {warning}" for warning in result["waarschuwingen"])))


class _Reader:
    """One question while it is being read: the faults and warnings so far."""

    def __init__(self, question: Mapping[str, object]) -> None:
        # null says the same as nothing.
        self.given = {key: value for key, value in question.items() if value is not None}
        self.faults: list[InputFault] = []
        self.warnings: list[str] = []
        self.misspelt: set[str] = set()

    def answer(self) -> dict[str, object]:
        self._look_at_keys()
        anchor = self._required("vanaf", self._day)
        term = self._term()
        calendar = self._calendar()
        if self.faults or anchor is None or term is None:
            raise InputRefusedError(self.faults)
        try:
            result = reckon(anchor, term, calendar)
        except OutsideCalendarError as outside:
            raise InputRefusedError([_two_sentences(str(outside))]) from outside
        return _answered(result, [*result.warnings, *self.warnings])

    def fault(self, key: str, problem: str, remedy: str) -> None:
        self.faults.append(InputFault(problem=f"'{key}': {problem}", remedy=remedy))

    def _look_at_keys(self) -> None:
        ignored = []
        for key in (key for key in self.given if key not in KEYS):
            nearest = max(KEYS, key=lambda known: fuzz.ratio(_plain(key), known))
            if fuzz.ratio(_plain(key), nearest) >= _ALIKE:
                self.misspelt.add(nearest)
                remedy = f"Bedoelt u '{nearest}'? Verbeter de naam."
                self.faults.append(InputFault(problem=f"{shown(key)} ken ik niet.", remedy=remedy))
            else:
                ignored.append(shown(key))
        if ignored:
            self.warnings.append(f"{listing(ignored)} ken ik niet en heb ik niet gebruikt.")

    def _required(self, key: str, read: Callable[[str, object], Value | None]) -> Value | None:
        if key in self.given:
            return read(key, self.given[key])
        if key not in self.misspelt:
            self.fault(key, "dit gegeven ontbreekt.", "Vul het in.")
        return None

    def _optional(self, key: str, read: Callable[[str, object], Value | None]) -> Value | None:
        return read(key, self.given[key]) if key in self.given else None

    def _term(self) -> Term | None:
        amount = self._required("aantal", self._amount)
        unit = self._required("eenheid", self._choice_of(_UNITS))
        direction = self._required("richting", self._choice_of(_by_value(Direction)))
        basis = self._required("grondslag", self._choice_of(_by_value(Basis)))
        roll = self._optional("rol", self._choice_of(_by_value(Roll)))
        clock = self._optional("tijdstip", self._clock)
        source = self._optional("bron", self._text) or _NO_SOURCE
        if amount is None or unit is None or direction is None or basis is None:
            return None
        try:
            return Term(
                amount=amount,
                unit=unit,
                direction=direction,
                basis=basis,
                roll=roll,
                time_of_day=clock,
                source=source,
            )
        except ValidationError as refused:
            self.faults.extend(_two_sentences(str(detail["ctx"]["error"])) for detail in refused.errors())
            return None

    def _calendar(self) -> FreeDays:
        national = self._optional("kalender", self._choice_of(_CALENDARS))
        free = self._optional("vrije_dagen", self._days) or frozenset()
        working = self._optional("werkdagen_extra", self._days) or frozenset()
        for day in sorted(free & working):
            self.fault("vrije_dagen", f"{day} staat ook bij 'werkdagen_extra'.", "Haal de dag uit een van beide weg.")
        return _calendar(national is not False, free, working)

    def _amount(self, key: str, value: object) -> int | None:
        number = _as_number(value)
        if number is None or number != number.to_integral_value():
            self.fault(key, f"{shown(value)} is geen heel getal.", "Vul een heel getal van 1 of hoger in.")
        elif not 1 <= number <= _MOST:
            what = "te laag" if number < 1 else "te hoog: een termijn is ten hoogste 100 jaar"
            self.fault(key, f"{shown(value)} is {what}.", "Vul een heel getal van 1 of hoger in.")
        else:
            return int(number)
        return None

    def _choice_of(self, allowed: Mapping[str, Value]) -> Callable[[str, object], Value | None]:
        folded = {name.casefold(): choice for name, choice in allowed.items()}

        def read(key: str, value: object) -> Value | None:
            if isinstance(value, str) and value.strip().casefold() in folded:
                return folded[value.strip().casefold()]
            self.fault(key, f"{shown(value)} kan hier niet.", f"Kies uit {', '.join(allowed)}.")
            return None

        return read

    def _day(self, key: str, value: object) -> date | None:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        text = value.strip() if isinstance(value, str) else str(value)
        if isinstance(value, str) and _ISO_DAY.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.fault(key, f"de dag {shown(value)} bestaat niet.", _EXAMPLE_DAY)
                return None
        self.fault(key, f"{shown(value)} is geen datum als jaar-maand-dag.", _how_to_write(text))
        return None

    def _days(self, key: str, value: object) -> frozenset[date]:
        if not isinstance(value, list | tuple | set | frozenset):
            self.fault(key, f"{shown(value)} is geen lijst.", 'Schrijf de dagen als ["2026-05-04", "2026-05-15"].')
            return frozenset()
        days = (self._day(key, one) for one in value)
        return frozenset(day for day in days if day is not None)

    def _clock(self, key: str, value: object) -> time | None:
        written = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
        if written and int(written[1]) < 24 and int(written[2]) < 60:
            return time(int(written[1]), int(written[2]))
        self.fault(key, f"{shown(value)} is geen kloktijd.", "Schrijf bijvoorbeeld 12:00.")
        return None

    def _text(self, key: str, value: object) -> str | None:
        if isinstance(value, str) and printable(value):
            return value if value.strip() else None
        self.fault(key, f"{shown(value)} is geen leesbare tekst.", "Schrijf bijvoorbeeld de wet en het artikel.")
        return None


def _answered(result: TermResult, warnings: Iterable[str]) -> dict[str, object]:
    said: dict[str, object] = {"ruwe_datum": result.raw_date.isoformat(), "datum": result.date.isoformat()}
    if result.moment is not None:
        said["moment"] = result.moment.astimezone(AMSTERDAM).isoformat()
    return said | {
        "uitleg": result.explanation,
        "regels": list(result.path),
        "waarschuwingen": list(warnings),
    }


@lru_cache(maxsize=64)
def _calendar(national: bool, free: frozenset[date], working: frozenset[date]) -> FreeDays:
    """Free days in a question are free for every reading, as a holiday is. Kept, as most lines of a list agree."""
    extra = tuple(
        FreeDay(day=day, name="opgegeven vrije dag", kind=FreeDayKind.HOLIDAY, source="opgegeven bij de vraag")
        for day in sorted(free)
    )
    return FreeDays(extra=extra, working=working, national=national)


def _two_sentences(text: str) -> InputFault:
    """A refusal of the engine: its first sentence is the problem, the rest says what to do."""
    problem, _, remedy = text.partition(". ")
    return InputFault(problem=f"{problem.rstrip('.')}.", remedy=remedy or "Verbeter de vraag.")


def _by_value(choices: type[Choice]) -> dict[str, Choice]:
    return {choice.value: choice for choice in choices}


def _as_number(value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        # '1.000' is a thousand in Dutch and one in JSON, so a text has no decimals but .0
        return Decimal(value.strip()) if _WHOLE.fullmatch(value.strip()) else None
    number = Decimal(value) if isinstance(value, int | float | Decimal) else None
    return number if number is not None and number.is_finite() else None


def _how_to_write(text: str) -> str:
    """How to write this date, when it is clear which one is meant; else an example."""
    meant = _meant(text)
    return f"Schrijf {meant}." if meant else _EXAMPLE_DAY


def _meant(text: str) -> date | None:
    if timed := _WITH_TIME.fullmatch(text):
        text = timed[1]
    if dutch_day := _DUTCH_DAY.fullmatch(text):
        day, month, year = (int(part) for part in dutch_day.groups())
    elif compact := _COMPACT_DAY.fullmatch(text.replace("-", "")):
        year, month, day = (int(part) for part in compact.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plain(key: str) -> str:
    return key.strip().casefold().replace("-", "_").replace(" ", "_")
