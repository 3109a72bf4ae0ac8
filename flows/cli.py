"""The command ``inkoop``. Prefect is imported only by the commands that need it, so that the help answers at once."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from flows import file_commands
from schemas.errors import InputRefusedError, PermanentError, TransientError

DUTCH = {
    "usage: ": "gebruik: ",
    "options": "opties",
    "positional arguments": "wat u moet opgeven",
    "show this help message and exit": "toon deze uitleg",
    "the following arguments are required: %s": "dit ontbreekt nog: %s",
    "unrecognized arguments: %s": "dit ken ik niet: %s",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\nTyp 'inkoop --help' voor uitleg.\n",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r kan niet; kies uit %(choices)s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "expected one argument": "hier hoort een waarde achter",
    "invalid %(type)s value: %(value)r": "%(value)r is geen geldige waarde",
}

ROOMS = (
    "planning",
    "strategie",
    "voorbereiding",
    "publicatie",
    "nota-van-inlichtingen",
    "toetsing",
    "dialoog",
    "toelating",
    "overeenkomsten",
    "implementatie",
    "uitvoering",
    "verzenden",
    "termijnen",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code: 0 done, 1 refused or failed, 2 wrongly typed."""
    argparse._ = lambda text: DUTCH.get(text, text)  # type: ignore[attr-defined]
    given = parser().parse_args(arguments)
    if given.map is not None:
        os.environ["INKOOP_MAP"] = str(given.map)
    try:
        code = int(given.run(given))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Who reads along has seen enough (inkoop … | head); what is left unsaid must not fail again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except InputRefusedError as refused:
        for fault in refused.faults:
            _say(f"- {fault}")
        return 1
    except (PermanentError, TransientError) as failed:
        _say(str(failed))
        return 1
    except KeyboardInterrupt:
        _say("\nGestopt. Start dezelfde opdracht opnieuw; hij gaat verder waar hij was.")
        return 1


def parser() -> argparse.ArgumentParser:
    """All commands, each documented in the README."""
    whole = argparse.ArgumentParser(
        prog="inkoop", description="Inkoopstraat: inkoop jeugdhulp van strategie tot contract."
    )
    commands = whole.add_subparsers(title="opdrachten", metavar="opdracht", required=True)
    demo = _command(commands, "demo", run_demo, "Speel een heel traject na in een eigen map, zonder instellingen.")
    demo.add_argument("--zonder-pdf", action="store_true", help="Maak geen PDF's, ook niet als LibreOffice er is.")
    start = _command(commands, "start", run_start, "Start de Prefect-pagina's met alle stappen.")
    start.add_argument("--poort", type=int, help="Poort van de pagina's (standaard 4200).")
    start.add_argument("--traject", help="Kenmerk dat in de formulieren is ingevuld.")
    act = _command(commands, "doe", run_act, "Doe één stap van een fase, zoals in de Prefect-pagina's.")
    act.add_argument("fase", choices=ROOMS, help="De fase.")
    act.add_argument("stap", type=int, help="Nummer van de stap in die fase.")
    act.add_argument("--traject", help="Kenmerk van het traject.")
    act.add_argument("--bestand", default="nieuwste", help="Bestand in de map invoer (standaard: nieuwste).")
    act.add_argument("--naam", default="Projectteam inkoop", help="Uw naam, voor het logboek.")
    act.add_argument("--ronde", type=int, default=1, help="Nummer van de nota van inlichtingen.")
    act.add_argument("--klaar", type=int, default=0, help="Stap van de planning die klaar is.")
    act.add_argument("--doel", default="-", help="Wat als: nummer van de stap, of een termijn zoals nota-1.")
    act.add_argument(
        "--verandering",
        default="schuiven",
        choices=("schuiven", "langer", "missen"),
        help="Wat als: schuiven, langer of missen.",
    )
    act.add_argument("--werkdagen", type=int, default=5, help="Wat als: hoeveel werkdagen; met een min naar voren.")
    act.add_argument("--bevestiging", default="-", help="Wat als: code om de wijziging door te voeren.")
    act.add_argument("--termijn", default="-", help="Termijn die u nagaat of meldt, bijvoorbeeld stap-4.")
    act.add_argument("--toezegging", default="-", help="Toezegging die klaar is, bijvoorbeeld T-014.")
    act.add_argument("--notitie", default="-", help="Wat er met de toezegging is gedaan.")
    act.add_argument("--status", default="concept", choices=("concept", "definitief"), help="Status van de strategie.")
    act.add_argument("--pakket", default="nieuwste", help="Pakket dat u verzendt.")
    act.add_argument("--verzendcode", default="-", help="Code uit de proefrun.")
    act.add_argument("--aantal", type=int, default=0, help="Aantal ontvangers uit de proefrun.")
    clock = _command(commands, "klok", run_clock, "Zet de oefenklok van een oefenmap, of toon hem.")
    clock.add_argument("moment", nargs="?", help="Bijvoorbeeld 2025-03-05 of 2025-03-05T09:00.")
    made: file_commands.Make = partial(_file_command, commands)
    file_commands.add_term(made)
    file_commands.add_look(made)
    _command(
        commands, "controleer", run_check, "Kijk of alles er is: mappen, sjablonen, archief, logboek, LibreOffice."
    )
    file_commands.add_lists(made)
    file_commands.add_compare(made)
    file_commands.add_plan(made)
    return whole


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    made.add_argument("--map", type=Path, help="Werkmap (standaard INKOOP_MAP, anders inkoop-werkmap).")
    made.set_defaults(run=run)
    return made


