"""The desk: what every room works at. It loads the record, keeps the clock still, and takes down what happened.

A room gets a desk, asks the rules, writes in units of work, lets the hands act, and hands back an Outcome. ``visit``
turns that into a Prefect state with a Dutch name, so that the Runs page tells the story by itself.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from logging import INFO, LogRecord, getLogger
from pathlib import Path
from typing import Any

from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.exceptions import FailedRun
from prefect.logging.handlers import APILogHandler
from prefect.states import Completed, Failed
from pydantic import BaseModel, Field

from flows.exchange.region import Region, load
from flows.rules.calendar import FreeDays
from flows.rules.procedures import PROCEDURES
from flows.rules.transitions import obstacles_to_close, obstacles_to_open
from flows.rules.wording import at_time, count, local_day
from flows.settings import Settings
from flows.tasks import files
from flows.workplace import Workplace
from schemas.errors import InputFault, InputRefusedError, PermanentError, TransientError
from schemas.journal import Event
from schemas.planning import FreePeriod
from schemas.procedure import Procedure
from schemas.record import TenderRecord
from schemas.tender import StageRecord, Tender
from schemas.values import Stage
from storage import UnitOfWork

RUN_LOG = getLogger("inkoop")
"""What a step led to, on the page of its run and nowhere else."""
RUN_LOG.setLevel(INFO)
RUN_LOG.propagate = False
RUN_LOG.addHandler(APILogHandler())


def _not_a_refusal(line: LogRecord) -> bool:
    """A refused act is an answer, not a crash: the engine's stack trace about it helps nobody."""
    return not (line.exc_info and isinstance(line.exc_info[1], FailedRun))


getLogger("prefect.flow_runs").addFilter(_not_a_refusal)

RUN_NAME = "{invoer.traject} · {invoer.stap}"
NEWEST = "nieuwste"
ALL = "alle"
"""In the field Inkooptraject: every tender of the work folder, for the steps that go by themselves."""


class RoomInput(BaseModel):
    """What every form asks. All fields are required: their first values come with the deployment (users 7.1)."""

    traject: str = Field(..., title="Inkooptraject", description="Kenmerk van het traject, bijvoorbeeld MIJOV-J26.")
    bestand: str = Field(
        ...,
        title="Bestand",
        description="Laat 'nieuwste' staan, of typ de naam van een bestand in de map invoer.",
    )
    uw_naam: str = Field(..., title="Uw naam", description="Komt in het logboek, nooit in een document.", min_length=1)


HEADLINE = 30
"""So many characters fit where Prefect shows the name of a state."""


@dataclass(frozen=True)
class Outcome:
    """What a step led to. ``headline`` (at most :data:`HEADLINE` characters) becomes the name of the run's state."""

    headline: str
    lines: tuple[str, ...] = ()
    next_step: str = ""
    refused: bool = False

    @property
    def text(self) -> str:
        """The summary as markdown."""
        parts = [f"**{self.headline}**", *(f"- {line}" for line in self.lines)]
        if self.next_step:
            parts.append(f"\n**Nu doen:** {self.next_step}")
        return "\n".join(parts)


