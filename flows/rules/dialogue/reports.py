"""When a report may go to those who attended, and when to everybody; what must never stand in it (domain D.7)."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from flows.rules.anonymity import Finding
from flows.rules.dialogue.sessions import session_title
from flows.rules.wording import count, listing, plain_date
from schemas.dialogue import DialogueSession, Participant, SessionKind, SessionPoint
from schemas.message import Message, MessageState


def draft_batch(session: DialogueSession) -> str:
    return f"dialoog-verslag-concept-{session.number}"


def report_batch(session: DialogueSession) -> str:
    return f"dialoog-verslag-{session.number}"


def attended(session: DialogueSession) -> tuple[Participant, ...]:
    return tuple(seat for seat in session.participants if seat.attended)


def for_all_providers(session: DialogueSession) -> bool:
    """Whether the report is for all providers alike: always, but for a pressure cooker of the region's own people."""
    return session.kind is not SessionKind.PRESSURE_COOKER or any(seat.provider_id for seat in session.participants)


def readers(session: DialogueSession) -> str:
    """Who gets the report, as the invitation, the mails and the report say it."""
    if for_all_providers(session):
        return "Alle aanbieders krijgen het verslag op hetzelfde moment, ook wie er niet bij was."
    return "Het verslag is voor de deelnemers. Wat eruit volgt, staat straks in stukken die iedereen kan lezen."


def open_corrections(session: DialogueSession) -> tuple[int, ...]:
    """The numbers of the corrections that nobody decided about yet."""
    return tuple(row.number for row in session.corrections if row.taken is None)


def obstacles_to_report(session: DialogueSession) -> tuple[str, ...]:
    """What a report of any kind waits for."""
    name = session_title(session)
    unknown = [seat.organisation for seat in session.participants if seat.attended is None]
    found = []
    if not session.points:
        found.append(f"{name}: het blad 'Verslag' heeft nog geen punten. Vul ze in en lees het bestand opnieuw in.")
    if unknown:
        found.append(f"{name}: vul bij 'Aanwezig' ja of nee in voor {listing(unknown)}.")
    return tuple(found)


def obstacles_to_final(
    session: DialogueSession, messages: Iterable[Message], today: date, unchanged: Collection[int]
) -> tuple[str, ...]:
    """Everything that keeps a report from being published; ``unchanged`` are the points that read as in the draft.

    The draft goes first to all who attended; only when none of them has an address there is nobody to send it to.
    """
    return (*obstacles_to_report(session), *_of_round(session, messages, today), *_of_corrections(session, unchanged))


def _of_round(session: DialogueSession, messages: Iterable[Message], today: date) -> Iterator[str]:
    name = session_title(session)
    if session.draft_sent_on is None:
        if any(seat.email for seat in attended(session)):
            yield f"{name}: de aanwezigen kregen het conceptverslag nog niet. Doe eerst stap 5."
        return
    # What failed for good keeps nobody else waiting.
    gone = {MessageState.SENT, MessageState.FAILED}
    waiting = [row for row in messages if row.batch == draft_batch(session) and row.state not in gone]
    if waiting:
        number = count(len(waiting), "bericht is", "berichten zijn")
        yield f"{name}: {number} nog niet weg. Verstuur eerst pakket '{draft_batch(session)}'."
    if session.corrections_until is not None and today <= session.corrections_until:
        until = plain_date(session.corrections_until)
        yield f"{name}: correcties kunnen nog tot en met {until}. Wacht tot de dag erna."


def _of_corrections(session: DialogueSession, unchanged: Collection[int]) -> Iterator[str]:
    name = session_title(session)
    undecided = open_corrections(session)
    if undecided:
        numbers = listing(map(str, undecided))
        yield f"{name}: nog geen beslissing over correctie {numbers}. Vul 'Overnemen' in op het blad 'Correcties'."
    for row in session.corrections:
        if row.taken and row.point in unchanged:
            yield (
                f"{name}: correctie {row.number} is overgenomen, maar punt {row.point} is niet gewijzigd. "
                "Pas het punt aan op het blad 'Verslag'."
            )


def report_texts(session: DialogueSession) -> tuple[tuple[str, str], ...]:
    """What we write about a session ourselves, by its place, to be searched for what tells of one provider.

    The list of who attended is not in it: that names organisations on purpose.
    """
    return tuple(_texts(session))


def revealed(session: DialogueSession, found: Iterable[Finding]) -> tuple[str, ...]:
    """A sentence for everything in these texts that betrays a provider; it keeps the report from going out."""
    name = session_title(session)
    return tuple(
        f"{name}, {row.place}: '{row.mark}' ({row.kind.value}) is te herleiden tot een aanbieder. Schrijf het zonder."
        for row in found
        if row.betrays
    )


def to_mind(session: DialogueSession, found: Iterable[Finding]) -> tuple[str, ...]:
    """A sentence for everything that a person should look at once more; it stops nothing."""
    name = session_title(session)
    return tuple(
        f"Let op: {name}, {row.place}: '{row.mark}' ({row.kind.value}). Is dit te herleiden tot een aanbieder?"
        for row in found
        if not row.betrays
    )


def _texts(session: DialogueSession) -> Iterator[tuple[str, str]]:
    yield "onderwerp", session.subject
    for item in session.agenda:
        yield f"agendapunt {item.number}", f"{item.subject}\n{item.note}"
    for point in session.points:
        yield f"punt {point.number}", "\n".join(_of_point(point))
    for row in session.corrections:
        yield f"reactie op correctie {row.number}", row.reaction


def _of_point(point: SessionPoint) -> Iterator[str]:
    yield from (point.subject, point.discussed, point.conclusion, point.action or "", point.action_owner or "")
    if point.change is not None:
        yield from (point.change.new_text, point.change.reason)
