"""Dialogue: sessions on objective grounds, everybody invited in person, a report that all get alike.

Opened by:    the stage before it in the procedure (MIJ/OV: screening)
Needs:        sessies.xlsx in invoer/dialoog (sessions, grounds, agenda, seats; afterwards the report and corrections)
Leaves:       invitations with .ics and what changes in them, a draft report to who attended, then the report (Word,
              PDF) to all providers alike, changes in the index; how the lots fell, in the journal
Next:         award
Legal basis:  S1-P08 (at most four sessions); taking part never counts in the admission (domain F 35). Provider meetings
              (S4-P03), development tables (S4-P13) and pressure cookers (S2-P05) are the same mechanism
"""

from collections.abc import Sequence
from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.desk import RUN_NAME, Desk, Outcome, RoomInput, blocked, visit
from flows.dialogue.file import (
    READ,
    draw_seats,
    form_for_team,
    known_draws,
    last_file_read,
    read_sessions_file,
    seats_in_order,
)
from flows.dialogue.mail import CHANGES, INVITATIONS, coming, tell, to_tell, unreachable
from flows.dialogue.papers import (
    publish,
    searched,
    send_draft,
    to_draft,
    to_report,
    traceable,
    why_no_draft,
    why_not_final,
)
from flows.rules.dialogue.cautions import cautions
from flows.rules.dialogue.lines import corrected, drafted, listed, open_actions
from flows.rules.dialogue.reports import open_corrections, to_mind
from flows.rules.dialogue.sessions import (
    NoticeKind,
    merged,
    more_than_actions,
    refusals,
    session_title,
    too_many,
    with_actions,
)
from flows.rules.wording import count, listing
from schemas.dialogue import DialogueSession
from schemas.values import Stage


class DialogueInput(RoomInput):
    stap: Literal[
        "1. Sessies inlezen",
        "2. Uitnodigingen klaarzetten",
        "3. Verslagen maken en klaarzetten",
        "4. Fase sluiten",
        "5. Conceptverslag aan aanwezigen klaarzetten",
        "6. Correcties nalopen",
        "7. Plaatsen loten",
        "8. Formulier maken met agendavoorstel",
        "9. Acties afmelden",
    ] = Field(
        ...,
        title="Wat wilt u doen?",
        description="Na een wijziging in sessies.xlsx: eerst stap 1. Na een sessie: 1, 5, correcties in 1, dan 3.",
    )


AFTERWARDS = ("9. Acties afmelden",)
"""What may still be done when the stage is closed: actions from a report are often due later."""


@flow(name="Dialoogsessies", flow_run_name=RUN_NAME)
def dialogue(invoer: DialogueInput) -> State[Any]:
    """Legt sessies vast, zet uitnodigingen, wijzigingen en verslagen klaar. Verstuurt niets."""
    return visit(None if invoer.stap in AFTERWARDS else Stage.DIALOGUE, invoer, STEPS, invoer.stap)


def read_sessions(desk: Desk) -> Outcome:
    """Take over the list. Sessions that are not in the file stay as they are."""
    file, sha = read_sessions_file(desk)
    kept = {row.number: row for row in desk.record.sessions}
    rows = [merged(kept.get(row.number), row, desk.today) for row in file.sessions]
    draws = known_draws(desk)
    obstacles = [sentence for row in rows for sentence in refusals(kept.get(row.number), row, desk.now)]
    obstacles += [sentence for row in rows for sentence in seats_in_order(desk, row, kept.get(row.number), file, draws)]
    everything = {**kept, **{row.number: row for row in rows}}
    limit = too_many(everything.values(), desk.procedure.max_sessions)
    if obstacles or limit:
        return blocked([*obstacles, *([limit] if limit else [])])
    _keep(desk, rows, sha)
    return Outcome(
        headline=f"{count(len(desk.record.sessions), 'sessie', 'sessies')} vastgelegd",
        lines=(*map(listed, desk.record.sessions), *_second_look(desk)),
        next_step="zet met stap 2 klaar wat mensen moeten weten.",
    )


