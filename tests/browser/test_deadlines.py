"""Deadlines as people see them: the form, the board, the list of what is upcoming, and a deadline that was missed.

Set ``INKOOP_SHOTS`` to a folder to keep the pictures.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.exchange import planning as sheet
from flows.rules.planning.upcoming import UpcomingRun
from flows.rules.wording import plain_date
from flows.watching.upcoming import keep_in_step
from tests import plans
from tests.browser.chromium import Page, eventually
from tests.browser.served import Served, started

pytestmark = pytest.mark.browser

AHEAD = {3: ("Concept naar college", 3), 4: ("Nota publiceren", 9), 5: ("Vragen sluiten", 9), 6: ("Besluit raad", 60)}
"""Steps that lie ahead, with the days until then; number 5 is due at noon, before number 4."""


def day(after: int) -> date:
    return plans.now().date() + timedelta(days=after)


@pytest.fixture(scope="module")
def work_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tender of today, with its plan in the drop folder: one step done, one missed yesterday, the rest ahead."""
    folder = tmp_path_factory.mktemp("werkmap")
    plans.open_tender(folder)
    steps = [
        plans.step(1, "Startnotitie", day(-30), done_on=day(-31)),
        plans.step(2, "Verslag van de inspraak", day(-1)),
        *(
            plans.step(number, title, day(after), at=time(12) if number == 5 else None)
            for number, (title, after) in AHEAD.items()
        ),
    ]
    (folder / "invoer" / "planning" / "planning.xlsx").write_bytes(sheet.write(steps))
    return folder


@pytest.fixture(scope="module")
def served(work_folder: Path) -> Iterator[Served]:
    with started(work_folder) as running:
        yield running


@pytest.fixture(scope="module")
def planned(served: Served) -> dict[str, Any]:
    return served.run("00-planning", stap="2. Planning inlezen")


@pytest.fixture(scope="module")
def upcoming(served: Served, planned: dict[str, Any]) -> list[dict[str, Any]]:
    """The waiting runs as they were after the plan was read."""
    return served.scheduled("12-termijnen")


@pytest.fixture(scope="module")
def told(served: Served, upcoming: list[dict[str, Any]]) -> dict[str, Any]:
    """The run that the automation started for the step that was missed yesterday."""
    wanted = {
        "deployments": {"name": {"any_": ["12-termijnen"]}},
        "flow_runs": {"name": {"any_": ["MIJOV-J26 · stap-2 · 2. Gemiste termijn melden"]}},
    }
    found = eventually("de run van de automatisering", lambda: served.ask("/flow_runs/filter", wanted), 240.0)
    return served.ended(found[0]["id"])


@pytest.fixture(scope="module")
def missed(served: Served, told: dict[str, Any]) -> dict[str, Any]:
    return served.run("12-termijnen", termijn="stap-2")


def keys(runs: list[dict[str, Any]]) -> list[str]:
    return [run["parameters"]["invoer"]["termijn"] for run in runs]


def test_the_form_of_the_planning_speaks_dutch(served: Served, screen: Page, shots: Path) -> None:
    screen.open(f"{served.address}/v2/deployments/deployment/{served.deployment('00-planning')['id']}/run")
    text = screen.wait_for("Inkooptraject", "Stap die klaar is", "Wat als", "Wat wilt u doen?")
    screen.picture(shots / "6-formulier-planning.png", height=1800)
    assert "(Optional)" not in text


def test_the_list_of_upcoming_deadlines_is_the_plan_in_order_of_time(upcoming: list[dict[str, Any]]) -> None:
    assert keys(upcoming) == ["stap-3", "stap-5", "stap-4", "stap-6", "ingang"]
    assert upcoming[0]["name"] == f"MIJOV-J26 · {plain_date(day(3))} · Concept naar college · Projectteam"
    assert upcoming[1]["name"] == f"MIJOV-J26 · {plain_date(day(9))} 12.00 uur · Vragen sluiten · Projectteam"


def test_people_see_that_list_on_the_tab_upcoming(
    served: Served, screen: Page, shots: Path, upcoming: list[dict[str, Any]]
) -> None:
    screen.open(f"{served.address}/v2/deployments/deployment/{served.deployment('12-termijnen')['id']}")
    screen.click("Upcoming")
    names = [run["name"] for run in upcoming]
    text = screen.wait_for(*names)
    screen.picture(shots / "7-termijnen.png", height=1300)
    assert sorted(names, key=text.index) == names


def test_the_board_shows_what_is_late_and_what_is_next(
    served: Served, screen: Page, shots: Path, planned: dict[str, Any]
) -> None:
    assert planned["state"]["type"] == "COMPLETED", planned["state"]
    screen.open(f"{served.address}/v2/artifacts/artifact/{served.artifact('mijov-j26-planning')}")
    screen.wait_for("Te laat (1)", "Verslag van de inspraak", "Daarna", "Besluit raad", "Planning in beeld", "Klaar (")
    eventually(
        "het plaatje van de planning",
        lambda: screen.evaluate("(document.querySelector('img[src^=\"data:image/png\"]') || {}).naturalWidth > 600"),
    )
    screen.picture(shots / "8-bord-van-nu.png", height=3600)


