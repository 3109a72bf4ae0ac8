"""When a stage may open and close. ``obstacles`` gives every Dutch sentence that stands in the way, or nothing.

A guard is a pure function of the record and today: None, or the sentence with the next step in it.
"""

from collections.abc import Callable
from datetime import date

from flows.rules.adoption import adoption_obstacles, open_bodies, standings
from flows.rules.consultation import open_inputs
from flows.rules.dialogue.sessions import session_name
from flows.rules.nota.rounds import open_questions
from flows.rules.versions import FINAL
from flows.rules.wording import at_time, count, listing, local_day, plain_date
from schemas.award import AdmissionKind
from schemas.consultation import Subject
from schemas.message import MessageState
from schemas.procedure import Procedure
from schemas.record import TenderRecord
from schemas.screening import ApplicationStatus
from schemas.values import Stage

Guard = Callable[[TenderRecord, date], str | None]
GUARDS: dict[str, Guard] = {}

PROCEDURE_DOCUMENTS = {
    "requirements": "Programma van eisen",
    "admission_guide": "Aanmeldingsdocument",
    "draft_agreement": "Concept-inkoopovereenkomst",
    "product_cards": "Productkaarten",
    "rates": "Tarieven",
}
"""The documents that must be there before publication, by the name a user knows them by."""


def guard(function: Guard) -> Guard:
    """Register a guard under its own name, the name that procedures use."""
    GUARDS[function.__name__] = function
    return function


def obstacles_to_open(procedure: Procedure, record: TenderRecord, stage: Stage, today: date) -> tuple[str, ...]:
    """Everything that keeps ``stage`` from opening; empty when it is open already or may open now."""
    row = record.stage_record(stage)
    if row is not None:
        if row.closed_on is None:
            return ()
        return (f"De fase {stage.label} is gesloten op {plain_date(row.closed_on)}. U kunt hier niets meer wijzigen.",)
    rule = procedure.rule(stage)
    waiting = [before.label for before in rule.after if not _closed(record, before)]
    sentences = []
    if waiting:
        verb, them = ("moet", "die fase") if len(waiting) == 1 else ("moeten", "die fasen")
        sentences.append(f"Eerst {verb} {listing(waiting)} gesloten zijn. Rond {them} eerst af.")
    return (*sentences, *_asked(rule.opens_when, record, today))


def obstacles_to_close(procedure: Procedure, record: TenderRecord, stage: Stage, today: date) -> tuple[str, ...]:
    """Everything that keeps ``stage`` from closing, all sentences at once."""
    if record.stage_record(stage) is None:
        return (f"De fase {stage.label} is nog niet begonnen.",)
    return _asked(procedure.rule(stage).closes_when, record, today)


def _asked(names: tuple[str, ...], record: TenderRecord, today: date) -> tuple[str, ...]:
    answers = (GUARDS[name](record, today) for name in names)
    return tuple(answer for answer in answers if answer)


def _closed(record: TenderRecord, stage: Stage) -> bool:
    row = record.stage_record(stage)
    return row is not None and row.closed_on is not None


def _batch_sent(record: TenderRecord, prefix: str, what: str) -> str | None:
    """Every message whose batch starts with ``prefix`` has left, and there is at least one."""
    messages = [message for message in record.messages if message.batch.startswith(prefix)]
    if not messages:
        return f"{what} zijn nog niet klaargezet. Doe dat eerst in deze fase."
    left = [message for message in messages if message.state is not MessageState.SENT]
    if left:
        return f"{what}: {len(left)} van {len(messages)} berichten zijn nog niet weg. Start '11-verzenden'."
    return None


@guard
def planning_known(record: TenderRecord, today: date) -> str | None:
    return None if record.milestones else "Er is nog geen planning. Lees eerst planning.xlsx in bij '00-planning'."


