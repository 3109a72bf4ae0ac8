"""The rehearsal: one whole tender, from draft strategy to contracts at the providers, through the real flows.

The script is a list of scenes: on that day somebody puts a file in a drop folder, or not, and starts one step. Every
finished scene is noted in the journal, so that a rehearsal that was killed goes on with the scene it was in; each step
is safe to do again. Nothing here decides anything: it only plays the project team.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from flows import server
from flows.exchange import rehearsal
from flows.exchange.rehearsal import Rehearsal
from flows.rules.wording import AMSTERDAM, plain_date
from flows.settings import Settings
from flows.tasks import files
from flows.tasks.clock import set_rehearsal
from flows.workplace import Workplace
from schemas.consultation import Subject
from schemas.errors import PermanentError
from schemas.journal import Event

REGION = "mij-ov"
REPORTS = (
    ("2025-05-07", "2025-05-15"),
    ("2025-05-21", "2025-06-02"),
    ("2025-06-04", "2025-06-13"),
    ("2025-06-18", "2025-06-26"),
)
"""Per dialogue session the days of its draft report and of its final one."""
PLAYER = "Projectteam inkoop (oefening)"

Handed = Callable[[Rehearsal], bytes]


@dataclass(frozen=True)
class Scene:
    """One act: when, which deployment, which step, and the file that is handed over first (folder/name and content)."""

    when: str
    room: str
    step: int
    file: str = ""
    content: Handed | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.when).replace(tzinfo=AMSTERDAM)


def sent(when: str, package: str) -> tuple[Scene, Scene]:
    """A package leaves: a rehearsal first, then the real thing with its code and count."""
    return (
        Scene(when, "11-verzenden", 1, fields={"pakket": package}),
        Scene(when, "11-verzenden", 2, fields={"pakket": package, "verzendcode": "?"}),
    )


def ticked(when: str, number: int) -> Scene:
    """A step of the plan is done; the board is written again."""
    return Scene(when, "00-planning", 4, fields={"klaar": number})


def decided(when: str, subject: Subject, room: str, step: int) -> Scene:
    """The colleges' decisions up to that day come in as one list."""
    day = datetime.fromisoformat(when).date()
    return Scene(
        when,
        room,
        step,
        f"besluiten/besluiten-{when[:10]}.xlsx",
        lambda played: rehearsal.decisions_file(played, subject, day),
    )


def script() -> Iterator[Scene]:
    """The MIJ/OV tender, June 2024 to January 2026, in the order in which it is played."""
    yield Scene("2024-06-20T09:00", "00-planning", 1)
    yield Scene("2024-06-20T10:00", "00-planning", 2, "planning/planning.xlsx", rehearsal.planning_file)
    yield from strategy_and_preparation()
    yield from publication_and_nota()
    yield from screening_and_dialogue()
    yield from award_to_execution()


def strategy_and_preparation() -> Iterator[Scene]:
    yield ticked("2024-06-21T09:00", 1)
    yield Scene("2024-06-21T10:00", "00-planning", 5, fields={"doel": "5", "verandering": "langer", "werkdagen": 15})
    yield decided("2024-07-24T09:00", Subject.DRAFT_STRATEGY, "01-strategie", 4)
    yield Scene(
        "2024-09-23T09:00",
        "01-strategie",
        1,
        "inbreng/inbreng.xlsx",
        lambda played: rehearsal.consultation_file(played, with_answers=False),
    )
    yield ticked("2024-10-01T09:00", 2)
    yield Scene(
        "2024-10-21T09:00",
        "01-strategie",
        1,
        "inbreng/inbreng-met-reacties.xlsx",
        lambda played: rehearsal.consultation_file(played, with_answers=True),
    )
    yield Scene("2024-10-21T11:00", "01-strategie", 2)
    yield Scene("2024-10-25T09:00", "01-strategie", 3)
    yield Scene("2024-10-25T09:30", "01-strategie", 6)
    yield Scene("2024-10-25T09:45", "01-strategie", 7)
    yield ticked("2024-10-25T10:00", 3)
    yield Scene("2024-11-04T09:00", "02-voorbereiding", 1)
    yield decided("2024-11-27T09:00", Subject.STRATEGY, "01-strategie", 4)
    yield decided("2024-12-18T09:00", Subject.STRATEGY, "01-strategie", 4)
    yield Scene("2024-12-18T10:00", "01-strategie", 5)
    yield Scene("2024-12-18T11:00", "02-voorbereiding", 2)
    yield Scene("2024-12-18T11:30", "02-voorbereiding", 3)
    yield ticked("2024-12-18T12:00", 4)
    yield ticked("2024-12-18T12:05", 5)


