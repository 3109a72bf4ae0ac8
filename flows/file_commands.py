"""The commands that answer and keep nothing: termijn, nakijken, inbreng, vragen, vergelijk, planning.

Each has its arguments (``add_…``) and what it does beside each other. What is heavy is imported when a command runs.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from schemas.errors import InputFault, InputRefusedError, PermanentError

Say = Callable[[str], None]
Make = Callable[[str, "Run", str], argparse.ArgumentParser]
"""Makes a command of its name, what it does, and its help."""


class Run(Protocol):
    """Does a command and says what it found; returns the exit code."""

    def __call__(self, given: argparse.Namespace, *, say: Say) -> int: ...


def add_term(make: Make) -> None:
    term = make("termijn", answer_term, "Reken een termijn uit en leg de datum uit; één vraag of een lijst.")
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


def answer_term(given: argparse.Namespace, *, say: Say) -> int:
    """Answer one question or a list; a refused question and a list that cannot be read give exit code 2."""
    from flows.exchange.term_questions import KEYS, answer, answer_lines, render

    def tell(result: dict[str, Any]) -> None:
        # Every terminal and pipe can carry ASCII, so a list arrives as it left.
        say(json.dumps(result) if given.json else render(result))

    question = {key: value for key in KEYS if (value := getattr(given, key)) is not None}
    try:
        if given.lijst is None:
            tell(answer(question))
            return 0
        if question:
            fault = InputFault(problem="U vraagt een lijst en ook een losse termijn.", remedy="Kies een van beide.")
            raise InputRefusedError([fault])
        for result in answer_lines(_list_text(given.lijst)):
            tell(result)
    except InputRefusedError as refused:
        if given.json:
            say(json.dumps({"fout": " ".join(str(fault) for fault in refused.faults)}))
        else:
            say(str(refused))
        return 2
    return 0


def _list_text(place: str) -> str:
    try:
        data = sys.stdin.buffer.read() if place == "-" else Path(place).read_bytes()
    except OSError as error:
        fault = InputFault(problem=f"Het bestand '{place}' is niet te lezen.", remedy="Controleer de naam en de map.")
        raise InputRefusedError([fault]) from error
    # A byte that is no UTF-8 spoils its own line only.
    return data.decode("utf-8-sig", errors="surrogateescape")


def add_look(make: Make) -> None:
    look = make("nakijken", check_document, "Kijk een document na, zoals de eindcontrole dat doet.")
    look.add_argument("bestand", type=Path, help="Word (.docx), PDF of Excel (.xlsx).")
    look.add_argument("--pdf", type=Path, help="De PDF ervan, voor de bladzijden (standaard: die ernaast staat).")
    look.add_argument("--traject", help="Vergelijk ook met de gegevens van dit traject in de werkmap.")
    look.add_argument("--openbaar", action="store_true", help="Zoek ook naar aanbieders van dat traject.")
    look.add_argument("--json", action="store_true", help="Geef het antwoord als JSON op één regel.")


def check_document(given: argparse.Namespace, *, say: Say) -> int:
    """Check one document: 0 nothing blocks, 2 something blocks or the file cannot be read."""
    from flows.papers.final_check import as_data, as_text, check_file
    from flows.settings import Settings
    from flows.workplace import Workplace

    work = Workplace(Settings()) if given.traject else None
    try:
        report = check_file(
            given.bestand, work=work, tender_id=given.traject or "", public=given.openbaar, pdf_path=given.pdf
        )
    except InputRefusedError as refused:
        told = " ".join(str(fault) for fault in refused.faults)
        say(json.dumps({"fout": told}) if given.json else told)
        return 2
    finally:
        if work is not None:
            work.close()
    say(json.dumps(as_data(report)) if given.json else as_text(report).rstrip())
    return 2 if report.blocking else 0


def add_lists(make: Make) -> None:
    for name, text in (
        ("inbreng", "Kijk wat er in een bestand met inbreng staat, zonder iets te bewaren."),
        ("vragen", "Kijk wat er in een bestand met vragen staat, zonder iets te bewaren."),
    ):
        listed = make(name, read_list, text)
        listed.add_argument("handeling", choices=("lees",), help="Alleen lezen: lees.")
        listed.add_argument("bestand", type=Path, help="Excel, CSV, Word, PDF of e-mail (.eml).")
        listed.add_argument("--kolommen", type=Path, help="Uw koppen (standaard: kolommen.yaml naast het bestand).")
        listed.add_argument("--traject", help="Vergelijk met de gegevens van dit traject in de werkmap.")
        listed.add_argument("--json", action="store_true", help="Geef het antwoord als JSON op één regel.")
        listed.set_defaults(lijst=name)


def read_list(given: argparse.Namespace, *, say: Say) -> int:
    """Read one list and tell what was recognised: 0 it can be read in, 2 it is refused."""
    from flows.exchange import reports

    record = None
    if given.traject:
        from flows.settings import Settings
        from flows.workplace import Workplace

        work = Workplace(Settings())
        with work.database.read() as uow:
            record = uow.load(given.traject)
        work.close()
    found = reports.report(given.bestand, given.lijst, mapping=given.kolommen, record=record)
    for line in [json.dumps(found)] if given.json else reports.lines(found):
        say(line)
    return 0 if reports.is_read(found) else 2


def add_compare(make: Make) -> None:
    beside = make("vergelijk", compare, "Vergelijk twee Word-bestanden: redline en was-wordt-lijst.")
    beside.add_argument("oud", type=Path, help="De oude versie (.docx).")
    beside.add_argument("nieuw", type=Path, help="De nieuwe versie (.docx).")
    beside.add_argument(
        "--uitvoer", type=Path, help="Map voor de twee bestanden (standaard: die van de nieuwe versie)."
    )
    beside.add_argument("--json", action="store_true", help="Geef het antwoord als JSON op één regel.")


def compare(given: argparse.Namespace, *, say: Say) -> int:
    """Compare two Word files: 0 compared, 2 they cannot be compared."""
    from flows.papers.comparison import compare_files, told

    try:
        found = compare_files(given.oud, given.nieuw, given.uitvoer or given.nieuw.parent)
    except (InputRefusedError, PermanentError) as refused:
        why = [str(fault) for fault in refused.faults] if isinstance(refused, InputRefusedError) else [str(refused)]
        say(json.dumps({"redenen": why}) if given.json else "\n".join(f"- {line}" for line in why))
        return 2
    for line in [json.dumps(found)] if given.json else told(found):
        say(line)
    return 0


def add_plan(make: Make) -> None:
    plan = make("planning", show_plan, "Toon een planning met uiterste datums en opmerkingen.")
    plan.add_argument("naam", nargs="?", help="Meegeleverde planning of een YAML-bestand; leeg: toon wat er is.")
    plan.add_argument("--json", action="store_true", help="Antwoord voor een programma.")


def show_plan(given: argparse.Namespace, *, say: Say) -> int:
    from flows.exchange import plan_files, plan_report

    if given.naam is None:
        for code, plan in plan_files.shipped().items():
            say(f"{code}: {plan.title} ({plan.region})")
        return 0
    told = plan_report.report(plan_report.plan_named(given.naam))
    for line in [json.dumps(told)] if given.json else plan_report.lines(told):
        say(line)
    return 0
