"""Reports of sessions: first a draft to who attended, then, corrected, the same report to all alike."""

import hashlib
from collections.abc import Iterable
from datetime import date

from flows.desk import Desk
from flows.dialogue.mail import FOLDER, papers_of
from flows.papers.procedure_documents import obstacles_to_publish, publish_changes
from flows.papers.production import Order, produce, with_pdf
from flows.post import Letter, queue, to_provider
from flows.rules.anonymity import Finding, findings
from flows.rules.dialogue.reports import (
    attended,
    draft_batch,
    for_all_providers,
    obstacles_to_final,
    obstacles_to_report,
    readers,
    report_batch,
    report_texts,
    revealed,
)
from flows.rules.dialogue.sessions import is_held, recipient_of, session_name
from flows.rules.drafting.dialogue import point_origin, session_report
from flows.rules.terms import reckon
from flows.rules.wording import long_date
from schemas.clarification import ProposedChange
from schemas.dialogue import DialogueSession, Participant, SessionPoint
from schemas.document import Document
from schemas.message import MessageState

DRAFTED = "session.drafted"


def to_report(desk: Desk) -> tuple[DialogueSession, ...]:
    """The sessions that were held and whose report is not out yet."""
    return tuple(row for row in desk.record.sessions if is_held(row, desk.now) and row.reported_on is None)


def to_draft(desk: Desk) -> tuple[DialogueSession, ...]:
    """Those of which nobody has the draft yet; a draft that still waits is made again as the list has it now."""
    left = {row.batch for row in desk.record.messages if row.state is not MessageState.QUEUED}
    return tuple(row for row in to_report(desk) if row.points and draft_batch(row) not in left)


def why_no_draft(desk: Desk, session: DialogueSession) -> tuple[str, ...]:
    return (*obstacles_to_report(session), *traceable(desk, session))


def why_not_final(desk: Desk, session: DialogueSession) -> tuple[str, ...]:
    obstacles = obstacles_to_final(session, desk.record.messages, desk.today, _unchanged(desk, session))
    return (*obstacles, *traceable(desk, session), *obstacles_to_publish(desk, _changes(session)))


def _changes(session: DialogueSession) -> list[tuple[ProposedChange, str]]:
    return [(point.change, point_origin(session, point)) for point in session.points if point.change]


def traceable(desk: Desk, session: DialogueSession) -> tuple[str, ...]:
    """What in our own texts betrays a provider, as sentences; neither an agenda nor a report goes out with it."""
    return revealed(session, searched(desk, session))


def searched(desk: Desk, session: DialogueSession) -> tuple[Finding, ...]:
    """What in our own texts about a session could tell of one provider."""
    tender = desk.tender
    ours = (tender.mailbox.address, tender.contact_name, tender.contact_phone)
    return findings(report_texts(session), desk.record.providers, regional=tender.municipality_names, ours=ours)


def send_draft(desk: Desk, session: DialogueSession) -> int:
    """The draft to everybody who attended and has an address, with the last day for corrections. Returns how many."""
    until = reckon(desk.today, desk.procedure.terms["report_corrections"], desk.calendar).date
    seats = [seat for seat in attended(session) if seat.email]
    if not seats:
        return 0
    (document,) = with_pdf(desk, produce(desk, [_order(desk, session, until)]))
    values = {
        "sessie": session_name(session),
        "onderwerp": session.subject,
        "tot": long_date(until),
        "lezers": readers(session),
    }
    letters = [_to_seat(desk, seat, values, [document]) for seat in seats]
    queue(desk, draft_batch(session), "dialoog-verslag-concept", letters)
    if (session.draft_sent_on, session.corrections_until) != (desk.today, until):
        with desk.write() as uow:
            update = {"draft_sent_on": desk.today, "corrections_until": until}
            uow.sessions.save(session.model_copy(update=update))
            texts = " ".join(f"{point.number}:{_digest(point)}" for point in session.points)
            uow.journal.append(desk.event(DRAFTED, number=session.number, until=until.isoformat(), points=texts))
    return len(letters)


def _digest(point: SessionPoint) -> str:
    """What a point said; the journal keeps no texts."""
    said = point.model_dump_json(exclude={"action_done"})
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _unchanged(desk: Desk, session: DialogueSession) -> set[int]:
    """The points that read as in the draft that was sent."""
    with desk.work.database.read() as uow:
        entries = uow.journal.entries(desk.tender_id)
    drafted = [row for row in entries if row.name == DRAFTED and row.data["number"] == session.number]
    if not drafted:
        return set()
    told = set(str(drafted[-1].data["points"]).split())
    return {point.number for point in session.points if f"{point.number}:{_digest(point)}" in told}


def publish(desk: Desk, session: DialogueSession) -> None:
    """Carry the session's decisions into the documents and tell everybody alike, with the index of changes."""
    index, *_ = publish_changes(desk, _changes(session))
    made = with_pdf(desk, produce(desk, [_order(desk, session, None)]))
    documents = [*made, index]
    values = {"sessie": session_name(session), "onderwerp": session.subject, "lezers": readers(session)}
    letters = [_to_seat(desk, seat, values, documents) for seat in attended(session) if _beside(session, seat)]
    if for_all_providers(session):
        letters += [to_provider(row, values, documents) for row in desk.record.providers]
    queue(desk, report_batch(session), "dialoog-verslag", letters)
    with desk.write() as uow:
        uow.sessions.save(session.model_copy(update={"reported_on": desk.today}))
        uow.journal.append(desk.event("session.reported", number=session.number))


def _beside(session: DialogueSession, seat: Participant) -> bool:
    """Whether somebody who was there gets the report by the list of seats, and not as one of all providers."""
    return seat.email is not None and (seat.provider_id is None or not for_all_providers(session))


def _order(desk: Desk, session: DialogueSession, until: date | None) -> Order:
    """The draft when there is a last day for corrections, else the final report; versions of one document."""
    content = session_report(desk.record, session, papers_of(desk, session), desk.today, corrections_until=until)
    name = f"Verslag {session_name(session)}"
    return Order("session_report", content, FOLDER, content.kop.status, (name,), str(session.number), name)


def _to_seat(desk: Desk, seat: Participant, values: dict[str, str], documents: Iterable[Document]) -> Letter:
    provider = next((row for row in desk.record.providers if row.id == seat.provider_id), None)
    return Letter(
        recipient=recipient_of(seat),
        to_name=" ".join(seat.organisation.split("\n")),
        to_address=seat.email or "",
        values={
            "aanhef": provider.greeting if provider else "Geachte heer, mevrouw",
            "aanbieder": seat.organisation,
            **values,
        },
        documents=tuple(documents),
    )