def publication_and_nota() -> Iterator[Scene]:
    yield Scene("2024-12-19T09:00", "03-publicatie", 1, "aanbieders/aanbieders.xlsx", rehearsal.providers_file)
    yield Scene("2024-12-19T10:00", "03-publicatie", 2)
    yield Scene("2024-12-19T11:00", "03-publicatie", 3)
    yield from sent("2024-12-19T11:30", "aankondiging")
    yield Scene("2024-12-19T12:00", "03-publicatie", 4)
    for number, asked, answered, published in (
        (1, "2025-01-27", "2025-02-07", "2025-02-10"),
        (2, "2025-03-03", "2025-03-14", "2025-03-17"),
    ):
        for when, known in ((asked, False), (answered, True)):
            yield Scene(
                f"{when}T09:00",
                "04-nota-van-inlichtingen",
                1,
                f"vragen/vragen-ronde-{number}-{when}.xlsx",
                lambda played, number=number, known=known: rehearsal.questions_file(  # type: ignore[misc]
                    played, number, with_answers=known
                ),
                {"ronde": number},
            )
        yield Scene(f"{answered}T10:00", "04-nota-van-inlichtingen", 2, fields={"ronde": number})
        yield Scene(f"{published}T09:00", "04-nota-van-inlichtingen", 3, fields={"ronde": number})
        yield from sent(f"{published}T10:00", f"nota-{number}")
        if number == 1:
            yield Scene(f"{published}T11:00", "04-nota-van-inlichtingen", 7, fields={"ronde": number})
            yield from sent(f"{published}T12:00", "individuele-antwoorden")
    yield Scene("2025-03-17T11:00", "04-nota-van-inlichtingen", 4, fields={"ronde": 2})


def screening_and_dialogue() -> Iterator[Scene]:
    yield Scene("2025-03-31T09:00", "05-toetsing", 1, "aanmeldingen/aanmeldingen.xlsx", rehearsal.applications_file)
    yield Scene("2025-03-31T10:00", "05-toetsing", 2)
    yield from sent("2025-03-31T11:00", "aanvulverzoeken")
    yield Scene("2025-04-14T13:00", "05-toetsing", 3)
    yield Scene("2025-04-15T09:00", "05-toetsing", 3)
    yield Scene("2025-04-15T11:00", "05-toetsing", 4)
    yield from dialogue()
    yield ticked("2025-06-26T13:00", 6)


def dialogue() -> Iterator[Scene]:
    """Lots for the seats, invitations, and per session a draft report to who was there and a final one to all."""
    room = "06-dialoog"
    yield Scene("2025-04-16T09:00", room, 7, "dialoog/sessies-loting.xlsx", rehearsal.seats_file)
    yield told("2025-04-17T09:00", 1, False)
    yield Scene("2025-04-17T10:00", room, 2)
    yield from sent("2025-04-17T11:00", "dialoog-uitnodigingen")
    for number, (drafted, reported) in enumerate(REPORTS, start=1):
        yield told(f"{drafted}T09:00", number, True, draft=True)
        yield Scene(f"{drafted}T10:00", room, 5)
        yield from sent(f"{drafted}T11:00", f"dialoog-verslag-concept-{number}")
        yield told(f"{reported}T09:00", number, True)
        yield Scene(f"{reported}T10:00", room, 3)
        yield from sent(f"{reported}T11:00", f"dialoog-verslag-{number}")
    yield Scene("2025-06-26T12:00", room, 4)


