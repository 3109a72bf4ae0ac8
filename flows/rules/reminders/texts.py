"""The words of reminders, of the weekly overview and of the mail about a missed deadline: plain lines, no layout.

A line that starts with a hyphen becomes a list in the HTML part; columns would fall apart in the letters of Outlook.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from flows.rules.calendar import FreeDays
from flows.rules.reminders.colleagues import Item, Reminder, of_providers, owners_of
from flows.rules.reminders.providers import Asked, ProviderReminder
from flows.rules.wording import at_time, clock_time, count, listing, local_day, long_date, plain_date
from schemas.consultation import Promise
from schemas.planning import Board, DeadlineLine, LineStatus
from schemas.procedure import Vocabulary

LONGEST_SUBJECT = 90
"""Characters in a subject, reference included (users 4.1)."""
MOST_LINES = 25
"""Of one part of the weekly overview; longer lists are not read."""
WEEKS_AHEAD = 2


def reminder_values(reminder: Reminder, calendar: FreeDays, today: date, reference: str) -> Mapping[str, str]:
    """What the mail text 'herinnering' asks: subject, opening, the deadlines, and why somebody else's are in it."""
    items = sorted(reminder.items, key=lambda item: (item.line.due, item.line.key))
    rows = [_item(item, calendar, today) for item in items]
    return {
        "onderwerp": _subject(items, today, reference),
        "aanhef": f"Beste {reminder.name}",
        "inleiding": _opening(items, today),
        "termijnen": "\n".join(f"- {row}" for row in rows),
        "toelichting": _explained(items),
    }


def provider_values(reminder: ProviderReminder, words: Vocabulary) -> Mapping[str, str]:
    """What the mail texts to providers ask: until when, and what the procedure calls it."""
    clock = f", {clock_time(reminder.at)}" if reminder.at else ""
    return {
        "uiterlijk": f"{long_date(reminder.due)}{clock}",
        "voor_wanneer": f"{plain_date(reminder.due)}{clock}",
        "gevraagd_op": plain_date(reminder.first_sent_on),
        "aanmelding": words.application,
        **({"contractnummer": reminder.key} if reminder.asked is Asked.SIGNATURE else {}),
    }


def digest_values(board: Board, promises: Iterable[Promise], now: datetime) -> Mapping[str, str] | None:
    """What the mail text 'weekoverzicht' asks; None when there is nothing at all to tell."""
    today = local_day(now)
    horizon = today + timedelta(days=6 - today.weekday() + 7 * WEEKS_AHEAD)
    late = [row for row in board.lines if row.status in (LineStatus.MISSED, LineStatus.LATE)]
    week = [row for row in board.lines if row.status is LineStatus.THIS_WEEK]
    ahead = [row for row in board.lines if row.status is LineStatus.LATER and row.due <= horizon]
    open_ = [row for row in promises if row.done_on is None]
    findings = [row.sentence for row in board.findings]
    parts = [
        _part("Te laat", [_row(row) for row in late]),
        _part("Deze week", [_row(row) for row in week]),
        _part("De twee weken daarna", [_row(row) for row in ahead]),
        _part("Let op in de planning", findings),
        _part("Open toezeggingen", [f"{one_line(row.text)} Voor: {row.place}. Door: {row.owner}." for row in open_]),
    ]
    if not any((late, week, ahead, findings, open_)):
        return None
    return {
        "stand": at_time(now),
        "samenvatting": f"{len(late)} te laat, {len(week)} deze week",
        "speling": slack_sentence(board, today),
        "overzicht": "\n\n".join(part for part in parts if part),
    }


def missed_values(line: DeadlineLine, board: Board, name: str, today: date) -> Mapping[str, str]:
    """What the mail text 'termijn-gemist' asks: what, when, whose, and what it means for the hard date."""
    return {
        "onderwerp": _shortened(f"Gemist op {plain_date(line.due)}: {one_line(line.title)}", board.tender_id),
        "aanhef": f"Beste {name}",
        "wat": one_line(line.title),
        "wanneer": _when(line),
        "wie": listing(owners_of(line)) or "niemand (in de planning staat geen naam)",
        "waarom": one_line(line.why),
        "gevolg": _consequence(line, board, today),
        "afmelden": _ticking(line),
    }


def slack_sentence(board: Board, today: date) -> str:
    """How much room there is before the hard date, as one Dutch sentence."""
    if board.hard_date is None:
        return "Er staat geen harde datum in de planning."
    day = plain_date(board.hard_date)
    slack = board.schedule.slack if board.schedule else None
    if board.hard_date < today:
        return f"De harde datum was {day}."
    if slack is None:
        return f"De harde datum is {day}."
    if slack < 0:
        return f"De harde datum {day} wordt niet gehaald: er zijn {_days(-slack)} te weinig."
    if slack == 0:
        return f"Er is geen speling meer tot de harde datum {day}."
    verb = "is" if slack == 1 else "zijn"
    return f"Er {verb} {_days(slack)} speling tot de harde datum {day}."


def step_number(line: DeadlineLine) -> int | None:
    """The number of the step of the planning that this line belongs to; None when it comes from another room."""
    found = re.fullmatch(r"stap-(\d+)(?:-\d+)?", line.key)
    return int(found[1]) if found else None


