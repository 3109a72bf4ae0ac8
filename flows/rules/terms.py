"""Count a term and say why the date is what it is.

Algemene termijnenwet (Atw) art. 1-4 for terms in a Dutch law, Regulation 1182/71 art. 3 for terms in EU law, our own
rule for everything we set ourselves (domain B.11). The day of the event is day 0; the day after it is day 1.
"""

import calendar as month_lengths
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta

from flows.rules.calendar import FreeDays, OutsideCalendarError, Reading
from flows.rules.wording import AMSTERDAM, listing, long_date
from flows.rules.wording import count as how_many
from schemas.terms import Basis, Direction, Roll, Term, TermResult, Unit

_READING = {
    Basis.STATUTORY: Reading.ATW,
    Basis.EU: Reading.EU,
    Basis.SELF_BINDING: Reading.OFFICE,
    Basis.DECIDED: Reading.OFFICE,
}
# Atw art. 4: the act does not apply to a term of more than this, nor to hours and years. The act names days, weeks and
# months; a term in working days is a term in days.
_ATW_LONGEST = {Unit.CALENDAR_DAYS: 90, Unit.WORKING_DAYS: 90, Unit.WEEKS: 12, Unit.MONTHS: 3}
# (shortest term in days that must hold two working days, article that says so, article that lengthens)
_ATW = (3, "Algemene termijnenwet, art. 2", "Algemene termijnenwet, art. 1")
_EU = (2, "Verordening 1182/71, art. 3 lid 5", "Verordening 1182/71, art. 3 lid 4")
_BACK = {Reading.ATW: "Algemene termijnenwet, art. 1 lid 2", Reading.EU: "Verordening 1182/71, art. 3 lid 4"}
_WORDS = {
    Unit.CALENDAR_DAYS: ("kalenderdag", "kalenderdagen"),
    Unit.WORKING_DAYS: ("werkdag", "werkdagen"),
    Unit.WEEKS: ("week", "weken"),
    Unit.MONTHS: ("maand", "maanden"),
    Unit.YEARS: ("jaar", "jaar"),
    Unit.HOURS: ("uur", "uur"),
}


@dataclass
class _Count:
    """The count so far: the day it stands on, the rules applied, and the clauses of the sentence."""

    day: date
    path: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def reckon(anchor: date, term: Term, calendar: FreeDays) -> TermResult:
    """Reckon the last day of ``term``, counted forward from or back from ``anchor`` (a day in the Netherlands).

    A statutory term forward is lengthened by Atw art. 1 lid 1 and art. 2 unless art. 4 exempts it; an EU term by
    Regulation 1182/71 art. 3 lid 4 and 5. A term counted back is never lengthened (Atw art. 1 lid 2; Regulation art. 3
    lid 4). A term of our own is not lengthened, unless its documents declare the act applicable (roll AS_THE_ACT):
    then it ends on the same day as a statutory one. Any other ``roll`` comes last, on ordinary working days. The
    result says every step in Dutch. Raises OutsideCalendarError (Dutch) when the count leaves the calendar.
    """
    try:
        result = _reckon(anchor, term, calendar)
    except OverflowError as error:
        raise OutsideCalendarError from error
    calendar.check(anchor, result.raw_date, result.date)
    return result


def _reckon(anchor: date, term: Term, calendar: FreeDays) -> TermResult:
    raw_day, raw_clock = _count(anchor, term, calendar)
    count = _Count(raw_day, [f"{amount(term)} {term.direction}"])
    opening = f"{amount(term)} {_before_or_after(term)} {_with_clock(anchor, _start_clock(term))}"
    _apply_law(count, anchor, term, calendar)
    _apply_own_roll(count, term, calendar)
    moment = _moment(count, raw_clock)
    _warn_of_sources(count, anchor, raw_day, term, calendar)
    _warn_of_free_days(count, anchor, term, calendar)
    result = f"is {_with_clock(raw_day, raw_clock)}"
    source = f"bron van de termijn: {term.source}"
    return TermResult(
        anchor=anchor,
        term=term,
        raw_date=raw_day,
        date=count.day,
        moment=moment,
        path=tuple(count.path),
        explanation=f"{'; '.join([f'{opening} {result}', *count.clauses, source])}.",
        warnings=tuple(count.warnings),
    )