def test_a_missed_deadline_is_red_and_says_what_to_do(
    served: Served, screen: Page, shots: Path, missed: dict[str, Any]
) -> None:
    assert (missed["state"]["type"], missed["state"]["name"]) == ("FAILED", "Gemist")
    screen.open(f"{served.address}/v2/runs/flow-run/{missed['id']}")
    text = screen.wait_for("MIJOV-J26 · stap-2 · 1. Termijn nagaan", "Gemist", "Verslag van de inspraak")
    screen.picture(shots / "9-gemist.png")
    assert "Traceback" not in text


def test_the_automation_told_the_lead_of_it(served: Served, told: dict[str, Any], work_folder: Path) -> None:
    assert told["state"]["type"] == "COMPLETED", told["state"]
    assert told["created_by"]["type"] == "AUTOMATION"
    letters = list((work_folder / "post-uit").rglob("*.eml"))
    assert len(letters) == 1
    assert letters[0].parent.name.startswith("termijn-gemist")


def test_the_automation_stands_on_its_page(served: Served, screen: Page, shots: Path) -> None:
    screen.open(f"{served.address}/v2/automations")
    screen.wait_for("Termijn gemist: mail de projectleider")
    screen.picture(shots / "10-automatisering.png")


def test_the_rounds_of_the_day_and_the_week_stand_in_the_calendar(served: Served) -> None:
    found = {row["slug"]: row for row in served.deployment("00-planning")["schedules"]}
    assert {slug: row["schedule"]["cron"] for slug, row in found.items()} == {
        "bord": "30 7 * * 1-5",
        "herinneringen": "30 7 * * 1-5",
        "weekoverzicht": "0 13 * * 5",
    }
    for row in found.values():
        assert row["schedule"]["timezone"] == "Europe/Amsterdam"
        assert row["parameters"]["invoer"]["traject"] == "alle"


def test_two_acts_at_once_leave_no_double_and_one_that_was_killed_is_finished(served: Served) -> None:
    """As two acts on another tender would do it at the same moment, and after one of them died halfway."""
    moments = [plans.now().astimezone(UTC).replace(microsecond=0) + timedelta(days=number) for number in range(1, 9)]
    rows = [UpcomingRun(key=f"stap-{n}", name=f"ANDER-J27 · {n}", when=when) for n, when in enumerate(moments)]
    deployment = UUID(served.deployment("12-termijnen")["id"])
    others = {run["id"] for run in served.scheduled("12-termijnen")}

    def keep(wanted: list[UpcomingRun]) -> None:
        settings = {PREFECT_API_URL: f"{served.address}/api"}
        with temporary_settings(updates=settings), get_client(sync_client=True) as client:
            keep_in_step(client, deployment, "ANDER-J27", wanted, plans.now())

    def waiting() -> list[str]:
        return [run["name"] for run in served.scheduled("12-termijnen") if run["id"] not in others]

    keep(rows[:3])
    with ThreadPoolExecutor(max_workers=2) as at_once:
        list(at_once.map(keep, [rows, rows]))
    assert waiting() == [row.name for row in rows]
    keep([])
    assert waiting() == []
    assert {run["id"] for run in served.scheduled("12-termijnen")} == others


def test_a_moved_deadline_moves_and_a_done_one_goes_and_none_is_doubled(
    served: Served, work_folder: Path, told: dict[str, Any], screen: Page, shots: Path
) -> None:
    """The daily round, for all tenders, sees what changed in the record meanwhile."""
    kept = {row.number: row for row in plans.record_in(work_folder).milestones}
    later = kept[3].model_copy(update={"first": day(20), "last": day(20)})
    plans.plan(work_folder, later, kept[5].model_copy(update={"done_on": day(0)}))
    before = {run["id"] for run in served.scheduled("12-termijnen")}
    for _ in range(2):
        assert served.run("00-planning", stap="3. Bord bijwerken", traject="alle")["state"]["type"] == "COMPLETED"
        after = served.scheduled("12-termijnen")
        assert keys(after) == ["stap-4", "stap-3", "stap-6", "ingang"]
    assert after[1]["name"] == f"MIJOV-J26 · {plain_date(day(20))} · Concept naar college · Projectteam"
    assert {run["id"] for run in after if run["parameters"]["invoer"]["termijn"] != "stap-3"} < before
    screen.open(f"{served.address}/v2/artifacts/artifact/{served.artifact('alle-trajecten')}")
    screen.wait_for("Alle trajecten", "MIJOV-J26", "Eerst doen: Verslag van de inspraak")
    screen.picture(shots / "11-alle-trajecten.png")