def told(when: str, number: int, with_report: bool, *, draft: bool = False) -> Scene:
    """The list of sessions as it stands at session ``number``."""
    stand = f"{number}{'-concept' if draft else ''}" if with_report else "uitnodiging"
    return Scene(
        when,
        "06-dialoog",
        1,
        f"dialoog/sessies-{stand}.xlsx",
        lambda played: rehearsal.sessions_file(played, number, with_report, draft=draft),
    )


def award_to_execution() -> Iterator[Scene]:
    yield Scene("2025-07-08T09:00", "07-toelating", 1)
    yield from sent("2025-07-08T10:00", "besluiten")
    yield decided("2025-07-23T09:00", Subject.AGREEMENT, "07-toelating", 2)
    yield ticked("2025-07-23T10:00", 7)
    yield Scene("2025-07-29T09:00", "07-toelating", 3)
    yield Scene("2025-09-01T09:00", "08-overeenkomsten", 1)
    yield from sent("2025-09-01T11:00", "overeenkomsten")
    yield Scene("2025-09-01T12:00", "08-overeenkomsten", 2)
    yield Scene("2025-10-01T09:00", "09-implementatie", 1)
    yield from sent("2025-10-01T10:00", "implementatie-overbrugging")
    yield Scene("2025-11-03T09:00", "09-implementatie", 2)
    yield from sent("2025-11-03T10:00", "implementatie-toegangen")
    yield Scene("2025-11-03T11:00", "09-implementatie", 3)
    yield ticked("2025-12-30T09:00", 8)
    yield Scene("2026-01-02T09:00", "10-uitvoering", 1)
    yield Scene("2026-01-02T10:00", "10-uitvoering", 2)
    yield ticked("2026-01-02T11:00", 9)


def rehearse(folder: Path, *, pdf: bool, say: Callable[[str], None], through_prefect: bool = True) -> int:
    """Play what has not been played yet in ``folder``; returns the exit code of the command.

    ``through_prefect`` False plays the same steps without a server, for tests that only look at the result.
    """
    os.environ["INKOOP_MAP"] = str(folder)
    if not pdf:
        os.environ["INKOOP_PDF"] = "false"
    work = Workplace(Settings())
    with work.database.exclusive("oefening", wait=False):
        work.sweep()
        scenes = list(script())
        set_rehearsal_if_new(work, scenes[0])
        played = rehearsal.load(REGION)
        tender_id = played.region.tender.id
        done = finished(work, tender_id)
        waiting = [(number, scene) for number, scene in enumerate(scenes, start=1) if number not in done]
        if waiting:
            say(f"Inkoopstraat speelt {played.region.tender.title} na in {work.root}.")
            if done:
                say(f"{len(done)} van {len(scenes)} stappen zijn al gespeeld; de rest volgt nu.")
            play_all = play if through_prefect else play_bare
            play_all(work, played, waiting, len(scenes), say)
        return closing(work, tender_id, say)


def set_rehearsal_if_new(work: Workplace, first: Scene) -> None:
    """A work folder becomes a rehearsal before anything is in it, so that its mail can never really leave."""
    if not work.rehearsal_clock_file.exists():
        set_rehearsal(work.rehearsal_clock_file, first.moment)


def finished(work: Workplace, tender_id: str) -> set[int]:
    """The numbers of the scenes that were played to their end."""
    with work.database.read() as uow:
        entries = uow.journal.entries(tender_id)
    return {int(str(row.data["scene"])) for row in entries if row.name == "rehearsal.scene"}


Waiting = list[tuple[int, Scene]]
Run = Callable[..., tuple[bool, str, str]]


def play(work: Workplace, played: Rehearsal, waiting: Waiting, total: int, say: Callable[[str], None]) -> None:
    """Start the server, hand over the evidence meanwhile, then play scene after scene."""
    port = server.free_port()
    os.environ.update(server.environment(work.root, port))
    say("De Prefect-server start (de eerste keer een halve minuut) …")
    process = server.start(work.root, port)
    try:
        hand_over_evidence(work, played)
        from flows import stage_door

        server.wait_until_up(process, work.root, port)
        with stage_door.quick_runs():
            play_scenes(work, played, waiting, total, say, stage_door.run)
    finally:
        server.stop(process)