def earliest_contract_day(
    sent_on: date, days: int, calendar: FreeDays, *, source: str = "opschortende termijn"
) -> TermResult:
    """The first day on which the agreement may be concluded after a standstill of ``days`` calendar days.

    Courts differ on whether the Atw lengthens a standstill that ends on a free day, because it is both in the law and
    repeated in our own letter. So both readings are reckoned and the contract waits for the later one. The result's
    ``term`` is the statutory reading, ``raw_date`` the end without lengthening, ``date`` the first allowed day.
    A SAS procedure names its ``source``: Aanbestedingswet 2012, art. 2.127 lid 3; Open House its own guide.
    """
    law = Term(amount=days, unit=Unit.CALENDAR_DAYS, direction=Direction.FORWARD, basis=Basis.STATUTORY, source=source)
    lengthened = reckon(sent_on, law, calendar)
    plain = lengthened.raw_date
    later = max(plain, lengthened.date)
    if later == date.max:
        raise OutsideCalendarError
    allowed = later + timedelta(days=1)
    if lengthened.date == plain:
        ends = f"eindigt in beide lezingen op {long_date(plain)}"
    else:
        article = next(rule for rule in reversed(lengthened.path) if rule.startswith("Algemene"))
        ends = (
            f"eindigt zonder verlenging op {long_date(plain)} en met verlenging op {long_date(lengthened.date)} "
            f"({article}), en de laatste van die twee telt"
        )
    return lengthened.model_copy(
        update={
            "date": allowed,
            "path": (*lengthened.path, "laatste van beide lezingen", "dag na het einde"),
            "explanation": f"De termijn van {amount(law)} na {long_date(sent_on)} {ends}; de overeenkomst kan daarom "
            f"worden gesloten vanaf {long_date(allowed)}; bron van de termijn: {source}.",
        }
    )


def amount(term: Term) -> str:
    """'20 kalenderdagen', '1 werkdag', '2 jaar'."""
    return how_many(term.amount, *_WORDS[term.unit])


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later (or earlier); the last day of that month when it is shorter.

    Raises OutsideCalendarError when that is not in the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise OutsideCalendarError
    return date(year, month + 1, min(day.day, month_lengths.monthrange(year, month + 1)[1]))


def local_moment(day: date, clock: time) -> datetime:
    """The instant at which Dutch clocks show this (UTC). In the hour that summer time skips: an hour later.

    In the hour that comes twice in October the first one is taken: the earlier deadline is the safe one.
    """
    return datetime.combine(day, clock.replace(fold=0), tzinfo=AMSTERDAM).astimezone(UTC)


def _count(anchor: date, term: Term, calendar: FreeDays) -> tuple[date, time | None]:
    steps = term.amount if term.direction is Direction.FORWARD else -term.amount
    match term.unit:
        case Unit.HOURS:
            return _count_hours(anchor, term, steps)
        case Unit.CALENDAR_DAYS:
            day = anchor + timedelta(days=steps)
        case Unit.WORKING_DAYS:
            day = calendar.add_working_days(anchor, steps, _reading(term))
        case Unit.WEEKS:
            day = anchor + timedelta(weeks=steps)
        case Unit.MONTHS:
            day = add_months(anchor, steps)
        case Unit.YEARS:
            day = add_months(anchor, 12 * steps)
    return day, term.time_of_day