def _file_command(commands: Any, name: str, run: file_commands.Run, text: str) -> argparse.ArgumentParser:
    return _command(commands, name, partial(run, say=_say), text)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the command line speaks by printing


def run_demo(given: argparse.Namespace) -> int:
    from flows.demo import rehearse

    folder = given.map or Path(os.environ.get("INKOOP_MAP", "inkoopstraat-demo"))
    return rehearse(folder, pdf=not given.zonder_pdf, say=_say)


def run_start(given: argparse.Namespace) -> int:
    """Start the server, then serve every deployment until Ctrl-C."""
    from flows import server
    from flows.settings import Settings
    from flows.workplace import Workplace

    settings = Settings()
    port = given.poort or settings.poort
    work = Workplace(settings)
    tender_id = given.traject or _only_tender(work)
    work.close()
    os.environ.update(server.environment(work.root, port))
    _say("De server start. De eerste keer duurt dat ongeveer een halve minuut …")
    port_file = work.root / ".prefect" / "poort"
    with server.running(work.root, port) as process:
        from flows.serve import serve_all  # takes some ten seconds; the server needs those as well

        server.wait_until_up(process, work.root, port)
        port_file.write_text(str(port), encoding="ascii")
        page = f"http://{server.ADDRESS}:{port}/{server.DEPLOYMENTS_PAGE}"
        try:
            serve_all(tender_id, lambda: _say(f"Klaar. Open {page} in uw browser. Stoppen: Ctrl-C."))
        except KeyboardInterrupt:
            _say("\nGestopt. Typ weer 'inkoop start' om verder te gaan.")
        finally:
            port_file.unlink(missing_ok=True)
    return 0


def _only_tender(work: Any) -> str:
    """The tender in this work folder, else the first one that could be opened."""
    from flows.exchange.region import load

    with work.database.read() as uow:
        known = [row.id for row in uow.tenders.find_everywhere()]
    return str(known[0] if known else load(work.region_folders()[0]).tender.id)


def run_act(given: argparse.Namespace) -> int:
    """Do one step. With a server running for this folder the run shows in its pages; without one it runs here."""
    from flows import server
    from flows.settings import Settings
    from flows.workplace import Workplace

    settings = Settings()
    work = Workplace(settings)
    tender_id = given.traject or _only_tender(work)
    work.close()
    port_file = work.root / ".prefect" / "poort"
    port = int(port_file.read_text(encoding="ascii")) if port_file.exists() else None
    os.environ.update(server.environment(work.root, port or settings.poort))
    from flows import stage_door

    values = {name: value for name, value in vars(given).items() if name not in {"run", "map", "fase", "stap", "naam"}}
    values |= {"traject": tender_id, "uw_naam": given.naam}
    in_pages = port is not None and server.healthy(port)
    completed, _, text = stage_door.run(given.fase, given.stap, values, in_prefect=in_pages)
    _say(text)
    return 0 if completed else 1


def run_clock(given: argparse.Namespace) -> int:
    from flows.rules.wording import AMSTERDAM, at_time
    from flows.settings import Settings
    from flows.tasks.clock import set_rehearsal
    from flows.workplace import Workplace
    from schemas.errors import InputFault

    work = Workplace(Settings())
    if given.moment:
        try:
            moment = datetime.fromisoformat(given.moment)
        except ValueError:
            fault = InputFault(problem=f"'{given.moment}' is geen datum.", remedy="Typ bijvoorbeeld 2025-03-05T09:00.")
            raise InputRefusedError([fault]) from None
        set_rehearsal(work.rehearsal_clock_file, moment.replace(tzinfo=AMSTERDAM) if moment.tzinfo is None else moment)
    _say(f"Het is nu {at_time(work.clock.now())}.")
    return 0


def run_check(given: argparse.Namespace) -> int:
    from flows.checkup import findings
    from flows.settings import Settings
    from flows.workplace import Workplace

    work = Workplace(Settings())
    wrong = findings(work)
    for line in wrong:
        _say(f"- {line}")
    _say("Er zijn punten om te verbeteren." if wrong else "Alles is in orde.")
    work.close()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
