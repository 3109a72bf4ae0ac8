"""Planning and deadlines: open a tender, read its plan, try out a change, and keep the board that the lead watches.

Opened by:    nobody; this is where a tender begins, and what runs every working day
Needs:        the tender's region folder; planning.xlsx in invoer/planning
Leaves:       the tender's record, the planning (Word, Excel, picture, .ics), the board, reminders to colleagues
Next:         strategy
Legal basis:  Algemene termijnenwet for statutory terms; every line of the board says why that day
"""

from collections.abc import Iterable
from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.desk import RUN_NAME, Desk, Outcome, RoomInput, blocked, visit
from flows.exchange import planning as sheet
from flows.rules.planning.date_order import violations
from flows.rules.what_if import reread_effect
from flows.rules.wording import count, long_date, plain_date
from flows.watching import boards, reminding, upcoming, what_if
from flows.watching.overview import show_all
from schemas.errors import InputFault, InputRefusedError
from schemas.planning import Board, LineStatus, Milestone

BOARD = "3. Bord bijwerken"
BY_ITSELF = (BOARD, "7. Herinneringen van vandaag", "8. Weekoverzicht")
"""Steps that the clock starts for every tender at once."""


class PlanningInput(RoomInput):
    stap: Literal[
        "1. Traject openen",
        "2. Planning inlezen",
        "3. Bord bijwerken",
        "4. Stap afmelden",
        "5. Wat als: bekijken",
        "6. Wat als: doorvoeren",
        "7. Herinneringen van vandaag",
        "8. Weekoverzicht",
    ] = Field(..., title="Wat wilt u doen?", description="Stap 3, 7 en 8 gaan vanzelf. Bekijk een wijziging eerst.")
    klaar: int = Field(
        ...,
        title="Stap die klaar is",
        description="Bij 'Stap afmelden': het nummer uit de planning. Anders 0.",
        ge=0,
    )
    doel: str = Field(
        ...,
        title="Wat als: welke stap of termijn?",
        description="Nummer van de stap, of een termijn zoals aanmelding-sluit, vragen-1 of nota-1. Anders -",
    )
    verandering: Literal["schuiven", "langer", "missen"] = Field(
        ..., title="Wat als: wat verandert er?", description="De stap schuift, duurt langer of wordt gemist."
    )
    werkdagen: int = Field(
        ..., title="Wat als: hoeveel werkdagen?", description="Bijvoorbeeld 5. Met een min schuift de stap naar voren."
    )
    bevestiging: str = Field(
        ..., title="Wat als: code", description="Alleen bij 'doorvoeren': de code uit 'Wat als: bekijken'. Anders -"
    )


@flow(name="Planning en termijnen", flow_run_name=RUN_NAME)
def deadlines(invoer: PlanningInput) -> State[Any]:
    """Opent een traject, leest de planning, rekent wijzigingen door en houdt het bord met termijnen bij."""
    steps = {
        "1. Traject openen": open_tender,
        "2. Planning inlezen": read_planning,
        "3. Bord bijwerken": update_board,
        "4. Stap afmelden": lambda desk: tick(desk, invoer.klaar),
        "5. Wat als: bekijken": lambda desk: what_if.look(desk, invoer.doel, invoer.verandering, invoer.werkdagen),
        "6. Wat als: doorvoeren": lambda desk: carry_out(desk, invoer),
        "7. Herinneringen van vandaag": reminding.todays_reminders,
        "8. Weekoverzicht": reminding.weekly_digest,
    }
    after = show_all if invoer.stap == BOARD else None
    return visit(None, invoer, steps, invoer.stap, everywhere=BY_ITSELF, afterwards=after)


def open_tender(desk: Desk) -> Outcome:
    """Put the region's tender in the record. Doing it again takes over what changed in the region's files."""
    region = desk.region
    rehearsal = desk.work.rehearsal_clock_file.exists()
    with desk.write() as uow:
        counted = uow.tenders.put_all([region.tender.model_copy(update={"rehearsal": rehearsal})])
        counted += uow.groups.put_all(region.groups)
        counted += uow.requirements.put_all(region.requirements)
        counted += uow.products.put_all(region.products)
        counted += uow.innovation.put_all(region.innovation)
        known = {row.id for row in uow.rounds.find(desk.tender_id)}
        uow.rounds.add_all([row for row in region.rounds if row.id not in known])
        if counted["new"] or counted["changed"]:
            uow.journal.append(desk.event("tender.opened", new=counted["new"], changed=counted["changed"]))
    tender = region.tender
    return Outcome(
        headline="Traject geopend",
        lines=(
            f"{tender.title} van {tender.region}: {count(len(tender.municipalities), 'gemeente', 'gemeenten')}, "
            f"{count(len(tender.lots), 'perceel', 'percelen')}.",
            f"Harde datum: {long_date(tender.contract_start)}.",
        ),
        next_step="zet planning.xlsx in invoer/planning en lees het bestand in.",
    )


