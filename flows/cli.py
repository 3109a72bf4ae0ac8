"""The command ``inkoop``. Prefect is imported only by the commands that need it, so that the help answers at once."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

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
        return int(given.run(given))
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
    act.add_argument("--pakket", default="nieuwste", help="Pakket dat u verzendt.")
    act.add_argument("--verzendcode", default="-", help="Code uit de proefrun.")
    act.add_argument("--aantal", type=int, default=0, help="Aantal ontvangers uit de proefrun.")
    clock = _command(commands, "klok", run_clock, "Zet de oefenklok van een oefenmap, of toon hem.")
    clock.add_argument("moment", nargs="?", help="Bijvoorbeeld 2025-03-05 of 2025-03-05T09:00.")
    _add_term(commands)
    _command(
        commands, "controleer", run_check, "Kijk of alles er is: mappen, sjablonen, archief, logboek, LibreOffice."
    )
    plan = _command(commands, "planning", run_plan, "Toon een planning met uiterste datums en opmerkingen.")
    plan.add_argument("naam", nargs="?", help="Meegeleverde planning of een YAML-bestand; leeg: toon wat er is.")
    plan.add_argument("--json", action="store_true", help="Antwoord voor een programma.")
    return whole


def _add_term(commands: Any) -> None:
    term = _command(commands, "termijn", run_term, "Reken een termijn uit en leg de datum uit; één vraag of een lijst.")
    one_of = "kies uit"
    term.add_argument("--vanaf", help="De dag van de gebeurtenis, bijvoorbeeld 2026-04-13. De dag erna is dag 1.")
    term.add_argument("--aantal", help="Hoeveel: een heel getal van 1 of hoger.")
    term.add_argument("--eenheid", help=f"{one_of} kalenderdagen, werkdagen, weken, maanden, jaren.")
    term.add_argument("--richting", help=f"{one_of} vooruit, terug.")
    term.add_argument("--grondslag", help=f"{one_of} wettelijk, eu, zelfbindend, besloten.")
    term.add_argument("--kalender", help=f"{one_of} nl (standaard), geen (alleen weekenden zijn vrij).")
    term.add_argument("--vrije-dag", action="append", dest="vrije_dagen", help="Nog een vrije dag; mag vaker.")
    term.add_argument(
        "--werkdag-extra", action="append", dest="werkdagen_extra", help="Een dag die toch werkdag is; mag vaker."
    )
    term.add_argument(
        "--rol",
        help="Onze eigen regel voor een vrije dag: geen, volgende_werkdag, vorige_werkdag, "
        "of 'zoals de Algemene termijnenwet'.",
    )
    term.add_argument("--tijdstip", help="Kloktijd in Nederland, bijvoorbeeld 12:00.")
    term.add_argument("--bron", help="Waar de termijn staat: de wet en het artikel, of uw eigen document.")
    term.add_argument("--lijst", help="Bestand met op elke regel één vraag als JSON; - leest wat u doorstuurt.")
    term.add_argument("--json", action="store_true", help="Geef elk antwoord als JSON op één regel.")


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    made.add_argument("--map", type=Path, help="Werkmap (standaard INKOOP_MAP, anders inkoop-werkmap).")
    made.set_defaults(run=run)
    return made


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


def run_term(given: argparse.Namespace) -> int:
    """Answer one question or a list; a refused question and a list that cannot be read give exit code 2."""
    from flows.exchange.term_questions import KEYS, answer, answer_lines, render
    from schemas.errors import InputFault

    def say(result: dict[str, Any]) -> None:
        # Every terminal and pipe can carry ASCII, so a list arrives as it left.
        _say(json.dumps(result) if given.json else render(result))

    question = {key: value for key in KEYS if (value := getattr(given, key)) is not None}
    try:
        if given.lijst is None:
            say(answer(question))
            return 0
        if question:
            fault = InputFault(problem="U vraagt een lijst en ook een losse termijn.", remedy="Kies een van beide.")
            raise InputRefusedError([fault])
        for result in answer_lines(_list_text(given.lijst)):
            say(result)
    except InputRefusedError as refused:
        if given.json:
            _say(json.dumps({"fout": " ".join(str(fault) for fault in refused.faults)}))
        else:
            _say(str(refused))
        return 2
    return 0


def _list_text(place: str) -> str:
    from schemas.errors import InputFault

    try:
        data = sys.stdin.buffer.read() if place == "-" else Path(place).read_bytes()
    except OSError as error:
        fault = InputFault(problem=f"Het bestand '{place}' is niet te lezen.", remedy="Controleer de naam en de map.")
        raise InputRefusedError([fault]) from error
    # A byte that is no UTF-8 spoils its own line only.
    return data.decode("utf-8-sig", errors="surrogateescape")


def run_plan(given: argparse.Namespace) -> int:
    import json

    from flows.exchange import plan_files, plan_report

    if given.naam is None:
        for code, plan in plan_files.shipped().items():
            _say(f"{code}: {plan.title} ({plan.region})")
        return 0
    told = plan_report.report(plan_report.plan_named(given.naam))
    for line in [json.dumps(told)] if given.json else plan_report.lines(told):
        _say(line)
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