def _keep(desk: Desk, rows: Sequence[DialogueSession], sha: str) -> None:
    another = last_file_read(desk) != sha
    with desk.write() as uow:
        counted = uow.sessions.put_all(rows)
        if another or counted["new"] or counted["changed"]:
            uow.journal.append(desk.event(READ, new=counted["new"], changed=counted["changed"], file=sha))


def _second_look(desk: Desk) -> tuple[str, ...]:
    return cautions(desk.record.sessions, desk.calendar, desk.now)


def invite(desk: Desk) -> Outcome:
    """Everything people should hear about the sessions to come, each message with its appointment.

    A session that is not ready keeps back only its own messages.
    """
    obstacles = {row.number: _why_not_told(desk, row) for row in coming(desk)}
    not_ready = {number for number, sentences in obstacles.items() if sentences}
    waiting = [sentence for sentences in obstacles.values() for sentence in sentences]
    told = to_tell(desk, not_ready)
    if waiting and not told:
        return blocked(waiting)
    tell(desk, told, not_ready)
    by_kind = {kind: sum(row.kind is kind for row in told) for kind in NoticeKind}
    packages = [INVITATIONS] * bool(by_kind[NoticeKind.INVITATION])
    packages += [CHANGES] * bool(by_kind[NoticeKind.CHANGE] or by_kind[NoticeKind.CANCELLATION])
    return Outcome(
        headline=f"{count(len(told), 'bericht', 'berichten')} klaar" if told else "Iedereen weet het al",
        lines=(
            f"Uitnodigingen: {by_kind[NoticeKind.INVITATION]}, gewijzigd: {by_kind[NoticeKind.CHANGE]}, "
            f"afgezegd: {by_kind[NoticeKind.CANCELLATION]}.",
            *waiting,
            *unreachable(desk),
            *_second_look(desk),
        ),
        next_step=f"start 11-verzenden met pakket {_named(packages)}." if packages else "",
    )


def _why_not_told(desk: Desk, session: DialogueSession) -> tuple[str, ...]:
    without = f"{session_title(session)} heeft nog geen agenda. Maak met stap 8 een voorstel, of vul het blad 'Agenda'."
    return (*([without] if session.participants and not session.agenda else []), *traceable(desk, session))


def _named(packages: list[str]) -> str:
    return listing(f"'{name}'" for name in packages)


def draft_report(desk: Desk) -> Outcome:
    """The draft to who attended. Several sessions at once; one that is not ready does not keep the others back."""
    rows = to_draft(desk)
    obstacles = {row.number: why_no_draft(desk, row) for row in rows}
    ready = [row for row in rows if not obstacles[row.number]]
    waiting = [sentence for sentences in obstacles.values() for sentence in sentences]
    if not ready:
        return blocked(waiting or ["Er is geen sessie gehouden met een ingevuld verslag waarvan het concept nog moet."])
    sent = {row.number: send_draft(desk, row) for row in ready}
    return Outcome(
        headline=f"{count(len(ready), 'conceptverslag', 'conceptverslagen')}",
        lines=(
            *(drafted(row, sent[row.number]) for row in desk.record.sessions if row.number in sent),
            *waiting,
            *_to_mind(desk, ready),
        ),
        next_step="start 11-verzenden met de pakketten 'dialoog-verslag-concept-…'.",
    )


def corrections(desk: Desk) -> Outcome:
    """Where the rounds of corrections stand, and what still keeps each report from being final."""
    rows = [row for row in to_report(desk) if row.draft_sent_on is not None]
    undecided = sum(len(open_corrections(row)) for row in rows)
    return Outcome(
        headline=f"{count(undecided, 'correctie', 'correcties')} open",
        lines=tuple(line for row in rows for line in (corrected(row), *why_not_final(desk, row))),
        next_step="vul 'Overnemen' in op het blad 'Correcties' en lees sessies.xlsx opnieuw in." if undecided else "",
    )