def play_bare(work: Workplace, played: Rehearsal, waiting: Waiting, total: int, say: Callable[[str], None]) -> None:
    """The same scenes without Prefect."""
    from flows import stage_door

    hand_over_evidence(work, played)
    play_scenes(work, played, waiting, total, say, partial(stage_door.run, in_prefect=False))


def play_scenes(
    work: Workplace, played: Rehearsal, waiting: Waiting, total: int, say: Callable[[str], None], run: Run
) -> None:
    for number, scene in waiting:
        headline = play_scene(work, played, number, scene, run)
        day = plain_date(scene.moment.date())
        say(f"[{number:{len(str(total))}d}/{total}] {day:>17}  {scene.room[3:]:24} {headline}")


def hand_over_evidence(work: Workplace, played: Rehearsal) -> None:
    """What applicants upload: a folder per provider with their PDF evidence, and the additions some send later."""
    home = work.drop("aanmeldingen")
    for application in played.applications:
        for attempt, folder in (
            (1, home / application.provider_id),
            (2, home / application.provider_id / "aanvulling"),
        ):
            for name, data in rehearsal.evidence_files(played, application, attempt).items():
                files.write_once(folder / name, data)


def play_scene(work: Workplace, played: Rehearsal, number: int, scene: Scene, run: Run) -> str:
    """One scene: set the clock, hand over the file, start the step, note that it is done. Returns its headline.

    Raises :class:`PermanentError` with the step's own sentences when it was refused.
    """
    tender_id = played.region.tender.id
    set_rehearsal(work.rehearsal_clock_file, scene.moment)
    values: dict[str, Any] = {"traject": tender_id, "bestand": "nieuwste", "uw_naam": PLAYER, **scene.fields}
    if scene.content is not None:
        path = work.root / "invoer" / scene.file
        files.write_once(path, scene.content(played))
        values["bestand"] = path.name
    if values.get("verzendcode") == "?":
        values["verzendcode"], values["aantal"] = code_and_count(work, tender_id, str(values["pakket"]))
    completed, headline, text = run(scene.room, scene.step, values)
    if not completed:
        raise PermanentError(f"De oefening stopte bij {scene.room}, stap {scene.step}:\n{text}")
    with work.database.unit_of_work() as uow:
        uow.journal.append(
            Event(tender_id=tender_id, name="rehearsal.scene", at=scene.moment, actor=PLAYER, data={"scene": number})
        )
    return headline


def code_and_count(work: Workplace, tender_id: str, package: str) -> tuple[str, int]:
    """What a person reads off the outcome of the rehearsed sending."""
    from flows.sending import code_of

    with work.database.read() as uow:
        rows = uow.messages.find(tender_id, batch=package)
    ordered = sorted(rows, key=lambda row: (row.recipient, row.id))
    return code_of(ordered), len(ordered)


def closing(work: Workplace, tender_id: str, say: Callable[[str], None]) -> int:
    """Look whether all is there, write the page to click through, and say what to look at first."""
    from flows.checkup import findings, remarks
    from flows.exchange.website import index_page, summary

    with work.database.read() as uow:
        record = uow.load(tender_id)
        events = len(uow.journal.entries(tender_id))
    changed = files.write_once(work.root / "index.html", index_page(record, events).encode("utf-8"))
    wrong = findings(work)
    say("")
    say("Klaar." if changed else "Alles stond er al; er is niets gewijzigd.")
    for line in (*summary(record), *remarks(work)):
        say(f"  {line}")
    say(f"  Kijk eerst hier: {work.root / 'index.html'}")
    say(f"  Daarna: inkoop start --map {work.root}")
    for line in wrong:
        say(f"  LET OP: {line}")
    work.close()
    return 1 if wrong else 0
