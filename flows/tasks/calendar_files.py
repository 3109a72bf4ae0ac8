"""Calendar files (.ics, RFC 5545): an invitation to a session, its cancellation, and a list of deadlines.

An invitation has one attendee, because every message has one recipient: no provider sees another's address. Times are
written in UTC, the form in which mail programs do not shift them. The moment of writing (``stamp``) is an argument, so
the same input gives the same text.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from icalendar import Calendar, Event, vCalAddress, vText

from schemas.dialogue import DialogueSession
from schemas.planning import DeadlineLine, LineStatus
from schemas.tender import Mailbox

_PRODUCT = "-//Inkoopstraat//Inkoop jeugdhulp//NL"
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_UID_DOMAIN = "inkoopstraat.invalid"


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
    event = _session_event(session, organizer, attendee_name, attendee_address, reference, stamp)
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
    event = _session_event(session, organizer, attendee_name, attendee_address, reference, stamp)
    event.add("status", "CANCELLED")
    return _text("CANCEL", [event])


def deadlines(lines: Iterable[DeadlineLine], *, tender_id: str, stamp: datetime, sequence: int = 0) -> str:
    """The open deadlines as whole days that leave the calendar free (METHOD:PUBLISH), earliest first.

    Each keeps its identity by ``key``: a deadline that moves is moved in the calendar as well, when ``sequence`` is
    higher than before.
    """
    # The reason says how many days are left, which is true on the day of writing only.
    written = format_date(stamp.astimezone(_AMSTERDAM), "d MMMM y", locale="nl")
    still_open = [line for line in lines if line.status is not LineStatus.DONE]
    events = []
    for line in sorted(still_open, key=lambda line: (line.due, line.key)):
        event = _event(stable_uid(tender_id, line.key), sequence, stamp, line.title, f"Stand van {written}. {line.why}")
        event.add("dtstart", line.due)
        event.add("dtend", line.due + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        # Outlook shows a whole day as busy unless told so in its own words.
        event.add("x-microsoft-cdo-busystatus", "FREE")
        if line.stage is not None:
            event.add("categories", [line.stage.label])
        events.append(event)
    return _text("PUBLISH", events)


def _session_event(
    session: DialogueSession,
    organizer: Mailbox,
    attendee_name: str,
    attendee_address: str,
    reference: str,
    stamp: datetime,
) -> Event:
    if session.ends_at <= session.starts_at:
        raise ValueError(f"sessie {session.number} eindigt niet na het begin")
    title = f"Dialoogsessie {session.number}: {session.subject} ({reference})"
    agenda = "\n".join(f"{item.number}. {item.subject}" for item in session.agenda)
    event = _event(
        stable_uid(session.tender_id, session.id),
        session.sequence,
        stamp,
        title,
        f"Agenda:\n{agenda}" if agenda else "",
    )
    event.add("dtstart", _utc(session.starts_at))
    event.add("dtend", _utc(session.ends_at))
    event.add("location", session.location)
    event.add("organizer", _address(organizer.name, organizer.address))
    guest = _address(attendee_name, attendee_address)
    guest.params["CUTYPE"] = vText("INDIVIDUAL")
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    guest.params["RSVP"] = vText("TRUE")
    event.add("attendee", guest)
    event.add("transp", "OPAQUE")
    return event


def _event(uid: str, sequence: int, stamp: datetime, title: str, description: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", _utc(stamp))
    event.add("sequence", sequence)
    event.add("summary", title)
    if description:
        event.add("description", description)
    return event


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


def _text(method: str, events: list[Event]) -> str:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for event in events:
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")
