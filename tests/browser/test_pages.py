"""The pages that people work with, on the real server, looked at with a real browser.

Set ``INKOOP_SHOTS`` to a folder to keep the pictures.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.cli import main
from flows.exchange import rehearsal
from tests.browser.chromium import Page, eventually
from tests.browser.served import Served, started

pytestmark = pytest.mark.browser

STEPS = [
    "00-planning",
    "01-strategie",
    "02-voorbereiding",
    "03-publicatie",
    "04-nota-van-inlichtingen",
    "05-toetsing",
    "06-dialoog",
    "07-toelating",
    "08-overeenkomsten",
    "09-implementatie",
    "10-uitvoering",
    "11-verzenden",
    "12-termijnen",
]


@pytest.fixture(scope="module")
def work_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rehearsal on the morning the tender begins, with the plan in its drop folder."""
    folder = tmp_path_factory.mktemp("werkmap")
    before = dict(os.environ)
    try:
        assert main(["klok", "2024-06-20T09:00", "--map", str(folder)]) == 0
    finally:
        os.environ.clear()
        os.environ.update(before)
    plan = folder / "invoer" / "planning" / "planning.xlsx"
    plan.write_bytes(rehearsal.planning_file(rehearsal.load("mij-ov")))
    return folder


@pytest.fixture(scope="module")
def served(work_folder: Path) -> Iterator[Served]:
    """The server and its deployments; Ctrl-C ends them in good order and leaves nothing behind."""
    with started(work_folder) as running:
        yield running
    assert running.process.returncode == 0
    assert "Gestopt." in (work_folder / "start.log").read_text(encoding="utf-8")
    assert not (work_folder / ".prefect" / "poort").exists()


@pytest.fixture(scope="module")
def opened(served: Served) -> dict[str, Any]:
    return served.run("00-planning", stap="1. Traject openen")


@pytest.fixture(scope="module")
def planned(served: Served, opened: dict[str, Any]) -> dict[str, Any]:
    return served.run("00-planning", stap="2. Planning inlezen")


@pytest.fixture(scope="module")
def refused(served: Served, opened: dict[str, Any]) -> dict[str, Any]:
    """The run of somebody who mistyped the name of the file."""
    return served.run("00-planning", stap="2. Planning inlezen", bestand="planing.xlsx")


@pytest.fixture(scope="module")
def by_hand(served: Served, screen: Page, opened: dict[str, Any], shots: Path) -> dict[str, Any]:
    """The run of somebody who opened the form of the nota and submitted it as it stood, too early in the tender."""
    screen.open(f"{served.address}/v2/deployments/deployment/{served.deployment(STEPS[4])['id']}/run")
    screen.wait_for("Nummer van de nota", "Submit")
    screen.picture(shots / "2-formulier.png")
    screen.click("Submit")
    return served.run_of(STEPS[4])


def test_all_steps_stand_on_the_page_that_start_names(served: Served, screen: Page, shots: Path) -> None:
    screen.open(served.first_page)
    text = screen.wait_for(*STEPS, "Ready")
    screen.picture(shots / "1-stappen.png")
    assert sorted(STEPS, key=text.index) == STEPS
    assert text.count(" Ready ") == len(STEPS)
    assert "Not Ready" not in text


def test_form_speaks_dutch(served: Served, screen: Page) -> None:
    screen.open(f"{served.address}/v2/deployments/deployment/{served.deployment(STEPS[4])['id']}/run")
    text = screen.wait_for("Inkooptraject", "Bestand", "Uw naam", "Wat wilt u doen?", "Nummer van de nota")
    assert "1. Vragen en antwoorden inlezen" in text
    assert "(Optional)" not in text
    filled = screen.evaluate("[...document.querySelectorAll('textarea')].map(field => field.value)")
    assert filled == ["MIJOV-J26", "nieuwste", "Projectteam inkoop"]


def test_opening_a_tender_completes_in_the_served_process(opened: dict[str, Any]) -> None:
    assert (opened["state"]["type"], opened["state"]["name"]) == ("COMPLETED", "Traject geopend")
    assert opened["name"] == "MIJOV-J26 · 1. Traject openen"


def test_planning_is_read_and_on_paper(work_folder: Path, planned: dict[str, Any]) -> None:
    assert (planned["state"]["type"], planned["state"]["name"]) == ("COMPLETED", "9 stappen, 5 let op")
    made = {path.suffix for path in (work_folder / "uitvoer" / "00-planning").iterdir()}
    assert made >= {".docx", ".png", ".ics"}


def test_wrong_file_name_ends_in_a_dutch_state(refused: dict[str, Any]) -> None:
    assert (refused["state"]["type"], refused["state"]["name"]) == ("FAILED", "Invoer onjuist – 1 fout")
    assert "Er staat geen bestand 'planing.xlsx' in invoer/planning." in refused["state"]["message"]


def test_a_form_submitted_too_early_says_what_comes_first(by_hand: dict[str, Any]) -> None:
    assert (by_hand["state"]["type"], by_hand["state"]["name"]) == ("FAILED", "Nog niet – 1 punt")
    assert "Eerst moet Publicatie gesloten zijn." in by_hand["state"]["message"]


def test_runs_page_tells_the_story(
    served: Served,
    screen: Page,
    shots: Path,
    planned: dict[str, Any],
    refused: dict[str, Any],
    by_hand: dict[str, Any],
) -> None:
    screen.open(f"{served.address}/v2/runs")
    screen.wait_for(
        "MIJOV-J26 · 1. Traject openen",
        "Traject geopend",
        "MIJOV-J26 · 2. Planning inlezen",
        "9 stappen, 5 let op",
        "Invoer onjuist – 1 fout",
        "MIJOV-J26 · nota 1 · 1. Vragen en antwoorden inlezen",
        "Nog niet – 1 punt",
    )
    screen.picture(shots / "3-runs.png", height=1300)


def test_a_refused_run_shows_no_stack_trace(served: Served, screen: Page, shots: Path, refused: dict[str, Any]) -> None:
    screen.open(f"{served.address}/v2/runs/flow-run/{refused['id']}")
    text = screen.wait_for("MIJOV-J26 · 2. Planning inlezen", "Invoer onjuist", "planing.xlsx")
    screen.picture(shots / "4-geweigerd.png")
    assert "Traceback" not in text
    lines = served.ask("/logs/filter", {"logs": {"flow_run_id": {"any_": [refused["id"]]}}})
    assert [line["message"] for line in lines if "Traceback" in line["message"]] == []


def test_board_shows_the_plan_and_its_picture(
    served: Served, screen: Page, shots: Path, planned: dict[str, Any]
) -> None:
    screen.open(f"{served.address}/v2/artifacts/artifact/{served.artifact('mijov-j26-planning')}")
    screen.wait_for("Planning Inkoop jeugdhulp 2026", "Te laat", "Deze week", "Waarom deze datum", "Planning in beeld")
    width = eventually(
        "het plaatje van de planning",
        lambda: screen.evaluate("(document.querySelector('img[src^=\"data:image/png\"]') || {}).naturalWidth"),
    )
    screen.picture(shots / "5-bord.png", height=3600)
    assert width > 600


def test_daily_watch_stands_in_the_calendar(served: Served) -> None:
    deployment = served.deployment("00-planning")
    wanted = {
        "deployments": {"id": {"any_": [deployment["id"]]}},
        "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}},
    }
    waiting = eventually("een geplande run van 00-planning", lambda: served.ask("/flow_runs/filter", wanted), 90.0)
    assert all(run["auto_scheduled"] for run in waiting)