@guard
def every_input_answered(record: TenderRecord, today: date) -> str | None:
    if not record.inputs:
        return "Er is nog geen inbreng ingelezen. Zet inbreng.xlsx in invoer/inbreng en lees het bestand in."
    waiting = open_inputs(record.inputs)
    if not waiting:
        return None
    first = ", ".join(row.id for row in waiting[:5])
    return (
        f"{count(len(waiting), 'punt', 'punten')} van de consultatie zonder reactie en uitkomst ({first}"
        f"{' …' if len(waiting) > 5 else ''}). Vul ze in inbreng.xlsx in en lees het bestand opnieuw in."
    )


@guard
def response_note_final(record: TenderRecord, today: date) -> str | None:
    note = record.latest("response_note")
    if note is None:
        return "De reactienota is nog niet gemaakt. Maak haar bij '01-strategie'."
    return None if note.status == FINAL else "De reactienota is nog concept. Maak haar definitief bij '01-strategie'."


def _bodies(record: TenderRecord, subject: Subject, what: str, today: date) -> str | None:
    waiting = open_bodies(record, subject)
    if not waiting:
        return None
    named = listing(name or "het PFO" for name in waiting)
    decided = any(row.decision for row in standings(record, subject) if not row.agreed)
    lead = f"{what}: nog geen {'akkoord' if decided else 'besluit'} van {named}. Zet het besluit in besluiten.xlsx "
    lead += "en lees het in."
    return "\n  - ".join((lead, *adoption_obstacles(record, subject, today)))


@guard
def every_body_decided_strategy(record: TenderRecord, today: date) -> str | None:
    return _bodies(record, Subject.STRATEGY, "Inkoopstrategie", today)


@guard
def every_body_decided_agreement(record: TenderRecord, today: date) -> str | None:
    return _bodies(record, Subject.AGREEMENT, "Inkoopovereenkomst", today)


@guard
def procedure_documents_final(record: TenderRecord, today: date) -> str | None:
    missing = []
    for kind, title in PROCEDURE_DOCUMENTS.items():
        document = record.latest(kind)
        if document is None or (document.status != FINAL and kind != "draft_agreement"):
            missing.append(title)
    return f"Nog niet definitief: {listing(missing)}. Stel de stukken vast bij '02-voorbereiding'." if missing else None


@guard
def providers_known(record: TenderRecord, today: date) -> str | None:
    if record.providers:
        return None
    return "Er zijn nog geen aanbieders. Zet aanbieders.xlsx in invoer/aanbieders en lees het bestand in bij '03'."


@guard
def set_frozen(record: TenderRecord, today: date) -> str | None:
    return None if record.publications else "De set stukken is nog niet vastgezet en bekendgemaakt."


@guard
def announcement_sent(record: TenderRecord, today: date) -> str | None:
    return _batch_sent(record, "aankondiging", "De aankondigingen aan de aanbieders")


@guard
def every_question_answered(record: TenderRecord, today: date) -> str | None:
    waiting = [row for row in record.questions if row.answer is None and row.duplicate_of is None]
    if not waiting:
        return None
    return f"{count(len(waiting), 'vraag', 'vragen')} zonder antwoord. Vul vragen.xlsx aan en lees het opnieuw in."


@guard
def every_round_published(record: TenderRecord, today: date) -> str | None:
    if not record.rounds:
        return "Er is nog geen vragenronde. Lees vragen.xlsx in."
    waiting = [str(row.number) for row in record.rounds if row.published_on is None]
    if waiting:
        return f"Nota van inlichtingen {listing(waiting)} is nog niet definitief gemaakt."
    left = open_questions(record.questions)
    loose = [row for row in left if not row.individual]
    if loose:
        return f"{count(len(loose), 'vraag staat', 'vragen staan')} nog in geen enkele nota."
    if left:
        return (
            f"{count(len(left), 'individuele vraag is', 'individuele vragen zijn')} nog niet beantwoord. Kies stap 7."
        )
    return None


