"""The list of sessions as a file: reading it, dividing the seats by lot, and making the form for the team."""

from collections.abc import Iterable, Iterator, Sequence

from flows.desk import Desk
from flows.dialogue.mail import FOLDER
from flows.exchange import dialogue as sheet
from flows.exchange.dialogue import SessionsFile
from flows.rules.dialogue import seats
from flows.rules.dialogue.agenda import agenda_proposal
from flows.rules.dialogue.seats import Draw, contested, seat_obstacles, seated_by
from flows.rules.dialogue.sessions import is_coming, is_held, session_title
from flows.rules.wording import listing
from flows.tasks import files
from schemas.dialogue import DialogueSession
from schemas.errors import InputFault, InputRefusedError

DRAWN = "session.drawn"
READ = "sessions.read"


def read_sessions_file(desk: Desk) -> tuple[SessionsFile, str]:
    """The file from the drop folder, and its sha256: it is kept, because it holds the published grounds."""
    name, data = desk.drop_file("dialoog")
    file = sheet.read_file(data, name, desk.tender, desk.record.providers, desk.today)
    return file, desk.work.archive.put(data)


def known_draws(desk: Desk) -> tuple[Draw, ...]:
    """How the lots fell, from the journal; an outcome is never drawn anew."""
    with desk.work.database.read() as uow:
        entries = uow.journal.entries(desk.tender_id)
    return tuple(
        Draw(
            session=int(str(row.data["number"])),
            ground=str(row.data["ground"]),
            seats=int(str(row.data["seats"])),
            seed=None if row.data["seed"] is None else int(str(row.data["seed"])),
            order=tuple(str(row.data["order"]).split()),
        )
        for row in entries
        if row.name == DRAWN
    )


def seats_in_order(
    desk: Desk, session: DialogueSession, kept: DialogueSession | None, file: SessionsFile, draws: Sequence[Draw]
) -> tuple[str, ...]:
    """What is wrong with the seats, unless they stand as they stood. Who sat there in the end is a fact."""
    unchanged = kept is not None and kept.participants == session.participants
    if unchanged or is_held(session, desk.now):
        return ()
    return seat_obstacles(session, file.grounds, file.applicants, draws)


def draw_seats(desk: Desk) -> tuple[tuple[Draw, ...], str]:
    """Divide the seats of the sessions that somebody asked for, and write the form with everybody in it.

    Returns the draws and the path of the form under ``uitvoer``. Raises InputRefusedError when a lot number is missing,
    when nobody asked, or when the seats were divided before and would now fall otherwise.
    """
    file, _ = read_sessions_file(desk)
    asked = {row.session for row in file.applicants}
    sessions = [row for row in file.sessions if row.number in asked]
    known = known_draws(desk)
    fixed = {row.session for row in known}
    _refuse(_why_no_draw(desk, sessions, file, known))
    drawn: list[Draw] = []
    for session in sessions:
        if session.number in fixed:
            drawn += [row for row in known if row.session == session.number]
            continue
        before = _sat_before(session, file.sessions, desk.record.sessions, drawn)
        drawn += seats.draw(session, file.grounds, file.applicants, file.seeds.get(session.number), before)
    new = [row for row in drawn if row.session not in fixed]
    if new:
        with desk.write() as uow:
            for row in new:
                fell = {"seats": row.seats, "seed": row.seed, "order": " ".join(row.order)}
                uow.journal.append(desk.event(DRAWN, number=row.session, ground=row.ground, **fell))
    rows = [_with_seats(row, drawn, file) for row in file.sessions]
    form = sheet.write(rows, file.grounds, file.applicants, file.seeds, drawn)
    return tuple(drawn), _put(desk, "Sessies na loting", form)


def _why_no_draw(
    desk: Desk, sessions: Sequence[DialogueSession], file: SessionsFile, known: Sequence[Draw]
) -> Iterator[tuple[str, str]]:
    if not sessions:
        yield "Het blad 'Aangemeld' is leeg.", "Zet daar wie om een plaats vroeg, met de gronden."
    for row in sessions:
        name = session_title(row)
        mine = [one for one in known if one.session == row.number]
        if mine:
            yield from _other_than(mine, row, file)
        elif row.starts_at <= desk.now:
            yield f"{name} is al begonnen.", "Haal de aanmeldingen voor deze sessie weg."
        elif contested(row, file.grounds, file.applicants) and row.number not in file.seeds:
            yield (
                f"{name}: er zijn meer aanmeldingen dan plaatsen, maar er is geen lotnummer.",
                "Vul bij 'Lotnummer' het getal in dat de notaris of een openbare trekking gaf.",
            )


