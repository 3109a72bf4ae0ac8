"""The deployments: what people see and start in the Prefect pages. At most thirteen, in the order of the work."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from prefect import Flow
from prefect.runner import Runner
from prefect.schedules import Cron, Schedule

from flows.desk import ALL, NEWEST
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
from flows.watching.automations import put_up
from flows.watching.deadlines import deadlines
from flows.watching.upcoming import CHECK, DEPLOYMENT, THE_CLOCK, deadline_check


@dataclass(frozen=True)
class Served:
    """One deployment: its name, its flow, one tag (the phase), and the first values of its form."""

    name: str
    flow: Flow[..., Any]
    tag: str
    first: dict[str, Any]


ROOMS: tuple[Served, ...] = (
    Served(
        "00-planning",
        deadlines,
        "altijd",
        {
            "stap": "3. Bord bijwerken",
            "klaar": 0,
            "doel": "-",
            "verandering": "schuiven",
            "werkdagen": 5,
            "bevestiging": "-",
        },
    ),
    Served(
        "01-strategie",
        strategy,
        "voorbereiding",
        {"stap": "1. Inbreng inlezen", "toezegging": "-", "notitie": "-", "status": "concept"},
    ),
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
    Served(DEPLOYMENT, deadline_check, "altijd", {"stap": CHECK, "termijn": "-"}),
)

ROUNDS = {
    "bord": ("30 7 * * 1-5", "3. Bord bijwerken"),
    "herinneringen": ("30 7 * * 1-5", "7. Herinneringen van vandaag"),
    "weekoverzicht": ("0 13 * * 5", "8. Weekoverzicht"),
}
"""What the planning does by itself, for every tender: when (in the Netherlands, outside the hours in which the clock
changes) and which step. The board also finds the deadlines that were missed while the server was off."""

PATIENCE = " Even geduld: een stap begint na 10 tot 30 seconden."


def deployments(tender_id: str) -> list[Any]:
    """All deployments, with forms that are filled in for this tender. The planning makes its rounds by itself."""
    made = []
    for room in ROOMS:
        values = {"traject": tender_id, "bestand": NEWEST, "uw_naam": "Projectteam inkoop", **room.first}
        made.append(
            room.flow.to_deployment(
                name=room.name,
                description=(room.flow.description or "") + PATIENCE,
                tags=[room.tag],
                parameters={"invoer": values},
                schedules=rounds(values) if room.flow is deadlines else [],
            )
        )
    return made


def rounds(values: Mapping[str, Any]) -> list[Schedule]:
    """The schedules of the planning, each with a whole form: that of the deployment with another step."""
    everyone = {**values, "traject": ALL, "uw_naam": THE_CLOCK}
    return [
        Cron(when, timezone="Europe/Amsterdam", slug=name, parameters={"invoer": {**everyone, "stap": step}})
        for name, (when, step) in ROUNDS.items()
    ]


def serve_all(tender_id: str, ready: Callable[[], None]) -> None:
    """Serve every deployment until the program is stopped, one act of people at a time.

    The deadlines have a runner of their own: many that pass together, or while the server was off, keep nobody waiting.
    A run is taken up when its moment has come and not before, so that waiting for it takes nobody's turn.
    ``ready`` is called once every step can be started from the pages. On Ctrl-C the act that is busy stops too; started
    again it goes on where it was.
    """
    for_people, for_the_clock = Runner(limit=1, prefetch_seconds=0), Runner(limit=1, prefetch_seconds=0)
    for made in deployments(tender_id):
        (for_the_clock if made.name == DEPLOYMENT else for_people).add_deployment(made)
    put_up()
    ready()
    # The last one to start hears the signal to stop.
    asyncio.run(_run(for_the_clock, for_people))


async def _run(*runners: Runner) -> None:
    await asyncio.gather(*(runner.start() for runner in runners))
