"""What must be right about one planning before it is taken over: links between steps, and years that can be meant."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from flows.exchange.reading import Reading
from flows.rules.planning.periods import parse_period
from flows.rules.wording import count, listing, plain_date
from schemas.planning import Link
from schemas.sheets import Row
from schemas.tender import Tender

LONGEST_AGO_IN_YEARS = 2
"""A step that is not done and ended longer ago than this is a typing error in the year, not a step that is late."""

EARLIEST_BEFORE_START_IN_YEARS = 5
"""No step of a tender lies longer than this before its contract starts."""

LATEST_AFTER_START_IN_YEARS = 15
"""No step, meeting or free day of a tender lies longer than this after its contract starts, extensions included."""

LINK_EXAMPLE = "Schrijf de nummers van de stappen met een puntkomma ertussen, bijvoorbeeld 3; 5+2d; 7-1d."

_LINK = re.compile(
    r"(?:na )?(?:stap|nr\.?|taak)?\s*(?P<number>\d{1,6})"
    r"\s*(?:(?P<sign>[+-])\s*(?P<lag>\d{1,3})\s*(?P<unit>[a-z]*)\.?)?",
    re.IGNORECASE,
)
_DAYS_PER = dict.fromkeys(("", "d", "dag", "dagen", "wd", "werkdag", "werkdagen"), 1)
_DAYS_PER |= dict.fromkeys(("w", "wk", "wkn", "week", "weken"), 5)
_A_DATE = re.compile(r"(\d{2})-(\d{2})-(\d{4})(?: \d{2}:\d{2})?")


class BadLinks(NamedTuple):
    """A cell that holds no links: in Dutch what is wrong, and what to do."""

    problem: str
    remedy: str


def parse_links(cell: str) -> list[Link] | BadLinks:
    """The links in a cell ('3; 5+2d; 7-1d'), or what is wrong with it.

    A lag is in working days; weeks count as five. A cell that Excel turned into a date or a decimal number is refused:
    what was typed can no longer be known.
    """
    text = cell.strip()
    if match := _A_DATE.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        return BadLinks(
            f"hier staat een datum, {plain_date(date(year, month, day))}.",
            f"Excel maakt van '{day}-{month}' een datum. Maak de kolom Tekst en typ opnieuw: {day}-{month}d.",
        )
    if re.fullmatch(r"\d+\.\d+", text):
        remedy = f"Maak de kolom Tekst en typ opnieuw. {LINK_EXAMPLE}"
        return BadLinks(f"hier staat het getal {text.replace('.', ',')}.", remedy)
    links = []
    for piece in filter(str.strip, re.split(r"[;,\n]", text)):
        match = _LINK.fullmatch(piece.strip())
        unit = (match["unit"] or "").lower() if match else ""
        if match is None or unit not in _DAYS_PER or int(match["number"]) < 1:
            return BadLinks(f"'{piece.strip()}' is geen stap.", LINK_EXAMPLE)
        number, lag = int(match["number"]), int(match["lag"] or 0) * _DAYS_PER[unit]
        if match["sign"] == "-" and not match["unit"] and lag > number:
            steps = "; ".join(str(step) for step in range(number, min(lag, number + 3) + 1))
            return BadLinks(
                f"'{piece.strip()}' kan twee dingen betekenen.",
                f"Bedoelt u stap {number} tot en met {lag}, schrijf dan {steps}{'; …' if lag > number + 3 else ''}. "
                f"Bedoelt u {lag} werkdagen eerder, schrijf dan {number}-{lag}d.",
            )
        links.append(Link(number=number, lag=-lag if match["sign"] == "-" else lag))
    return links


def links_text(links: Iterable[Link]) -> str:
    """The links as a cell: '3; 5+2d; 7-1d'."""
    return "; ".join(f"{link.number}{link.lag:+d}d" if link.lag else str(link.number) for link in links)


def check_links(
    reading: Reading, rows: Mapping[int, Row], links: Mapping[int, Sequence[Link]], column: str, known: frozenset[int]
) -> None:
    """Add a fault for every link to an unknown step or to the step itself, every double, and every circle.

    ``known`` are the numbers that stand in the file, also those in a row that has a fault of its own.
    """
    for number, row in rows.items():
        after = [link.number for link in links[number]]
        missing = [f"stap {other}" for other in dict.fromkeys(after) if other not in known]
        problems = []
        if missing:
            verb = "staat" if len(missing) == 1 else "staan"
            problems.append(f"{listing(missing)} {verb} niet in de planning")
        if number in after:
            problems.append("een stap kan niet op zichzelf wachten")
        if twice := [f"stap {other}" for other in dict.fromkeys(after) if after.count(other) > 1]:
            problems.append(f"{listing(twice)} staat er twee keer")
        if problems:
            reading.fault(row, column, f"{'; '.join(problems)}.", "Verbeter het nummer of haal het weg.")
    real = {number: {link.number for link in links[number]} & rows.keys() - {number} for number in rows}
    for circle in circles(real):
        chain = ", ".join(f"{step} na {other}" for step, other in zip(circle, (*circle[1:], circle[0]), strict=True))
        problem = f"deze {count(len(circle), 'stap', 'stappen')} wachten op elkaar: {chain}."
        reading.fault(rows[circle[0]], column, problem, "Haal een van deze koppelingen weg.")


def circles(after: Mapping[int, set[int]]) -> list[list[int]]:
    """Steps that wait for each other, each circle from its lowest number; circles that share a step are told as one."""
    found = []
    left = _without_loose_ends(after)
    while left:
        walk = {min(left): None}
        step = min(left)
        while (step := min(left[step])) not in walk:
            walk[step] = None
        order = list(walk)
        circle = order[order.index(step) :]
        lowest = circle.index(min(circle))
        found.append(circle[lowest:] + circle[:lowest])
        gone = set(circle)
        left = _without_loose_ends({number: others - gone for number, others in left.items() if number not in gone})
    return found


def _without_loose_ends(after: Mapping[int, set[int]]) -> dict[int, set[int]]:
    """Leave out every step that waits for nothing, and then those that waited only for these, until none is left."""
    waiting = {number: set(others) for number, others in after.items()}
    followers: dict[int, list[int]] = {}
    for number, others in after.items():
        for other in others:
            followers.setdefault(other, []).append(number)
    free = [number for number, others in waiting.items() if not others]
    while free:
        number = free.pop()
        del waiting[number]
        for follower in followers.get(number, ()):
            waiting[follower].discard(number)
            if not waiting[follower]:
                free.append(follower)
    return waiting


def check_period(
    reading: Reading, row: Row, column: str, printed: str, tender: Tender, today: date, *, done: bool
) -> None:
    """Add a fault when a printed date cannot be read, or lies in a year that cannot be meant."""
    period = parse_period(printed)
    if isinstance(period, str):
        reading.fault(row, column, period, "Verbeter de datum en lees het bestand opnieuw in.")
        return
    if period.first is None or period.last is None:
        return
    first_year = tender.contract_start.year - EARLIEST_BEFORE_START_IN_YEARS
    long_past = period.last.year + LONGEST_AGO_IN_YEARS < today.year and not done
    if period.first.year < first_year or long_past:
        remedy = "Controleer het jaartal. Is de stap klaar, vul dan 'Werkelijk gereed' in."
        reading.fault(row, column, f"'{printed.strip()}' is een datum in het verleden.", remedy)
    elif period.last.year > tender.contract_start.year + LATEST_AFTER_START_IN_YEARS:
        problem = f"'{printed.strip()}' ligt meer dan {LATEST_AFTER_START_IN_YEARS} jaar na de ingang van het contract."
        reading.fault(row, column, problem, "Controleer het jaartal.")


def check_year(reading: Reading, row: Row, column: str, day: date | None, tender: Tender) -> None:
    """Add a fault when a day lies so far from the start of the contract that its year must be a typing error."""
    if day is None:
        return
    start = tender.contract_start.year
    if not start - EARLIEST_BEFORE_START_IN_YEARS <= day.year <= start + LATEST_AFTER_START_IN_YEARS:
        problem = f"{plain_date(day)} ligt te ver van de ingang van het contract, {plain_date(tender.contract_start)}."
        reading.fault(row, column, problem, "Controleer het jaartal.")