def report(desk: Desk) -> Outcome:
    """The final report of every session that is ready, its decisions in the documents, to all providers alike."""
    rows = [row for row in to_report(desk) if row.points]
    obstacles = {row.number: why_not_final(desk, row) for row in rows}
    ready = [row for row in rows if not obstacles[row.number]]
    waiting = [sentence for sentences in obstacles.values() for sentence in sentences]
    if waiting and not ready:
        return blocked(waiting)
    for session in ready:
        publish(desk, session)
    to_go = [row for row in desk.record.sessions if row.reported_on is None and row.cancelled_on is None]
    return Outcome(
        headline=f"{count(len(ready), 'verslag', 'verslagen')}, {len(to_go)} te gaan",
        lines=(*waiting, *_to_mind(desk, ready)),
        next_step="start 11-verzenden met de pakketten 'dialoog-verslag-…'." if ready else "vul eerst het verslag in.",
    )


def _to_mind(desk: Desk, sessions: list[DialogueSession]) -> list[str]:
    return [sentence for row in sessions for sentence in to_mind(row, searched(desk, row))]


def draw(desk: Desk) -> Outcome:
    """Divide the seats; where more ask than there are seats, by lot. The order stands in the journal for ever."""
    drawn, path = draw_seats(desk)
    by_lot = [row for row in drawn if row.seed is not None]
    return Outcome(
        headline=f"{count(len({row.session for row in drawn}), 'sessie', 'sessies')} verdeeld",
        lines=(
            f"Geloot voor {count(len(by_lot), 'grond', 'gronden')}; de volgorde en de lotnummers staan in het logboek.",
            *(f"Sessie {row.session}, {row.ground}: {listing(row.seated)}." for row in drawn),
        ),
        next_step=f"lees het ingevulde formulier in met stap 1: uitvoer/{path}.",
    )


def form(desk: Desk) -> Outcome:
    """sessies.xlsx from the record, with a proposed agenda for the sessions that have none."""
    path, proposed = form_for_team(desk)
    return Outcome(
        headline="Formulier gemaakt",
        lines=tuple(f"{session_title(row)}: voorstel met {len(row.agenda)} agendapunten." for row in proposed),
        next_step=f"pas het aan, zet het in invoer/dialoog en lees het in met stap 1: uitvoer/{path}.",
    )


def actions(desk: Desk) -> Outcome:
    """Take over from the list which actions are done, and nothing else; also when the stage is closed."""
    file, sha = read_sessions_file(desk)
    kept = {row.number: row for row in desk.record.sessions}
    obstacles = [sentence for row in file.sessions for sentence in more_than_actions(kept.get(row.number), row)]
    if obstacles:
        return blocked(obstacles)
    _keep(desk, [with_actions(kept[row.number], row) for row in file.sessions], sha)
    waiting = [line for row in desk.record.sessions for line in open_actions(row, desk.today)]
    return Outcome(
        headline=f"{count(len(waiting), 'actie', 'acties')} nog open",
        lines=tuple(waiting),
        next_step="vul 'Actie klaar op' in op het blad 'Verslag' zodra een actie klaar is." if waiting else "",
    )


def close(desk: Desk) -> Outcome:
    return desk.close_stage()


STEPS = {
    "1. Sessies inlezen": read_sessions,
    "2. Uitnodigingen klaarzetten": invite,
    "3. Verslagen maken en klaarzetten": report,
    "4. Fase sluiten": close,
    "5. Conceptverslag aan aanwezigen klaarzetten": draft_report,
    "6. Correcties nalopen": corrections,
    "7. Plaatsen loten": draw,
    "8. Formulier maken met agendavoorstel": form,
    "9. Acties afmelden": actions,
}
