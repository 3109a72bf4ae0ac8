"""Calendar files (.ics, RFC 5545): an invitation to a session, its cancellation, and one calendar of a whole tender.

An invitation has one attendee, because every message has one recipient: no provider sees another's address. Times are
in UTC, the one form that no mail program shifts: each shows them by its own clock. The moment of writing (``stamp``) is
an argument, so the same input gives the same text.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date
from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from schemas.dialogue import DialogueSession, SessionKind
from schemas.planning import BodyMeeting, DeadlineLine, LineStatus
from schemas.tender import Mailbox

_PRODUCT = "-//Inkoopstraat//Inkoop jeugdhulp//NL"
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_UID_DOMAIN = "inkoopstraat.invalid"
_ALARM_DAYS, _ALARM_AT = 5, time(9, 0)
_REFRESH_HOURS = 12
_LINE_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def stable_uid(tender_id: str, key: str) -> str:
    """The identity of a calendar item: the same for every version of one session or deadline.

    Hashed, so that a reference never shows through and every text is allowed in it.
    """
    digest = hashlib.sha256(f"{len(tender_id)}:{tender_id}{key}".encode()).hexdigest()
    return f"{digest[:32]}@{_UID_DOMAIN}"


def meeting(
    session: DialogueSession,
    *,
    organizer: Mailbox,
    attendee_name: str,
    attendee_address: str,
    reference: str,
    stamp: datetime,
) -> str:
    """An invitation (METHOD:REQUEST) from the functional mailbox to one attendee, who is asked to answer.

    To change it, send it again with a higher ``session.sequence``; its id keeps it the same appointment.
    ``reference`` (kenmerk of the tender) stands in the title. ``stamp`` is the moment of writing, with a timezone.
    Raises ValueError for a time without a zone, a session that ends before it starts, or an address on two lines.
    """
    event = _invitation(session, organizer, attendee_name, attendee_address, reference, stamp)
    event.add("status", "CONFIRMED")
    return _text("REQUEST", [event])


def cancel(
    session: DialogueSession,
    *,
    organizer: Mailbox,
    attendee_name: str,
    attendee_address: str,
    reference: str,
    stamp: datetime,
) -> str:
    """Withdraw an invitation (METHOD:CANCEL). ``session.sequence`` must be higher than the last one sent."""
    event = _invitation(session, organizer, attendee_name, attendee_address, reference, stamp)
    event.add("status", "CANCELLED")
    return _text("CANCEL", [event])


class Sent(NamedTuple):
    """What an invitation or cancellation that we wrote says: to whom, when, where, and as which version."""

    cancelled: bool
    sequence: int
    starts_at: datetime
    ends_at: datetime
    location: str
    stamp: datetime


def sent(text: str) -> Sent:
    """Read back a text of :func:`meeting` or :func:`cancel`. ValueError for any other calendar."""
    calendar = Calendar.from_ical(text)
    events = list(calendar.walk("VEVENT"))
    method = str(calendar.get("METHOD", ""))
    if len(events) != 1 or method not in ("REQUEST", "CANCEL"):
        raise ValueError(f"geen uitnodiging of afzegging, maar '{method}' met {len(events)} afspraken")
    (event,) = events
    return Sent(
        cancelled=method == "CANCEL",
        sequence=int(event.decoded("SEQUENCE")),
        starts_at=_utc(event.decoded("DTSTART")),
        ends_at=_utc(event.decoded("DTEND")),
        location=str(event["LOCATION"]),
        stamp=event.decoded("DTSTAMP"),
    )


def agenda(
    lines: Iterable[DeadlineLine],
    sessions: Iterable[DialogueSession],
    *,
    tender_id: str,
    organizer: Mailbox,
    stamp: datetime,
    reference: str = "",
    meetings: Iterable[BodyMeeting] = (),
) -> str:
    """One calendar (METHOD:PUBLISH) of what is open: deadlines, then sessions, then meetings of the bodies.

    Deadlines are whole days that leave the calendar free; the clock of a deadline stands in its title. Each keeps its
    identity by ``key`` and is moved in the calendar when its ``sequence`` is higher than before. A session is busy time
    and takes the place of its own line (``dialoog-N``); one that was called off is gone. ``reference`` (kenmerk) names
    the calendar. Nobody is invited, so the file may go to everybody who may see the planning. Raises ValueError for a
    moment without a zone.
    """
    going_on = (session for session in sessions if session.cancelled_on is None)
    held = sorted(going_on, key=lambda session: (session.starts_at, session.number, session.id))
    instead = {f"dialoog-{session.number}" for session in held}
    told = [line for line in lines if line.key not in instead]
    events = [
        *_deadlines(told, tender_id, stamp),
        *(_session(session, reference or tender_id, stamp) for session in held),
        *(_body_meeting(row, stamp) for row in sorted(meetings, key=lambda row: (row.held_on, row.id))),
    ]
    for event in events:
        event.add("organizer", _address(organizer.name, organizer.address))
    return _text("PUBLISH", events, name=f"Termijnen {reference or tender_id}")


def _deadlines(lines: Iterable[DeadlineLine], tender_id: str, stamp: datetime) -> list[Event]:
    still_open = [line for line in lines if line.status is not LineStatus.DONE]
    return [_deadline(line, tender_id, stamp) for line in sorted(still_open, key=lambda line: (line.due, line.key))]


def _deadline(line: DeadlineLine, tender_id: str, stamp: datetime) -> Event:
    # The reason says how many days are left, which is true on the day of writing only.
    written = format_date(stamp.astimezone(_AMSTERDAM), "d MMMM y", locale="nl")
    who = f"\nDoor: {line.owner}" if line.owner else ""
    title = f"{line.at:%H.%M} uur: {line.title}" if line.at else line.title
    why = f"Stand van {written}. {line.why}{who}"
    event = _event(stable_uid(tender_id, line.key), line.sequence, stamp, title, why)
    _whole_day(event, line.due)
    if line.stage is not None:
        event.add("categories", [line.stage.label])
    rings_at = datetime.combine(line.due - timedelta(days=_ALARM_DAYS), _ALARM_AT, tzinfo=_AMSTERDAM)
    # An alarm in the past rings the moment the file is opened.
    if rings_at > stamp:
        event.add_component(_alarm(title))
    return event


def _alarm(title: str) -> Alarm:
    """A reminder before the whole day, counted from its first minute: minus 4 days and 15 hours is 09:00."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(hours=_ALARM_AT.hour) - timedelta(days=_ALARM_DAYS))
    alarm.add("description", _Text(title))
    return alarm


