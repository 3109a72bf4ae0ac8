"""Telling people about sessions: invitations, changes and cancellations, each once, each with its appointment.

What somebody was told is what stands in the messages that left; from that and the list of sessions follows what is to
be told now. So doing it twice tells nothing twice, and what still waits follows the list.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from flows.desk import Desk
from flows.papers.procedure_documents import TITLES
from flows.papers.production import Order, produce, with_pdf
from flows.post import Letter, queue
from flows.rules.dialogue.reports import readers
from flows.rules.dialogue.sessions import (
    Notice,
    NoticeKind,
    Told,
    is_client,
    is_coming,
    notices,
    session_name,
    session_time,
    session_title,
)
from flows.rules.drafting.dialogue import session_agenda, session_invitation
from flows.rules.versions import FINAL
from flows.rules.wording import at_time, clock_time, local_day
from flows.tasks import calendar_files
from schemas.dialogue import DialogueSession
from schemas.document import Document
from schemas.message import Message, MessageState

INVITATIONS = "dialoog-uitnodigingen"
CHANGES = "dialoog-wijzigingen"
FOLDER = "06-dialoog"
_KIND = re.compile(r"dialoog-(?:uitnodiging|wijziging|afzegging)-(\d+)(?:-\d+)?")

Papers = Mapping[int, Mapping[str, Document]]
"""By the number of the session: its 'session_agenda' and, when clients were invited, its 'session_invitation'."""


def to_tell(desk: Desk, not_ready: Collection[int] = ()) -> tuple[Notice, ...]:
    """What everybody should hear that they were not told yet; about the sessions that are not ready nothing."""
    left = [row for row in desk.record.messages if row.state is not MessageState.QUEUED]
    wanted = notices(desk.record.sessions, list(_told(left)), desk.now)
    return tuple(row for row in wanted if row.session.number not in not_ready)


def tell(desk: Desk, wanted: Sequence[Notice], not_ready: Collection[int] = ()) -> None:
    """Put it in the outbox, with its papers.

    A message that still waits and is no longer wanted is taken back; nobody has seen it.
    """
    _take_back(desk, {(row.message_kind, row.recipient) for row in wanted})
    papers = _papers(desk, wanted, not_ready)
    for session in desk.record.sessions:
        mine = [row for row in wanted if row.session.number == session.number]
        if mine:
            _queue(desk, mine, papers)
            _invited(desk, session, mine)


def coming(desk: Desk) -> tuple[DialogueSession, ...]:
    """The sessions that have not begun and were not called off."""
    return tuple(row for row in desk.record.sessions if row.cancelled_on is None and row.starts_at > desk.now)


def unreachable(desk: Desk) -> tuple[str, ...]:
    """Who sits at a session to come and has no address: their invitation is handed over by somebody."""
    return tuple(
        f"{session_title(session)}: {seat.organisation} heeft geen e-mailadres. Geef de uitnodiging zelf."
        for session in coming(desk)
        for seat in session.participants
        if not seat.email and is_coming(seat)
    )


def papers_of(desk: Desk, session: DialogueSession) -> tuple[Document, ...]:
    """The procedure documents as they lay on the table: the newest versions made by the day of the session."""
    held = local_day(session.starts_at)
    known = sorted((row for row in desk.record.documents if row.made_on <= held), key=lambda row: row.sequence)
    newest = {row.kind: row for row in known}
    return tuple(newest[kind] for kind in TITLES if kind in newest)


def _told(messages: Iterable[Message]) -> Iterator[Told]:
    for row in messages:
        found = _KIND.fullmatch(row.kind)
        if found is None or row.calendar is None:
            continue
        sent = calendar_files.sent(row.calendar)
        yield Told(
            session=int(found[1]),
            recipient=row.recipient,
            name=row.to_name,
            address=row.to_address,
            cancelled=sent.cancelled,
            sequence=sent.sequence,
            starts_at=sent.starts_at,
            ends_at=sent.ends_at,
            location=sent.location,
        )


def _take_back(desk: Desk, wanted: set[tuple[str, str]]) -> None:
    kept = [
        row
        for row in desk.record.messages
        if row.state is not MessageState.QUEUED or not _KIND.fullmatch(row.kind) or (row.kind, row.recipient) in wanted
    ]
    number = len(desk.record.messages) - len(kept)
    if number:
        with desk.write() as uow:
            uow.messages.replace_all(desk.tender_id, kept)
            uow.journal.append(desk.event("messages.withdrawn", count=number))


def _papers(desk: Desk, wanted: Iterable[Notice], not_ready: Collection[int]) -> Papers:
    """The agenda of every session that somebody hears about, and the invitation in plain words; with PDF."""
    told = {row.session.number for row in wanted if row.kind is not NoticeKind.CANCELLATION}
    ready = [row for row in coming(desk) if row.number not in not_ready]
    orders = [_agenda(desk, row) for row in ready if row.number in told]
    # Also without a message: who has no address gets this paper from somebody's hand.
    orders += [_plain_words(desk, row) for row in ready if any(map(is_client, row.participants))]
    found: dict[int, dict[str, Document]] = {}
    for document in with_pdf(desk, produce(desk, orders)):
        found.setdefault(int(document.subject), {})[document.kind] = document
    return found


def _agenda(desk: Desk, session: DialogueSession) -> Order:
    content = session_agenda(desk.record, session, papers_of(desk, session), desk.today)
    name = f"Agenda {session_name(session)}"
    return Order("session_agenda", content, FOLDER, FINAL, (name,), str(session.number), name)


def _plain_words(desk: Desk, session: DialogueSession) -> Order:
    content = session_invitation(desk.record, session, desk.today)
    name = f"Uitnodiging {session_name(session)} in gewone taal"
    return Order("session_invitation", content, FOLDER, FINAL, (name,), str(session.number), name)


def _queue(desk: Desk, mine: Iterable[Notice], papers: Papers) -> None:
    """The notices of one session; those of one kind go into the outbox together."""
    by_kind: dict[str, list[Notice]] = {}
    for row in mine:
        by_kind.setdefault(row.message_kind, []).append(row)
    for kind, rows in by_kind.items():
        clients = [row for row in rows if _in_plain_words(desk, row)]
        plain = [_letter(desk, row, papers) for row in clients]
        other = [_letter(desk, row, papers) for row in rows if row not in clients]
        match rows[0].kind:
            case NoticeKind.INVITATION:
                queue(desk, INVITATIONS, "dialoog-uitnodiging", other, kind=kind)
                queue(desk, INVITATIONS, "dialoog-uitnodiging-gewone-taal", plain, kind=kind)
            case NoticeKind.CHANGE:
                queue(desk, CHANGES, "dialoog-wijziging", other, kind=kind)
                queue(desk, CHANGES, "dialoog-wijziging-gewone-taal", plain, kind=kind)
            case NoticeKind.CANCELLATION:
                queue(desk, CHANGES, "dialoog-afzegging", other, kind=kind)
                queue(desk, CHANGES, "dialoog-afzegging-gewone-taal", plain, kind=kind)


def _in_plain_words(desk: Desk, notice: Notice) -> bool:
    """Whether this is for a client, parent or youth; who left the list is one who was invited in plain words."""
    if notice.seat is not None:
        return is_client(notice.seat)
    papers = [row for row in desk.record.documents if row.kind == "session_invitation"]
    known = {sha for row in papers for sha in (row.sha256, row.pdf_sha256)}
    mine = [row for row in desk.record.messages if row.recipient == notice.recipient]
    return any(one.sha256 in known for row in mine for one in row.attachments)


def _invited(desk: Desk, session: DialogueSession, mine: Iterable[Notice]) -> None:
    invited = sum(row.kind is NoticeKind.INVITATION for row in mine)
    if invited and session.invited_on is None:
        with desk.write() as uow:
            uow.sessions.save(session.model_copy(update={"invited_on": desk.today}))
            uow.journal.append(desk.event("session.invited", number=session.number, count=invited))


def _letter(desk: Desk, notice: Notice, papers: Papers) -> Letter:
    session, seat = notice.session, notice.seat
    provider = next((row for row in desk.record.providers if row.id == notice.recipient), None)
    place = " ".join(session.location.split())
    values = {
        "aanhef": provider.greeting if provider else "Geachte heer, mevrouw",
        "aanbieder": provider.name if provider else notice.name,
        "sessie": session_name(session),
        "onderwerp": session.subject,
        "wanneer": _when(notice),
        "locatie": f"{place}\n{session.access}" if session.access else place,
        "grond": seat.ground if seat else "",
        "agenda": "\n".join(f"{item.number}. {item.subject}" for item in session.agenda),
        "lezers": readers(session),
        "was": _as_told(notice.told) if notice.told else "",
        "waarom": _why_off(notice),
    }
    found = papers.get(session.number, {})
    wanted = "session_invitation" if seat and is_client(seat) else "session_agenda"
    attached = notice.kind is not NoticeKind.CANCELLATION and wanted in found
    return Letter(
        recipient=notice.recipient,
        to_name=" ".join(notice.name.split("\n")),
        to_address=notice.address,
        values=values,
        documents=(found[wanted],) if attached else (),
        calendar=_appointment(desk, notice),
    )


def _appointment(desk: Desk, notice: Notice) -> str:
    """The appointment as it leaves. One that waits keeps its moment of writing, so that it stays the same text."""
    waiting = next(
        (
            row.calendar
            for row in desk.record.messages
            if (row.kind, row.recipient) == (notice.message_kind, notice.recipient) and row.calendar
        ),
        None,
    )
    write = calendar_files.cancel if notice.kind is NoticeKind.CANCELLATION else calendar_files.meeting
    return write(
        notice.session.model_copy(update={"sequence": notice.sequence}),
        organizer=desk.tender.mailbox,
        attendee_name=" ".join(notice.name.split("\n")),
        attendee_address=notice.address,
        reference=desk.tender.reference,
        stamp=calendar_files.sent(waiting).stamp if waiting else desk.now,
    )


def _when(notice: Notice) -> str:
    """The time of the session; of an appointment that is off, the time that somebody has in the calendar."""
    told = notice.told
    if told is None or notice.kind is not NoticeKind.CANCELLATION:
        return session_time(notice.session)
    return f"{at_time(told.starts_at)} tot {clock_time(told.ends_at)}"


def _as_told(told: Told) -> str:
    if told.cancelled:
        return "u stond niet meer op de lijst."
    return f"{at_time(told.starts_at)} tot {clock_time(told.ends_at)}, {' '.join(told.location.split())}."


def _why_off(notice: Notice) -> str:
    if notice.session.cancelled_on is not None:
        return f"De bijeenkomst gaat niet door. De reden: {notice.session.cancelled_because}"
    if notice.seat is not None:
        return "U hebt zich afgemeld. Uw plaats is vrij voor een ander."
    return "U staat niet meer op de lijst van deelnemers. De bijeenkomst zelf gaat wel door."