def _count_hours(anchor: date, term: Term, steps: int) -> tuple[date, time]:
    start = local_moment(anchor, term.time_of_day or time())
    if term.basis is Basis.EU and term.direction is Direction.FORWARD:
        # Regulation 1182/71 art. 3 lid 1: the hour in which the event falls does not count.
        start = start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    # Added in UTC, so that an hour is an hour when the clock changes.
    end = (start + timedelta(hours=steps)).astimezone(AMSTERDAM)
    return end.date(), end.time().replace(fold=end.fold)


def _reading(term: Term) -> Reading:
    """Which days the term skips: those of the act also when our own documents declare the act applicable."""
    return Reading.ATW if _declared(term) else _READING[term.basis]


def _declared(term: Term) -> bool:
    """Whether the act applies only because our own documents say so."""
    return term.roll is Roll.AS_THE_ACT and not term.basis.set_by_law


def _apply_law(count: _Count, anchor: date, term: Term, calendar: FreeDays) -> None:
    if _declared(term):
        count.path.append("eigen termijn: de documenten verklaren de Algemene termijnenwet van toepassing")
        count.clauses.append("de Algemene termijnenwet geldt hier omdat de documenten dat bepalen")
    elif not term.basis.set_by_law:
        count.path.append("eigen termijn: de wet verlengt niet")
        return
    reading = _reading(term)
    if term.direction is Direction.BACK:
        count.path.append(f"{_BACK[reading]}: teruggerekend, geen verlenging")
        if not calendar.is_working_day(count.day, reading):
            count.clauses.append(f"teruggerekend, dus de wet verlengt niet ({_BACK[reading]})")
    elif reading is Reading.ATW and term.amount > _ATW_LONGEST.get(term.unit, 0):
        count.path.append("Algemene termijnenwet, art. 4: niet van toepassing")
        if not calendar.is_working_day(count.day, reading):
            count.clauses.append(f"een termijn van {amount(term)} wordt niet verlengd (Algemene termijnenwet, art. 4)")
    elif term.unit is Unit.HOURS:
        count.path.append("Verordening 1182/71, art. 3 lid 4: uren schuiven niet")
    else:
        _lengthen(count, anchor, term, calendar)


def _lengthen(count: _Count, anchor: date, term: Term, calendar: FreeDays) -> None:
    reading = _reading(term)
    shortest, two_days_article, article = _ATW if reading is Reading.ATW else _EU
    end = calendar.on_or_after(count.day, reading)
    if _at_least(term, shortest):
        missing = 2 - calendar.working_days_between(anchor, end, reading)
        if missing > 0:
            end, article = calendar.add_working_days(end, missing, reading), two_days_article
    if end == count.day:
        count.path.append("eindigt op een dag die telt: geen verlenging")
        return
    count.path.append(article)
    if article == two_days_article:
        reason = "een termijn bevat ten minste twee werkdagen"
    else:
        reason = f"{_skipped(count.day, end, reading, calendar)} als laatste dag niet mee"
    count.clauses.append(f"{reason}, daarom {long_date(end)} ({article})")
    count.day = end


def _at_least(term: Term, days: int) -> bool:
    return term.unit not in (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS) or term.amount >= days


def _apply_own_roll(count: _Count, term: Term, calendar: FreeDays) -> None:
    if term.roll in (None, Roll.NONE, Roll.AS_THE_ACT):
        return
    if term.roll is Roll.NEXT_WORKING_DAY:
        rolled, words = calendar.on_or_after(count.day), "de werkdag erna"
    else:
        rolled, words = calendar.on_or_before(count.day), "de werkdag ervoor"
    if rolled == count.day:
        return
    reason = _skipped(count.day, rolled, Reading.OFFICE, calendar)
    count.path.append(f"eigen regel: {words}")
    count.clauses.append(f"{reason} bij ons niet als werkdag, daarom {words}: {long_date(rolled)} (eigen regel)")
    count.day = rolled