def _session(session: DialogueSession, reference: str, stamp: datetime) -> Event:
    """A session as everybody may see it: without the names of who takes part."""
    title, agenda_text = _session_words(session, reference)
    event = _event(stable_uid(session.tender_id, session.id), session.sequence, stamp, title, agenda_text)
    _timed(event, session)
    return event


def _body_meeting(row: BodyMeeting, stamp: datetime) -> Event:
    title = f"Vergadering {row.body.value} {row.municipality}"
    event = _event(stable_uid(row.tender_id, row.id), 0, stamp, title, _delivery(row))
    _whole_day(event, row.held_on)
    return event


def _delivery(row: BodyMeeting) -> str:
    if row.deliver_by is None:
        return ""
    return f"Stukken aanleveren uiterlijk {format_date(row.deliver_by, 'd MMMM y', locale='nl')}."


def _whole_day(event: Event, day: date) -> None:
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    # Outlook shows a whole day as busy unless told so in its own words.
    event.add("x-microsoft-cdo-busystatus", "FREE")


def _timed(event: Event, session: DialogueSession) -> None:
    if session.ends_at <= session.starts_at:
        raise ValueError(f"sessie {session.number} eindigt niet na het begin")
    event.add("dtstart", _utc(session.starts_at))
    event.add("dtend", _utc(session.ends_at))
    event.add("location", _Text(session.location))
    event.add("transp", "OPAQUE")


def _session_words(session: DialogueSession, reference: str) -> tuple[str, str]:
    """Title and description of a session: what is on the agenda and how to get there."""
    points = "\n".join(f"{item.number}. {item.subject}" for item in session.agenda)
    kind = "Dialoogsessie" if session.kind is SessionKind.DIALOGUE else session.kind.value.capitalize()
    title = f"{kind} {session.number}: {session.subject} ({reference})"
    parts = (f"Agenda:\n{points}" if points else "", session.access)
    return title, "\n\n".join(part for part in parts if part)


def _invitation(
    session: DialogueSession,
    organizer: Mailbox,
    attendee_name: str,
    attendee_address: str,
    reference: str,
    stamp: datetime,
) -> Event:
    event = _session(session, reference, stamp)
    event.add("organizer", _address(organizer.name, organizer.address))
    guest = _address(attendee_name, attendee_address)
    guest.params["CUTYPE"] = vText("INDIVIDUAL")
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    guest.params["RSVP"] = vText("TRUE")
    event.add("attendee", guest)
    return event


def _event(uid: str, sequence: int, stamp: datetime, title: str, description: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", _utc(stamp))
    event.add("sequence", sequence)
    event.add("summary", _Text(title))
    if description:
        event.add("description", _Text(description))
    return event


class _Text(vText):
    """Text that is read back to the letter (RFC 5545, 3.3.11).

    The library takes ``\\N`` in ``C:\\Nieuw`` for a line break. Every kind of line break becomes one that the format
    knows; other control characters cannot stand in a calendar and are left out.
    """

    def to_ical(self) -> bytes:
        broken = _LINE_BREAKS.sub("\n", str(self))
        allowed = "".join(letter for letter in broken if letter in "\n\t" or unicodedata.category(letter) != "Cc")
        escaped = allowed.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode("utf-8")


def _address(name: str, address: str) -> vCalAddress:
    # A line break would start a new line of the file, with whatever somebody wrote there.
    if len(f"{name}{address}".splitlines()) != 1:
        raise ValueError(f"naam of adres op meer dan één regel: {name!r} {address!r}")
    mailbox = vCalAddress(f"mailto:{address}")
    mailbox.params["CN"] = vText(name)
    return mailbox


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"tijdstip zonder tijdzone: {moment.isoformat()}")
    return moment.astimezone(UTC)


def _text(method: str, events: Sequence[Event], *, name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        # NAME is the standard (RFC 7986), X-WR-CALNAME what mail programs read; both for a calendar one subscribes to.
        calendar.add("name", _Text(name))
        calendar.add("x-wr-calname", _Text(name))
        calendar.add("refresh-interval", timedelta(hours=_REFRESH_HOURS), parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", f"PT{_REFRESH_HOURS}H")
    for event in events:
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")