def read_planning(desk: Desk) -> Outcome:
    """The file is the plan: what is not in it any more is no longer in the plan, and the outcome says so."""
    name, data = desk.drop_file("planning")
    record = desk.record
    handed = sheet.read(
        data, name, desk.tender, today=desk.today, existing=record.milestones, free_periods=record.free_periods
    )
    _check_order(desk, name, handed.milestones)
    effect = reread_effect(desk.record, handed.milestones, desk.procedure, desk.calendar, desk.now)
    if effect.refused:
        return blocked(effect.refused)
    moved = what_if.read_again(desk, effect)
    with desk.write() as uow:
        counted = uow.milestones.replace_all(desk.tender_id, handed.milestones)
        if handed.free_periods is not None:
            counted += uow.free_periods.replace_all(desk.tender_id, handed.free_periods)
        if handed.meetings is not None:
            counted += uow.meetings.replace_all(desk.tender_id, handed.meetings)
        if handed.colleagues is not None:
            counted += uow.colleagues.replace_all(desk.tender_id, handed.colleagues)
        uow.rounds.save_all(effect.rounds)
        if effect.closes_at:
            uow.tenders.save(desk.tender.model_copy(update={"applications_close_at": effect.closes_at}))
        if counted["new"] or counted["changed"] or counted["removed"]:
            event = desk.event(
                "planning.read", new=counted["new"], changed=counted["changed"], removed=counted["removed"]
            )
            uow.journal.append(event)
    board = boards.board(desk)
    boards.write_planning(desk, board)
    _follow(desk, board)
    gone = f"{count(counted['removed'], 'regel staat', 'regels staan')} niet meer in het bestand en is vervallen."
    return Outcome(
        headline=f"{count(len(board.milestones), 'stap', 'stappen')}, {len(board.findings)} let op",
        lines=(
            *sheet.describe(handed),
            *((gone,) if counted["removed"] else ()),
            *moved,
            *(finding.sentence for finding in board.findings),
        ),
        next_step="bekijk de planning in uitvoer/00-planning en begin met de strategie.",
    )


def _check_order(desk: Desk, file: str, steps: Iterable[Milestone]) -> None:
    """A plan is accepted only when its moments stand in the order that eForms and the procedure ask for."""
    wrong = violations(steps, desk.procedure)
    if wrong:
        remedy = "Verbeter de planning en lees het bestand opnieuw in."
        raise InputRefusedError(InputFault(file=file, problem=row.sentence, remedy=remedy) for row in wrong)


def update_board(desk: Desk) -> Outcome:
    """Write the board again, and keep the scheduled runs in step with it."""
    board = boards.board(desk)
    boards.draw(desk, board)
    _follow(desk, board)
    late = [line for line in board.lines if line.status in {LineStatus.LATE, LineStatus.MISSED}]
    week = [line for line in board.lines if line.status is LineStatus.THIS_WEEK]
    return Outcome(
        headline=f"{len(late)} te laat, {len(week)} deze week",
        lines=tuple(f"{line.title}: {plain_date(line.due)} ({line.status.value})." for line in (*late, *week)),
        next_step="meld een stap af als zij klaar is." if late else "",
    )


def tick(desk: Desk, number: int) -> Outcome:
    """Tick off a step of the plan; a step that is done already stays done on its day."""
    step = next((row for row in desk.record.milestones if row.number == number), None)
    if step is None:
        numbers = ", ".join(str(row.number) for row in desk.record.milestones) or "nog geen"
        fault = InputFault(
            column="Stap die klaar is",
            problem=f"stap {number} staat niet in de planning.",
            remedy=f"Kies een van deze nummers: {numbers}.",
        )
        raise InputRefusedError([fault])
    if step.done_on is None:
        with desk.write() as uow:
            uow.milestones.save(step.model_copy(update={"done_on": desk.today}))
            uow.journal.append(desk.event("milestone.done", number=number))
    outcome = update_board(desk)
    return Outcome(
        headline=f"Stap {number} klaar",
        lines=(f"'{step.title}' is afgemeld.", f"Nu: {outcome.headline}.", *outcome.lines),
        next_step=outcome.next_step,
    )


def carry_out(desk: Desk, invoer: PlanningInput) -> Outcome:
    """Carry out a change that was looked at first; then the board and the plan on paper follow."""
    outcome = what_if.carry_out(desk, invoer.doel, invoer.verandering, invoer.werkdagen, invoer.bevestiging)
    if not outcome.refused:
        board = boards.board(desk)
        boards.write_planning(desk, board)
        _follow(desk, board)
    return outcome


def _follow(desk: Desk, board: Board) -> None:
    upcoming.follow(desk, board)
    boards.show(desk, board)