def _skipped(start: date, end: date, reading: Reading, calendar: FreeDays) -> str:
    """The free days passed over, with their verb: 'zaterdag en zondag tellen'."""
    step = timedelta(days=1 if end > start else -1)
    days = (start + step * offset for offset in range(abs((end - start).days)))
    reasons = _unique(calendar.free_reason(day, reading) or long_date(day) for day in days)
    return f"{listing(reasons)} {'telt' if len(reasons) == 1 else 'tellen'}"


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _moment(count: _Count, clock: time | None) -> datetime | None:
    if clock is None:
        return None
    first = local_moment(count.day, clock)
    # The second of two equal hours keeps its place only when it was counted to, in hours.
    moment = datetime.combine(count.day, clock, tzinfo=AMSTERDAM).astimezone(UTC) if clock.fold else first
    shown = moment.astimezone(AMSTERDAM).time()
    if shown != clock.replace(fold=0):
        count.warnings.append(
            f"Op {long_date(count.day)} gaat de zomertijd in en bestaat {_say_clock(clock)} niet; gerekend is met "
            f"{_say_clock(shown)}. Kies een ander tijdstip."
        )
    return moment


def _warn_of_sources(count: _Count, anchor: date, raw_day: date, term: Term, calendar: FreeDays) -> None:
    """Warn when the law of another time, or a decree that is not known yet, may say something else."""
    if term.valid_from is not None and anchor < term.valid_from:
        count.warnings.append(
            f"Deze termijn geldt vanaf {long_date(term.valid_from)}, en er is geteld vanaf {long_date(anchor)}. "
            "Controleer welke regel toen gold."
        )
    if _reading(term) is not Reading.ATW:
        return
    touched = [raw_day, count.day]
    if term.unit is Unit.WORKING_DAYS:
        touched.append(anchor)
    elif term.direction is Direction.BACK or term.amount > _ATW_LONGEST.get(term.unit, 0):
        return
    first, last = min(touched), max(touched)
    days = (min(last, date(year, 12, 31)) for year in range(last.year, first.year - 1, -1))
    unknown = next((warning for day in days if (warning := calendar.equated_days_warning(day))), None)
    if unknown:
        count.warnings.append(unknown)


def _warn_of_free_days(count: _Count, anchor: date, term: Term, calendar: FreeDays) -> None:
    """Warn about a day on which nobody works, and about what only one of two laws calls free."""
    free = calendar.free_reason(count.day)
    if free and term.direction is Direction.BACK:
        before = long_date(calendar.previous_working_day(count.day))
        count.warnings.append(f"De uitkomst valt op een vrije dag ({free}). Zorg dat het op {before} klaar is.")
    elif free:
        count.warnings.append(f"De uitkomst valt op een vrije dag ({free}). Controleer of dat kan.")
    elif term.basis is Basis.EU and not calendar.is_working_day(count.day, Reading.ATW):
        count.warnings.append(
            f"{long_date(count.day).capitalize()} telt in Nederlandse wetten als feestdag, in de Europese verordening "
            "niet. Houd een dag speling."
        )
    hours = term.amount if term.unit is Unit.HOURS and term.basis is Basis.EU else 0
    # Lid 4 leaves out hours, lid 5 does not: for a term of 48 hours the regulation can be read both ways.
    if hours >= 48 and term.direction is Direction.FORWARD:
        held = calendar.working_days_between(anchor, count.day, Reading.EU)
        if held < 2:
            count.warnings.append(
                "Een Europese termijn van twee dagen of meer bevat ten minste twee werkdagen (Verordening 1182/71, "
                "art. 3 lid 5). Of dat ook voor uren geldt, is niet zeker. Houd extra tijd aan."
            )


def _before_or_after(term: Term) -> str:
    return "na" if term.direction is Direction.FORWARD else "vóór"


def _start_clock(term: Term) -> time | None:
    return term.time_of_day if term.unit is Unit.HOURS else None


def _with_clock(day: date, clock: time | None) -> str:
    return f"{long_date(day)} om {_say_clock(clock)}" if clock is not None else long_date(day)


def _say_clock(clock: time) -> str:
    return f"{clock:%H.%M} uur"
