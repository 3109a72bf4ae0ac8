"""All tenders of a work folder on one page of Prefect, for who leads more than one."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from prefect.artifacts import create_markdown_artifact
from prefect.context import FlowRunContext

from flows.desk import calendar_of
from flows.rules.planning.overview import overview
from flows.rules.planning.watch import LOOKS_AT, board_of
from flows.rules.procedures import PROCEDURES
from flows.rules.wording import at_time
from flows.workplace import Workplace
from schemas.planning import Board

KEY = "alle-trajecten"


def boards(work: Workplace, now: datetime) -> tuple[Board, ...]:
    """The board of every tender in the work folder, in the order of their ids."""
    with _nothing_thrown_away():
        with work.database.read() as uow:
            records = uow.load_all(*LOOKS_AT)
        return tuple(
            board_of(record, PROCEDURES[record.tender.procedure], calendar_of(record.free_periods), now)
            for record in records
        )


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """Without the search for garbage: all that is made here stays, and searching it over and over takes a quarter."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def show_all(work: Workplace, now: datetime) -> None:
    """Put the tenders side by side in one artifact; outside Prefect there is nobody to show it to."""
    if FlowRunContext.get() is None:
        return
    create_markdown_artifact(
        f"# Alle trajecten\nStand {at_time(now)}.\n\n{overview(boards(work, now))}",
        key=KEY,
        description=f"Alle trajecten naast elkaar, stand {at_time(now)}",
    )
