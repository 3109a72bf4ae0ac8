"""Sessions of every kind: what they are called, what may still change, how many there may be, whom to tell what.

Dialogue sessions, provider meetings (S4-P03), development tables (S4-P13) and pressure-cooker sessions (S2-P05) are one
mechanism. Nothing here leads to an admission: who takes part gains nothing by it (domain F 35).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from flows.rules.wording import at_time, clock_time, count, listing, local_day, plain_date
from schemas.dialogue import DialogueSession, Participant, SessionKind
from schemas.values import Moment, Noun, PositiveInt

PURPOSES = {
    SessionKind.DIALOGUE: "De conceptovereenkomst en de bijlagen samen bespreken en aanvullen.",
    SessionKind.PROVIDERS: "De stukken toelichten en vragen van aanbieders horen.",
    SessionKind.DEVELOPMENT: "De hulp in een segment samen verder ontwikkelen.",
    SessionKind.PRESSURE_COOKER: "Keuzes voor de inkoop in korte tijd samen voorbereiden.",
}
"""What a session is for, as its papers say it (domain D.7, 'doel')."""

_CLIENT_ROLES = ("cliënt", "client", "ouder", "pleegouder", "jongere", "jeugdige", "ervaringsdeskundige", "verzorger")


def session_name(session: DialogueSession) -> str:
    """``dialoogsessie 2``, ``aanbiedersbijeenkomst 5``: the number runs on over all kinds."""
    kind = "dialoogsessie" if session.kind is SessionKind.DIALOGUE else session.kind.value
    return f"{kind} {session.number}"


def session_title(session: DialogueSession) -> str:
    """The same with a capital."""
    name = session_name(session)
    return name[0].upper() + name[1:]


def session_time(session: DialogueSession) -> str:
    """``dinsdag 6 mei 2025, 13.30 uur tot 16.30 uur``."""
    ends = clock_time(session.ends_at)
    if local_day(session.starts_at) != local_day(session.ends_at):
        ends = at_time(session.ends_at)
    return f"{at_time(session.starts_at)} tot {ends}"


def is_client(seat: Participant) -> bool:
    """Whether somebody speaks for those who get help: invited in plain words, and never named in a report.

    Nobody from the register, and a role that begins with one of the words for clients, parents and youth.
    """
    words = re.split(r"[^\w]+", seat.role.casefold())
    return seat.provider_id is None and any(word.startswith(_CLIENT_ROLES) for word in words)


def is_coming(seat: Participant) -> bool:
    """Whether the seat is taken; 'nee' before the session means that somebody called off."""
    return seat.attended is not False


def recipient_of(seat: Participant) -> str:
    """Who a message is for, the same in every version of the list: the provider, or somebody by an address."""
    return seat.provider_id or f"deelnemer-{(seat.email or '').casefold()}"


def is_held(session: DialogueSession, now: datetime) -> bool:
    """Whether the session has begun. One that was called off is never held."""
    return session.cancelled_on is None and session.starts_at <= now


# What may still change


def merged(kept: DialogueSession | None, new: DialogueSession, today: date) -> DialogueSession:
    """The session as the list has it now, with what we know of it.

    It stays the same record and the same appointment; when it moves or is called off its ``sequence`` goes up by one,
    so that calendars take the change over (RFC 5545, 3.8.7.4).
    """
    if kept is None:
        return new.model_copy(update={"cancelled_on": today if new.cancelled_because else None})
    known = {
        name: getattr(kept, name)
        for name in ("id", "version", "sequence", "invited_on", "reported_on", "draft_sent_on", "corrections_until")
    }
    session = new.model_copy(update=known | {"cancelled_on": kept.cancelled_on})
    if kept.cancelled_on is None and new.cancelled_because:
        return session.model_copy(update={"cancelled_on": today, "sequence": kept.sequence + 1})
    return session.model_copy(update={"sequence": kept.sequence + 1}) if has_moved(kept, new) else session


def has_moved(kept: DialogueSession, new: DialogueSession) -> bool:
    """Whether people have to be somewhere else, or at another time."""
    return (kept.starts_at, kept.ends_at, kept.location) != (new.starts_at, new.ends_at, new.location)


def refusals(kept: DialogueSession | None, new: DialogueSession, now: datetime) -> tuple[str, ...]:
    """Every reason why this new version of a session cannot be taken over, as Dutch sentences with the next step."""
    name = session_title(new)
    if kept is not None and kept.cancelled_on is not None:
        return tuple(_of_cancelled(kept, new, name))
    if kept is not None and kept.reported_on is not None:
        return tuple(_of_reported(kept, new, name))
    return (*_of_moving(kept, new, name, now), *_of_content(kept, new, name, now))


def _of_cancelled(kept: DialogueSession, new: DialogueSession, name: str) -> Iterator[str]:
    if not new.cancelled_because or has_moved(kept, new):
        yield (
            f"{name} is afgelast op {plain_date(kept.cancelled_on or kept.starts_at.date())} en blijft afgelast. "
            "Geef een nieuwe sessie een nieuw nummer."
        )


def _of_reported(kept: DialogueSession, new: DialogueSession, name: str) -> Iterator[str]:
    if _published(kept) != _published(new):
        yield (
            f"Het verslag van {session_name(new)} is definitief sinds {plain_date(kept.reported_on or date.min)}. "
            "Zet de sessie terug zoals zij was; wat u wilt herstellen, komt in een nieuwe wijziging."
        )


def _published(session: DialogueSession) -> tuple[object, ...]:
    """What a report says of a session, and so what stands still once it is out; that an action is done, it does not."""
    return (
        session.kind,
        session.subject,
        session.starts_at,
        session.ends_at,
        session.location,
        session.participants,
        tuple(point.model_copy(update={"action_done": None}) for point in session.points),
        session.corrections,
        session.cancelled_because,
    )


def more_than_actions(kept: DialogueSession | None, new: DialogueSession) -> tuple[str, ...]:
    """Why the list cannot be taken over for its finished actions alone: it says something else as well."""
    if kept is None:
        return (f"{session_title(new)} is niet bekend. Lees nieuwe sessies in met stap 1.",)
    same = {"agenda": kept.agenda, "access": kept.access} == {"agenda": new.agenda, "access": new.access}
    if same and _published(kept) == _published(new):
        return ()
    return (
        f"{session_title(new)}: er is meer gewijzigd dan 'Actie klaar op'. Zet de rest terug; het laatste "
        "formulier staat in uitvoer/06-dialoog.",
    )


def with_actions(kept: DialogueSession, new: DialogueSession) -> DialogueSession:
    """The session with the days on which its actions were done, as the list has them."""
    done = {point.number: point.action_done for point in new.points}
    points = tuple(point.model_copy(update={"action_done": done[point.number]}) for point in kept.points)
    return kept.model_copy(update={"points": points})


def _of_moving(kept: DialogueSession | None, new: DialogueSession, name: str, now: datetime) -> Iterator[str]:
    if kept is None:
        return
    held, moved = is_held(kept, now), has_moved(kept, new)
    when = plain_date(local_day(kept.starts_at))
    if held and moved:
        yield f"{name} is gehouden op {when}. Tijd en plaats kunnen niet meer wijzigen."
    elif moved and new.starts_at <= now:
        yield f"{name} kan niet naar het verleden ({at_time(new.starts_at)}). Kies een moment dat nog komt."
    if held and new.cancelled_because:
        yield f"{name} is gehouden op {when} en kan niet meer worden afgelast."
    if kept.kind is not new.kind and kept.invited_on is not None:
        yield f"{name} is al uitgenodigd als {kept.kind.value}. De soort kan niet meer wijzigen."


def _of_content(kept: DialogueSession | None, new: DialogueSession, name: str, now: datetime) -> Iterator[str]:
    held = is_held(kept, now) if kept else new.starts_at <= now and not new.cancelled_because
    if not held:
        if new.points:
            yield f"{name} is niet gehouden, maar heeft al een verslag. Haal de punten weg of verbeter het begin."
        if any(seat.attended for seat in new.participants):
            yield f"{name} is niet gehouden. Zet bij 'Aanwezig' alleen 'nee' voor wie zich afmeldt."
    if new.corrections and (kept is None or kept.draft_sent_on is None):
        yield f"{name} heeft correcties, maar het conceptverslag is nog niet verstuurd. Doe eerst stap 5."
    there = {seat.organisation for seat in new.participants if seat.attended}
    for row in new.corrections:
        if row.by not in there:
            yield f"{name}, correctie {row.number}: '{row.by}' was er volgens 'Deelnemers' niet bij."
        if row.point is not None and row.point not in {point.number for point in new.points}:
            yield f"{name}, correctie {row.number}: punt {row.point} staat niet in het verslag."
    lost = {row.number for row in kept.corrections} - {row.number for row in new.corrections} if kept else set()
    if lost:
        numbers = listing(map(str, sorted(lost)))
        yield f"{name}: correctie {numbers} stond er eerder wel. Zet de rij terug; elke correctie krijgt een antwoord."


def too_many(sessions: Iterable[DialogueSession], limit: int | None) -> str | None:
    """The sentence that there are more dialogue sessions than the procedure allows (S1-P08), or None.

    Only dialogue sessions count, and one that was called off does not: another may take its place.
    """
    counted = [row for row in sessions if row.kind is SessionKind.DIALOGUE and row.cancelled_on is None]
    if limit is None or len(counted) <= limit:
        return None
    return (
        f"Deze procedure kent ten hoogste {count(limit, 'dialoogsessie', 'dialoogsessies')}; dit worden er "
        f"{len(counted)}. Gelast er een af, of kies een andere soort bijeenkomst als het geen dialoog is."
    )


# Whom to tell what


class Told(Noun):
    """What somebody was last told about a session: an appointment, or that it is off."""

    session: PositiveInt
    recipient: str
    name: str
    address: str
    cancelled: bool
    sequence: int
    starts_at: Moment
    ends_at: Moment
    location: str


class NoticeKind(StrEnum):
    INVITATION = "uitnodiging"
    CHANGE = "wijziging"
    CANCELLATION = "afzegging"


class Notice(Noun):
    """One message that somebody should get. ``seat`` None: not (any more) on the list of the session.

    ``sequence`` is the appointment's for this person: higher than anything this person was told before.
    """

    kind: NoticeKind
    session: DialogueSession
    recipient: str
    name: str
    address: str
    sequence: int
    seat: Participant | None
    told: Told | None

    @property
    def message_kind(self) -> str:
        """One message per kind and recipient can exist, so a second change has its own kind."""
        bare = f"dialoog-{self.kind.value}-{self.session.number}"
        return bare if self.kind is NoticeKind.INVITATION else f"{bare}-{self.sequence}"


def notices(sessions: Iterable[DialogueSession], told: Sequence[Told], now: datetime) -> tuple[Notice, ...]:
    """What everybody should hear that they were not told yet, in order of session; nothing when all is known.

    Who sits at a session to come gets an invitation, or the change when it is now elsewhere or at another time. Who was
    invited and is not coming any more, or to a session that was called off, hears that too. About what has begun
    nobody hears anything.
    """
    known: dict[tuple[int, str], Told] = {}
    for row in sorted(told, key=lambda row: row.sequence):
        known[row.session, row.recipient] = row
    found: list[Notice] = []
    for session in sorted(sessions, key=lambda session: session.number):
        mine = {recipient: row for (number, recipient), row in known.items() if number == session.number}
        found.extend(_of_session(session, mine, now))
    return tuple(found)


def _of_session(session: DialogueSession, told: Mapping[str, Told], now: datetime) -> Iterator[Notice]:
    on = session.cancelled_on is None and session.starts_at > now
    expected = {recipient_of(seat): seat for seat in session.participants if seat.email and is_coming(seat) and on}
    for recipient, seat in expected.items():
        last = told.get(recipient)
        if last is None or not _up_to_date(last, session, seat):
            kind = NoticeKind.INVITATION if last is None else NoticeKind.CHANGE
            yield _notice(kind, session, recipient, seat.organisation, seat.email or "", seat, last)
    for recipient, last in sorted(told.items()):
        # What began as they know it is over: nobody needs to hear that it is off.
        if recipient not in expected and not last.cancelled and min(last.starts_at, session.starts_at) > now:
            gone = next((seat for seat in session.participants if recipient_of(seat) == recipient), None)
            yield _notice(NoticeKind.CANCELLATION, session, recipient, last.name, last.address, gone, last)


def _up_to_date(last: Told, session: DialogueSession, seat: Participant) -> bool:
    return not last.cancelled and last.address == seat.email and _as_told(last) == _as_told(session)


def _as_told(row: Told | DialogueSession) -> tuple[object, ...]:
    """Time and place as a calendar holds them: whole seconds, and any white space as a single space."""
    moments = (row.starts_at.replace(microsecond=0), row.ends_at.replace(microsecond=0))
    return *moments, " ".join(row.location.split())


def _notice(
    kind: NoticeKind,
    session: DialogueSession,
    recipient: str,
    name: str,
    address: str,
    seat: Participant | None,
    last: Told | None,
) -> Notice:
    sequence = session.sequence if last is None else max(session.sequence, last.sequence + 1)
    return Notice(
        kind=kind,
        session=session,
        recipient=recipient,
        name=name,
        address=address,
        sequence=sequence,
        seat=seat,
        told=last,
    )
