"""The deployments: what people see and start in the Prefect pages. At most twelve, in the order of the work."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from prefect import Flow
from prefect.runner import Runner
from prefect.schedules import Cron

from flows.deadlines import deadlines
from flows.sending import sending
from flows.stages.award import award
from flows.stages.contracting import contracting
from flows.stages.dialogue import dialogue
from flows.stages.execution import execution
from flows.stages.implementation import implementation
from flows.stages.nota_van_inlichtingen import nota_van_inlichtingen
from flows.stages.preparation import preparation
from flows.stages.publication import publication
from flows.stages.screening import screening
from flows.stages.strategy import strategy


@dataclass(frozen=True)
class Served:
    """One deployment: its name, its flow, one tag (the phase), and the first values of its form."""

    name: str
    flow: Flow[..., Any]
    tag: str
    first: dict[str, Any]


ROOMS: tuple[Served, ...] = (
    Served("00-planning", deadlines, "altijd", {"stap": "3. Bord bijwerken", "klaar": 0}),
    Served("01-strategie", strategy, "voorbereiding", {"stap": "1. Inbreng inlezen"}),
    Served("02-voorbereiding", preparation, "voorbereiding", {"stap": "1. Stukken in concept maken"}),
    Served("03-publicatie", publication, "procedure", {"stap": "1. Aanbieders inlezen"}),
    Served(
        "04-nota-van-inlichtingen",
        nota_van_inlichtingen,
        "procedure",
        {"stap": "1. Vragen en antwoorden inlezen", "ronde": 1},
    ),
    Served("05-toetsing", screening, "procedure", {"stap": "1. Aanmeldingen inlezen"}),
    Served("06-dialoog", dialogue, "procedure", {"stap": "1. Sessies inlezen"}),
    Served("07-toelating", award, "besluit", {"stap": "1. Besluiten en brieven maken"}),
    Served("08-overeenkomsten", contracting, "besluit", {"stap": "1. Overeenkomsten en bijlagen maken"}),
    Served("09-implementatie", implementation, "uitvoering", {"stap": "1. Overbruggingsovereenkomsten maken"}),
    Served("10-uitvoering", execution, "uitvoering", {"stap": "1. Overeenkomsten in uitvoering nemen"}),
    Served(
        "11-verzenden",
        sending,
        "altijd",
        {"stap": "1. Proefrun: er gaat niets weg", "pakket": "nieuwste", "verzendcode": "-", "aantal": 0},
    ),
)

DAILY = Cron("30 7 * * 1-5", timezone="Europe/Amsterdam")
"""Every working day at 07.30 in the Netherlands, outside the hours in which the clock changes."""


def deployments(tender_id: str) -> list[Any]:
    """All deployments, with forms that are filled in for this tender. The planning runs by itself every working day."""
    made = []
    for room in ROOMS:
        values = {"traject": tender_id, "bestand": "nieuwste", "uw_naam": "Projectteam inkoop", **room.first}
        made.append(
            room.flow.to_deployment(
                name=room.name,
                description=(room.flow.description or "") + " Even geduld: een stap begint na 10 tot 30 seconden.",
                tags=[room.tag],
                parameters={"invoer": values},
                schedules=[DAILY] if room.name.startswith("00") else [],
            )
        )
    return made


def serve_all(tender_id: str, ready: Callable[[], None]) -> None:
    """Serve every deployment until the program is stopped, one act at a time.

    ``ready`` is called once every step can be started from the pages. On Ctrl-C the act that is busy stops too; started
    again it goes on where it was.
    """
    runner = Runner(limit=1)
    for made in deployments(tender_id):
        runner.add_deployment(made)
    ready()
    asyncio.run(runner.start())