def one_line(text: str) -> str:
    """The text to the letter, without line breaks: one row of a list is one line."""
    return re.sub(r"[\r\n\u2028\u2029]+", " ", text)


def _subject(items: Sequence[Item], today: date, reference: str) -> str:
    first = items[0].line
    others = f" (en {len(items) - 1} meer)" if len(items) > 1 else ""
    start = "Te laat sinds" if first.due < today else "Uiterlijk"
    return _shortened(f"{start} {plain_date(first.due)}: {one_line(first.title)}", reference, others)


def _shortened(text: str, reference: str, tail: str = "") -> str:
    room = LONGEST_SUBJECT - len(f"[{reference}] ") - len(tail)
    return (text if len(text) <= room else f"{text[: room - 1].rstrip()}…") + tail


def _opening(items: Sequence[Item], today: date) -> str:
    late = sum(item.line.due < today for item in items)
    coming = len(items) - late
    parts = [f"{count(coming, 'termijn komt', 'termijnen komen')} eraan"] if coming else []
    parts += [f"{count(late, 'termijn is', 'termijnen zijn')} voorbij"] if late else []
    return f"{listing(parts)}. Hieronder staat wat, wanneer en waar."


def _item(item: Item, calendar: FreeDays, today: date) -> str:
    line = item.line
    number = step_number(line)
    title = f"Stap {number}: {one_line(line.title)}" if number else one_line(line.title)
    parts = [f"{title}. {_timing(line, calendar, today)}"]
    if of_providers(line):
        parts.append("De aanbieders zijn aan zet; daarna kunt u verder.")
    else:
        parts.append(_ticking(line))
    if item.instead_of:
        parts.append(f"U krijgt dit omdat u {listing(item.instead_of)} vervangt.")
    if item.unreachable:
        parts.append(
            f"U krijgt dit omdat {listing(item.unreachable)} afwezig is en geen vervanger heeft die er wel is."
        )
    if item.unknown:
        parts.append(f"U krijgt dit omdat geen collega bekend is voor: {listing(item.unknown)}.")
    parts.append(f"Waarom deze datum: {one_line(line.why)}")
    return " ".join(parts)


def _timing(line: DeadlineLine, calendar: FreeDays, today: date) -> str:
    when = _when(line)
    if line.due < today:
        return f"Te laat: de datum was {when}."
    if line.due == today:
        return f"Vandaag: {when}."
    days = calendar.working_days_between(today, line.due)
    if days == 0:
        return f"Vandaag is de laatste werkdag voor {when}."
    if line.due == today + timedelta(days=1):
        return f"Morgen: {when}."
    return f"Over {_days(days)}: {when}."


def _ticking(line: DeadlineLine) -> str:
    number = step_number(line)
    if number is not None:
        return f"Klaar? Meld stap {number} af."
    where = f"bij de fase {line.stage.label}" if line.stage else "in Inkoopstraat"
    return f"Klaar? Rond dit af {where}; dan verdwijnt deze termijn vanzelf."


def _explained(items: Sequence[Item]) -> str:
    """What can be done about mail that came to somebody else; empty when there is no such mail."""
    if any(item.unknown for item in items):
        return "Vul in planning.xlsx, blad Collega's, in wie er voor deze namen werkt. Dan krijgen zij dit bericht."
    if any(item.unreachable for item in items):
        return "Vul in planning.xlsx, blad Collega's, een vervanger in die er wel is."
    return "Dit bericht is alleen voor u."


def _row(line: DeadlineLine) -> str:
    number = step_number(line)
    title = f"stap {number}, {one_line(line.title)}" if number else one_line(line.title)
    owner = listing(owners_of(line))
    return f"{_when(line)} | {title}{f' | {one_line(owner)}' if owner else ''}"


def _part(title: str, rows: Sequence[str]) -> str:
    if not rows:
        return "Te laat: niets." if title == "Te laat" else ""
    shown = [f"- {one_line(row)}" for row in rows[:MOST_LINES]]
    rest = len(rows) - MOST_LINES
    more = [f"- En nog {rest}; zie het bord in Inkoopstraat."] if rest > 0 else []
    return "\n".join((f"{title} ({len(rows)}):", *shown, *more))


def _when(line: DeadlineLine) -> str:
    return f"{long_date(line.due)}{f', {line.at:%H.%M} uur' if line.at else ''}"


def _consequence(line: DeadlineLine, board: Board, today: date) -> str:
    if line.status is LineStatus.MISSED:
        return "Dit was een harde datum: deze kan niet schuiven en is niet gehaald. Bespreek vandaag wat er nu moet."
    number = step_number(line)
    timing = board.schedule.of(number) if board.schedule and number else None
    if timing is None or board.hard_date is None:
        return slack_sentence(board, today)
    day = plain_date(board.hard_date)
    if timing.slack < 0:
        return f"Zo wordt de harde datum {day} niet gehaald: er zijn {_days(-timing.slack)} te weinig."
    if timing.slack == 0:
        return f"Elke dag later schuift de harde datum {day} mee: er is geen speling meer."
    return (
        f"De harde datum {day} kan nog: deze stap moet dan uiterlijk {plain_date(timing.latest)} klaar zijn "
        f"({_days(timing.slack)} speling)."
    )


def _days(number: int) -> str:
    return count(number, "werkdag", "werkdagen")
