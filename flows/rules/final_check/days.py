"""Days as documents print them, and days that cannot be meant: free, impossible, or with another day of the week."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from flows.rules.calendar import HOLIDAYS_KNOWN
from flows.rules.final_check.finder import Finder, around
from flows.rules.final_check.paper import Paper, quoted
from flows.rules.final_check.registry import Hit, check
from flows.rules.wording import long_date
from schemas.final_check import Paragraph, Place

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober"),
    *("november", "december"),
)
_SHORT = {"jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9}
_MONTH_NUMBERS = (
    {name: number for number, name in enumerate(_MONTHS, start=1)} | _SHORT | {"okt": 10, "nov": 11, "dec": 12}
)
_NAMES = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
DAY = (
    rf"(?:(?<!\w)(?P<weekday>{'|'.join(WEEKDAYS)}|(?:ma|di|wo|do|vr|za|zo)\b\.?),?\s+)?"
    rf"(?:(?P<day>\d{{1,2}})(?:e)?\s+(?P<month>{_NAMES})\.?\s+(?P<year>\d{{4}})"
    r"|(?P<d>\d{1,2})(?P<sep>[-/])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4}))(?!\d)"
)
TIME = r"(?:,?\s*(?:om\s+|tot\s+)?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:]\d{2})?\s*(?:uur|u\b))"
_YEAR = r"\d{4}"
_DAY = Finder(DAY, small=True, needs=_YEAR)
_ANY_DAY = r"(?:\d{1,2}\s+[a-z]+\.?\s+\d{4}|\d{1,2}[-/]\d{1,2}[-/]\d{4})"
_GAP = rf"(?:(?!{_ANY_DAY})[^.;?!]){{0,60}}?"
_DEADLINE = Finder(
    r"(?P<word>\buiterlijk\b|\buiterste\s+(?:datum|moment|dag)\b|\bsluit(?:en|ing|ingsdatum|ingsmoment)?\b|"
    r"\bdeadline\b|\w*termijn\s+(?:eindigt|loopt af|sluit)\b|\bv(?:oo|óó)r(?=\s+(?:[a-z]+dag\s+)?\d)|"
    r"\btot en met\b|\bt/m\b|\bkan tot\b|\bkunt u tot\b|\bvragen (?:voor|stellen|kunt|kan|kunnen)\b)"
    rf"(?P<gap>{_GAP}){DAY}",
    small=True,
    needs=_YEAR,
    rows=True,
)
_MEETING = Finder(
    r"\b(?:\w*bijeenkomst|\w*sessie|dialoog|\w*gesprek(?:ken)?|\w*overleg|vergadering|ontwikkeltafel)\b"
    rf"(?P<gap>(?:(?!{_ANY_DAY}|\|)[^.;?!]){{0,40}}?\b(?:op|is|zijn|datum:?|wordt|:)\s*(?:op\s+)?){DAY}",
    small=True,
    needs=_YEAR,
    rows=True,
)
_PLANNED = re.compile(r"\b(?:datum|data|wanneer|uiterlijk|planning|moment|deadline|dag)\b", re.IGNORECASE)
_ROOM_FOR_A_TIME = 25
_ANY_DAY_WILL_DO = re.compile(
    r"ingang|ingaan|\bstart|begin|\beind|looptijd|overeenkomst|contract|geldig|vakantie|reces|gesloten|feestdag|wet\b|"
    r"prijspeil|index|verleng|\bwas\b|\bvrij\b|versie|vanaf",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"tot en met|t/m|kan tot|voor|vóór", re.IGNORECASE)
_TO_DO = re.compile(
    r"aanmeld|indien|\bvra(?:ag|gen)\b|reage|reactie|bezwaar|stuur|sturen|inlever|aanlever|ontvang|inschrijv|aanvul|"
    r"beroep|klacht|\bmeld",
    re.IGNORECASE,
)
_RUNS = re.compile(
    r"(?:overeenkomst|contract|looptijd|verlenging)[^.;|]{0,60}(?:loopt|eindig|geldt|duurt|tot en met)|einddatum|"
    r"prijspeil|geldig tot|loopt tot|vanaf|\\bwet\\b|ingaa|in werking|\\bgaa[tn]\\b[^.;]{0,40}\\bin\\b",
    re.IGNORECASE,
)
_TURN_OF_THE_YEAR = frozenset({(12, 31), (1, 1)})
"""Days on which contracts and laws begin and end."""


class Printed(NamedTuple):
    """A day as printed; ``day`` is None when there is no such day. ``weekday`` is "" when it was not named."""

    day: date | None
    weekday: str
    text: str


def printed(match: re.Match[str]) -> Printed:
    """The day of a match of :data:`DAY`."""
    number = int(match["day"] or match["d"])
    month = _MONTH_NUMBERS[match["month"].casefold()] if match["month"] else int(match["m"])
    year = int(match["year"] or match["y"])
    whole = match[0][match.start("weekday") - match.start() if match["weekday"] else _offset(match) :]
    real = 1 <= month <= 12 and year >= 1 and 1 <= number <= monthrange(year, month)[1]
    return Printed(date(year, month, number) if real else None, _weekday(match["weekday"] or ""), whole)


def _weekday(named: str) -> str:
    """The whole name of a day of the week; ``ma`` is ``maandag``."""
    return next((name for name in WEEKDAYS if named and name.startswith(named[:2].casefold())), "")


def _offset(match: re.Match[str]) -> int:
    return match.start("day" if match["day"] else "d") - match.start()


@check("dag-klopt-niet", "Datums die bestaan, met de goede dag van de week", blocks=True)
def impossible_days(paper: Paper) -> Iterator[Hit]:
    """'maandag 28 maart 2025' is a Friday: one of the two is wrong, and a reader picks the one that suits."""
    for paragraph, match in paper.hits(_DAY):
        found = printed(match)
        if found.day is None:
            if match["month"]:  # 12-34-5678 may be a number of something
                yield Hit(paragraph.place, f"{quoted(found.text)} bestaat niet.", "Verbeter de datum.")
        elif found.weekday and WEEKDAYS[found.day.weekday()] != found.weekday and not paper.quotes_elsewhere(paragraph):
            yield Hit(
                paragraph.place,
                f"{quoted(found.text)} is een {WEEKDAYS[found.day.weekday()]}.",
                "Verbeter de dag of de datum.",
            )


@check("vrije-dag", "Uiterste datums en bijeenkomsten op een werkdag", blocks=False)
def free_days(paper: Paper) -> Iterator[Hit]:
    """Something that must be done, or a meeting, on a day on which the office is closed.

    The end of a contract may be any day.
    """
    calendar = paper.known.calendar
    seen: set[tuple[Place, date]] = set()
    for paragraph, day, what in _agreed_days(paper):
        if day in paper.known.starts_on or not HOLIDAYS_KNOWN[0] <= day <= HOLIDAYS_KNOWN[1]:
            continue
        reason = calendar.free_reason(day)
        if reason is not None and (paragraph.place, day) not in seen:
            seen.add((paragraph.place, day))
            yield Hit(
                paragraph.place,
                f"{long_date(day).capitalize()} staat er als {what}, en dat is "
                f"{f'een {reason}' if reason in WEEKDAYS else reason}.",
                "Kies een werkdag, of zeg erbij dat het bewust deze dag is.",
            )


def _agreed_days(paper: Paper) -> Iterator[tuple[Paragraph, date, str]]:
    """Days on which something must be done, a meeting is held, or a step of a planning falls."""
    for paragraph, match in paper.row_hits(_DEADLINE):
        day, (before, after) = printed(match).day, around(match)
        if day is None or _RUNS.search(before[-60:] + match[0]):
            continue
        period = _PERIOD.fullmatch(match["word"]) or (day.month, day.day) in _TURN_OF_THE_YEAR
        if not period or _TO_DO.search(before[-80:] + match[0] + after[:60]):
            yield paragraph, day, "uiterste dag"
    for paragraph, match in paper.row_hits(_MEETING):
        if (day := printed(match).day) is not None:
            yield paragraph, day, "dag van een bijeenkomst"
    for paragraph, match in paper.hits(_DAY):
        day = printed(match).day
        alone = len(paragraph.text) - len(match[0]) < _ROOM_FOR_A_TIME
        if day is not None and paragraph.table and alone and _is_planned(paper, paragraph):
            yield paragraph, day, "dag in een planning"


def _is_planned(paper: Paper, paragraph: Paragraph) -> bool:
    """Whether it stands in a column of days, in a row about something that people do."""
    row = paper.facts.tables[paragraph.table - 1].rows[paragraph.row - 1]
    return _PLANNED.search(paper.column_heading(paragraph)) is not None and not _ANY_DAY_WILL_DO.search(" ".join(row))
