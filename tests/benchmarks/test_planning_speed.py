"""How fast a planning is recalculated, and how that grows: for one tender, and for all tenders from the database.

Run with ``pytest -m benchmark``. The figures are printed; only the growth is asserted, with room for a busy machine.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows.rules.calendar import FreeDays
from flows.rules.planning.board import board
from flows.rules.planning.findings import findings
from flows.rules.planning.schedule import schedule
from flows.rules.procedures import OPEN_HOUSE_SCREENING_FIRST as PROCEDURE
from flows.settings import Settings
from flows.watching.overview import boards
from flows.workplace import Workplace
from schemas.planning import Body, BodyMeeting, FreePeriod, Link, Milestone, Precision, StepKind
from schemas.terms import FreeDayKind
from tests.rules.cases import tender

pytestmark = pytest.mark.benchmark

FIRST = date(2024, 6, 3)
NOW = datetime(2024, 9, 2, 7, 0, tzinfo=UTC)
MUNICIPALITIES = tuple(f"Gemeente {letter}" for letter in "ABCDEFGH")


def milestones(amount: int, tender_id: str, *, links: bool) -> tuple[Milestone, ...]:
    """Steps of every kind over a year and a half: days, months, loose days, decisions; a tenth of them done."""
    spread = 500 / amount
    return tuple(_milestone(number, FIRST + timedelta(days=int(number * spread)), tender_id, links=links)
                 for number in range(1, amount + 1))  # fmt: skip


def _milestone(number: int, begin: date, tender_id: str, *, links: bool) -> Milestone:
    end = begin + timedelta(days=number % 7)
    precision = (Precision.DAY, Precision.MONTH, Precision.DAY, Precision.MOMENTS)[number % 4]
    decides = number % 10 == 5
    earlier = [other for other in (number - 1, number - 4) if other > 0]
    return Milestone(
        id=f"{tender_id}/stap-{number}",
        tender_id=tender_id,
        number=number,
        title=f"Stap {number} van de inkoop",
        owners=("Projectteam inkoop", "Werkgroep Jeugd"),
        printed=f"{begin.isoformat()} t/m {end.isoformat()}",
        precision=precision,
        first=begin,
        last=end,
        moments=tuple(sorted({begin, end})) if precision is Precision.MOMENTS else (),
        done_on=begin if number % 10 == 0 and begin < NOW.date() else None,
        after=tuple(Link(number=other, lag=number % 3) for other in earlier) if links else (),
        buffer=number % 2,
        kind=StepKind.DECISION if decides else StepKind.COUNTED_BACK,
        body=Body.COLLEGE if decides else None,
        deliver_before=8 if decides else None,
    )


def meetings(tender_id: str) -> tuple[BodyMeeting, ...]:
    """Every third week a meeting in each municipality, for a year and a half."""
    return tuple(
        BodyMeeting(
            id=f"{tender_id}/{place}/{week}",
            tender_id=tender_id,
            municipality=place,
            body=Body.COLLEGE,
            held_on=FIRST + timedelta(weeks=3 * week, days=index % 5),
        )
        for index, place in enumerate(MUNICIPALITIES)
        for week in range(27)
    )


def free_periods(tender_id: str) -> tuple[FreePeriod, ...]:
    return tuple(
        FreePeriod(
            id=f"{tender_id}/{place}",
            tender_id=tender_id,
            first=date(2025, 7, 7),
            last=date(2025, 8, 22),
            name="zomerreces",
            kind=FreeDayKind.RECESS,
            source="griffie",
            applies_to=place,
        )
        for place in MUNICIPALITIES
    )


CALENDAR = FreeDays(extra=tuple(day for period in free_periods("T") for day in period.days))


def milliseconds(work: Callable[[], object], times: int = 9) -> float:
    """Processor time of the fastest of a few runs: what else the machine does counts as little as possible."""
    best = float("inf")
    for _ in range(times):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best * 1000


@pytest.mark.parametrize("links", [True, False], ids=["met links", "zoals gedrukt"])
def test_recalculating_a_tender_grows_with_its_milestones(links: bool) -> None:
    held = meetings("T")

    def cost(amount: int) -> float:
        steps = milestones(amount, "T", links=links)
        hard, today = FIRST + timedelta(days=600), NOW.date()
        worked_out = milliseconds(lambda: schedule(steps, hard, today, CALENDAR, held))
        said = milliseconds(lambda: findings(steps, hard, CALENDAR, today, meetings=held, procedure=PROCEDURE))
        whole = milliseconds(lambda: board("T", NOW, steps, hard, CALENDAR, meetings=held, procedure=PROCEDURE))
        print(f"{amount} milestones: schedule {worked_out:.1f} ms, findings {said:.1f} ms, whole board {whole:.1f} ms")
        return whole

    small, middle, large = cost(50), cost(200), cost(400)
    print(f"200 milestones: {middle:.0f} ms (asked: 50); 8 times as many take {large / small:.1f} times as long")
    assert large / small < 16


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workplace]:
    opened = Workplace(Settings(map=tmp_path))
    yield opened
    opened.close()


def test_boards_of_all_tenders_from_the_database_grow_with_the_tenders(work: Workplace) -> None:
    names = [f"TRAJECT-{number:03}" for number in range(100)]

    def put(some: list[str]) -> None:
        for index, name in enumerate(some):
            with work.database.unit_of_work() as uow:
                uow.tenders.add_all([tender().model_copy(update={"id": name, "tender_id": name})])
                uow.milestones.add_all(milestones(200, name, links=index % 2 == 0))
                uow.meetings.add_all(meetings(name))
                uow.free_periods.add_all(free_periods(name))

    def lines() -> int:
        return sum(len(shown.lines) for shown in boards(work, NOW))

    put(names[:10])
    ten = milliseconds(lines, 3)
    put(names[10:])
    assert lines() > 100 * 200
    hundred = milliseconds(lines, 2)
    print(f"100 tenders of 200 milestones: {hundred / 1000:.2f} s (asked: 5); 10 times as many as {ten:.0f} ms")
    assert hundred / ten < 20
