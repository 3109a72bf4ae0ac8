"""A tender with a plan of its own in a work folder: no rehearsal, so its deadlines pass by the clock on the wall."""

from datetime import date, datetime, timedelta
from pathlib import Path

from flows.exchange.region import load
from flows.rules.wording import AMSTERDAM
from flows.settings import Settings
from flows.tasks.clock import SystemClock
from flows.workplace import Workplace
from schemas.planning import Milestone, Precision
from schemas.record import TenderRecord

REFERENCE = "MIJOV-J26"
YEAR = timedelta(days=365)


def now() -> datetime:
    """The moment in the Netherlands."""
    return SystemClock().now().astimezone(AMSTERDAM)


def step(number: int, title: str, day: date, **changed: object) -> Milestone:
    """A step of the plan that ends on one day."""
    return Milestone(
        id=f"{REFERENCE}/stap-{number}",
        tender_id=REFERENCE,
        number=number,
        title=title,
        owners=("Projectteam",),
        printed=f"{day.day}-{day.month}-{day.year}",
        precision=Precision.DAY,
        first=day,
        last=day,
    ).model_copy(update=changed)


def open_tender(folder: Path, *steps: Milestone, start: date | None = None) -> None:
    """Put the tender in the record with this plan; its agreements start on ``start``, else a year from now."""
    work = Workplace(Settings(map=folder))
    region = next(load(place) for place in work.region_folders() if load(place).tender.id == REFERENCE)
    start = start or now().date() + YEAR
    tender = region.tender.model_copy(update={"contract_start": start, "old_contract_end": start - timedelta(days=1)})
    with work.database.unit_of_work() as uow:
        uow.tenders.put_all([tender])
        uow.milestones.put_all(steps)
    work.close()


def plan(folder: Path, *steps: Milestone) -> None:
    """Add these steps to the plan, or change them."""
    work = Workplace(Settings(map=folder))
    with work.database.unit_of_work() as uow:
        uow.milestones.put_all(steps)
    work.close()


def record_in(folder: Path) -> TenderRecord:
    """The record as it is now."""
    work = Workplace(Settings(map=folder))
    with work.database.read() as uow:
        found = uow.load(REFERENCE)
    work.close()
    return found


def journal_in(folder: Path, name: str) -> list[dict[str, str | int | None]]:
    """What the journal says about one kind of event."""
    work = Workplace(Settings(map=folder))
    with work.database.read() as uow:
        found = [row.data for row in uow.journal.entries(REFERENCE) if row.name == name]
    work.close()
    return found
