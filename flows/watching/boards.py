"""The board of a tender: what the lead watches, on paper, in the calendar, as a picture and in the Prefect pages."""

import base64

from prefect.artifacts import create_markdown_artifact
from prefect.context import FlowRunContext

from flows.desk import Desk, artifact_key
from flows.exchange import planning as sheet
from flows.papers.production import Order, produce, with_pdf
from flows.rules.drafting.planning import planning_table
from flows.rules.planning.watch import board_of
from flows.rules.versions import DRAFT
from flows.rules.wording import at_time
from flows.tasks import calendar_files, charts, files
from schemas.planning import Board, DeadlineLine, LineStatus

FOLDER = "00-planning"
PARTS = {
    LineStatus.MISSED: "Gemist",
    LineStatus.LATE: "Te laat",
    LineStatus.THIS_WEEK: "Deze week",
    LineStatus.LATER: "Daarna",
    LineStatus.DONE: "Klaar",
}
"""The board from top to bottom; the picture follows what is due this week."""


def board(desk: Desk) -> Board:
    """The board as of now."""
    return board_of(desk.record, desk.procedure, desk.calendar, desk.now)


def write_planning(desk: Desk, shown: Board) -> None:
    """The plan on paper, as a workbook, with its picture and its calendar."""
    content = planning_table(desk.record, shown, desk.today)
    with_pdf(desk, produce(desk, [Order("planning", content, FOLDER, DRAFT, ("Planning",))]))
    # To enlarge or to put in a document; it takes as long as the picture, so it is not made every day.
    scalable = charts.gantt(shown, title=desk.tender.title, recess=desk.record.free_periods, form="svg")
    files.write_once(desk.work.output / FOLDER / "planning.svg", scalable)
    draw(desk, shown)


def draw(desk: Desk, shown: Board) -> None:
    """The workbook, the picture and the calendar as of today, in the place of yesterday's."""
    folder, record, tender = desk.work.output / FOLDER, desk.record, desk.tender
    files.write_once(folder / "planning.png", charts.gantt(shown, title=tender.title, recess=record.free_periods))
    agenda = calendar_files.agenda(
        shown.lines,
        record.sessions,
        tender_id=desk.tender_id,
        organizer=tender.mailbox,
        stamp=desk.now,
        reference=tender.reference,
        meetings=record.meetings,
    )
    files.write_once(folder / "termijnen.ics", agenda.encode())
    workbook = sheet.write(
        record.milestones,
        free_periods=record.free_periods,
        meetings=record.meetings,
        colleagues=record.colleagues,
        schedule=shown.schedule,
        tender=tender,
    )
    files.write_once(folder / "planning.xlsx", workbook)


def show(desk: Desk, shown: Board) -> None:
    """Put the board in the artifact; outside Prefect there is nobody to show it to."""
    if FlowRunContext.get() is None:
        return
    # Smaller paper, so that the letters stay readable in the narrow column of the pages.
    picture = charts.gantt(
        shown, title=desk.tender.title, recess=desk.record.free_periods, width_mm=262, height_mm=185, dpi=100
    )
    create_markdown_artifact(
        markdown(desk, shown, picture),
        key=artifact_key(desk.tender_id, "planning"),
        description=f"Planning en termijnen, stand {at_time(desk.now)}",
    )


def markdown(desk: Desk, shown: Board, picture: bytes) -> str:
    """The board as the lead reads it: what is late, this week, next; the picture; what is odd about the plan."""
    parts = [f"# Planning {desk.tender.title}", f"Stand {at_time(desk.now)}. Kenmerk {desk.tender.reference}.", ""]
    picture_text = base64.b64encode(picture).decode()
    alt = charts.alt_text(shown).replace("]", ")").replace("[", "(")
    in_picture = ["## Planning in beeld", "", f"![{alt}](data:image/png;base64,{picture_text})", ""]
    for status, title in PARTS.items():
        rows = [line for line in shown.lines if line.status is status]
        if rows or status is LineStatus.LATE:
            parts += [f"## {title} ({len(rows)})", "", *_table(rows), ""]
        if status is LineStatus.THIS_WEEK:
            parts += in_picture
    if shown.findings:
        parts += ["## Let op", "", *(f"- {finding.sentence}" for finding in shown.findings)]
    return "\n".join(parts)


def _table(rows: list[DeadlineLine]) -> list[str]:
    if not rows:
        return ["Niets te laat."]
    lines = [f"| {_when(row)} | {_cell(row.title)} | {_cell(row.owner)} | {_cell(row.why)} |" for row in rows]
    return ["| Wanneer | Wat | Wie | Waarom deze datum |", "|---|---|---|---|", *lines]


def _when(row: DeadlineLine) -> str:
    # Hyphens that do not break: the column of dates is narrow on the page.
    day = f"{row.due:%d‑%m‑%Y}"
    return f"{day} {row.at:%H.%M} uur" if row.at else day


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")
