"""Planning and deadlines: open a tender, read its plan, and keep the board that the lead watches.

Opened by:    nobody; this is where a tender begins, and what runs every working day
Needs:        the tender's region folder; planning.xlsx in invoer/planning
Leaves:       the tender's record, the planning (Word, picture, .ics), the board in a Prefect artifact
Next:         strategy
Legal basis:  Algemene termijnenwet for statutory terms; every line of the board says why that day
"""

import base64
from typing import Any, Literal

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from pydantic import Field

from flows.desk import RUN_NAME, Desk, Outcome, RoomInput, artifact_key, visit
from flows.exchange import planning as sheet
from flows.production import Order, produce, with_pdf
from flows.rules.drafting.planning import planning_table
from flows.rules.planning import latest_dates
from flows.rules.versions import DRAFT
from flows.rules.watch import board_of
from flows.rules.wording import at_time, count, long_date, plain_date
from flows.tasks import calendar_files, charts, files
from schemas.errors import InputFault, InputRefusedError
from schemas.planning import Board, DeadlineLine, LineStatus

FOLDER = "00-planning"
BOARD_PARTS = {
    LineStatus.MISSED: "Gemist",
    LineStatus.LATE: "Te laat",
    LineStatus.THIS_WEEK: "Deze week",
    LineStatus.LATER: "Daarna",
    LineStatus.DONE: "Klaar",
}
"""The board from top to bottom; the picture follows what is due this week."""


class PlanningInput(RoomInput):
    stap: Literal[
        "1. Traject openen",
        "2. Planning inlezen",
        "3. Bord bijwerken",
    ] = Field(..., title="Wat wilt u doen?", description="Het bord wordt elke werkdag vanzelf bijgewerkt.")
    klaar: int = Field(
        ...,
        title="Stap die klaar is",
        description="Nummer van de stap uit de planning, of 0 als er niets klaar is.",
        ge=0,
    )


@flow(name="Planning en termijnen", flow_run_name=RUN_NAME)
def deadlines(invoer: PlanningInput) -> State[Any]:
    """Opent een traject, leest de planning en werkt het bord met termijnen bij. Verstuurt niets."""
    steps = {
        "1. Traject openen": open_tender,
        "2. Planning inlezen": read_planning,
        "3. Bord bijwerken": lambda desk: update_board(desk, invoer.klaar),
    }
    return visit(None, invoer, steps, invoer.stap)


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
    name, data = desk.drop_file("planning")
    rows = sheet.read(data, name, desk.tender, today=desk.today, existing=desk.record.milestones)
    with desk.write() as uow:
        counted = uow.milestones.put_all(rows)
        if counted["new"] or counted["changed"]:
            uow.journal.append(desk.event("planning.read", new=counted["new"], changed=counted["changed"]))
    board = _board(desk)
    _write_planning(desk, board)
    _show(desk, board)
    return Outcome(
        headline=f"{count(len(board.milestones), 'stap', 'stappen')}, {len(board.findings)} let op",
        lines=tuple(finding.sentence for finding in board.findings),
        next_step="bekijk de planning in uitvoer/00-planning en begin met de strategie.",
    )


def update_board(desk: Desk, done: int) -> Outcome:
    """Tick off a step of the plan, if one is named, and write the board again."""
    if done:
        _tick(desk, done)
    board = _board(desk)
    _draw(desk, board)
    _show(desk, board)
    late = [line for line in board.lines if line.status in {LineStatus.LATE, LineStatus.MISSED}]
    week = [line for line in board.lines if line.status is LineStatus.THIS_WEEK]
    return Outcome(
        headline=f"{len(late)} te laat, {len(week)} deze week",
        lines=tuple(f"{line.title}: {plain_date(line.due)} ({line.status.value})." for line in (*late, *week)),
        next_step="meld een stap af als zij klaar is." if late else "",
    )


def _tick(desk: Desk, number: int) -> None:
    step = next((row for row in desk.record.milestones if row.number == number), None)
    if step is None:
        fault = InputFault(
            column="Stap die klaar is",
            problem=f"stap {number} staat niet in de planning.",
            remedy=f"Kies een nummer van 1 tot en met {len(desk.record.milestones)}, of 0.",
        )
        raise InputRefusedError([fault])
    if step.done_on is None:
        with desk.write() as uow:
            uow.milestones.save(step.model_copy(update={"done_on": desk.today}))
            uow.journal.append(desk.event("milestone.done", number=number))


def _board(desk: Desk) -> Board:
    return board_of(desk.record, desk.procedure, desk.calendar, desk.today)


def _write_planning(desk: Desk, board: Board) -> None:
    """The plan on paper, with its picture and its calendar."""
    latest = latest_dates(board.milestones, desk.tender.contract_start, desk.calendar)
    content = planning_table(
        desk.record, {number: (row.date, row.why) for number, row in latest.items()}, board.findings, desk.today
    )
    with_pdf(desk, produce(desk, [Order("planning", content, FOLDER, DRAFT, ("Planning",))]))
    _draw(desk, board)


def _draw(desk: Desk, board: Board) -> None:
    """The picture and the calendar as of today, in the place of yesterday's."""
    folder = desk.work.output / FOLDER
    files.write_once(folder / "planning.png", charts.gantt(board, title=desk.tender.title))
    calendar = calendar_files.deadlines(board.lines, tender_id=desk.tender_id, stamp=desk.now)
    files.write_once(folder / "termijnen.ics", calendar.encode())


def _show(desk: Desk, board: Board) -> None:
    """Put the board in the artifact; outside Prefect there is nobody to show it to."""
    if FlowRunContext.get() is None:
        return
    # Smaller paper, so that the letters stay readable in the narrow column of the pages.
    picture = charts.gantt(board, title=desk.tender.title, width_mm=262, height_mm=185, dpi=100)
    create_markdown_artifact(
        board_markdown(desk, board, picture),
        key=artifact_key(desk.tender_id, "planning"),
        description=f"Planning en termijnen, stand {at_time(desk.now)}",
    )


def board_markdown(desk: Desk, board: Board, picture: bytes) -> str:
    """The board as the lead reads it: what is late, this week, next; the picture; what is odd about the plan."""
    parts = [f"# Planning {desk.tender.title}", f"Stand {at_time(desk.now)}. Kenmerk {desk.tender.reference}.", ""]
    picture_text = base64.b64encode(picture).decode()
    alt = charts.alt_text(board).replace("]", ")").replace("[", "(")
    shown = ["## Planning in beeld", "", f"![{alt}](data:image/png;base64,{picture_text})", ""]
    for status, title in BOARD_PARTS.items():
        rows = [line for line in board.lines if line.status is status]
        if rows or status is LineStatus.LATE:
            parts += [f"## {title} ({len(rows)})", "", *_table(rows), ""]
        if status is LineStatus.THIS_WEEK:
            parts += shown
    if board.findings:
        parts += ["## Let op", "", *(f"- {finding.sentence}" for finding in board.findings)]
    return "\n".join(parts)


def _table(rows: list[DeadlineLine]) -> list[str]:
    if not rows:
        return ["Niets te laat."]
    # Hyphens that do not break: the column of dates is narrow on the page.
    lines = [f"| {row.due:%d‑%m‑%Y} | {_cell(row.title)} | {_cell(row.owner)} | {_cell(row.why)} |" for row in rows]
    return ["| Wanneer | Wat | Wie | Waarom deze datum |", "|---|---|---|---|", *lines]


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")