def _other_than(mine: Sequence[Draw], session: DialogueSession, file: SessionsFile) -> Iterator[tuple[str, str]]:
    """What in the file is not as it was when the seats were divided."""
    took_part = {one for row in mine for one in row.order}
    late = sorted(
        row.provider_id for row in file.applicants if row.session == session.number and row.provider_id not in took_part
    )
    seeds = {row.seed for row in mine if row.seed is not None}
    name = session_title(session)
    if late:
        yield (
            f"{name}: {listing(late)} vroeg om een plaats na de verdeling.",
            "Die uitkomst staat vast. Haal de rij weg.",
        )
    if seeds and seeds != {file.seeds.get(session.number)}:
        was = ", ".join(map(str, sorted(seeds)))
        yield f"{name}: er is al geloot met lotnummer {was}.", "Die uitkomst staat vast. Zet dat lotnummer terug."


def _refuse(sentences: Iterable[tuple[str, str]]) -> None:
    faults = [InputFault(problem=problem, remedy=remedy) for problem, remedy in sentences]
    if faults:
        raise InputRefusedError(faults)


def _sat_before(
    session: DialogueSession,
    listed: Iterable[DialogueSession],
    kept: Iterable[DialogueSession],
    drawn: Iterable[Draw],
) -> set[str]:
    """Who sat, or was drawn to sit, at an earlier session of the same kind. Earlier is a lower number."""
    earlier = [row for row in (*listed, *kept) if row.kind is session.kind and row.number < session.number]
    sat = {seat.provider_id for row in earlier for seat in row.participants if seat.provider_id and is_coming(seat)}
    numbers = {row.number for row in earlier}
    return sat | {one for row in drawn if row.session in numbers for one in row.seated}


def _with_seats(session: DialogueSession, drawn: Sequence[Draw], file: SessionsFile) -> DialogueSession:
    """The session with who was drawn, and after them who has a seat without drawing."""
    mine = [row for row in drawn if row.session == session.number]
    if not mine:
        return session
    grounds = {row.ground for row in mine}
    fixed = tuple(seat for seat in session.participants if seat.ground not in grounds)
    return session.model_copy(update={"participants": (*seated_by(mine, file.applicants), *fixed)})


def form_for_team(desk: Desk) -> tuple[str, tuple[DialogueSession, ...]]:
    """The form with everything we know, and the sessions whose agenda in it is a proposal.

    The published grounds come from the file that was read last.
    """
    proposed = tuple(
        row.model_copy(update={"agenda": agenda_proposal(desk.record, row)})
        for row in desk.record.sessions
        if not row.agenda and row.cancelled_on is None
    )
    by_number = {row.number: row for row in proposed}
    last = _last_file(desk)
    rows = [by_number.get(row.number, row) for row in desk.record.sessions]
    data = sheet.write(rows, last.grounds, last.applicants, last.seeds, known_draws(desk))
    return _put(desk, "Sessies formulier", data), proposed


def _last_file(desk: Desk) -> SessionsFile:
    sha = last_file_read(desk)
    if sha is None:
        return SessionsFile(sessions=())
    return sheet.read_file(desk.work.archive.get(sha), "sessies.xlsx", desk.tender, desk.record.providers)


def last_file_read(desk: Desk) -> str | None:
    """The sha256 of the list as it was read last."""
    with desk.work.database.read() as uow:
        entries = uow.journal.entries(desk.tender_id)
    read = [row.data.get("file") for row in entries if row.name == READ]
    return str(read[-1]) if read and read[-1] else None


def _put(desk: Desk, name: str, data: bytes) -> str:
    path = f"{FOLDER}/{files.file_name(desk.tender.reference, name, ext='xlsx')}"
    files.write_once(desk.work.output / path, data)
    return path
