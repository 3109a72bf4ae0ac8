"""What a deadline's run says when its moment has come, what is remembered, and rounds over every tender."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from flows import stage_door
from flows.desk import Desk, Outcome, RoomInput, visit
from flows.rules.planning.watch import board_of
from flows.rules.wording import AMSTERDAM
from flows.settings import Settings
from flows.tasks.clock import set_rehearsal
from flows.watching import upcoming
from flows.workplace import Workplace
from schemas.errors import PermanentError
from schemas.planning import Milestone
from tests import plans

DUE = date(2026, 6, 9)
START = date(2027, 6, 1)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INKOOP_MAP", str(tmp_path))
    return tmp_path


def planned(folder: Path, now: str, *steps: Milestone) -> None:
    """A tender with this plan, at this moment in the Netherlands."""
    set_rehearsal(folder / "oefenklok.json", datetime.fromisoformat(now).replace(tzinfo=AMSTERDAM))
    plans.open_tender(folder, *steps, start=START)


def asked(key: str = "stap-1") -> tuple[bool, str, str]:
    values = {"traject": plans.REFERENCE, "bestand": "nieuwste", "uw_naam": "Test", "termijn": key}
    return stage_door.run("termijnen", 1, values, in_prefect=False)


def followed(folder: Path) -> None:
    """The board is brought up to date, outside Prefect."""
    work = Workplace(Settings(map=folder))
    desk = Desk(work=work, tender_id=plans.REFERENCE, actor="Test", file_name="nieuwste", now=work.clock.now())
    upcoming.follow(desk, board_of(desk.record, desk.procedure, desk.calendar, desk.now))
    work.close()


@pytest.mark.parametrize(
    ("now", "changed", "completed", "headline"),
    [
        ("2026-06-09T23:58", {}, True, "Loopt tot 9 juni"),
        ("2026-06-09T23:59", {}, False, "Gemist"),
        ("2026-06-10T00:00", {}, False, "Gemist"),
        ("2026-06-09T11:58", {"at": time(12)}, True, "Loopt tot 12.00 uur"),
        ("2026-06-09T12:00:01", {"at": time(12)}, False, "Gemist"),
        ("2026-06-08T12:00:01", {"at": time(12)}, True, "Loopt tot 9 juni"),
        ("2025-12-30T12:00", {}, True, "Loopt tot 9-6-2026"),
        ("2026-06-09T23:59", {"done_on": date(2026, 6, 9)}, True, "Gehaald"),
        ("2026-06-09T23:59", {"done_on": date(2026, 6, 2)}, True, "Gehaald"),
        ("2026-06-09T23:59", {"hard": True}, False, "Gemist"),
    ],
)
def test_a_run_asks_the_record_and_says_how_the_deadline_stands(
    folder: Path, now: str, changed: dict[str, object], completed: bool, headline: str
) -> None:
    planned(folder, now, plans.step(1, "Concept naar college", DUE, **changed))
    answer = asked()
    assert answer[:2] == (completed, headline)
    assert "Concept naar college: 9 juni 2026" in answer[2]


def test_a_deadline_that_moved_says_where_to(folder: Path) -> None:
    planned(folder, "2026-05-01T09:00", plans.step(1, "Concept naar college", date(2026, 5, 4)))
    followed(folder)
    (step,) = plans.record_in(folder).milestones
    plans.plan(folder, step.model_copy(update={"first": date(2026, 9, 30), "last": date(2026, 9, 30)}))
    assert asked()[:2] == (True, "Verplaatst naar 30 september")
    assert len("Verplaatst naar 30 september") <= 30


def test_a_deadline_that_is_gone_says_so(folder: Path) -> None:
    planned(folder, "2026-06-09T09:00")
    assert asked()[:2] == (True, "Vervallen")


def test_a_miss_is_remembered_once_and_stands_once_in_the_journal(folder: Path) -> None:
    planned(folder, "2026-06-10T09:00", plans.step(1, "Concept", DUE), plans.step(2, "Besluit", START))
    for _ in range(2):
        followed(folder)
        assert asked()[1] == "Gemist"
    watched = {row.id: row for row in plans.record_in(folder).watched}
    assert watched["stap-1"].missed_on == date(2026, 6, 10)
    assert watched["stap-2"].missed_on is None
    assert plans.journal_in(folder, "deadline.missed") == [{"key": "stap-1", "due": "2026-06-09"}]


def test_what_is_no_longer_in_the_plan_is_no_longer_watched(folder: Path) -> None:
    planned(folder, "2026-06-01T09:00", plans.step(1, "Concept", DUE))
    followed(folder)
    assert "stap-1" in {row.id for row in plans.record_in(folder).watched}
    work = Workplace(Settings(map=folder))
    with work.database.unit_of_work() as uow:
        uow.milestones.replace_all(plans.REFERENCE, [])
    work.close()
    followed(folder)
    assert "stap-1" not in {row.id for row in plans.record_in(folder).watched}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("MIJOV-J26 · 9 juni 2026 · Concept · Projectteam", "MIJOV-J26 · 9 juni 2026 · Concept · Projectteam"),
        ("small-xeme", "MIJOV-J26 · stap-1 · 1. Termijn nagaan"),
        ("MIJOV-J26", "MIJOV-J26 · stap-1 · 1. Termijn nagaan"),
    ],
)
def test_a_scheduled_run_keeps_the_name_of_its_deadline(given: str, shown: str) -> None:
    form = upcoming.DeadlineInput.model_validate(upcoming.form("MIJOV-J26", "stap-1"))
    assert upcoming.run_name(given, form) == shown


# Every tender at once

BOARD = "3. Bord bijwerken"


def around(folder: Path, tender_id: str, everywhere: tuple[str, ...] = (BOARD,)) -> tuple[Any, list[str], list[str]]:
    """The end state of a round, the tenders that were visited, and what was done afterwards."""
    visited: list[str] = []
    afterwards: list[str] = []

    def step(desk: Desk) -> Outcome:
        visited.append(desk.tender.id)
        if desk.tender_id == "B-J27":
            raise PermanentError("De schijf is vol.")
        return Outcome(headline="1 te laat", lines=("Concept: 9 juni 2026.",))

    form = RoomInput(traject=tender_id, bestand="nieuwste", uw_naam="Test")
    state = visit(
        None, form, {BOARD: step}, BOARD, everywhere=everywhere, afterwards=lambda work, now: afterwards.append("na")
    )
    return state, visited, afterwards


def tenders(folder: Path, *names: str) -> None:
    planned(folder, "2026-06-09T09:00")
    work = Workplace(Settings(map=folder))
    with work.database.unit_of_work() as uow:
        (first,) = uow.tenders.find_everywhere()
        uow.tenders.put_all(first.model_copy(update={"id": name, "tender_id": name, "version": 0}) for name in names)
    work.close()


def test_a_round_visits_every_tender_and_one_that_fails_stops_no_other(folder: Path) -> None:
    tenders(folder, "A-J27", "B-J27")
    state, visited, afterwards = around(folder, "alle")
    assert visited == ["A-J27", "B-J27", "MIJOV-J26"]
    assert (state.is_completed(), state.name) == (False, "3 trajecten, 1 niet gelukt")
    for said in ("A-J27: 1 te laat.", "A-J27: Concept: 9 juni 2026.", "B-J27: De schijf is vol.", "MIJOV-J26: 1 te"):
        assert said in state.message
    assert afterwards == ["na"]


def test_a_round_that_went_well_is_green(folder: Path) -> None:
    tenders(folder, "A-J27")
    state, visited, _ = around(folder, "alle")
    assert (state.is_completed(), state.name, len(visited)) == (True, "2 trajecten gedaan", 2)


def test_with_one_tender_a_round_is_the_act_itself(folder: Path) -> None:
    tenders(folder)
    state, visited, _ = around(folder, "alle")
    assert (state.name, visited) == ("1 te laat", ["MIJOV-J26"])


def test_without_tenders_a_round_has_nothing_to_do(folder: Path) -> None:
    Workplace(Settings(map=folder)).close()
    state, visited, _ = around(folder, "alle")
    assert (state.is_completed(), state.name, visited) == (True, "Niets te doen", [])


def test_a_step_of_people_is_never_done_for_all_tenders(folder: Path) -> None:
    tenders(folder, "A-J27")
    state, visited, _ = around(folder, "alle", everywhere=())
    assert (state.is_completed(), visited) == (False, [])
    assert state.name == "Invoer onjuist – 1 fout"