@dataclass
class Desk:
    """One act on one tender. ``now`` stands still for the whole act, so that every row of it has the same moment."""

    work: Workplace
    tender_id: str
    actor: str
    file_name: str
    now: datetime
    stage: Stage | None = None
    notes: list[str] = field(default_factory=list)
    _record: TenderRecord | None = None

    @property
    def today(self) -> date:
        return local_day(self.now)

    @property
    def record(self) -> TenderRecord:
        """The record as it was when first read in this act, or after the last write."""
        if self._record is None:
            with self.work.database.read() as uow:
                self._record = uow.load(self.tender_id)
        return self._record

    @property
    def tender(self) -> Tender:
        """The tender itself, without reading all that belongs to it."""
        if self._record is not None:
            return self._record.tender
        return self._tender

    @cached_property
    def _tender(self) -> Tender:
        with self.work.database.read() as uow:
            found = uow.tenders.find(self.tender_id)
        return found[0] if found else self.record.tender

    @property
    def procedure(self) -> Procedure:
        return PROCEDURES[self.tender.procedure]

    @cached_property
    def region(self) -> Region:
        """The region's data as written in its YAML files (texts, criteria)."""
        for folder in self.work.region_folders():
            region = load(folder)
            if region.tender.id == self.tender_id:
                return region
        raise InputRefusedError(
            [
                InputFault(
                    problem=f"Er is geen map met gegevens voor traject '{self.tender_id}'.",
                    remedy="Zet de map van het traject in 'trajecten' in de werkmap, of kies een ander kenmerk.",
                )
            ]
        )

    @property
    def calendar(self) -> FreeDays:
        """The Dutch calendar with the free days that this tender's team added."""
        return calendar_of(self.record.free_periods)

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """One unit of work; afterwards the record holds what was written."""
        with self.work.database.unit_of_work() as uow:
            yield uow
            fresh = uow.reload(self._record) if self._record else None
        self._record = fresh

    def event(self, name: str, **data: str | int | None) -> Event:
        return Event(tender_id=self.tender_id, name=name, at=self.now, actor=self.actor, data=data)

    def drop_file(self, folder: str, extensions: Iterable[str] = (".xlsx", ".csv")) -> tuple[str, bytes]:
        """Name and content of the file to read from a drop folder.

        Raises :class:`InputRefusedError` when there is none, with where to put it.
        """
        place = self.work.drop(folder)
        named = None if self.file_name == NEWEST else place / Path(self.file_name).name
        path = named or files.newest(place, tuple(extensions))
        if path is None or not path.is_file():
            wanted = f"bestand '{named.name}'" if named else "Excel- of csv-bestand"
            problem = f"Er staat geen {wanted} in invoer/{folder}."
            raise InputRefusedError(
                [InputFault(file=f"invoer/{folder}", problem=problem, remedy="Zet het bestand daar en start opnieuw.")]
            )
        self.notes.append(f"Gelezen: invoer/{folder}/{path.name}.")
        return path.name, path.read_bytes()

    def open_stage(self) -> tuple[str, ...]:
        """Open this room's stage when it may open. Returns what stands in the way, or nothing."""
        if self.stage is None:
            return ()
        obstacles = obstacles_to_open(self.procedure, self.record, self.stage, self.today)
        if not obstacles and self.record.stage_record(self.stage) is None:
            with self.write() as uow:
                uow.stages.add(
                    StageRecord(id=self.stage.value, tender_id=self.tender_id, stage=self.stage, opened_on=self.today)
                )
                uow.journal.append(self.event("stage.opened", stage=self.stage.value))
        return obstacles

    def close_stage(self) -> Outcome:
        """Close this room's stage, or say everything that stands in the way."""
        assert self.stage is not None, "only a room has a stage"
        obstacles = obstacles_to_close(self.procedure, self.record, self.stage, self.today)
        if obstacles:
            return blocked(obstacles)
        row = self.record.stage_record(self.stage)
        assert row is not None, "an open stage has a row"
        with self.write() as uow:
            uow.stages.save(row.model_copy(update={"closed_on": self.today}))
            uow.journal.append(self.event("stage.closed", stage=self.stage.value))
        following = self.procedure.after(self.stage)
        step = f"Ga verder met de fase {following.label}." if following else "Het traject is in uitvoering."
        return Outcome(headline=fitting(f"Fase {self.stage.label.lower()} dicht", "Fase dicht"), next_step=step)


def calendar_of(periods: Iterable[FreePeriod]) -> FreeDays:
    """The Dutch calendar with these free days in it; tenders with the same free days share it and what it lists."""
    return _calendar(tuple(row.model_copy(update={"id": "", "tender_id": "", "version": 1}) for row in periods))


@lru_cache(maxsize=256)
def _calendar(periods: tuple[FreePeriod, ...]) -> FreeDays:
    return FreeDays(extra=tuple(day for period in periods for day in period.days))


def fitting(headline: str, shorter: str) -> str:
    """The headline when it fits in the name of a state, else the shorter one; a word is never cut off."""
    return headline if len(headline) <= HEADLINE else shorter


def blocked(obstacles: Iterable[str]) -> Outcome:
    """The outcome of an act that may not happen yet: every obstacle at once."""
    lines = tuple(obstacles)
    return Outcome(
        headline=f"Nog niet – {count(len(lines), 'punt', 'punten')}",
        lines=lines,
        next_step="Los deze punten op en start deze stap opnieuw. Er is niets gewijzigd.",
        refused=True,
    )


Step = Callable[[Desk], Outcome]