@guard
def nota_sent(record: TenderRecord, today: date) -> str | None:
    answers = [
        _batch_sent(record, f"nota-{row.number}", f"De berichten over nota {row.number}") for row in record.rounds
    ]
    if any(row.individual for row in record.questions):
        answers.append(_batch_sent(record, "individuele-antwoorden", "De individuele antwoorden"))
    return next((answer for answer in answers if answer), None)


@guard
def applications_closed(record: TenderRecord, today: date) -> str | None:
    closes = record.tender.applications_close_at
    if today > local_day(closes):
        return None
    return f"Aanmelden kan nog tot en met {at_time(closes)}. Toetsen begint de dag daarna."


@guard
def every_application_judged(record: TenderRecord, today: date) -> str | None:
    if not record.applications:
        return "Er zijn nog geen aanmeldingen ingelezen."
    open_states = {ApplicationStatus.SUBMITTED, ApplicationStatus.REMEDY_REQUESTED}
    waiting = [row for row in record.applications if row.status in open_states]
    if not waiting:
        return None
    return f"{count(len(waiting), 'aanmelding is', 'aanmeldingen zijn')} nog niet klaar getoetst."


@guard
def every_session_reported(record: TenderRecord, today: date) -> str | None:
    if not record.sessions:
        return "Er is nog geen dialoogsessie vastgelegd."
    waiting = [session_name(row) for row in record.sessions if row.reported_on is None and row.cancelled_on is None]
    return f"Nog geen verslag van {listing(waiting)}." if waiting else None


@guard
def reports_sent(record: TenderRecord, today: date) -> str | None:
    return _batch_sent(record, "dialoog-verslag", "De verslagen van de dialoogsessies")


@guard
def every_application_decided(record: TenderRecord, today: date) -> str | None:
    decided = {row.application_id for row in record.admissions}
    waiting = [row for row in record.applications if row.id not in decided]
    return f"{count(len(waiting), 'aanmelding', 'aanmeldingen')} zonder besluit." if waiting else None


@guard
def decisions_sent(record: TenderRecord, today: date) -> str | None:
    return _batch_sent(record, "besluiten", "De besluiten")


@guard
def objection_term_passed(record: TenderRecord, today: date) -> str | None:
    last = max((row.objection_until for row in record.admissions), default=None)
    if last is None or today > last:
        return None
    return f"De bezwaartermijn loopt tot en met {plain_date(last)}. Wacht tot de dag daarna."


@guard
def every_admitted_has_agreement(record: TenderRecord, today: date) -> str | None:
    made = {row.provider_id for row in record.agreements}
    waiting = [
        row.provider_id
        for row in record.admissions
        if row.kind is AdmissionKind.ADMITTED and row.provider_id not in made
    ]
    if not waiting:
        return None
    return f"{count(len(waiting), 'toegelaten aanbieder', 'toegelaten aanbieders')} zonder overeenkomst."


@guard
def agreements_sent(record: TenderRecord, today: date) -> str | None:
    return _batch_sent(record, "overeenkomsten", "De overeenkomsten")


@guard
def every_client_covered(record: TenderRecord, today: date) -> str | None:
    covered = {row.provider_id for row in record.agreements} | {row.provider_id for row in record.bridgings}
    waiting = [row for row in record.providers if row.contracted_now and row.clients_now and row.id not in covered]
    if not waiting:
        return None
    clients = sum(row.clients_now for row in waiting)
    return (
        f"{count(len(waiting), 'aanbieder', 'aanbieders')} met samen {count(clients, 'cliënt', 'cliënten')} "
        "zonder nieuwe overeenkomst en zonder overbrugging. Maak de overbruggingsovereenkomsten."
    )


@guard
def access_instructed(record: TenderRecord, today: date) -> str | None:
    instructed = _batch_sent(record, "implementatie-toegangen", "De instructies aan de Toegangen")
    return instructed or _batch_sent(record, "implementatie", "De instructies en overbruggingsovereenkomsten")


@guard
def contract_start_reached(record: TenderRecord, today: date) -> str | None:
    start = record.tender.contract_start
    return None if today >= start else f"De overeenkomsten gaan in op {plain_date(start)}."
