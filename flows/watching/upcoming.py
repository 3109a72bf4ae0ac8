"""Deadlines ahead: one scheduled run per deadline, kept in step with the record, and a bell when one is missed.

Opened by:    the clock, when a deadline passes; the automation, when a deadline is missed; anybody
Needs:        the tender's planning in the record; the key of a deadline, such as stap-4
Leaves:       what was last told of every deadline; an event and a mail to the lead when one is missed
Next:         tick off or move the step (00-planning)
Legal basis:  none of its own; the board says of every date why it is that day
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from httpx import HTTPError
from prefect import flow, runtime
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.context import FlowRunContext
from prefect.events import Event
from prefect.exceptions import ObjectNotFound
from prefect.states import Scheduled
from pydantic import Field

from flows.desk import NEWEST, Desk, Outcome, RoomInput, visit
from flows.rules.planning.upcoming import PAST_DUE, UpcomingRun, instant_of, unanswered, wanted, watch_changes
from flows.rules.planning.watch import board_of
from flows.rules.wording import clock_time, plain_date, short_date
from flows.watching import reminding
from schemas.planning import Board, DeadlineLine, LineStatus

DEPLOYMENT = "12-termijnen"
MISSED = "inkoop.termijn.gemist"
"""The event that the automation waits for; its resource names the tender and the deadline, never a person."""

CHECK, TELL = "1. Termijn nagaan", "2. Gemiste termijn melden"
THE_CLOCK = "Automatisch"
"""Who acts when nobody does: the name in the journal."""

PAGE = 200
"""Runs that the server gives at a time."""


class DeadlineInput(RoomInput):
    termijn: str = Field(
        ...,
        title="Termijn",
        description="De termijn waar het om gaat, bijvoorbeeld stap-4, nota-1 of aanmelding-sluit.",
    )
    stap: Literal["1. Termijn nagaan", "2. Gemiste termijn melden"] = Field(
        ..., title="Wat wilt u doen?", description="Beide gaan vanzelf; u kunt ze ook zelf starten."
    )


def name_of_this_run() -> str:
    """What Prefect shows: see :func:`run_name`."""
    return run_name(str(runtime.flow_run.name), runtime.flow_run.parameters["invoer"])


def run_name(given: str, invoer: DeadlineInput) -> str:
    """The name that a scheduled run was given with its deadline, or else one that says what is asked."""
    own = given.startswith(f"{invoer.traject} · ")
    return given if own else f"{invoer.traject} · {invoer.termijn} · {invoer.stap}"


@flow(name="Termijnen", flow_run_name=name_of_this_run)
def deadline_check(invoer: DeadlineInput) -> State[Any]:
    """Alle termijnen op volgorde van tijd: zie het tabblad Upcoming. Elke run gaat na of een termijn is gehaald."""
    steps = {
        "1. Termijn nagaan": lambda desk: check(desk, invoer.termijn),
        "2. Gemiste termijn melden": lambda desk: reminding.tell_missed(desk, invoer.termijn),
    }
    return visit(None, invoer, steps, invoer.stap)


def follow(desk: Desk, board: Board) -> None:
    """Make the scheduled runs of this tender equal to the board, ring for what is missed, and remember it.

    Outside Prefect, or on a server without the deployment, only the record is kept. Doing it again, also after being
    killed halfway, changes nothing more: a run is known by its deadline and moment, a miss by its deadline and day.
    """
    try:
        for client, deployment in _deployment():
            # A rehearsal has a clock of its own; the real one would start its runs at the wrong time.
            rehearsed = desk.work.rehearsal_clock_file.exists()
            rows = () if rehearsed else wanted(board, desk.now)
            keep_in_step(client, deployment, desk.tender_id, rows, desk.now)
    except HTTPError:
        desk.notes.append("De lijst met termijnen in Prefect is niet bijgewerkt. De volgende ronde haalt het in.")
    _report(desk, board)


def check(desk: Desk, key: str) -> Outcome:
    """Ask the record how the deadline stands now that its moment has come.

    A day ends at midnight, and the run of a whole day comes in its last minute: that minute counts as passed.
    """
    board = board_of(desk.record, desk.procedure, desk.calendar, desk.now + timedelta(minutes=1))
    line = next((row for row in board.lines if row.key == key), None)
    if line is None:
        return Outcome(headline="Vervallen", lines=(f"De termijn '{key}' staat niet in de planning.",))
    about = f"{line.title}: {_moment(line)}. {line.why}"
    if line.status is LineStatus.DONE:
        return Outcome(headline="Gehaald", lines=(about,))
    if line.status not in PAST_DUE:
        return Outcome(headline=_ahead(desk, line), lines=(about,))
    _report(desk, board)
    return Outcome(
        headline="Gemist",
        lines=(about, "De projectleider krijgt hierover een mail."),
        next_step="meld de stap af als zij klaar is, of verplaats haar (00-planning, 'Wat als').",
        refused=True,
    )


def _ahead(desk: Desk, line: DeadlineLine) -> str:
    """``Verplaatst naar 9 juni``, or ``Loopt tot 9 juni`` when it never moved; at most 30 characters."""
    near = line.due.year == desk.today.year
    day = plain_date(line.due).rpartition(" ")[0] if near else short_date(line.due)
    if line.at and line.due == desk.today:
        day = clock_time(instant_of(line))
    return f"{'Verplaatst naar' if line.sequence else 'Loopt tot'} {day}"


def _moment(line: DeadlineLine) -> str:
    return plain_date(line.due) + (f", {clock_time(instant_of(line))}" if line.at else "")


def _report(desk: Desk, board: Board) -> None:
    """Ring for every new miss, and again for an earlier one of which no mail is in the record; then remember all.

    The bell goes first: killed in between, the next round finds the miss unremembered and rings again. The mail itself
    is one per miss however often the bell goes.
    """
    record = desk.record
    changes = watch_changes(record.watched, board, desk.now)
    again = unanswered(changes.rows, reminding.told_of_missed(record), desk.today)
    due = {line.key: line for line in board.lines}
    try:
        for client, _ in _deployment():
            _ring(client, desk, [due[key] for key in dict.fromkeys((*changes.missed, *again))])
    except HTTPError:
        desk.notes.append("Een gemiste termijn is niet doorgegeven aan Prefect. De volgende ronde doet dat opnieuw.")
    with desk.write() as uow:
        uow.watched.replace_all(desk.tender_id, changes.rows)
        for key in changes.missed:
            uow.journal.append(desk.event("deadline.missed", key=key, due=due[key].due.isoformat()))


def _deployment() -> Iterator[tuple[SyncPrefectClient, UUID]]:
    """The server and the deployment that carries the deadlines; nothing outside Prefect or when it has none."""
    if FlowRunContext.get() is None:
        return
    with get_client(sync_client=True) as client:
        try:
            found = client.read_deployment_by_name(f"{deadline_check.name}/{DEPLOYMENT}")
        except ObjectNotFound:
            return
        yield client, found.id


def keep_in_step(
    client: SyncPrefectClient, deployment: UUID, tender_id: str, rows: Iterable[UpcomingRun], now: datetime
) -> None:
    """Remove the runs that should not be there and add those that are missing; what is right stays as it is."""
    missing = {(row.key, row.when, row.name): row for row in rows}
    for run in _scheduled(client, deployment, tender_id):
        when = run.next_scheduled_start_time
        if when is None or when <= now:
            continue  # Its moment has come: it asks the record itself.
        if missing.pop((run.parameters["invoer"]["termijn"], when, run.name), None) is None:
            _remove(client, run)
    for row in missing.values():
        client.create_flow_run_from_deployment(
            deployment,
            name=row.name,
            parameters={"invoer": form(tender_id, row.key)},
            state=Scheduled(scheduled_time=row.when),
            tags=[tender_id],
            # The server makes one run per key: two acts at the same time give one.
            idempotency_key=f"termijn {tender_id} {row.key} {row.when.isoformat()}",
        )


def form(tender_id: str, key: str, step: str = CHECK) -> dict[str, str]:
    """The filled-in form of a run that nobody starts by hand."""
    return {"traject": tender_id, "bestand": NEWEST, "uw_naam": THE_CLOCK, "termijn": key, "stap": step}


def _scheduled(client: SyncPrefectClient, deployment: UUID, tender_id: str) -> list[FlowRun]:
    """The runs of this tender that wait for their moment; the tag tells them from those that people start."""
    waiting = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        tags=FlowRunFilterTags(all_=[tender_id]),
    )
    found: list[FlowRun] = []
    while True:
        page = client.read_flow_runs(
            flow_run_filter=waiting,
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
            sort=FlowRunSort.NEXT_SCHEDULED_START_TIME_ASC,
            limit=PAGE,
            offset=len(found),
        )
        found += page
        if len(page) < PAGE:
            return found


def _remove(client: SyncPrefectClient, run: FlowRun) -> None:
    try:
        client.delete_flow_run(run.id)
    except ObjectNotFound:
        return  # Another act on the planning was first.


def _ring(client: SyncPrefectClient, desk: Desk, lines: Iterable[DeadlineLine]) -> None:
    """Tell the server of missed deadlines and wait until it has them. The same miss on one day is one event."""
    events = [
        Event(
            id=uuid5(NAMESPACE_URL, f"{desk.tender_id} {line.key} {line.due} {desk.today}"),
            event=MISSED,
            resource={
                "prefect.resource.id": f"inkoop.termijn.{desk.tender_id}.{line.key}",
                "inkoop.traject": desk.tender_id,
                "inkoop.termijn": line.key,
                "inkoop.datum": line.due.isoformat(),
            },
        )
        for line in lines
    ]
    if events:
        client.request("POST", "/events", json=[event.model_dump(mode="json") for event in events])
