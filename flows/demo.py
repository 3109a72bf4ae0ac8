"""The rehearsal: one whole tender, from draft strategy to contracts at the providers, through the real flows.

The script (:mod:`flows.scenes`) is a list of scenes: on that day somebody puts a file in a drop folder, or not, and
starts one step. Every finished scene is noted in the journal, so that a rehearsal that was killed goes on with the
scene it was in; each step is safe to do again. Nothing here decides anything: it only plays the project team.
"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from flows import server
from flows.exchange import rehearsal
from flows.exchange.rehearsal import Rehearsal
from flows.rules.wording import plain_date
from flows.scenes import Scene, script
from flows.settings import Settings
from flows.tasks import files
from flows.tasks.clock import set_rehearsal
from flows.workplace import Workplace
from schemas.errors import PermanentError
from schemas.journal import Event

REGION = "mij-ov"
PLAYER = "Projectteam inkoop (oefening)"


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