def visit(
    stage: Stage | None,
    invoer: RoomInput,
    steps: Mapping[str, Step],
    step: str,
    *,
    everywhere: Collection[str] = (),
    afterwards: Callable[[Workplace, datetime], None] | None = None,
) -> State[Any]:
    """Do one step in a room and report it as a Prefect state.

    Bad input and obstacles end in a Failed state with a Dutch name; nothing of a refused act is kept. Only one act at a
    time works on a tender. The steps in ``everywhere`` can be asked for all tenders at once (traject 'alle'): one act
    per tender, of which one may fail without the others. ``afterwards`` is done when the acts are.
    """
    work = Workplace(Settings())
    try:
        if invoer.traject == ALL and step in everywhere:
            outcome = _for_all(work, stage, invoer, steps[step])
        else:
            outcome = _attempt(work, stage, invoer, steps[step])
        if afterwards is not None:
            afterwards(work, work.clock.now())
    except (PermanentError, TransientError) as failed:
        outcome = _failed(failed)
    finally:
        work.close()
    return _reported(invoer, outcome)


def _for_all(work: Workplace, stage: Stage | None, invoer: RoomInput, step: Step) -> Outcome:
    """The same step for every tender in the record, in the order of their references, and one outcome for all."""
    with work.database.read() as uow:
        known = [row.id for row in uow.tenders.find_everywhere()]
    if not known:
        return Outcome(headline="Niets te doen", lines=("Er is nog geen traject geopend.",))
    outcomes = {name: _attempt(work, stage, invoer.model_copy(update={"traject": name}), step) for name in known}
    if len(known) == 1:
        return outcomes[known[0]]
    refused = sum(outcome.refused for outcome in outcomes.values())
    whole = count(len(known), "traject", "trajecten")
    return Outcome(
        headline=f"{whole}, {refused} niet gelukt" if refused else f"{whole} gedaan",
        lines=tuple(
            f"{name}: {line}" for name, outcome in outcomes.items() for line in (f"{outcome.headline}.", *outcome.lines)
        ),
        next_step="los op wat niet gelukt is; de volgende ronde neemt het weer mee." if refused else "",
        refused=bool(refused),
    )


def _attempt(work: Workplace, stage: Stage | None, invoer: RoomInput, step: Step) -> Outcome:
    """One act, with what went wrong as its outcome."""
    try:
        return _act(work, stage, invoer, step)
    except InputRefusedError as refused:
        return Outcome(
            headline=f"Invoer onjuist – {count(len(refused.faults), 'fout', 'fouten')}",
            lines=tuple(str(fault) for fault in refused.faults),
            next_step="Verbeter het bestand en start deze stap opnieuw. Er is niets opgeslagen.",
            refused=True,
        )
    except (PermanentError, TransientError) as failed:
        return _failed(failed)


def _failed(error: PermanentError | TransientError) -> Outcome:
    return Outcome(headline="Niet gelukt", lines=(str(error),), refused=True)


def _act(work: Workplace, stage: Stage | None, invoer: RoomInput, step: Step) -> Outcome:
    with work.database.exclusive(f"traject-{invoer.traject}"):
        desk = Desk(
            work=work,
            tender_id=invoer.traject,
            actor=invoer.uw_naam,
            file_name=invoer.bestand,
            now=work.clock.now(),
            stage=stage,
        )
        obstacles = desk.open_stage()
        outcome = blocked(obstacles) if obstacles else step(desk)
        return Outcome(
            headline=outcome.headline,
            lines=(*desk.notes, *outcome.lines),
            next_step=outcome.next_step or f"Stand {at_time(desk.now)}.",
            refused=outcome.refused,
        )


def _reported(invoer: RoomInput, outcome: Outcome) -> State[Any]:
    plain = outcome.text.replace("**", "")
    if FlowRunContext.get() is not None:
        RUN_LOG.info(plain)
        create_markdown_artifact(
            outcome.text, key=artifact_key(invoer.traject, "samenvatting"), description=outcome.headline
        )
    make = Failed if outcome.refused else Completed
    return make(name=outcome.headline, message=plain)


def artifact_key(tender_id: str, what: str) -> str:
    """``mijov-j26-planning``: the key is the title of an artifact."""
    return "".join(sign if sign.isalnum() else "-" for sign in f"{tender_id}-{what}".lower())
