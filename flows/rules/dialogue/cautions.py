"""What somebody should look at once more before people are invited: the day, the room and who is asked twice.

None of it stops anything: a session for parents may well be on a Saturday, and a large room may hold two tables.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import combinations

from flows.rules.calendar import FreeDays
from flows.rules.dialogue.sessions import is_coming, recipient_of, session_name
from flows.rules.wording import listing, local_day, long_date, plain_date
from schemas.dialogue import DialogueSession, Participant


def cautions(sessions: Iterable[DialogueSession], calendar: FreeDays, now: datetime) -> tuple[str, ...]:
    """A Dutch sentence for everything that is seldom meant, with what to look at; sessions called off are left out.

    A day on which nobody works, a day that is over although nobody was invited, one room for two sessions at a time,
    somebody at two sessions at a time, and two seats of one session with the same address.
    """
    on = sorted((row for row in sessions if row.cancelled_on is None), key=lambda row: row.number)
    coming = [row for row in on if row.starts_at > now]
    return (
        *(sentence for row in on for sentence in _forgotten(row, now)),
        *(sentence for row in coming for sentence in _on_a_free_day(row, calendar)),
        *(sentence for one, other in combinations(coming, 2) for sentence in _at_the_same_time(one, other)),
        *(sentence for row in coming for sentence in _one_address(row)),
    )


def _forgotten(row: DialogueSession, now: datetime) -> Iterator[str]:
    if row.starts_at <= now and row.invited_on is None and not row.points:
        when = plain_date(local_day(row.starts_at))
        yield f"Let op: {session_name(row)} was op {when}, maar niemand is uitgenodigd. Controleer de datum."


def _on_a_free_day(row: DialogueSession, calendar: FreeDays) -> Iterator[str]:
    day = local_day(row.starts_at)
    reason = calendar.free_reason(day)
    if reason:
        why = "" if long_date(day).startswith(reason) else f" ({reason})"
        yield f"Let op: {session_name(row)} is op een vrije dag: {long_date(day)}{why}. Controleer of dat kan."


def _at_the_same_time(one: DialogueSession, other: DialogueSession) -> Iterator[str]:
    if one.ends_at <= other.starts_at or other.ends_at <= one.starts_at:
        return
    both = f"{session_name(one)} en {session_name(other)}"
    if _room(one) == _room(other):
        place = " ".join(one.location.split())
        yield f"Let op: {both} zijn tegelijk in '{place}'. Kies voor een van de twee een andere zaal of tijd."
    asked = {recipient_of(seat) for seat in _seats(other)}
    twice = [seat.organisation for seat in _seats(one) if recipient_of(seat) in asked]
    if twice:
        verb = "zit" if len(twice) == 1 else "zitten"
        yield f"Let op: {listing(twice)} {verb} tegelijk bij {both}. Komt daar iemand anders?"


def _one_address(row: DialogueSession) -> Iterator[str]:
    by_address: dict[str, list[str]] = {}
    for seat in _seats(row):
        by_address.setdefault((seat.email or "").casefold(), []).append(seat.organisation)
    for address, names in by_address.items():
        if len(names) > 1:
            who = f"hebben {listing(names)} één adres ({address})"
            yield f"Let op: bij {session_name(row)} {who}. Elk krijgt een eigen mail."


def _room(row: DialogueSession) -> str:
    return " ".join(row.location.casefold().split())


def _seats(row: DialogueSession) -> Sequence[Participant]:
    return [seat for seat in row.participants if seat.email and is_coming(seat)]
